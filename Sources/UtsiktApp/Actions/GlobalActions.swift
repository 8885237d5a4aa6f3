import UtsiktCore

/// The rows of the action table that count everywhere.
public enum GlobalActions {
    /// Everywhere's rows, with one for each pane.
    static func rows(_ panes: PaneRegister) -> [Action] {
        navigation + panes.ids.map { row($0, panes) } + layouts + finding + fetching + looks + program
    }

    private static let navigation: [Action] = [
        Action(
            id: "focus.next", title: "next pane", help: "Moves the focus to the next pane.", keys: [.tab],
            scope: .everywhere, prominence: 4
        ) { state, _ in
            state.focus = state.panes.neighbour(of: state.focus, by: 1)
            return []
        },
        Action(
            id: "focus.previous", title: "previous pane", help: "Moves the focus to the previous pane.",
            keys: [.backTab], scope: .everywhere, prominence: 0
        ) { state, _ in
            state.focus = state.panes.neighbour(of: state.focus, by: -1)
            return []
        },
        Action(
            id: "view.zoom", title: "full screen",
            help: "Shows the focused pane on the full screen, or all panes again.",
            keys: [.character("z"), .enter], scope: .everywhere, prominence: 5
        ) { state, _ in
            state.isZoomed.toggle()
            return []
        },
        Action(
            id: "view.overview", title: "overview", help: "Shows all panes.", keys: [.character("0")],
            scope: .everywhere, prominence: 0,
            disabledReason: { state in
                state.isZoomed || state.layout != 0
                    ? nil : "The overview is shown already, or there is room for one pane only"
            }
        ) { state, _ in
            (state.isZoomed, state.layout) = (false, 0)
            return []
        },
        Action(
            id: "view.back", title: "back",
            help: "Goes one step back: closes an open layer, then a detail, then the full screen.",
            keys: [.escape], scope: .everywhere, prominence: 0,
            disabledReason: { state in
                var copy = state
                return state.isZoomed || state.panes.pane(state.focus).stepBack(&copy)
                    ? nil : "Nothing is open; q quits"
            }
        ) { state, _ in
            if state.panes.pane(state.focus).stepBack(&state) { return [] }
            state.isZoomed = false
            return []
        },
    ]

    /// Goes to a pane. Those after the ninth have no digit: the palette finds them, and a chord can be bound to the row.
    private static func row(_ id: PaneID, _ panes: PaneRegister) -> Action {
        let title = panes.pane(id).title
        return Action(
            id: "pane.\(id.rawValue)", title: title.lowercased(),
            help: "Goes to the pane \(title); pressed again, shows it on the full screen, or all panes again.",
            keys: panes.digit(of: id).map { [.character(Character(String($0)))] } ?? [], scope: .everywhere,
            prominence: 0
        ) { state, _ in
            if state.focus == id { state.isZoomed.toggle() } else { state.focus = id }
            return []
        }
    }

    private static let layouts: [Action] = (0..<LayoutBook.count).map { index in
        Action(
            id: "layout.\(index + 1)", title: "layout \(index + 1)",
            help: index == 0
                ? "Shows all panes, as they fit the screen."
                : "Shows layout \(index + 1): \(LayoutBook.standard[index].name), unless you composed another.",
            keys: [.function(index + 1)], scope: .everywhere, prominence: 0,
            // The palette finds it by its name.
            choices: { state in [.init(item: state.preferences.layouts[index].name)] }
        ) { state, _ in
            (state.layout, state.isZoomed) = (index, false)
            state.notice = "layout \(state.preferences.layouts[index].name)"
            return []
        }
    }

    private static let finding: [Action] = [
        Action(
            id: "palette.open", title: "find",
            help: "Finds any action, pane, hashtag, place, port or setting by a few of its letters.",
            keys: [.character(":")], scope: .everywhere, prominence: 6
        ) { state, _ in
            state.open(.palette(PaletteLayer()))
            return []
        },
        Action(
            id: "search.open", title: "search", help: "Searches the focused pane while you type.",
            keys: [.character("/")], scope: .everywhere, prominence: 2
        ) { state, _ in
            state.open(.search(SearchLayer(before: state.panes.pane(state.focus).current(state))))
            return []
        },
        Action(
            id: "pane.copy", title: "copy",
            help: "Copies what the focused pane shows, to the terminal's clipboard and to a file.",
            keys: [.character("y")], scope: .everywhere, prominence: 1
        ) { state, _ in
            let pane = state.panes.pane(state.focus)
            // An empty text means the picture, which is drawn by the app.
            return [.desk(.copy(pane.copied(state) ?? CopiedText(name: pane.id.rawValue, text: "")))]
        },
    ]

    private static let fetching: [Action] = [
        Action(
            id: "fetch.pause", title: "pause", help: "Pauses fetching, or resumes it.", keys: [.character("p")],
            scope: .everywhere, prominence: 5
        ) { state, _ in
            state.world.isPaused.toggle()
            return [.world(.setPaused(state.world.isPaused))]
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
            return [.world(.setSpeed(state.world.speed))]
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
            return [.world(.setSpeed(state.world.speed))]
        },
    ]

    private static let program: [Action] = [
        Action(
            id: "help.open", title: "help", help: "Shows every key and what it does, and does what you choose.",
            keys: [.character("?")], scope: .everywhere, prominence: 8
        ) { state, _ in
            state.open(.help(ListLayer()))
            return []
        },
        Action(
            id: "program.repaint", title: "repaint", help: "Redraws the whole screen.", keys: [.control("l")],
            scope: .everywhere, prominence: 0
        ) { _, _ in [.terminal(.repaint)] },
        Action(
            id: "program.suspend", title: "suspend", help: "Suspends the program; the shell command fg resumes it.",
            keys: [.control("z")], scope: .everywhere, prominence: 0
        ) { _, _ in [.terminal(.suspend)] },
        Action(
            id: "program.quit", title: "quit",
            help: "Quits. What was fetched stays in the database, unless that is a temporary one.",
            keys: [.character("q")], scope: .everywhere, prominence: 7
        ) { _, _ in [.terminal(.quit)] },
    ]
}
