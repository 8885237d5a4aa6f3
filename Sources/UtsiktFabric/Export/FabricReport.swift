/// The figures of a plan for other programs: what a headless command prints of the rack.
public struct FabricSummary: Sendable, Hashable, Encodable {
    /// The model's title.
    public let model: String
    /// How far its facts can be trusted.
    public let trust: Trust
    /// Leaves in the rack.
    public let leafs: Int
    /// Spines.
    public let spines: Int
    /// QSFP ports of a leaf.
    public let ports: Int
    /// Uplinks of a leaf.
    public let uplinks: Int
    /// 10GbE ports of a full leaf.
    public let tenG: Int
    /// 40GbE ports a full leaf has left.
    public let native40g: Int
    /// Servers with two 10GbE links to a full leaf.
    public let dualHomedServers: Int
    /// Oversubscription of a full leaf, as `5:1`; nil without uplinks.
    public let oversubscription: String?
    /// The same as numerator and denominator.
    public let oversubscriptionRatio: ExactRatio?
    /// Servers planned.
    public let servers: Int
    /// Servers moved to 40GbE.
    public let moved: Int
    /// Oversubscription of the servers as planned; nil without uplinks.
    public let oversubscriptionNow: String?
    /// The most servers that can move, packed; nil when no state fits.
    public let kMax: Int?
    /// The most servers that can move, scattered; nil when no state fits.
    public let kMaxScattered: Int?
    /// Findings by severity.
    public let checks: Counts

    /// How many findings there are of each severity.
    public struct Counts: Sendable, Hashable, Encodable {
        /// What cannot work.
        public let error: Int
        /// What one should not want.
        public let warning: Int
        /// What is worth knowing.
        public let info: Int
        /// Rules kept.
        public let ok: Int
    }

    /// The figures of a plan.
    public init(_ analysis: FabricAnalysis) {
        let plan = analysis.plan
        model = plan.model.title
        trust = plan.model.trust
        leafs = plan.leafs
        spines = plan.spines
        ports = plan.model.qsfp.count
        uplinks = plan.uplinks
        tenG = analysis.capacity.tenGig
        native40g = analysis.capacity.native40
        dualHomedServers = analysis.capacity.tenGig / 2
        oversubscription = analysis.capacity.ratio?.text
        oversubscriptionRatio = analysis.capacity.ratio
        servers = plan.servers
        moved = plan.moved
        oversubscriptionNow = analysis.ratio?.text
        kMax = analysis.simulation.kMax
        kMaxScattered = analysis.kMaxScattered
        checks = Counts(
            error: analysis.count(.error), warning: analysis.count(.warning), info: analysis.count(.info),
            ok: analysis.count(.ok))
    }

    private enum CodingKeys: String, CodingKey {
        case model, trust, leafs, spines, ports, uplinks, tenG, native40g = "native_40g", dualHomedServers
        case oversubscription, oversubscriptionRatio, servers, moved, oversubscriptionNow, kMax, kMaxScattered, checks
    }
}

/// A plan in full for other programs: its figures, the ports, the curve and the findings.
public struct FabricReport: Sendable, Hashable, Encodable {
    /// The figures.
    public let summary: FabricSummary
    /// The ports of a leaf in the order of their numbers.
    public let ports: [Port]
    /// Ports needed by servers moved.
    public let curve: [Point]
    /// The findings, the worst first.
    public let checks: [FabricCheck]
    /// What the next move would need; nil when all have moved.
    public let nextStep: String?

    /// A port and what it is used for.
    public struct Port: Sendable, Hashable, Encodable {
        /// The number on the panel.
        public let port: Int
        /// `uplink`, `reserved`, `peer-link`, `split`, `native`, `free`, `off` or `killed`.
        public let role: String
        /// The spine of an uplink, from 1.
        public let spine: Int?
        /// Names of the servers on it, lane by lane; nil for a dark lane.
        public let servers: [String?]
    }

    /// A point of the curve.
    public struct Point: Sendable, Hashable, Encodable {
        /// Servers moved.
        public let moved: Int
        /// Server ports needed.
        public let ports: Int
        /// Whether there is room for it.
        public let fits: Bool
    }

    /// The report of a plan.
    public init(_ analysis: FabricAnalysis) {
        summary = FabricSummary(analysis)
        ports = analysis.layout.ports.map { Port($0, analysis.plan) }
        curve = analysis.curve.map { Point(moved: $0.moved, ports: $0.ports, fits: $0.fits) }
        checks = analysis.checks
        nextStep = analysis.nextStep?.explanation
    }
}

extension FabricReport.Port {
    init(_ use: PortUse, _ plan: FabricPlan) {
        port = use.number
        switch use.role {
        case .uplink(let spine, _): (role, self.spine, servers) = ("uplink", spine, [])
        case .reserved(let spine): (role, self.spine, servers) = ("reserved", spine, [])
        case .peerLink: (role, spine, servers) = ("peer-link", nil, [])
        case .split(let lanes):
            (role, spine, servers) = ("split", nil, lanes.map { $0.map { plan.name(ofServer: $0.server) } })
        case .native(let link): (role, spine, servers) = ("native", nil, [plan.name(ofServer: link.server)])
        case .free: (role, spine, servers) = ("free", nil, [])
        case .off: (role, spine, servers) = ("off", nil, [])
        case .killed: (role, spine, servers) = ("killed", nil, [])
        }
    }
}
