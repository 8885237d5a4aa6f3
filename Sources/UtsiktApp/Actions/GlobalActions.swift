import UtsiktCore

/// The rows of the action table that count everywhere, and those of the help.
public enum GlobalActions {
    /// Everywhere's rows.
    public static let rows: [Action] = navigation + panes + fetching + program

    /// The rows that count while the help is open.
    public static let help: [Action] = [
        scroll("up", "Scrolls the help up.", [.up, .character("k")], prominence: 1) { _ in -1 },
        scroll("down", "Scrolls the help down.", [.down, .character("j")], prominence: 2) { _ in 1 },
        scroll("page_up", "Scrolls the help a page up.", [.pageUp], prominence: 0) { -HelpOverlay.rows($0) },
        scroll("page_down", "Scrolls the help a page down.", [.pageDown, .character(" ")], prominence: 0) {
            HelpOverlay.rows($0)
        },
        Action(
            id: "help.close", title: "close", help: "Closes the help.",
            keys: [.escape, .character("?"), .character("q"), .enter, .function(1)], scope: .help, prominence: 9
        ) { state, _ in
            state.help = nil
            return []
        },
    ]

    private static func scroll(
        _ verb: String, _ help: String, _ keys: [Key], prominence: Int, _ rows: @escaping @Sendable (AppState) -> Int
    ) -> Action {
        let title = verb.replacing("_", with: " ")
        return Action(
            id: "help.\(verb)", title: title, help: help, keys: keys, scope: .help, prominence: prominence
        ) { state, _ in
            state.help = max(0, (state.help ?? 0) + rows(state))
            return []
        }
    }

    private static let navigation: [Action] = [
        Action(
            id: "focus.next", title: "next pane", help: "Gives the keys to the next pane.", keys: [.tab],
            scope: .everywhere, prominence: 5
        ) { state, _ in
            state.focus = neighbour(of: state.focus, by: 1)
            return []
        },
        Action(
            id: "focus.previous", title: "previous pane", help: "Gives the keys to the previous pane.",
            keys: [.backTab], scope: .everywhere, prominence: 0
        ) { state, _ in
            state.focus = neighbour(of: state.focus, by: -1)
            return []
        },
        Action(
            id: "view.zoom", title: "full screen",
            help: "Shows the focused pane on the full screen, or the overview again.",
            keys: [.character("z"), .enter], scope: .everywhere, prominence: 5
        ) { state, _ in
            state.isZoomed.toggle()
            return []
        },
        Action(
            id: "view.overview", title: "overview", help: "Shows all panes.", keys: [.character("0")],
            scope: .everywhere, prominence: 0,
            disabledReason: { $0.isZoomed ? nil : "The overview is shown already, or there is room for one pane only" }
        ) { state, _ in
            state.isZoomed = false
            return []
        },
        Action(
            id: "view.back", title: "back", help: "Goes one step back: closes what is open, then the full screen.",
            keys: [.escape], scope: .everywhere, prominence: 0,
            disabledReason: { $0.isZoomed ? nil : "Nothing is open; q quits" }
        ) { state, _ in
            state.isZoomed = false
            return []
        },
    ]

    private static let panes: [Action] = PaneID.allCases.map { id in
        Action(
            id: "pane.\(id.rawValue)", title: id.title.lowercased(),
            help: "Goes to the pane \(id.title); pressed again, shows it on the full screen.",
            keys: [.character(Character(String(id.digit)))], scope: .everywhere, prominence: 0
        ) { state, _ in
            if state.focus == id { state.isZoomed.toggle() } else { state.focus = id }
            return []
        }
    }

    private static let fetching: [Action] = [
        Action(
            id: "fetch.pause", title: "pause", help: "Pauses fetching, or resumes it.", keys: [.character("p")],
            scope: .everywhere, prominence: 4
        ) { state, _ in
            state.world.isPaused.toggle()
            return [.setPaused(state.world.isPaused)]
        },
        Action(
            id: "replay.faster", title: "faster", help: "Replays faster: 1x, 10x, 60x, 300x, 1000x, max.",
            keys: [.character(">"), .character(".")], scope: .everywhere, prominence: 3,
            disabledReason: { state in
                if !state.world.isReplay { return "A live service sets its own pace" }
                return state.world.speed == .max ? "The replay is at its fastest" : nil
            }
        ) { state, _ in
            state.world.speed = state.world.speed.faster
            return [.setSpeed(state.world.speed)]
        },
        Action(
            id: "replay.slower", title: "slower", help: "Replays slower, down to the services' own pace (1x).",
            keys: [.character("<"), .character(",")], scope: .everywhere, prominence: 2,
            disabledReason: { state in
                if !state.world.isReplay { return "A live service sets its own pace" }
                return state.world.speed == .factor(1) ? "The replay is at the services' own pace" : nil
            }
        ) { state, _ in
            state.world.speed = state.world.speed.slower
            return [.setSpeed(state.world.speed)]
        },
    ]

    private static let program: [Action] = [
        Action(
            id: "help.open", title: "help", help: "Shows every key and what it does.",
            keys: [.character("?"), .function(1)], scope: .everywhere, prominence: 8
        ) { state, _ in
            state.help = 0
            return []
        },
        Action(
            id: "program.repaint", title: "repaint", help: "Draws the whole screen anew.", keys: [.control("l")],
            scope: .everywhere, prominence: 0
        ) { _, _ in [.repaint] },
        Action(
            id: "program.suspend", title: "suspend", help: "Stops the program until the shell's fg.",
            keys: [.control("z")], scope: .everywhere, prominence: 0
        ) { _, _ in [.suspend] },
        Action(
            id: "program.quit", title: "quit",
            help: "Leaves. What was fetched stays in the database, unless that is a temporary one.",
            keys: [.character("q")], scope: .everywhere, prominence: 7
        ) { _, _ in [.quit] },
    ]

    private static func neighbour(of pane: PaneID, by step: Int) -> PaneID {
        let all = PaneID.allCases
        let index = all.firstIndex(of: pane) ?? 0
        return all[(index + step + all.count) % all.count]
    }
}
