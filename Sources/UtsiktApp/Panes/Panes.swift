extension PaneRegister {
    /// The program's own panes. A new one is its folder beside this file and its line here.
    public static let standard = PaneRegister([
        FetchPane.self,
        TopicsPane.self,
        ForecastPane.self,
        FabricPane.self,
        LogPane.self,
    ])
}

/// The panes that count here.
public enum Panes {
    /// The register that commands read words by and that states are made with: the program's own, unless a caller says otherwise
    /// for the time of a call.
    @TaskLocal public static var all = PaneRegister.standard

    /// The pane of an identity; one with nothing in it for an unknown identity.
    public static func pane(_ id: PaneID) -> any Pane.Type { all.pane(id) }
}
