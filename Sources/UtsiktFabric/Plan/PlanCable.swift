/// A cable of a plan: what it joins, what it is made of and how long it is.
public struct PlanCable: Sendable, Hashable {
    /// What a cable is for.
    public enum Purpose: String, Sendable, Hashable, Codable {
        /// To a spine.
        case uplink
        /// Between two leaves.
        case peer
        /// To servers.
        case server
    }

    /// An end at a server.
    public struct Leg: Sendable, Hashable {
        /// The server, from 0.
        public let server: Int
        /// The lane of a split, from 0; nil for a whole port.
        public let lane: Int?
        /// The server's port, as `eth1`.
        public let nic: String
        /// Metres needed.
        public let metres: Double
    }

    /// What it is for.
    public let purpose: Purpose
    /// Its plugs.
    public let kind: CableKind
    /// What it is made of; nil when no medium reaches so far.
    public let medium: CableMedium?
    /// The leaf, from 1.
    public let leaf: Int
    /// The leaf's port.
    public let port: Int
    /// The spine of an uplink, from 1.
    public let spine: Int?
    /// Its ends at servers; none for uplinks and peer links.
    public let legs: [Leg]
    /// Metres needed: the longest leg decides.
    public let metres: Double
    /// Metres of the next length sold; nil when none is long enough.
    public let length: Double?

    /// Whether it has an end at a server.
    public func serves(_ server: Int) -> Bool { legs.contains { $0.server == server } }

    /// The servers it goes to, each once.
    public var servers: [Int] {
        var seen: Set<Int> = []
        return legs.map(\.server).filter { seen.insert($0).inserted }
    }
}

/// The plugs of a cable.
public enum CableKind: String, Sendable, Hashable, CaseIterable, Codable {
    /// A lane on an SFP port at each end.
    case sfp
    /// A whole QSFP port at each end.
    case qsfp
    /// A QSFP port at one end and four SFP ports at the other.
    case split
    /// A QSFP port with an adapter at one end and an SFP port at the other.
    case adapter

    /// The name in texts of a generation.
    public func title(_ speeds: LaneSpeeds) -> String {
        let (whole, lane) = speeds == .tenForty ? ("QSFP+", "SFP+") : ("QSFP28", "SFP28")
        return switch self {
        case .sfp: lane
        case .qsfp: whole
        case .split: "\(whole) to 4 x \(lane)"
        case .adapter: "\(lane) with QSA"
        }
    }

    /// Lengths sold of a medium, in metres, ascending; fibre is cut to measure and listed in usual steps.
    public func sold(_ medium: CableMedium) -> [Double] {
        switch (medium, self) {
        case (.passiveDAC, .sfp), (.passiveDAC, .adapter): [0.5, 1, 1.5, 2, 2.5, 3, 5, 7]
        case (.passiveDAC, .qsfp): [0.5, 1, 2, 3, 5, 7]
        case (.passiveDAC, .split): [1, 2, 3, 5, 7]
        case (.activeDAC, _): [5, 7, 10]
        case (.activeOptical, _): [1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 100]
        case (.shortRange, _): [1, 2, 3, 5, 10, 15, 20, 30, 50, 100, 150]
        case (.parallelSingleMode, _), (.longRange, _):
            [1, 2, 3, 5, 10, 15, 20, 30, 50, 100, 200, 500, 1000, 2000, 10_000]
        }
    }

    /// The cable for a length: the wanted medium, or the first one in order of price that works safely.
    public func choose(
        metres: Double, wanted: CableMedium? = nil
    ) -> (medium: CableMedium?, length: Double?) {
        func sku(_ medium: CableMedium) -> Double? { sold(medium).first { $0 >= metres } }
        if let wanted { return (wanted, sku(wanted)) }
        for medium in CableMedium.allCases where self != .split || medium.canSplit {
            if let length = sku(medium), length <= medium.safeReach { return (medium, length) }
        }
        return (nil, nil)
    }
}

