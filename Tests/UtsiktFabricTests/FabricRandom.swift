import UtsiktBase
import UtsiktFabric
import UtsiktTestSupport

/// Random plans for properties and fuzzing.
enum FabricRandom {
    /// A plan of any kind, sound or not.
    static func plan(_ random: inout SeededGenerator) -> FabricPlan {
        var plan = FabricPropertyTests.randomPlan(FabricCasesTests.catalogue.models, &random)
        plan.facesOpposite = Bool.random(using: &random)
        plan.racks = Int.random(in: 1...40, using: &random)
        plan.uplinkMetres = Double(Int.random(in: 1...300, using: &random)) / 2
        if plan.model.supports(.twentyFiveHundred), Bool.random(using: &random) { plan.speeds = .twentyFiveHundred }
        if Int.random(in: 0..<4, using: &random) == 0 {
            plan.medium = CableMedium.allCases.randomElement(using: &random)
        }
        for index in plan.roster.indices where Int.random(in: 0..<6, using: &random) == 0 {
            plan.roster[index].height = Int.random(in: 1...4, using: &random)
            plan.roster[index].laneLinks = [1, 2, 4].randomElement(using: &random) ?? 2
            plan.roster[index].portLinks = Int.random(in: 1...2, using: &random)
            plan.roster[index].speed = Bool.random(using: &random) ? .port : .lane
            plan.roster[index].wanted = [nil, .lane, .port].randomElement(using: &random) ?? nil
            if plan.leafs == 2 { plan.roster[index].onlyLeaf = [nil, 1, 2].randomElement(using: &random) ?? nil }
            if Bool.random(using: &random) { plan.roster[index].name = "web \"\(index)\": #1" }
        }
        let ports = plan.model.qsfp.numbers
        var pinned: Set<Int> = []
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            guard let port = ports.randomElement(using: &random), pinned.insert(port).inserted else { continue }
            plan.pins.append(
                PortPin(port: port, role: PortPin.Role.allCases.randomElement(using: &random) ?? .whole))
        }
        if Bool.random(using: &random) {
            plan.goal = PlanGoal(
                leafs: Bool.random(using: &random) ? Int.random(in: 1...2, using: &random) : nil,
                spines: Bool.random(using: &random) ? Int.random(in: 0...10, using: &random) : nil,
                moved: Bool.random(using: &random) ? Int.random(in: 0...plan.servers, using: &random) : nil)
        }
        return plan
    }

    /// A plan that usually works: a migration to be planned.
    static func migration(_ random: inout SeededGenerator) -> FabricPlan {
        let models = FabricCasesTests.catalogue.models.filter { $0.splittable.count >= 4 }
        let model = models.randomElement(using: &random) ?? .trident2
        var plan = FabricPlan(
            model: model, leafs: Int.random(in: 1...2, using: &random), spines: Int.random(in: 1...4, using: &random),
            targetSpines: 8, keepsReserve: Int.random(in: 0..<4, using: &random) == 0,
            servers: Int.random(in: 1...40, using: &random), moved: Int.random(in: 0...3, using: &random))
        for index in plan.roster.indices where Int.random(in: 0..<5, using: &random) == 0 {
            plan.roster[index].laneLinks = [1, 2, 2, 4].randomElement(using: &random) ?? 2
            plan.roster[index].wanted = [nil, .port, .port, .lane].randomElement(using: &random) ?? nil
        }
        plan.goal = PlanGoal(
            leafs: plan.leafs == 1 && Bool.random(using: &random) ? 2 : nil,
            spines: Bool.random(using: &random) ? Int.random(in: 1...6, using: &random) : nil,
            moved: Bool.random(using: &random) ? Int.random(in: 0...plan.servers, using: &random) : nil)
        return plan
    }
}
