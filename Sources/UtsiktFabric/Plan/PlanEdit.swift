/// A change of a plan, as a key, a fix or a what-if makes it. Applying one never traps; what makes no sense changes nothing.
public enum PlanEdit: Sendable, Hashable {
    /// Leaves in the rack: 1 or 2.
    case leafs(Int)
    /// Spines.
    case spines(Int)
    /// Links to each spine.
    case linksPerSpine(Int)
    /// Spines to grow to.
    case targetSpines(Int)
    /// Whether ports are kept for the spines to come.
    case reserve(Bool)
    /// Ports kept for the link between two leaves.
    case peerLinks(Int)
    /// Servers in the rack.
    case servers(Int)
    /// Servers at full speed.
    case moved(Int)
    /// One server's speed.
    case speed(server: String, ServerSpeed)
    /// What the goal wants of a server; nil leaves it to the goal's number.
    case want(server: String, ServerSpeed?)
    /// Whether a moved server has two links at full speed to one leaf.
    case dualForty(Bool)
    /// The switch model.
    case model(SwitchModel)
    /// The generation of speeds.
    case speeds(LaneSpeeds)
    /// A server's place; nil lets the planner choose.
    case unit(server: String, Int?)
    /// A server's cables; empty lets the planner choose.
    case links(server: String, [PlannedLink])
    /// A server's only leaf; nil for both.
    case onlyLeaf(server: String, Int?)
    /// The lowest units of the leaves.
    case leafUnits([Int])
    /// A decision about a port, in place of an older one.
    case pin(PortPin)
    /// Takes every decision and every server's cable off a port.
    case clearPort(Int)
    /// The oversubscription not to be exceeded.
    case targetRatio(ExactRatio)
    /// The medium of the servers' cables; nil for the cheapest that reaches.
    case medium(CableMedium?)
    /// Racks like this one.
    case racks(Int)
    /// What the rack shall become.
    case goal(PlanGoal)
    /// Lets the planner choose every port again.
    case forgetCables
}

/// What repairs a finding: a name for a key or a menu, and the changes.
public struct FabricFix: Sendable, Hashable {
    /// What it does, as `add leaf 2`.
    public let title: String
    /// The changes, in order.
    public let edits: [PlanEdit]

    /// Makes a fix.
    public init(_ title: String, _ edits: [PlanEdit]) {
        self.title = title
        self.edits = edits
    }
}

extension FabricPlan {
    /// The plan after changes.
    public func applying(_ edits: [PlanEdit]) -> FabricPlan {
        var plan = self
        for edit in edits { plan.apply(edit) }
        return plan
    }

    /// The plan after a fix.
    public func applying(_ fix: FabricFix) -> FabricPlan { applying(fix.edits) }

    /// Changes the plan.
    public mutating func apply(_ edit: PlanEdit) {
        switch edit {
        case .leafs(let count):
            guard min(max(count, 1), 2) != leafs else { return }
            leafs = count
            forgetCables()
        case .spines(let count): spines = count
        case .linksPerSpine(let count): linksPerSpine = count
        case .targetSpines(let count): targetSpines = count
        case .reserve(let keeps):
            keepsReserve = keeps
            if !keeps { pins.removeAll { $0.role == .reserved } }
        case .peerLinks(let count): peerLinks = count
        case .servers(let count): servers = count
        case .moved(let count): moved = count
        case .speed(let name, let speed):
            if let index = index(ofServer: name) { setSpeed(speed, ofServer: index) }
        case .want(let name, let speed): change(name) { $0.wanted = speed }
        case .dualForty(let isDual): hasDualForty = isDual
        case .model(let other):
            guard other != model else { return }
            model = other
            if !other.supports(speeds) { speeds = .tenForty }
            forgetCables()
            pins = pins.filter { other.qsfp.contains($0.port) }
        case .speeds(let other):
            if model.supports(other) { speeds = other }
        case .unit(let name, let unit): change(name) { $0.unit = unit }
        case .links(let name, let links): change(name) { $0.links = links }
        case .onlyLeaf(let name, let leaf):
            change(name) { server in
                guard server.onlyLeaf != leaf else { return }
                server.onlyLeaf = leaf.map { min(max($0, 1), 2) }
                server.links = []
            }
        case .leafUnits(let units): leafUnits = units
        case .pin(let pin):
            pins.removeAll { $0.port == pin.port && ($0.leaf == pin.leaf || pin.leaf == nil) }
            pins.append(pin)
        case .clearPort(let port):
            pins.removeAll { $0.port == port }
            for index in roster.indices where roster[index].links.contains(where: { $0.port == port }) {
                roster[index].links = []
            }
        case .targetRatio(let ratio): targetRatio = ratio
        case .medium(let other): medium = other
        case .racks(let count): racks = count
        case .goal(let other): goal = other
        case .forgetCables: forgetCables()
        }
    }

    /// The place of a server in the roster.
    public func index(ofServer name: String) -> Int? { roster.firstIndex { $0.name == name } }

    private mutating func change(_ name: String, _ body: (inout PlanServer) -> Void) {
        if let index = index(ofServer: name) { body(&roster[index]) }
    }

    private mutating func forgetCables() {
        for index in roster.indices { roster[index].links = [] }
    }
}
