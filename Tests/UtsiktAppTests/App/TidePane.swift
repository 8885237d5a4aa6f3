import UtsiktApp
import UtsiktScreen

/// A pane that the program does not have: all of it is in this file, and a test registers it by one line.
enum TidePane: Pane {
    struct Remembered: Sendable {
        enum View: String, PaneView {
            case table, curve
            var title: String { rawValue }
            var detail: String { self == .table ? "hours and heights" : "the course of a day" }
        }

        var view = View.table
        var metres = [0.4, 2.1, 0.6, 1.9]
        var followed: [String] = []
    }

    static let id = PaneID("tide")
    static let title = "Tide"
    static let share = PaneShare(weight: 20, minimum: Size(width: 26, height: 5))
    static let needsWorld = false
    static let initial = Remembered()
    static let tabs: PaneTabs? = PaneTabs(
        of: id, next: .init("tide.view", "view", "Shows the next view: table, curve.", prominence: 4),
        previous: .init("tide.view_before", "view", "Shows the view before."), shown: { $0[TidePane.self].view }
    ) { state, view in
        state[TidePane.self].view = view
        return []
    }
    static let actions: [Action] = [
        Action(
            id: "tide.turn", title: "turn", help: "Turns the tide.", keys: [.character("u")], scope: .pane(id),
            prominence: 5
        ) { state, _ in
            state[TidePane.self].metres.reverse()
            return []
        }
    ]

    static func caption(_ state: AppState) -> String { "\(state[TidePane.self].metres.count) tides" }

    static func draw(_ painter: inout Painter, _ context: PaneContext) {
        let tide = context.state[TidePane.self]
        let text = tide.view == .table ? tide.metres.map { "\($0) m" }.joined(separator: "  ") : "curve"
        painter.text(text, x: 0, y: 0, .plain, limit: painter.size.width)
        guard painter.size.height > 1 else { return }
        painter.text(context.state.subject?.name ?? "nothing chosen", x: 0, y: 1, .plain, limit: painter.size.width)
    }

    static func json(_ state: AppState) throws -> String? { "{\"metres\":\(state[TidePane.self].metres)}\n" }
    static func csv(_ state: AppState) -> String? { "metres\r\n0.4\r\n" }
    static func sentence(_ state: AppState) -> String? {
        "Tide: \(state[TidePane.self].metres.first ?? 0) metres at first."
    }

    static let follows: Set<Subject.Kind> = [.tag]
    static func follow(_ subject: Subject, in state: inout AppState) -> [Effect] {
        state[TidePane.self].followed.append(subject.name)
        return []
    }
}

/// Panes in any number, with nothing of their own.
enum CrowdPane<Number>: Pane {
    static var id: PaneID { PaneID("\(Number.self)".lowercased()) }
    static var title: String { "\(Number.self)" }
    static var actions: [Action] { [] }
    static func draw(_ painter: inout Painter, _ context: PaneContext) {
        painter.text(title, x: 0, y: 0, .plain, limit: painter.size.width)
    }
}
