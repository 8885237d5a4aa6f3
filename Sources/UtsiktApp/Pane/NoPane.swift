import UtsiktScreen

/// What stands for a pane that is not in the register: it has no rows and draws nothing.
enum NoPane: Pane {
    static let id = PaneID("none")
    static var title: String { "" }
    static var actions: [Action] { [] }
    static func draw(_ painter: inout Painter, _ context: PaneContext) {}
}
