import Testing
import UtsiktBase
import UtsiktFabric
import UtsiktTestSupport

/// The closed forms against search, and the plan's invariants.
struct FabricPropertyTests {
    /// Debug builds search fewer states to stay quick.
    static let isRelease: Bool = {
        var release = true
        assert(
            {
                release = false; return true
            }())
        return release
    }()

    @Test func capacityEqualsTheBestOfAllSplits() throws {
        var states = 0
        let most = Self.isRelease ? 16 : 8
        for ports in 0...most {
            for uplinks in 0...ports {
                for splittable in 0...ports {
                    for cap in [nil] + Array((ports...(4 * ports + 1)).map(Optional.some)) {
                        for rule in 0..<3 {
                            // A pair rule needs a partner for every splittable port.
                            if rule == 1, 2 * splittable > ports { continue }
                            states += 1
                            let capacity = try Capacity(
                                of: .init(
                                    ports: ports, uplinks: uplinks, splittable: splittable, logicalCap: cap,
                                    pairRule: rule == 1, mayDisable: rule == 2))
                            var best = 0
                            for b in 0...splittable {
                                let killed = rule == 1 ? b : 0
                                let room = ports - uplinks - b - killed
                                guard room >= 0 else { break }
                                // Ports that are neither uplinks nor split may be off where that is allowed.
                                let live = 4 * b + uplinks + (rule == 2 ? 0 : room)
                                if live <= cap ?? .max { best = b }
                            }
                            #expect(capacity.splits == best, "\(ports) \(uplinks) \(splittable) \(cap ?? -1) \(rule)")
                            let sum = capacity.splits + capacity.native40 + capacity.off + capacity.killed
                            #expect(sum == capacity.serverPorts)
                            #expect(capacity.logicalUsed <= cap ?? .max)
                        }
                    }
                }
            }
        }
        #expect(states > (Self.isRelease ? 50_000 : 3_000))
    }

    @Test func migrationEqualsTheSearchOverAllMoves() throws {
        var states = 0
        for ports in 0...(Self.isRelease ? 32 : 9) {
            for servers in 0...(Self.isRelease ? 56 : 16) {
                for splits in 0...ports {
                    for (tenGig, fortyGig) in [(1, 1), (2, 1), (2, 2), (1, 2), (4, 2), (4, 3), (1, 3)] {
                        states += 1
                        let migration = try Migration(
                            serverPorts: ports, servers: servers, maxSplits: splits, tenGigLinks: tenGig,
                            fortyGigLinks: fortyGig)
                        let fitting = (0...servers).filter { moved in
                            let lanes = tenGig * (servers - moved)
                            let needed = (lanes + 3) / 4
                            return needed <= splits && needed + fortyGig * moved <= ports
                        }
                        guard migration.kMin == fitting.first, migration.kMaxPacked == fitting.last else {
                            Issue.record("\(ports) \(servers) \(splits) \(tenGig) \(fortyGig)")
                            return
                        }
                        guard let last = fitting.last, splits == ports else { continue }
                        let scattered = Self.scattered(ports, servers, tenGig, fortyGig)
                        #expect(migration.kMaxScattered == scattered, "\(ports) \(servers) \(tenGig) \(fortyGig)")
                        #expect((migration.kMaxScattered ?? 0) <= last)
                    }
                }
            }
        }
        #expect(states > (Self.isRelease ? 200_000 : 6_000))
    }

    /// Moves one server from every split in turn and counts how many moves find ports.
    private static func scattered(_ ports: Int, _ servers: Int, _ tenGig: Int, _ fortyGig: Int) -> Int? {
        let size = 4 / tenGig
        var splits = Array(repeating: size, count: servers / size)
        if servers % size > 0 { splits.append(servers % size) }
        guard splits.count <= ports else { return nil }
        var natives = 0
        var moved = 0
        while moved < servers {
            // A fullest split loses one, so that splits empty as late as they can.
            guard let fullest = splits.indices.max(by: { splits[$0] < splits[$1] }) else { break }
            splits[fullest] -= 1
            natives += fortyGig
            guard splits.count(where: { $0 > 0 }) + natives <= ports else { break }
            moved += 1
        }
        return moved
    }

    @Test func theCurveEqualsTheSearch() throws {
        for ports in 0...(Self.isRelease ? 20 : 9) {
            for splits in 0...ports {
                for moved in 0...ports + 1 {
                    for (tenGig, fortyGig) in [(1, 1), (2, 1), (2, 2), (4, 2)] {
                        let point = try CurvePoint(
                            moved: moved, serverPorts: ports, maxSplits: splits, tenGigLinks: tenGig,
                            fortyGigLinks: fortyGig)
                        let best = (0...(4 * ports)).last { servers in
                            let needed = (tenGig * servers + 3) / 4
                            return needed <= splits && needed + fortyGig * moved <= ports
                        }
                        #expect(point.tenGigServers == best)
                    }
                }
            }
        }
    }

