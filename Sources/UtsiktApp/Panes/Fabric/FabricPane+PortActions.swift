import UtsiktCore
import UtsiktScreen

// The rows about the selected port.
extension FabricPane {
    static let portActions: [Action] = [
        portRow(
            "split", "split or join",
            "Splits the selected free port into four lanes, or joins an unused split into one port again.",
            "b", 7, edits: { PortDecision.split($0, $1) }),
        portRow(
            "reserve", "reserve", "Reserves the selected free port for growth, or releases it.", "r", 5,
            edits: { PortDecision.reserve($0, $1) }),
        portRow(
            "port.move", "move its servers", "Moves the servers of the selected port to whole ports, or back.", "M", 3,
            edits: { PortDecision.move($0, $1) }),
        Action(
            id: "fabric.port", title: "go to port", help: "Selects a port of the front panel.", keys: [],
            scope: .pane(.fabric), prominence: 0, question: .choice,
            choices: { state in
                state.fabric.layout.ports.map { port in
                    Action.Choice(
                        item: "\(port.number)", title: "port \(port.number)",
                        detail: PortWords(state.fabric.leafAnalysis, port, leaf: state.fabric.leaf).use)
                }
            },
            perform: { state, item in
                if let number = Int(item) { state.fabric.select(port: number) }
                return []
            }),
        Action(
            id: "fabric.select", title: "select a port",
            help: "Selects the port that was clicked; a second click shows all of it.", keys: [], scope: .pane(.fabric),
            prominence: 0,
            perform: { state, item in
                // A click on the panel of the other leaf names it before the port.
                let parts = item.split(separator: ":").compactMap { Int($0) }
                guard let number = parts.last else { return [] }
                if parts.count == 2 {
                    state.fabric.show(leaf: parts[0])
                    state.fabric.select(port: number)
                } else if state.fabric.selected?.number == number {
                    state.open(.inspector(InspectorLayer(pane: .fabric, subject: "port \(number)")))
                } else {
                    state.fabric.select(port: number)
                }
                return []
            }),
        Action(
            id: "fabric.open.selected", title: "look closer",
            help: "Goes to the selected finding's port; else shows all of the selected port.", keys: [.enter],
            scope: .pane(.fabric), prominence: 4,
            perform: { state, _ in
                if let check = state.fabric.selectedCheck, !check.ports.isEmpty,
                    state.fabric.view == .checks || !check.ports.contains(state.fabric.selected?.number ?? 0)
                {
                    _ = state.fabric.goToCheckedPort()
                    state.fabric.show(.plan)
                } else if state.fabric.view == .fabric {
                    state.fabric.show(.plan)
                } else if let port = state.fabric.selected {
                    state.open(.inspector(InspectorLayer(pane: .fabric, subject: "port \(port.number)")))
                }
                return []
            }),
    ]

    private static func portRow(
        _ id: String, _ title: String, _ help: String, _ key: Character, _ prominence: Int,
        edits: @escaping @Sendable (FabricPlan, PortUse) -> PortDecision
    ) -> Action {
        Action(
            id: "fabric." + id, title: title, help: help, keys: [.character(key)], scope: .pane(.fabric),
            prominence: prominence,
            disabledReason: { state in
                if state.fabric.step > 0 { return "a step is shown, not the plan" }
                guard let port = state.fabric.selected else { return "no port is selected" }
                // What is decided of a port counts for both leaves.
                let differs = state.fabric.analysis.layouts.contains { $0.port(port.number)?.role != port.role }
                if differs, id != "port.move" { return "port \(port.number) of the other leaf is used otherwise" }
                if case .refused(let reason) = edits(state.fabric.plan, port) { return reason }
                return nil
            },
            perform: { state, _ in
                guard state.fabric.step == 0, let port = state.fabric.selected else { return [] }
                if case .edits(let edits) = edits(state.fabric.plan, port) { state.fabric.apply(edits) }
                return []
            })
    }
}

/// What a key does to a port: changes of the plan, or why there are none.
enum PortDecision {
    case edits([PlanEdit])
    case refused(String)

    /// Splits a free port, gives a dark split up, or keeps it whole. A split with servers on it stays as it is: joining it
    /// would put their cables elsewhere without anyone having asked for that.
    static func split(_ plan: FabricPlan, _ port: PortUse) -> PortDecision {
        let number = port.number
        if !port.role.servers.isEmpty, case .split = port.role {
            return .refused("port \(number) has servers; moving them frees it")
        }
        if plan.pins.contains(where: { $0.port == number && $0.role == .split }) { return .edits([.clearPort(number)]) }
        if plan.pins.contains(where: { $0.port == number && $0.role == .whole }) { return .edits([.clearPort(number)]) }
        switch port.role {
        case .free where port.canSplit: return .edits([.pin(PortPin(port: number, role: .split))])
        case .free: return .refused("port \(number) cannot be split on this switch")
        case .split: return .edits([.pin(PortPin(port: number, role: .whole))])
        case .native: return .refused("a server has the whole of port \(number)")
        case .uplink: return .refused("port \(number) is an uplink")
        case .reserved, .peerLink: return .refused("port \(number) is kept")
        case .off, .killed: return .refused("port \(number) is off")
        }
    }

    /// Keeps a free port, or gives a kept one up.
    static func reserve(_ plan: FabricPlan, _ port: PortUse) -> PortDecision {
        switch port.role {
        case .free: .edits([.pin(PortPin(port: port.number, role: .reserved))])
        case .reserved where plan.pins.contains { $0.port == port.number && $0.role == .reserved }:
            .edits([.clearPort(port.number)])
        case .reserved: .edits([.reserve(false)])
        case .split, .native: .refused("port \(port.number) has servers")
        case .uplink: .refused("port \(port.number) is an uplink")
        case .peerLink: .refused("port \(port.number) is kept for the peer link")
        case .off, .killed: .refused("port \(port.number) is off")
        }
    }

    /// Moves the servers of a split to whole ports, or a server on a whole port back.
    static func move(_ plan: FabricPlan, _ port: PortUse) -> PortDecision {
        let servers = Set(port.role.servers).sorted()
        guard !servers.isEmpty else { return .refused("port \(port.number) has no server") }
        let speed: ServerSpeed = if case .split = port.role { .port } else { .lane }
        return .edits(servers.map { .speed(server: plan.name(ofServer: $0), speed) })
    }
}
