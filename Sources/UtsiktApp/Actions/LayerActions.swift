/// The rows of the action table that count while a layer is open.
enum LayerActions {
    static let rows: [Action] = help + palette + prompt + search + inspector + start

    private static let help: [Action] =
        moves(.help, "line") + [
            Action(
                id: "help.run", title: "run", help: "Closes the help and runs the chosen action.",
                keys: [.enter], scope: .help, prominence: 8
            ) { state, item in
                guard case .help(var list)? = state.layers.last else { return [] }
                if let index = Int(item) { list.selected = index }
                let items = ListItems.help(list, state)
                guard items.indices.contains(list.selected) else { return [] }
                state.closeLayer()
                return Runner.run(items[list.selected], &state)
            },
            closing("help.close", .help, "Closes the help."),
        ]

    private static let palette: [Action] =
        moves(.palette, "line") + [
            Action(
                id: "palette.run", title: "run", help: "Runs the chosen action, or goes to the chosen place.",
                keys: [.enter], scope: .palette, prominence: 8
            ) { state, item in
                guard case .palette(var layer)? = state.layers.last else { return [] }
                if let index = Int(item) { layer.list.selected = index }
                let items = ListItems.palette(layer, state)
                guard items.indices.contains(layer.list.selected) else { return [] }
                state.closeLayer()
                return Runner.run(items[layer.list.selected], &state)
            },
            closing("palette.close", .palette, "Closes the palette."),
        ]

    private static let prompt: [Action] = [
        Action(
            id: "prompt.accept", title: "accept", help: "Accepts the text; a refused text stays, with the reason.",
            keys: [.enter], scope: .prompt, prominence: 8
        ) { state, _ in
            guard case .prompt(var layer)? = state.layers.last, let action = state.table.action(id: layer.action),
                case .text(let question)? = action.question
            else { return [] }
            let text = layer.field.text
            if let reason = question.refusal(state.belowLayers, text) {
                layer.refusal = reason
                state.layers[state.layers.count - 1] = .prompt(layer)
                return []
            }
            state.closeLayer()
            return action.perform(&state, text)
        },
        closing("prompt.close", .prompt, "Closes the prompt and changes nothing."),
    ]

    private static let search: [Action] = [
        Action(
            id: "search.next", title: "next", help: "Goes to the next hit.", keys: [.down, .tab], scope: .search,
            prominence: 5
        ) { state, _ in
            SearchLayer.move(1, &state)
            return []
        },
        Action(
            id: "search.previous", title: "previous", help: "Goes to the previous hit.", keys: [.up, .backTab],
            scope: .search, prominence: 4
        ) { state, _ in
            SearchLayer.move(-1, &state)
            return []
        },
        Action(
            id: "search.accept", title: "stay here", help: "Ends the search and stays on the hit.", keys: [.enter],
            scope: .search, prominence: 8
        ) { state, _ in
            state.closeLayer()
            return []
        },
        Action(
            id: "search.close", title: "back", help: "Ends the search and goes back to where it started.",
            keys: [.escape], scope: .search, prominence: 9
        ) { state, _ in
            if case .search(let layer)? = state.layers.last, let before = layer.before {
                state.panes.pane(state.focus).reveal(before, in: &state)
            }
            state.closeLayer()
            return []
        },
    ]

    private static let inspector: [Action] = [
        scroll("up", [.up], -1, 2), scroll("down", [.down], 1, 3), scroll("page_up", [.pageUp], -10, 0),
        scroll("page_down", [.pageDown, .character(" ")], 10, 0),
        Action(
            id: "inspector.close", title: "close", help: "Closes the inspector.", keys: [.escape, .enter],
            scope: .inspector, prominence: 9
        ) { state, _ in
            state.closeLayer()
            return []
        },
    ]

    private static func scroll(_ verb: String, _ keys: [Key], _ rows: Int, _ prominence: Int) -> Action {
        Action(
            id: "inspector.\(verb)", title: verb.replacing("_", with: " "),
            help: "Scrolls the inspector \(verb.replacing("_", with: " ")).", keys: keys, scope: .inspector,
            prominence: prominence
        ) { state, _ in
            guard case .inspector(var layer)? = state.layers.last else { return [] }
            layer.offset = max(0, layer.offset + rows)
            state.layers[state.layers.count - 1] = .inspector(layer)
            return []
        }
    }

    private static let start: [Action] =
        StartLayer.lines.map { line in
            Action(
                id: line.id, title: line.title, help: line.help, keys: [line.key], scope: .start, prominence: 6
            ) { state, _ in StartLayer.run(line, &state) }
        } + [
            Action(
                id: "start.up", title: "up", help: "Chooses the line above.", keys: [.up], scope: .start, prominence: 0
            ) { state, _ in
                StartLayer.move(-1, &state)
                return []
            },
            Action(
                id: "start.down", title: "down", help: "Chooses the line below.", keys: [.down, .tab], scope: .start,
                prominence: 0
            ) { state, _ in
                StartLayer.move(1, &state)
                return []
            },
            Action(
                id: "start.run", title: "run", help: "Runs the chosen action.", keys: [.enter],
                scope: .start, prominence: 0
            ) { state, _ in
                guard case .start(let layer)? = state.layers.last, StartLayer.lines.indices.contains(layer.selected)
                else { return [] }
                return StartLayer.run(StartLayer.lines[layer.selected], &state)
            },
        ]

    /// Moving the choice in a list.
    private static func moves(_ scope: Scope, _ noun: String) -> [Action] {
        let verbs: [(String, [Key], Int, Int)] = [
            ("up", [.up], -1, 3), ("down", [.down, .tab], 1, 4), ("page_up", [.pageUp], -10, 0),
            ("page_down", [.pageDown], 10, 0),
        ]
        return verbs.map { verb, keys, rows, prominence in
            let words = verb.replacing("_", with: " ")
            return Action(
                id: "\(scope.name).\(verb)", title: words,
                help: rows.magnitude == 1 ? "Chooses the \(noun) \(rows < 0 ? "above" : "below")." : "Goes a \(words).",
                keys: keys, scope: scope, prominence: prominence
            ) { state, _ in
                guard let layer = state.layers.last else { return [] }
                switch layer {
                case .help(var list):
                    list.move(rows, count: ListItems.help(list, state).count)
                    state.layers[state.layers.count - 1] = .help(list)
                case .palette(var palette):
                    palette.list.move(rows, count: ListItems.palette(palette, state).count)
                    state.layers[state.layers.count - 1] = .palette(palette)
                default: break
                }
                return []
            }
        }
    }

    private static func closing(_ id: String, _ scope: Scope, _ help: String) -> Action {
        Action(id: id, title: "close", help: help, keys: [.escape], scope: scope, prominence: 9) { state, _ in
            state.closeLayer()
            return []
        }
    }
}