extension FabricPlan {
    /// All cables of a plan in the order of leaves and ports.
    public func cables(_ layouts: [PortLayout], _ placement: RackPlacement) -> [PlanCable] {
        layouts.enumerated().flatMap { index, layout in
            cables(leaf: index + 1, layout, placement)
        }
    }

    private func cables(leaf: Int, _ layout: PortLayout, _ placement: RackPlacement) -> [PlanCable] {
        var result: [PlanCable] = []
        func metres(_ server: Int) -> Double { self.metres(toServer: server, leaf: leaf, placement) }
        func add(
            _ purpose: PlanCable.Purpose, _ kind: CableKind, port: Int, spine: Int? = nil, legs: [PlanCable.Leg] = [],
            metres: Double, wanted: CableMedium?
        ) {
            let chosen = kind.choose(metres: metres, wanted: wanted)
            result.append(
                PlanCable(
                    purpose: purpose, kind: kind, medium: chosen.medium, leaf: leaf, port: port, spine: spine,
                    legs: legs, metres: metres, length: chosen.length))
        }
        func leg(_ use: LaneUse, lane: Int?, speed: ServerSpeed) -> PlanCable.Leg {
            PlanCable.Leg(
                server: use.server, lane: lane, nic: nic(use, leaf: leaf, speed: speed), metres: metres(use.server))
        }
        for use in layout.sfp {
            guard let link = use.use else { continue }
            let end = leg(link, lane: nil, speed: .lane)
            add(.server, .sfp, port: use.number, legs: [end], metres: end.metres, wanted: medium)
        }
        for port in layout.ports {
            switch port.role {
            case .uplink(let spine, _):
                add(.uplink, .qsfp, port: port.number, spine: spine, metres: uplinkMetres, wanted: nil)
            case .peerLink where leaf == 1 && leafs == 2:
                add(.peer, .qsfp, port: port.number, metres: peerMetres(placement), wanted: nil)
            case .split(let lanes):
                let legs = lanes.enumerated().compactMap { lane, use in use.map { leg($0, lane: lane, speed: .lane) } }
                guard let longest = legs.map(\.metres).max() else { continue }
                add(.server, .split, port: port.number, legs: legs, metres: longest, wanted: medium)
            case .native(let link):
                let end = leg(link, lane: nil, speed: port.isAdapter ? .lane : .port)
                add(
                    .server, port.isAdapter ? .adapter : .qsfp, port: port.number, legs: [end], metres: end.metres,
                    wanted: medium)
            default: break
            }
        }
        return result
    }

    /// Metres of cable from a leaf to a server. A server outside the rack stands at the foot of the next one: a metre and a
    /// half more reaches it.
    public func metres(toServer server: Int, leaf: Int, _ placement: RackPlacement) -> Double {
        let place = placement.servers.indices.contains(server) ? placement.servers[server] : nil
        let switchUnit = (placement.leafs.indices.contains(leaf - 1) ? placement.leafs[leaf - 1] : nil) ?? rackHeight
        let length = try? CableLength(
            switchUnit: switchUnit, serverUnit: place ?? 1, slack: place == nil ? 1.8 : 0.3,
            depth: facesOpposite ? 1 : 0)
        return length?.metres ?? 0
    }

    private func peerMetres(_ placement: RackPlacement) -> Double {
        guard placement.leafs.count == 2, let first = placement.leafs[0], let second = placement.leafs[1] else {
            return 0.8
        }
        return (try? CableLength(switchUnit: first, serverUnit: second))?.metres ?? 0.8
    }

    /// The name of a server's port: ports at full speed are counted after those of the lanes.
    public func nic(_ use: LaneUse, leaf: Int, speed: ServerSpeed) -> String {
        guard roster.indices.contains(use.server) else { return "eth\(use.link)" }
        let server = roster[use.server]
        let isShared = leafs == 2 && server.onlyLeaf == nil
        let number = isShared ? 2 * use.link + leaf - 1 : use.link
        return "eth\(number + (speed == .port ? server.laneLinks : 0))"
    }
}
