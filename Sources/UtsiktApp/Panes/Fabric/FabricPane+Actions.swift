import UtsiktCore

// The fabric pane's rows of the action table.
extension FabricPane {
    /// The numbers of spines that one key goes through.
    static let spineSteps = [1, 2, 4, 8, 12, 16]

    /// The plan's, the cursor's and the history's rows.
    public static var actions: [Action] { planActions + moveActions + historyActions }

    private static var planActions: [Action] {
        [
            row(
                "spines.more", "more spines", "Goes to the next larger number of spines (1, 2, 4, 8, 12, 16).", "s", 9,
                disabled: { $0.spines >= 16 ? "16 spines are the most" : nil },
                change: { plan in plan.spines = spineSteps.first { $0 > plan.spines } ?? plan.spines }),
            row(
                "spines.fewer", "fewer spines", "Goes to the next smaller number of spines.", "S", 2,
                disabled: { $0.spines <= 1 ? "one spine is the least" : nil },
                change: { plan in plan.spines = spineSteps.last { $0 < plan.spines } ?? plan.spines }),
            row(
                "moved.more", "move a server", "Moves one more server to 40GbE.", "+", 9, also: ["="],
                disabled: { $0.moved >= $0.servers ? "all servers have moved" : nil }, change: { $0.moved += 1 }),
            row(
                "moved.fewer", "move one back", "Moves the last moved server back to 10GbE.", "-", 8, also: ["_"],
                disabled: { $0.moved <= 0 ? "no server has moved" : nil }, change: { $0.moved -= 1 }),
            row(
                "leafs", "leafs", "One leaf in the rack, or two that are mirror images.", "l", 6,
                change: { $0.leafs = $0.leafs == 1 ? 2 : 1 }),
            row(
                "servers.more", "more servers", "One more server in the rack.", "N", 3,
                disabled: {
                    $0.servers >= FabricPlan.mostServers ? "\(FabricPlan.mostServers) servers are the most" : nil
                },
                change: { $0.servers += 1 }),
            row(
                "servers.fewer", "fewer servers", "One server less in the rack.", "n", 3,
                disabled: { $0.servers <= 0 ? "there is no server" : nil }, change: { $0.servers -= 1 }),
            row(
                "forty", "40G links", "One or two 40GbE links for a moved server.", "o", 4,
                disabled: { $0.leafs == 2 ? "with two leafs a server has one link to each" : nil },
                change: { $0.hasDualForty.toggle() }),
            row(
                "reserve", "reserve", "Keeps ports for the uplinks of the spines still to come, or gives them up.", "r",
                5,
                disabled: {
                    $0.targetSpines <= $0.spines && !$0.keepsReserve ? "all planned spines are there" : nil
                }, change: { $0.keepsReserve.toggle() }),
            Action(
                id: "fabric.model", title: "switch", help: "Takes the next switch model.", keys: [.character("w")],
                scope: .pane(.fabric), prominence: 5,
                disabledReason: { $0.fabric.models.count < 2 ? "there is no other model" : nil },
                perform: { state, _ in
                    let models = state.fabric.models
                    let at = models.firstIndex { $0.id == state.fabric.plan.model.id } ?? -1
                    guard !models.isEmpty else { return [] }
                    state.fabric.change { $0.model = models[(at + 1) % models.count] }
                    return []
                }),
        ]
    }

    private static var moveActions: [Action] {
        func arrow(_ id: String, _ title: String, _ key: Key, _ columns: Int, _ rows: Int) -> Action {
            Action(
                id: "fabric." + id, title: title, help: "Selects the port \(title).", keys: [key],
                scope: .pane(.fabric),
                prominence: 0,
                perform: { state, _ in
                    state.fabric.move(columns: columns, rows: rows)
                    return []
                })
        }
        func simple(
            _ id: String, _ title: String, _ help: String, _ keys: [Key],
            _ perform: @escaping @Sendable (inout FabricPaneState, String) -> Void
        ) -> Action {
            Action(
                id: "fabric." + id, title: title, help: help, keys: keys, scope: .pane(.fabric), prominence: 0,
                perform: { state, item in
                    perform(&state.fabric, item)
                    return []
                })
        }
        return [
            arrow("left", "to the left", .left, -1, 0), arrow("right", "to the right", .right, 1, 0),
            arrow("up", "above", .up, 0, -1), arrow("down", "below", .down, 0, 1),
            simple("first", "first port", "Selects the first port.", [.home]) { state, _ in state.moveToEnd(false) },
            simple("last", "last port", "Selects the last port.", [.end]) { state, _ in state.moveToEnd(true) },
            simple("rack.down", "rack down", "Scrolls the rack down.", [.pageDown]) { state, _ in state.scrollRack(5) },
            simple("rack.up", "rack up", "Scrolls the rack up.", [.pageUp]) { state, _ in state.scrollRack(-5) },
            simple("select", "select a port", "Selects the port that was clicked.", []) { state, item in
                if let number = Int(item) { state.select(port: number) }
            },
        ]
    }

    private static var historyActions: [Action] {
        [
            Action(
                id: "fabric.undo", title: "undo", help: "Takes the last change of the plan back.",
                keys: [.character("u")], scope: .pane(.fabric), prominence: 4,
                disabledReason: { $0.fabric.canUndo ? nil : "nothing was changed" },
                perform: { state, _ in
                    state.fabric.undo()
                    return []
                }),
            Action(
                id: "fabric.redo", title: "redo", help: "Makes the change again that was taken back.",
                keys: [.character("U")], scope: .pane(.fabric), prominence: 1,
                disabledReason: { $0.fabric.canRedo ? nil : "nothing was taken back" },
                perform: { state, _ in
                    state.fabric.redo()
                    return []
                }),
            Action(
                id: "fabric.default", title: "default", help: "Goes back to the plan at the start.",
                keys: [.character("d")], scope: .pane(.fabric), prominence: 2,
                disabledReason: { $0.fabric.plan == $0.fabric.origin ? "this is the plan at the start" : nil },
                perform: { state, _ in
                    let origin = state.fabric.origin
                    state.fabric.change { $0 = origin }
                    return []
                }),
        ]
    }

    private static func row(
        _ id: String, _ title: String, _ help: String, _ key: Character, _ prominence: Int, also: [Character] = [],
        disabled: @escaping @Sendable (FabricPlan) -> String? = { _ in nil },
        change: @escaping @Sendable (inout FabricPlan) -> Void
    ) -> Action {
        Action(
            id: "fabric." + id, title: title, help: help, keys: ([key] + also).map(Key.character),
            scope: .pane(.fabric), prominence: prominence,
            disabledReason: { disabled($0.fabric.plan) },
            perform: { state, _ in
                state.fabric.change(change)
                return []
            })
    }
}
