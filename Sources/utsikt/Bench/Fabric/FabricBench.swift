import UtsiktApp
import UtsiktCore
import UtsiktScreen

/// The fabric planner: a change of one rack and of a whole fabric, from the new plan to everything that follows from it.
enum FabricBench {
    private static let rounds = 200
    private static let leafs = 64
    private static let serversPerRack = 40

    static func figures() -> [BenchFigure] {
        [rack(), wide(.alike), wide(.different), wide(.written)] + Racks.allCases.map(answer)
    }

    /// How much the racks of the fabric have in common.
    private enum Racks: CaseIterable {
        /// Everything.
        case alike
        /// Each has moved another number of servers.
        case different
        /// As before, and every cable of every rack is written down, so that no closed form answers.
        case written

        var words: String {
            switch self {
            case .alike: "racks alike"
            case .different: "every rack another"
            case .written: "every rack another with all cables written down"
            }
        }
    }

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

    private static func wide(_ racks: Racks) -> BenchFigure {
        let plan = FabricPlan(model: .trident2, servers: serversPerRack)
        var fabric = FabricWide(like: plan, count: leafs)
        if racks != .alike {
            for rack in fabric.racks.indices { fabric.apply(.moved(rack % 17), rack: rack) }
        }
        if racks == .written {
            for rack in fabric.racks.indices {
                fabric.racks[rack] = fabric.racks[rack].frozen()
                // Names of their own, so that no two racks are the same.
                for server in fabric.racks[rack].roster.indices { fabric.racks[rack].roster[server].name += "-\(rack)" }
            }
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
        return BenchFigure(
            bench: "fabric",
            what: "\(leafs) leaves, \(leafs * serversPerRack) servers, \(racks.words): spines changed, all figures and "
                + "one rack in full", unit: "ms CPU", value: time, largerIsBetter: false,
            comparisons: [.measured("looking at every server once (floor)", floor)])
    }

    /// A key in the dashboard, to the new frame: the pane of the whole fabric on 120x40, reduced and drawn.
    private static func answer(_ racks: Racks) -> BenchFigure {
        var state = AppState(
            size: Size(width: 120, height: 40), glyphs: .blocks, world: WorldStatus(isReplay: true, name: "bench"))
        var plan = FabricPlan(model: .trident2, servers: serversPerRack)
        if racks == .written { plan = plan.frozen() }
        plan.racks = leafs
        state.fabric = FabricPaneState(plan: plan)
        state.focus = .fabric
        state.isZoomed = true
        var app = App(state: state)
        func press(_ key: Key, _ times: Int = 1) { for _ in 0..<times { _ = app.reduce(.key(key)) } }
        press(.character("v"), FabricPaneView.allCases.count - 1)
        if racks != .alike {
            for rack in 0..<leafs {
                press(.character("+"), rack % 17)
                press(.down)
            }
        }
        var cells = 0
        let time = median { round in
            press(.character(round.isMultiple(of: 2) ? "s" : "S"))
            cells &+= app.render().cells.count
        }
        let floor = median { _ in cells &+= app.render().cells.count }
        return BenchFigure(
            bench: "fabric",
            what: "\(leafs) leaves, \(leafs * serversPerRack) servers, \(racks.words): a key (other spines) to the new "
                + "frame of 120x40", unit: "ms CPU", value: time, largerIsBetter: false,
            comparisons: [.measured("drawing the frame alone (floor)", floor)])
    }
}
