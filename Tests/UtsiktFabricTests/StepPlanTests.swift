import Testing
import UtsiktBase
import UtsiktFabric
import UtsiktTestSupport

/// Migrations in steps: every state works, nobody is cut off where there are two leaves, and every step can be undone.
struct StepPlanTests {
    static func plan(
        servers: Int, leafs: Int = 1, moved: Int = 0, goal: PlanGoal, model: SwitchModel = .generic(ports: 24)
    ) -> FabricPlan {
        var plan = FabricPlan(model: model, leafs: leafs, servers: servers, moved: moved)
        plan.goal = goal
        return plan
    }

    @Test(arguments: [(36, 4, 2), (30, 10, 5), (20, 20, 10)])
    func wholeSplitsMoveTogether(servers: Int, most: Int, count: Int) {
        let steps = StepPlan(Self.plan(servers: servers, goal: PlanGoal(moved: most)))
        #expect(steps.verdict == .reached)
        #expect(steps.steps.count == count)
        #expect(steps.totals.moved == most)
        #expect(steps.totals.darkLanes == 0)
        for step in steps.steps {
            #expect(step.servers.count == 2)
            #expect(step.cutOff == step.servers)
            #expect(step.frees == 1)
            #expect(step.needs == 2)
            #expect(step.cablesOut.count == 1)
            #expect(step.cablesIn.count == 2)
        }
    }

    @Test func aGoalOutOfReachIsToldAtOnceWithTheWaysOut() {
        let steps = StepPlan(Self.plan(servers: 36, moved: 4, goal: PlanGoal(moved: 6)))
        guard case .outOfReach(let shortfall) = steps.verdict else {
            Issue.record("\(steps.verdict)")
            return
        }
        #expect(steps.steps.isEmpty)
        #expect(shortfall.ports == 1)
        #expect(shortfall.most == 4)
        let ways = Dictionary(shortfall.waysOut.map { ($0.title, $0.moved) }, uniquingKeysWith: max)
        #expect(ways["add leaf-2"] == 14)
        #expect(ways["add leaf-2 with a peer link of 2 ports"] == 12)
        #expect(ways["take 1 server out"] == 5)
    }

    @Test func twoLeafsMakeAMigrationHitless() {
        let steps = StepPlan(Self.plan(servers: 36, leafs: 2, goal: PlanGoal(moved: 14)))
        #expect(steps.verdict == .reached)
        #expect(steps.totals.moved == 14)
        for step in steps.steps {
            #expect(step.cutOff.isEmpty)
            #expect(!step.degraded.isEmpty)
        }
    }

    @Test func theSecondLeafComesInWithoutCuttingAnybodyOff() {
        var plan = Self.plan(servers: 36, goal: PlanGoal(leafs: 2, moved: 12))
        plan.peerLinks = 2
        let steps = StepPlan(plan)
        #expect(steps.verdict == .reached)
        #expect(steps.steps.last?.after.leafs == 2)
        #expect(steps.steps.last?.after.moved == 12)
        #expect(steps.steps.allSatisfy { $0.cutOff.isEmpty })
        let last = FabricAnalysis(steps.states[steps.states.count - 1])
        #expect(last.count(.error) == 0)
    }

    @Test func spinesAreAddedBeforeServersTakeTheirPorts() {
        let steps = StepPlan(Self.plan(servers: 30, goal: PlanGoal(spines: 6, moved: 6)))
        #expect(steps.verdict == .reached)
        #expect(steps.steps.first?.after.spines == 6)
        let uplinks = steps.steps.first?.cablesIn.filter { $0.purpose == .uplink }
        #expect(uplinks?.count == 2)
        let tooMany = StepPlan(Self.plan(servers: 40, goal: PlanGoal(spines: 8)))
        guard case .outOfReach = tooMany.verdict else {
            Issue.record("\(tooMany.verdict)")
            return
        }
    }

    @Test func scatteredWishesArePackedAgainWhereItHelps() {
        // Of every split one server: with 20 servers on 10 splits and 10 free ports, all fit only when halves are merged.
        var plan = FabricPlan(model: .generic(ports: 24), servers: 24)
        for index in stride(from: 0, to: 24, by: 2) { plan.roster[index].wanted = .port }
        let steps = StepPlan(plan)
        #expect(steps.verdict == .reached)
        #expect(steps.steps.contains { $0.title.hasPrefix("merge") })
        #expect(steps.steps.last?.after.moved == 12)
    }

    @Test func reloadsAreBatchedAndTold() throws {
        let model = try #require(FabricCasesTests.catalogue[id: "s6000-os9"])
        let steps = StepPlan(Self.plan(servers: 30, goal: PlanGoal(moved: 8), model: model))
        #expect(steps.verdict == .reached)
        #expect(steps.steps.count == 1)
        #expect(steps.totals.interruptions == 1)
        #expect(steps.steps[0].commands.last == "reload")
        #expect(steps.steps[0].commands.contains("no stack-unit 0 port 0 portmode quad"))
        #expect(steps.steps[0].cutOff.count == 30)
    }

