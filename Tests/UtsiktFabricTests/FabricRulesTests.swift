import Testing
import UtsiktBase
import UtsiktFabric
import UtsiktTestSupport

/// Every rule finds what it is about, and its fix repairs it.
struct FabricRulesTests {
    static func model(_ id: String) -> SwitchModel { FabricCasesTests.catalogue[id: id] ?? .trident2 }

    static func plan(_ id: String, servers: Int = 4, _ edits: [PlanEdit] = []) -> FabricPlan {
        FabricPlan(model: model(id), servers: servers).applying(edits)
    }

    static func find(_ plan: FabricPlan, _ code: CheckCode) -> FabricCheck? {
        FabricAnalysis(plan).checks.first { $0.code == code && $0.severity > .ok }
    }

    @Test(
        arguments: [
            ("fixed", CheckCode.fixed, "7050qx-32", [PlanEdit.pin(PortPin(port: 30, role: .split))]),
            (
                "partner", .partner, "sn2700-cumulus",
                [.spines(0), .pin(PortPin(port: 2, role: .uplink)), .pin(PortPin(port: 1, role: .split))]
            ),
            (
                "total", .splitLimit, "n3k-3132q",
                (1...24).map { .pin(PortPin(port: $0, role: .split)) } + [.model(tight)]
            ),
            (
                "pipe", .splitLimit, "s6000-cumulus",
                (1...14).map { .pin(PortPin(port: $0, role: .split)) } + [.spines(0)]
            ),
            ("layout", .splitLimit, "s6000-sonic", [.pin(PortPin(port: 30, role: .split))]),
            ("lanes", .lanes, "7050qx-32", [.servers(60)]),
            (
                "a port twice", .lanes, "7050qx-32",
                [
                    .links(server: "srv01", [PlannedLink(port: 1, lane: 0)]),
                    .links(server: "srv02", [PlannedLink(port: 1, lane: 0)]),
                ]
            ),
            ("no such port", .lanes, "7050qx-32", [.links(server: "srv01", [PlannedLink(port: 77, lane: 0)])]),
            ("mixed speed", .mixedSpeed, "7050qx-32", [.links(server: "srv01", [PlannedLink(port: 1)])]),
            (
                "speed group", .mixedSpeed, "n9k-9332pq",
                [.links(server: "srv01", [PlannedLink(port: 27, isAdapter: true)])]
            ),
            (
                "shared lanes", .shared, "7050qx-32s",
                [
                    .links(server: "srv01", [PlannedLink(port: 1)]),
                    .links(server: "srv02", [PlannedLink(port: 5, lane: 0)]),
                ]
            ),
            ("rack unit", .rackUnits, "7050qx-32", [.unit(server: "srv01", 43)]),
            ("units that meet", .rackUnits, "7050qx-32", [.unit(server: "srv01", 10), .unit(server: "srv02", 10)]),
            ("optic", .opticSplit, "7050qx-32", [.medium(.longRange)]),
            ("spine ports", .spinePorts, "7050qx-32", [.racks(33)]),
            ("no uplink", .oversubscription, "7050qx-32", [.spines(0)]),
            (
                "one side", .mlag, "7050qx-32",
                [.leafs(2), .links(server: "srv01", [PlannedLink(port: 1, lane: 0), PlannedLink(port: 1, lane: 1)])]
            ),
            ("too many moved", .growth, "generic", [.servers(36), .moved(9)]),
        ] as [(String, CheckCode, String, [PlanEdit])])
    func whatCannotWorkIsAnError(what: String, code: CheckCode, id: String, edits: [PlanEdit]) {
        let plan =
            id == "generic"
            ? FabricPlan(model: .generic(ports: 24), servers: 4).applying(edits) : Self.plan(id, edits)
        let check = Self.find(plan, code)
        #expect(check?.severity == .error, "\(what): \(FabricAnalysis(plan).checks.map(\.text))")
        #expect(check?.reason.isEmpty == false)
    }

    static let tight = SwitchModel(
        id: "tight", model: "tight", qsfp: PortSet(1...32), splittable: PortSet(1...32),
        limits: SwitchLimits(logical: 100), trust: .design, sources: ["a test"])

