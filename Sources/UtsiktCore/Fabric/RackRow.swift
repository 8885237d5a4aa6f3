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
    /// The unit of the topmost server: under the leafs, and under a cable manager where there is room for one.
    public var topServerUnit: Int {
        let underLeafs = rackHeight - 2 * model.rackUnits
        return servers < underLeafs
            ? underLeafs - 1 : (leafs == 1 && servers > underLeafs ? underLeafs + 1 : underLeafs)
    }

    /// The unit of a server, one unit each from the top; nil when the rack is too low.
    public func unit(ofServer server: Int) -> Int? {
        let unit = topServerUnit - server
        return unit >= 1 ? unit : nil
    }

    /// The cable a set of servers needs to the first leaf: the longest leg decides.
    func cable(toServers servers: some Sequence<Int>, split: Bool) -> (length: Double?, medium: CableMedium?) {
        var longest: CableLength?
        for server in servers {
            // A server outside the rack stands at the foot of the next one; a metre and a half more reaches it.
            let inside = unit(ofServer: server)
            guard
                let length = try? CableLength(
                    switchUnit: rackHeight, serverUnit: inside ?? 1, slack: inside == nil ? 1.8 : 0.3)
            else { continue }
            if length.metres > longest?.metres ?? -1 { longest = length }
        }
        guard let longest else { return (nil, nil) }
        return (longest.sku, CableMedium.reaching(longest.sku ?? longest.metres, split: split))
    }

    /// The rack from top to bottom, one line a cable.
    func rackRows(_ layout: PortLayout) -> [RackRow] {
        var rows = [RackRow(.leaf(1, isPlanned: false), unit: rackHeight)]
        let second = rackHeight - model.rackUnits
        if topServerUnit < second { rows.append(RackRow(.leaf(2, isPlanned: leafs == 1), unit: second)) }
        if topServerUnit < second - model.rackUnits { rows.append(RackRow(.manager, unit: second - model.rackUnits)) }

        var natives: [Int: [Int]] = [:]
        var splits: [Int: (port: Int, servers: [Int], lit: Int)] = [:]
        var placed: Set<Int> = []
        for port in layout.ports {
            switch port.role {
            case .native(let use):
                natives[use.server, default: []].append(port.number)
                placed.insert(use.server)
            case .split(let lanes):
                let uses = lanes.compactMap { $0 }
                let servers = Set(uses.map(\.server)).sorted()
                guard let first = servers.first else { continue }
                splits[first] = (port.number, servers, uses.count)
                placed.formUnion(servers)
            default: break
            }
        }
        var unplaced: [Int] = []
        for server in 0..<servers {
            if let ports = natives[server] {
                let cable = cable(toServers: [server], split: false)
                rows.append(
                    RackRow(
                        .native(server: server), unit: unit(ofServer: server), ports: ports, length: cable.length,
                        medium: cable.medium))
            } else if let split = splits[server] {
                let cable = cable(toServers: split.servers, split: true)
                rows.append(
                    RackRow(
                        .split(servers: split.servers, lit: split.lit), unit: unit(ofServer: server),
                        ports: [split.port], length: cable.length, medium: cable.medium))
            } else if !placed.contains(server) {
                unplaced.append(server)
            }
        }
        if let first = unplaced.first {
            rows.append(RackRow(.unplaced(servers: unplaced), unit: unit(ofServer: first)))
        }
        let left = topServerUnit - servers
        if left > 0 { rows.append(RackRow(.empty(units: left), unit: left)) }
        return rows
    }
}