    @Test func everySystemIsToldInItsOwnWords() throws {
        for (id, split, join) in [
            ("7050qx-32", "interface Ethernet1/1-4", "   speed forced 40gfull"),
            (
                "n3k-3132q", "interface breakout module 1 port 2 map 10g-4x",
                "no interface breakout module 1 port 2 map 10g-4x"
            ),
            ("s6000-cumulus", "net add interface swp1 breakout 4x10G", "systemctl restart switchd.service"),
            (
                "qfx5100-24q", "set chassis fpc 0 pic 0 port 0 channel-speed 10g",
                "delete chassis fpc 0 pic 0 port 0 channel-speed"
            ),
            ("s6010-os9", "stack-unit 1 port 2 portmode quad", "no stack-unit 1 port 2 portmode quad"),
            ("sx6036", "  module-type qsfp-split-4", "  module-type qsfp"),
            (
                "z9100", "config interface breakout Ethernet0 4x25G[10G] -f -l -y",
                "config interface breakout Ethernet0 1x100G[40G] -f -l -y"
            ),
        ] {
            let model = try #require(FabricCasesTests.catalogue[id: id])
            let port = model.system == .junos ? 0 : (split.contains(" 2 ") ? 2 : (model.splittable.contains(1) ? 1 : 2))
            let on = model.splittable.contains(port) ? port : (model.splittable.numbers.first ?? 1)
            let forward = model.system.split(panelPort: on, on: model, speeds: .tenForty)
            let back =
                model.system.join(panelPort: on, on: model, speeds: .tenForty)
                + model.system.activation(of: model, splits: 0)
            #expect(forward.contains(split), "\(id): \(forward)")
            #expect(back.contains(join), "\(id): \(back)")
        }
    }

