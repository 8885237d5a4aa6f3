import UtsiktCore

/// The fabric planner: a change of one rack and of a whole fabric, from the new plan to everything that follows from it.
enum FabricBench {
    private static let rounds = 200
    private static let leafs = 64
    private static let serversPerRack = 40

    static func figures() -> [BenchFigure] { [rack(), wide(like: true), wide(like: false)] }

    /// Median CPU milliseconds of many runs, each of which gets its number so that it can do something else than the last.
    private static func median(_ body: (Int) -> Void) -> Double {
        let times = (0..<rounds).map { round in Stopwatch.measure { body(round) }.cpu * 1000 }.sorted()
        return times[times.count / 2]
    }

    private static func rack() -> BenchFigure {
        var plan = FabricPlan(model: .generic(ports: 24), servers: 36, moved: 4)
        var sum = 0
        let time = median { round in
            plan.apply(.spines(round.isMultiple(of: 2) ? 8 : 4))
            sum &+= FabricAnalysis(plan).checks.count
        }
        let floor = median { _ in sum &+= FabricSimulation(plan).kMax ?? 0 }
        return BenchFigure(
            bench: "fabric", what: "one rack of 36 servers: spines changed, everything worked out", unit: "ms CPU",
            value: time, largerIsBetter: false, comparisons: [.measured("seating its servers alone (floor)", floor)])
    }

    /// - Parameter like: Whether all racks are alike; otherwise each has moved another number of servers.
    private static func wide(like: Bool) -> BenchFigure {
        let plan = FabricPlan(model: .trident2, servers: serversPerRack)
        var fabric = FabricWide(like: plan, count: leafs)
        if !like {
            for rack in fabric.racks.indices { fabric.apply(.moved(rack % 17), rack: rack) }
        }
        var sum = 0
        let time = median { round in
            fabric.applyToAll(.spines(round.isMultiple(of: 2) ? 8 : 4))
            let analysis = WideAnalysis(fabric)
            sum &+= analysis.movable
            // The rack one looks at gets its full analysis in the same answer.
            sum &+= FabricAnalysis(fabric.racks[round % leafs]).checks.count
        }
        let floor = median { _ in
            for rack in fabric.racks { sum &+= rack.roster.count { $0.speed == .port } }
        }
        let what = "\(leafs) leafs, \(leafs * serversPerRack) servers, \(like ? "racks alike" : "every rack another")"
        return BenchFigure(
            bench: "fabric", what: what + ": spines changed, all figures and one rack in full", unit: "ms CPU",
            value: time, largerIsBetter: false,
            comparisons: [.measured("looking at every server once (floor)", floor)])
    }
}
