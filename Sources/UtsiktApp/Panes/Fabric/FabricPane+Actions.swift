import UtsiktCore
import UtsiktScreen

// The fabric pane's rows of the action table that change the plan as a whole.
extension FabricPane {
    /// The numbers of spines that one key goes through.
    static let spineSteps = [1, 2, 4, 8, 12, 16]

    /// All rows, made once.
    public static let actions: [Action] =
        spineActions + serverActions + leafActions + portActions + whatIfActions + stepActions + cursorActions
        + views.rows + documentActions

    private static let spineActions: [Action] = [
        row(
            "spines.more", "more spines", "Goes to the next larger number of spines (1, 2, 4, 8, 12, 16).", ["s"], 9,
            disabled: { $0.spines >= 16 ? "16 spines are the most" : nil },
            change: { plan in plan.apply(.spines(spineSteps.first { $0 > plan.spines } ?? plan.spines)) }),
        row(
            "spines.fewer", "fewer spines", "Goes to the next smaller number of spines.", ["S"], 2,
            disabled: { $0.spines <= 1 ? "one spine is the least" : nil },
            change: { plan in plan.apply(.spines(spineSteps.last { $0 < plan.spines } ?? plan.spines)) }),
        row(
            "links.more", "more links", "Adds one uplink per spine.", ["k"], 2,
            disabled: { $0.linksPerSpine >= 8 ? "8 links to a spine are the most" : nil },
            change: { $0.apply(.linksPerSpine($0.linksPerSpine + 1)) }),
        row(
            "links.fewer", "fewer links", "Removes one uplink per spine.", ["K"], 0,
            disabled: { $0.linksPerSpine <= 1 ? "one link to a spine is the least" : nil },
            change: { $0.apply(.linksPerSpine($0.linksPerSpine - 1)) }),
        row(
            "target.more", "grow to more", "Plans for growth to the next larger number of spines.", ["t"], 1,
            disabled: { $0.targetSpines >= 16 ? "16 spines are the most" : nil },
            change: { plan in
                plan.apply(.targetSpines(spineSteps.first { $0 > plan.targetSpines } ?? plan.targetSpines))
            }),
        row(
            "target.fewer", "grow to fewer", "Plans for growth to the next smaller number of spines.", ["T"], 0,
            disabled: { $0.targetSpines <= 1 ? "one spine is the least" : nil },
            change: { plan in
                plan.apply(.targetSpines(spineSteps.last { $0 < plan.targetSpines } ?? plan.targetSpines))
            }),
        row(
            "reserve.all", "keep for growth",
            "Reserves ports for the uplinks of all planned spines, or releases them.", ["R"], 3,
            disabled: { $0.targetSpines <= $0.spines && !$0.keepsReserve ? "all planned spines are there" : nil },
            change: { $0.apply(.reserve(!$0.keepsReserve)) }),
    ]

    private static let serverActions: [Action] = [
        Action(
            id: "fabric.moved.more", title: "move a server", help: "Moves one more server to a whole port.",
            keys: [.character("+"), .character("=")], scope: .pane(.fabric), prominence: 9,
            disabledReason: { $0.fabric.canMove(1) ? nil : "all servers have moved" },
            perform: { state, _ in move(1, &state) }),
        Action(
            id: "fabric.moved.fewer", title: "move one back",
            help: "Moves the last moved server back to a breakout port.",
            keys: [.character("-"), .character("_")], scope: .pane(.fabric), prominence: 8,
            disabledReason: { $0.fabric.canMove(-1) ? nil : "no server has moved" },
            perform: { state, _ in move(-1, &state) }),
        row(
            "servers.more", "more servers", "Adds one server to the rack.", ["]"], 1,
            disabled: { $0.servers >= FabricPlan.mostServers ? "\(FabricPlan.mostServers) servers are the most" : nil },
            change: { $0.apply(.servers($0.servers + 1)) }),
        row(
            "servers.fewer", "fewer servers", "Removes one server from the rack.", ["["], 1,
            disabled: { $0.servers <= 0 ? "there is no server" : nil },
            change: { $0.apply(.servers($0.servers - 1)) }),
        row(
            "forty", "one or two links", "One or two links at full speed for a moved server.", ["o"], 4,
            disabled: { $0.leafs == 2 ? "with two leaves a server has one link to each" : nil },
            change: { $0.apply(.dualForty(!$0.hasDualForty)) }),
    ]