    @Test(arguments: 0..<60)
    func noStepBreaksARuleAndUndoIsTheStateBefore(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let plan = FabricRandom.migration(&random)
        let steps = StepPlan(plan)
        var state = steps.start
        switch steps.verdict {
        case .startBroken(let checks):
            #expect(!checks.isEmpty)
            #expect(steps.steps.isEmpty)
        case .outOfReach(let shortfall):
            #expect(steps.steps.isEmpty)
            #expect(!shortfall.reason.isEmpty)
        case .nothingToDo: #expect(steps.steps.isEmpty)
        case .reached:
            for (index, step) in steps.steps.enumerated() {
                #expect(step.number == index + 1)
                #expect(step.before == state, "seed \(seed) step \(step.number)")
                let analysis = FabricAnalysis(step.after)
                let errors = analysis.checks.filter { $0.severity == .error }
                #expect(errors.isEmpty, "seed \(seed) step \(step.number) \(step.title): \(errors)")
                #expect(analysis.layouts.allSatisfy { $0.isComplete }, "seed \(seed) step \(step.number)")
                #expect(step.after.frozen() == step.after, "seed \(seed) step \(step.number)")
                // Pulling back every cable and taking the commands back gives the state before.
                let undone = Set(FabricAnalysis(step.before).cables)
                let now = Set(analysis.cables)
                #expect(undone.subtracting(now).isSuperset(of: step.cablesOut), "seed \(seed) step \(step.number)")
                #expect(now.subtracting(undone).isSuperset(of: step.cablesIn), "seed \(seed) step \(step.number)")
                if step.before.leafs == 2 {
                    let single = step.servers.allSatisfy { step.before.roster[$0].onlyLeaf == nil }
                    let plain = step.cost != .reload && step.cost != .restart
                    if single, plain { #expect(step.cutOff.isEmpty, "seed \(seed) step \(step.number)") }
                }
                #expect(Set(step.cutOff).isDisjoint(with: step.degraded))
                state = step.after
            }
            if let spines = plan.goal.spines { #expect(state.spines == spines, "seed \(seed)") }
            if let leafs = plan.goal.leafs { #expect(state.leafs == leafs, "seed \(seed)") }
            for server in plan.roster {
                guard let wanted = server.wanted else { continue }
                let now = state.roster.first { $0.name == server.name }
                #expect(now?.speed == wanted, "seed \(seed) \(server.name)")
            }
        }
    }

    /// Between the leaves of a step stands a state of its own: each leaf is as before or as afterwards, and whoever has a
    /// link to each leaf keeps one of them, counted here link by link.
    @Test(arguments: 0..<40)
    func nobodyLosesEveryLinkBetweenTheLeafs(seed: UInt64) {
        var random = SeededGenerator(seed: seed &+ 900)
        var plan = FabricRandom.migration(&random)
        plan.apply(.leafs(2))
        let steps = StepPlan(plan)
        for step in steps.steps where step.before.leafs == 2 && !step.phases.isEmpty {
            let (before, after) = (FabricAnalysis(step.before).layouts, FabricAnalysis(step.after).layouts)
            #expect(step.phases[0].before == before)
            #expect(step.phases[step.phases.count - 1].layouts == after)
            #expect(Set(step.phases.map(\.leaf)).count == step.phases.count)
            for (index, phase) in step.phases.enumerated() {
                let place = "seed \(seed) step \(step.number) leaf \(phase.leaf)"
                #expect(phase.before == step.layouts(after: index), "\(place)")
                for leaf in 0..<2 {
                    #expect([before[leaf], after[leaf]].contains(phase.layouts[leaf]), "\(place)")
                    if leaf + 1 != phase.leaf { #expect(phase.layouts[leaf] == phase.before[leaf], "\(place)") }
                }
                let isDown =
                    !phase.commands.isEmpty && [ChangeCost.reload, .restart].contains(step.before.model.change)
                for server in step.before.roster.indices where step.before.roster[server].onlyLeaf == nil {
                    let other = Self.ends(of: server, phase.before[2 - phase.leaf])
                    let here = Self.ends(of: server, phase.before[phase.leaf - 1])
                    let kept = here.intersection(Self.ends(of: server, phase.layouts[phase.leaf - 1]))
                    let alive = other.count + (isDown ? 0 : kept.count)
                    #expect(phase.cutOff.contains(server) == (alive == 0), "\(place) server \(server)")
                    #expect(alive > 0, "\(place): server \(server) is cut off")
                }
            }
        }
    }

    /// Where a server's links end on a leaf.
    private static func ends(of server: Int, _ layout: PortLayout) -> Set<String> {
        var ends: Set<String> = []
        for port in layout.ports {
            if case .native(let use) = port.role, use.server == server { ends.insert("\(port.number)") }
            guard case .split(let lanes) = port.role else { continue }
            for (lane, use) in lanes.enumerated() where use?.server == server { ends.insert("\(port.number)/\(lane)") }
        }
        for place in layout.sfp where place.use?.server == server { ends.insert("sfp\(place.number)") }
        return ends
    }

    /// Adding the second leaf borrows a network port of each server: first it gets leaf 2, then it leaves half of leaf 1.
    @Test func theSecondLeafIsCabledBeforeTheFirstIsTouched() {
        let steps = StepPlan(Self.plan(servers: 36, goal: PlanGoal(leafs: 2)))
        let homing = steps.steps.filter { $0.title.hasPrefix("give") && $0.phases.count == 2 }
        #expect(!homing.isEmpty)
        for step in homing {
            #expect(step.phases.map(\.leaf) == [2, 1])
            #expect(step.phases.allSatisfy { $0.cutOff.isEmpty })
            #expect(step.commands == step.phases.flatMap(\.commands))
            #expect(step.notes.contains("leaf-2 first, then leaf-1: nobody loses every link"))
        }
        #expect(steps.text.contains("order     leaf-2: nobody cut off"))
    }

    @Test func mostRandomMigrationsAreWorkedOut() {
        var reached = 0
        for seed in 0..<40 {
            var random = SeededGenerator(seed: UInt64(seed))
            let steps = StepPlan(FabricRandom.migration(&random))
            if steps.verdict == .reached, steps.steps.count > 1 { reached += 1 }
        }
        #expect(reached >= 8, "\(reached) of 40")
    }

    /// The steps never lose against the closed form: what it says can move does move, in steps.
    @Test func theStepsReachTheClosedFormsMost() throws {
        for leafs in 1...2 {
            for servers in stride(from: 1, through: 44, by: 3) {
                let plan = FabricPlan(model: .generic(ports: 24), leafs: leafs, servers: servers)
                let most = try Migration(
                    serverPorts: 20, servers: servers, tenGigLinks: plan.tenGigLinks, fortyGigLinks: 1
                ).kMaxPacked
                guard let most else { continue }
                var wanted = plan
                wanted.goal = PlanGoal(moved: most)
                let steps = StepPlan(wanted)
                if FabricAnalysis(plan).count(.error) > 0 { continue }
                #expect(steps.verdict == (most == 0 ? .nothingToDo : .reached), "\(leafs) \(servers) \(most)")
                #expect(steps.states.last?.moved == most)
                guard most < servers else { continue }
                wanted.goal.moved = most + 1
                guard case .outOfReach(let shortfall) = StepPlan(wanted).verdict else {
                    Issue.record("\(leafs) \(servers): \(most + 1) must be out of reach")
                    continue
                }
                #expect(shortfall.ports >= 1)
            }
        }
    }
}
