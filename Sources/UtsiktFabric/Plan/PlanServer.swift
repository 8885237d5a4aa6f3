/// A server of a plan: its place, its network ports, how it is attached, and how it should be.
public struct PlanServer: Sendable, Hashable {
    /// The name, unique in the plan.
    public var name: String
    /// The lowest rack unit it takes, from 1 at the bottom; nil for the next free one from the top.
    public var unit: Int?
    /// Rack units it takes.
    public var height: Int { didSet { height = min(max(height, 1), 60) } }
    /// Its ports at lane speed in all: 1, 2 or 4.
    public var laneLinks: Int { didSet { laneLinks = PlanServer.laneCounts.last { $0 <= laneLinks } ?? 1 } }
    /// Its ports at full speed in all once it has moved: 1 or 2. In a rack with two leaves one to each is needed anyway.
    public var portLinks: Int { didSet { portLinks = min(max(portLinks, 1), 2) } }
    /// How it is attached today.
    public var speed: ServerSpeed
    /// Whether the goal wants it moved; nil when the goal's number decides.
    public var wanted: ServerSpeed?
    /// The only leaf it is attached to in a rack with two; nil for both.
    public var onlyLeaf: Int?
    /// Where its cables are today; empty when the planner may choose.
    public var links: [PlannedLink]

    /// The numbers of links at lane speed that fill splits without a rest.
    static let laneCounts = [1, 2, 4]

    /// Makes a server; numbers out of range are brought into it.
    public init(
        name: String, unit: Int? = nil, height: Int = 1, laneLinks: Int = 2, portLinks: Int = 1,
        speed: ServerSpeed = .lane, wanted: ServerSpeed? = nil, onlyLeaf: Int? = nil, links: [PlannedLink] = []
    ) {
        self.name = name
        self.unit = unit
        self.height = min(max(height, 1), 60)
        self.laneLinks = PlanServer.laneCounts.last { $0 <= laneLinks } ?? 1
        self.portLinks = min(max(portLinks, 1), 2)
        self.speed = speed
        self.wanted = wanted
        self.onlyLeaf = onlyLeaf
        self.links = links
    }

    /// Links at lane speed to one leaf of so many.
    public func laneLinks(leafs: Int) -> Int {
        leafs == 2 && onlyLeaf == nil ? max(1, laneLinks / 2) : laneLinks
    }

    /// Links at full speed to one leaf of so many.
    public func portLinks(leafs: Int) -> Int {
        leafs == 2 && onlyLeaf == nil ? max(1, portLinks / 2) : portLinks
    }

    /// Links to one leaf at a speed.
    func links(at speed: ServerSpeed, leafs: Int) -> Int {
        speed == .lane ? laneLinks(leafs: leafs) : portLinks(leafs: leafs)
    }

    /// Whether it has links to a leaf of so many.
    public func reaches(leaf: Int, leafs: Int) -> Bool {
        guard leafs == 2, let onlyLeaf else { return leaf <= leafs }
        return onlyLeaf == leaf
    }
}

/// What the user decided about a port; the planner keeps it.
public struct PortPin: Sendable, Hashable {
    /// What a port can be told to be.
    public enum Role: String, Sendable, Hashable, CaseIterable {
        /// A link to a spine.
        case uplink
        /// Kept for a spine to come.
        case reserved
        /// Kept for the link between two leaves.
        case peer
        /// Split, even while no server needs it.
        case split
        /// Never split, even where it could be.
        case whole
        /// Switched off.
        case off
    }

    /// The leaf, from 1; nil for every leaf.
    public var leaf: Int?
    /// The port's number on the panel.
    public var port: Int
    /// What it is.
    public var role: Role
    /// The spine of an uplink or a kept port, from 1; nil for the next one.
    public var spine: Int?

    /// Makes a decision.
    public init(leaf: Int? = nil, port: Int, role: Role, spine: Int? = nil) {
        self.leaf = leaf
        self.port = port
        self.role = role
        self.spine = spine
    }
}

/// What a rack shall become; nil leaves it as it is.
public struct PlanGoal: Sendable, Hashable {
    /// Leaves.
    public var leafs: Int?
    /// Spines.
    public var spines: Int?
    /// Servers at full speed; the planner takes whole splits first.
    public var moved: Int?

    /// Makes a goal; none by default.
    public init(leafs: Int? = nil, spines: Int? = nil, moved: Int? = nil) {
        self.leafs = leafs
        self.spines = spines
        self.moved = moved
    }
}