    private static let leafActions: [Action] = [
        row(
            "leafs", "leaves", "One leaf in the rack, or two that are mirror images.", ["l"], 6,
            change: { $0.apply(.leafs($0.leafs == 1 ? 2 : 1)) }),
        row(
            "peer", "peer link", "Reserves 0, 2 or 4 ports of each leaf for the link between two leaves.", ["i"], 1,
            disabled: { $0.leafs < 2 ? "there is one leaf only" : nil },
            change: { $0.apply(.peerLinks($0.peerLinks >= 4 ? 0 : $0.peerLinks + 2)) }),
        row(
            "speeds", "speeds", "Lanes of 10G on ports of 40G, or of 25G on ports of 100G.", ["g"], 2,
            disabled: { $0.model.supports(.twentyFiveHundred) ? nil : "the switch has no 100G ports" },
            change: { $0.apply(.speeds($0.speeds == .tenForty ? .twentyFiveHundred : .tenForty)) }),
        Action(
            id: "fabric.model", title: "switch",
            help: "Chooses the leaves' switch model and its network operating system.",
            keys: [.character("m")], scope: .pane(.fabric), prominence: 5, question: .choice,
            choices: { state in
                state.fabric.models.map { model in
                    let now = model.id == state.fabric.plan.model.id ? "now" : ""
                    return Action.Choice(
                        item: model.id, title: "\(model.title) \(model.system.title)",
                        detail: [
                            "\(model.qsfp.count) \(model.qsfpKind.title)", "trust: \(model.trust.rawValue)", now,
                        ].filter { !$0.isEmpty }.joined(separator: "  "))
                }
            },
            disabledReason: { $0.fabric.models.count < 2 ? "there is no other model" : nil },
            perform: { state, item in
                guard let model = state.fabric.models.first(where: { $0.id == item }) else { return [] }
                state.fabric.change { $0.apply(.model(model)) }
                return []
            }),
        stepThroughModels("model.next", "next switch", "Chooses the next switch model.", 1),
        stepThroughModels("model.previous", "previous switch", "Chooses the previous switch model.", -1),
        row(
            "recable", "recable", "Lets the planner choose the port of every cable again.", ["x"], 0,
            disabled: { plan in
                plan.pins.isEmpty && plan.roster.allSatisfy(\.links.isEmpty)
                    ? "the planner has chosen every port" : nil
            },
            change: { plan in
                plan.apply(.forgetCables)
                for pin in plan.pins { plan.apply(.clearPort(pin.port)) }
            }),
    ]

    private static func stepThroughModels(_ id: String, _ title: String, _ help: String, _ by: Int) -> Action {
        Action(
            id: "fabric." + id, title: title, help: help, keys: [], scope: .pane(.fabric), prominence: 0,
            disabledReason: { $0.fabric.models.count < 2 ? "there is no other model" : nil },
            perform: { state, _ in
                let models = state.fabric.models
                guard !models.isEmpty else { return [] }
                let at = models.firstIndex { $0.id == state.fabric.plan.model.id } ?? 0
                let model = models[(at + by + models.count) % models.count]
                state.fabric.change { $0.apply(.model(model)) }
                return []
            })
    }

    private static func move(_ by: Int, _ state: inout AppState) -> [Effect] {
        if state.fabric.view == .fabric {
            state.fabric.moveInRack(by)
        } else {
            state.fabric.change { $0.apply(.moved($0.moved + by)) }
        }
        return []
    }

    /// A row that changes the plan.
    static func row(
        _ id: String, _ title: String, _ help: String, _ keys: [Character], _ prominence: Int,
        disabled: @escaping @Sendable (FabricPlan) -> String? = { _ in nil },
        change: @escaping @Sendable (inout FabricPlan) -> Void
    ) -> Action {
        Action(
            id: "fabric." + id, title: title, help: help, keys: keys.map(Key.character), scope: .pane(.fabric),
            prominence: prominence, disabledReason: { disabled($0.fabric.plan) },
            perform: { state, _ in
                state.fabric.change(change)
                return []
            })
    }

    /// A row that moves a cursor or changes the view.
    static func simple(
        _ id: String, _ title: String, _ help: String, _ keys: [Key], _ prominence: Int = 0,
        disabled: @escaping @Sendable (FabricPaneState) -> String? = { _ in nil },
        _ perform: @escaping @Sendable (inout FabricPaneState, String) -> Void
    ) -> Action {
        Action(
            id: "fabric." + id, title: title, help: help, keys: keys, scope: .pane(.fabric), prominence: prominence,
            disabledReason: { disabled($0.fabric) },
            perform: { state, item in
                perform(&state.fabric, item)
                return []
            })
    }
}
