extension StartLayer {
    /// One thing to begin with.
    struct Line: Sendable {
        var id: String
        var key: Key
        var title: String
        var help: String
        /// What is done, besides returning its effect.
        var effect: Effect?
    }

    /// What there is to begin with.
    static let lines: [Line] = [
        Line(
            id: "start.demo", key: .character("d"), title: "the demo",
            help: "Opens a sample: posts of 2015, weather of 2013, a rack.", effect: .desk(.openDemo)),
        Line(
            id: "start.configure", key: .character("c"), title: "a source",
            help: "Writes a configuration to start from, unless there is one.", effect: .desk(.writeConfiguration)),
        Line(
            id: "start.edit", key: .character("e"), title: "edit it",
            help: "Opens it in your editor; what you save takes effect at once.", effect: .terminal(.editConfiguration)),
        Line(
            id: "start.rack", key: .character("r"), title: "plan a rack",
            help: "Goes to the 40GbE planner, which needs no source."),
        Line(
            id: "start.help", key: .character("?"), title: "help",
            help: "Shows every key and what it does."),
        Line(id: "start.quit", key: .character("q"), title: "quit", help: "Quits.", effect: .terminal(.quit)),
    ]

    static func move(_ step: Int, _ state: inout AppState) {
        guard case .start(var layer)? = state.layers.last else { return }
        layer.selected = max(0, min(layer.selected + step, lines.count - 1))
        state.layers[state.layers.count - 1] = .start(layer)
    }

    static func run(_ line: Line, _ state: inout AppState) -> [Effect] {
        switch line.id {
        case "start.rack":
            state.closeLayer()
            (state.focus, state.isZoomed) = (.fabric, true)
        case "start.help": state.open(.help(ListLayer()))
        default: break
        }
        return line.effect.map { [$0] } ?? []
    }
}