    @Test func portsOneByOneGiveTheClosedForms() throws {
        let models = [SwitchModel.generic(ports: 24), .generic(ports: 32), .trident2, .generic(ports: 6)]
        for model in models {
            for spines in 0...8 {
                for servers in stride(from: 0, through: 60, by: Self.isRelease ? 1 : 5) {
                    for (leafs, dual) in [(1, false), (1, true), (2, false)] {
                        let plan = FabricPlan(
                            model: model, leafs: leafs, spines: spines, servers: servers, hasDualForty: dual)
                        let capacity = LeafCapacity(plan)
                        guard plan.serverPorts >= 0 else { continue }
                        let closed = try Capacity(
                            of: .init(
                                ports: model.qsfp.count, uplinks: spines, splittable: model.splittable.count,
                                logicalCap: model.limits.logical))
                        #expect(capacity.splits == closed.splits)
                        #expect(capacity.native40 == closed.native40)
                        #expect(capacity.ratio == closed.fullOversubscription)
                        let migration = try Migration(
                            serverPorts: plan.serverPorts, servers: servers, maxSplits: closed.splits,
                            tenGigLinks: plan.tenGigLinks, fortyGigLinks: plan.fortyGigLinks)
                        let simulation = FabricSimulation(plan)
                        #expect(simulation.kMin == migration.kMin, "\(model.id) \(spines) \(servers) \(leafs) \(dual)")
                        #expect(
                            simulation.kMax == migration.kMaxPacked, "\(model.id) \(spines) \(servers) \(leafs) \(dual)"
                        )
                    }
                }
            }
        }
    }

    @Test(arguments: 0..<(isRelease ? 400 : 60))
    func theInvariantsHoldForRandomPlans(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let models = FabricCasesTests.catalogue.models
        let plan = Self.randomPlan(models, &random)
        let analysis = FabricAnalysis(plan)
        let layout = analysis.layout
        #expect(layout.litLanes + layout.darkLanes == 4 * layout.splits, "seed \(seed)")
        let sum = layout.uplinks + layout.reserved + layout.splits + layout.natives + layout.free + layout.lost
        #expect(sum == layout.ports.count, "seed \(seed)")
        if let cap = plan.model.limits.logicalCap, !plan.model.limits.mayDisable, plan.model.qsfp.count <= cap {
            #expect(layout.logicalUsed <= cap, "seed \(seed)")
        }
        if layout.isComplete, let ratio = analysis.ratio, let full = ExactRatio(plan.serverPorts, plan.uplinks) {
            #expect(ratio <= full, "seed \(seed)")
        }
        for case .killed(let port) in layout.ports.map(\.role) {
            #expect(plan.model.splittable.contains(port), "seed \(seed)")
        }
        // Moving one more and back is the identity, and more uplinks never let more servers move.
        var other = plan
        other.moved += 1
        other.moved = plan.moved
        #expect(FabricAnalysis(other) == analysis, "seed \(seed)")
        other.spines += 1
        let fewer = FabricSimulation(other).kMax ?? -1
        if plan.model.limits.disables.isEmpty { #expect(fewer <= analysis.simulation.kMax ?? -1, "seed \(seed)") }
        // A plan is complete exactly when its number of moves lies within the bounds.
        let within = (analysis.simulation.kMin ?? .max) <= plan.moved && plan.moved <= (analysis.simulation.kMax ?? -1)
        #expect(layout.isComplete == within, "seed \(seed)")
        for row in analysis.rack {
            guard let length = row.length, let unit = row.unit else { continue }
            #expect(length >= Double(abs(plan.rackHeight - unit)) * CableLength.rackUnit, "seed \(seed)")
        }
    }

    /// Without a limit of logical ports a larger leaf never lets fewer servers move; with one it can.
    @Test func morePortsNeverHurtWithoutALogicalLimit() throws {
        for servers in stride(from: 0, through: 60, by: 4) {
            for spines in [0, 1, 4, 8] {
                for (leafs, dual) in [(1, false), (1, true), (2, false)] {
                    var last = -1
                    for ports in 8...28 {
                        let plan = FabricPlan(
                            model: .generic(ports: ports), leafs: leafs, spines: spines, servers: servers,
                            hasDualForty: dual)
                        let most = FabricSimulation(plan).kMax ?? -1
                        #expect(most >= last, "\(ports) ports, \(spines) spines, \(servers) servers")
                        last = most
                    }
                }
            }
        }
        func splits(_ ports: Int) throws -> Int {
            try Capacity(of: .init(ports: ports, uplinks: 0, splittable: ports, logicalCap: 104)).splits
        }
        #expect(try splits(32) == 24 && splits(35) == 23)
    }

    /// No cable is shorter than the way along the rack.
    @Test(arguments: 0..<20)
    func everyCableReaches(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed) &+ 40)
        let analysis = FabricAnalysis(Self.randomPlan(FabricCasesTests.catalogue.models, &random))
        let placement = analysis.placement
        for cable in analysis.cables where cable.purpose == .server {
            guard placement.leafs.indices.contains(cable.leaf - 1), let leaf = placement.leafs[cable.leaf - 1] else {
                continue
            }
            for leg in cable.legs {
                guard placement.servers.indices.contains(leg.server), let unit = placement.servers[leg.server] else {
                    continue
                }
                let way = Double(abs(leaf - unit)) * CableLength.rackUnit
                #expect(leg.metres >= way && cable.metres >= leg.metres, "seed \(seed) port \(cable.port)")
                if let length = cable.length { #expect(length >= cable.metres, "seed \(seed) port \(cable.port)") }
            }
        }
    }

    static func randomPlan(_ models: [SwitchModel], _ random: inout SeededGenerator) -> FabricPlan {
        let model = models.randomElement(using: &random) ?? .trident2
        return FabricPlan(
            model: model, leafs: Int.random(in: 0...3, using: &random), spines: Int.random(in: -1...12, using: &random),
            linksPerSpine: Int.random(in: 1...3, using: &random), keepsReserve: Bool.random(using: &random),
            peerLinks: Int.random(in: 0...2, using: &random), servers: Int.random(in: -2...140, using: &random),
            moved: Int.random(in: -2...60, using: &random), hasDualForty: Bool.random(using: &random),
            rackHeight: Int.random(in: 0...60, using: &random))
    }
}
