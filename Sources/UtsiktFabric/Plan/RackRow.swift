/// A line of the rack's picture: what sits in a unit, or the servers of one cable.
public struct RackRow: Sendable, Hashable {
    /// What the line shows.
    public enum Content: Sendable, Hashable {
        /// A leaf, counted from 1, and whether it is only planned.
        case leaf(Int, isPlanned: Bool)
        /// The cable manager.
        case manager
        /// A server at 40GbE.
        case native(server: Int)
        /// Servers on one split; lit and dark lanes.
        case split(servers: [Int], lit: Int)
        /// Servers without a port.
        case unplaced(servers: [Int])
        /// So many empty units.
        case empty(units: Int)
    }

    /// What it shows.
    public let content: Content
    /// The topmost unit, from 1 at the bottom; nil outside the rack.
    public let unit: Int?
    /// The leaf's ports its cables go to, ascending.
    public let ports: [Int]
    /// The length sold for its cables in metres, the longest leg decides; nil without a cable.
    public let length: Double?
    /// The cable's medium; nil without a cable.
    public let medium: CableMedium?

    /// Makes a line.
    public init(
        _ content: Content, unit: Int?, ports: [Int] = [], length: Double? = nil, medium: CableMedium? = nil
    ) {
        self.content = content
        self.unit = unit
        self.ports = ports
        self.length = length
        self.medium = medium
    }
}

extension FabricPlan {
    /// The rack from top to bottom, one line a cable of the first leaf.
    func rackRows(_ layout: PortLayout, _ placement: RackPlacement, _ cables: [PlanCable]) -> [RackRow] {
        let size = model.rackUnits
        var rows: [RackRow] = []
        for (index, unit) in placement.leafs.enumerated() {
            rows.append(RackRow(.leaf(index + 1, isPlanned: false), unit: unit.map { $0 + size - 1 }))
        }
        if let unit = placement.plannedLeaf { rows.append(RackRow(.leaf(2, isPlanned: true), unit: unit + size - 1)) }
        for unit in placement.managers { rows.append(RackRow(.manager, unit: unit)) }
        func top(_ server: Int) -> Int? {
            placement.servers.indices.contains(server)
                ? placement.servers[server].map { $0 + roster[server].height - 1 } : nil
        }
        var placed: Set<Int> = []
        var natives: [Int: [PlanCable]] = [:]
        for cable in cables where cable.purpose == .server {
            let servers = cable.servers
            guard let first = servers.first else { continue }
            placed.formUnion(servers)
            if cable.leaf != 1 { continue }
            guard cable.kind == .split else {
                natives[first, default: []].append(cable)
                continue
            }
            let highest = servers.max { (top($0) ?? 0) < (top($1) ?? 0) } ?? first
            rows.append(
                RackRow(
                    .split(servers: servers.sorted(), lit: cable.legs.count), unit: top(highest), ports: [cable.port],
                    length: cable.length, medium: cable.medium))
        }
        for (server, cables) in natives {
            let longest = cables.max { $0.metres < $1.metres }
            rows.append(
                RackRow(
                    .native(server: server), unit: top(server), ports: cables.map(\.port).sorted(),
                    length: longest?.length, medium: longest?.medium))
        }
        for run in placement.empty { rows.append(RackRow(.empty(units: run.count), unit: run.top)) }
        rows.sort { left, right in
            let (a, b) = (left.unit ?? -1, right.unit ?? -1)
            return a != b ? a > b : (left.ports.first ?? 0) < (right.ports.first ?? 0)
        }
        // Servers without a port come last, wherever they sit.
        let unplaced = roster.indices.filter { !placed.contains($0) }
        if let first = unplaced.first { rows.append(RackRow(.unplaced(servers: unplaced), unit: top(first))) }
        return rows
    }
}