    @Test(
        arguments: [
            ("single leaf", CheckCode.singleLeaf, [PlanEdit]()),
            ("reserve", .uplinkReserve, [.servers(48), .targetSpines(12)]),
            ("oversubscription", .oversubscription, [.servers(40)]), ("a spine down", .failSpine, [.servers(36)]),
            ("peer link", .mlag, [.leafs(2)]),
            ("uplink place", .uplinkOnSplittable, [.pin(PortPin(port: 3, role: .uplink))]),
            ("single-homed", .failLeaf, [.leafs(2), .onlyLeaf(server: "srv02", 2)]),
            ("mirror", .mlag, [.leafs(2), .peerLinks(1), .onlyLeaf(server: "srv02", 2), .servers(9)]),
        ] as [(String, CheckCode, [PlanEdit])])
    func whatOneShouldNotWantIsAWarning(what: String, code: CheckCode, edits: [PlanEdit]) {
        let plan = Self.plan("7050qx-32", edits)
        let check = Self.find(plan, code)
        #expect(check?.severity == .warning, "\(what): \(FabricAnalysis(plan).checks.map(\.text))")
    }

    @Test func costsAndOutagesAreTold() {
        #expect(Self.find(Self.plan("s6000-os9"), .changeCost)?.severity == .warning)
        #expect(Self.find(Self.plan("s6000-cumulus"), .changeCost)?.severity == .warning)
        #expect(Self.find(Self.plan("sx6036"), .changeCost)?.severity == .info)
        #expect(Self.find(Self.plan("7050qx-32"), .outageSet)?.severity == .info)
        let long = Self.plan("7050qx-32", [.medium(.passiveDAC), .leafUnits([1])])
        #expect(FabricAnalysis(long).checks.first { $0.code == .reach }?.severity == .ok)
        let analysis = FabricAnalysis(Self.plan("7050qx-32"))
        let port = analysis.layout.numbers { if case .split = $0 { true } else { false } }[0]
        #expect(analysis.outage(port: port).cutOff == [0, 1])
        let two = FabricAnalysis(Self.plan("7050qx-32", [.leafs(2)]))
        #expect(two.outage(port: port).cutOff.isEmpty)
        #expect(two.outage(port: port).degraded == [0, 1, 2, 3])
    }

    /// Applying a fix makes its finding go away or become milder, and never adds an error of another kind.
    @Test(arguments: 0..<14)
    func fixesRepairWhatTheySay(seed: UInt64) {
        var random = SeededGenerator(seed: seed &+ 1000)
        let plan = FabricRandom.plan(&random)
        let analysis = FabricAnalysis(plan)
        for check in analysis.checks {
            guard let fix = check.fix else { continue }
            let after = FabricAnalysis(plan.applying(fix))
            let same = after.checks.filter { $0.code == check.code && $0.severity >= check.severity }
            let before = analysis.checks.filter { $0.code == check.code && $0.severity >= check.severity }
            let isGone = !same.contains { $0.reason == check.reason }
            #expect(isGone || same.count < before.count, "seed \(seed): \(check.text)")
        }
    }

    @Test func noLimitIsEverExceededByThePlannersOwnPorts() {
        var random = SeededGenerator(seed: 11)
        for round in 0..<40 {
            var plan = FabricPropertyTests.randomPlan(FabricCasesTests.catalogue.models, &random)
            if plan.model.supports(.twentyFiveHundred), round.isMultiple(of: 2) { plan.speeds = .twentyFiveHundred }
            let wrong = FabricAnalysis(plan).checks.filter {
                [.partner, .shared, .mixedSpeed].contains($0.code) && $0.severity == .error
            }
            #expect(wrong.isEmpty, "round \(round) \(plan.model.id): \(wrong.map(\.text))")
            for layout in FabricSimulation(plan).layouts where layout.isComplete {
                for port in layout.ports {
                    if case .split = port.role, layout.shippedLayout == nil { #expect(port.canSplit) }
                    if case .killed(let by) = port.role { #expect(plan.model.limits.disables[by] == port.number) }
                }
                if let cap = plan.model.logicalForQSFP, plan.model.qsfp.count <= cap {
                    #expect(layout.logicalUsed <= cap, "round \(round) \(plan.model.id)")
                }
                for pipe in plan.model.limits.pipes {
                    let used = layout.ports.filter { pipe.range.contains($0.number) }.reduce(0) { $0 + $1.logical }
                    #expect(used <= pipe.logical, "round \(round) \(plan.model.id)")
                }
            }
        }
    }

    @Test func cablesAreNeverShorterThanTheWayAlongTheRack() {
        var random = SeededGenerator(seed: 12)
        for round in 0..<20 {
            let analysis = FabricAnalysis(FabricRandom.plan(&random))
            for cable in analysis.cables where cable.purpose == .server {
                for leg in cable.legs {
                    guard let unit = analysis.placement.servers[leg.server],
                        let leaf = analysis.placement.leafs[cable.leaf - 1]
                    else { continue }
                    #expect(leg.metres >= Double(abs(unit - leaf)) * CableLength.rackUnit, "round \(round)")
                    if let length = cable.length { #expect(length >= leg.metres, "round \(round)") }
                }
            }
        }
    }
}
