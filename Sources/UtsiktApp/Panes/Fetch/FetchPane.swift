public import UtsiktScreen

/// Placeholder until its owner lands it.
public enum FetchPane: Pane {
    public static let id = PaneID.fetch
    public static let actions: [Action] = []
    public static func caption(_ state: AppState) -> String { "" }
    public static func draw(_ painter: inout Painter, _ context: PaneContext) {}
}
