import Testing
import UtsiktBase
import UtsiktFabric
import UtsiktTestSupport

/// The closed forms against trying everything: each state is one combination of quantities, and what is best is found by
/// counting ports and lanes without any formula.
struct FabricBruteForceTests {
    /// What fits with b splits of D server ports, as tables over b; nothing is divided.
    private struct Search {
        /// Port counts needed for so many lanes: 0, 1, 1, 1, 1, 2 ...
        let ports: [Int]

        init(lanes: Int) {
            var table: [Int] = [0]
            while table.count <= lanes {
                table.append(table.count % 4 == 1 ? table[table.count - 1] + 1 : table[table.count - 1])
            }
            ports = table
        }
    }

    @Test func migrationsOfAllSmallRacksAreThoseOfTheSearch() throws {
        let search = Search(lanes: 256)
        var states = 0
        var wrong = 0
        for (lane, port) in [(1, 1), (2, 1), (2, 2), (4, 2), (1, 2), (4, 3)] {
            for ports in 0...20 {
                for servers in 0...26 {
                    for splits in stride(from: 0, through: ports, by: ports > 12 ? 3 : 1) {
                        let found = try Migration(
                            serverPorts: ports, servers: servers, maxSplits: splits, tenGigLinks: lane,
                            fortyGigLinks: port)
                        var (least, most): (Int?, Int?) = (nil, nil)
                        var moved = 0
                        while moved <= servers {
                            states += 1
                            let needed = search.ports[lane * (servers - moved)]
                            if needed <= splits, needed + port * moved <= ports {
                                if least == nil { least = moved }
                                most = moved
                            }
                            moved += 1
                        }
                        if found.kMin != least || found.kMaxPacked != most { wrong += 1 }
                    }
                }
            }
        }
        #expect(wrong == 0)
        #expect(states >= 200_000, "\(states)")
    }

    @Test func capacitiesOfAllSmallLeafsAreThoseOfTheSearch() throws {
        var states = 0
        var wrong = 0
        for ports in 0...10 {
            for fixed in 0...ports {
                for splittable in 0...ports {
                    for cap in stride(from: ports, through: 4 * ports + 1, by: ports > 7 ? 2 : 1) {
                        for rule in 0..<3 {
                            if rule == 1, 2 * splittable > ports { continue }
                            let found = try Capacity(
                                of: .init(
                                    ports: ports, uplinks: fixed, splittable: splittable, logicalCap: cap,
                                    pairRule: rule == 1, mayDisable: rule == 2))
                            var (best, off) = (0, 0)
                            // Every number of splits and, where ports may be off, every number of those.
                            for b in 0...splittable {
                                for dark in 0...(rule == 2 ? ports - fixed : 0) {
                                    states += 1
                                    let killed = rule == 1 ? b : 0
                                    let whole = ports - fixed - b - killed - dark
                                    guard whole >= 0, 4 * b + fixed + whole <= cap else { continue }
                                    if b > best { (best, off) = (b, dark) }
                                    if b == best { off = min(off, dark) }
                                }
                            }
                            if found.splits != best || found.off != off { wrong += 1 }
                        }
                    }
                }
            }
        }
        #expect(wrong == 0)
        #expect(states >= 20_000, "\(states)")
    }

    /// The racks of a whole fabric are worked out by closed forms where they can be: both ways must agree.
    @Test func aRacksFiguresAreThoseOfItsPorts() {
        var random = SeededGenerator(seed: 3)
        for round in 0..<80 {
            let plan = FabricPropertyTests.randomPlan(FabricCasesTests.catalogue.models, &random)
            let figures = RackFigures(plan)
            let simulation = FabricSimulation(plan)
            #expect(figures.kMax == simulation.kMax, "round \(round) \(plan.model.id)")
            #expect(figures.kMin == simulation.kMin, "round \(round) \(plan.model.id)")
            #expect(figures.fits == simulation.layouts.allSatisfy { $0.isComplete }, "round \(round)")
            #expect(figures.ratio == FabricAnalysis(plan).ratio, "round \(round)")
        }
    }

    @Test func aWholeFabricIsTheSumOfItsRacks() {
        var fabric = FabricWide(like: FabricPlan(model: .generic(ports: 24), servers: 40), count: 64)
        #expect(WideAnalysis(fabric).servers == 2560)
        #expect(WideAnalysis(fabric).movable == 0)
        #expect(WideAnalysis(fabric).worstRatio?.text == "5:1")
        #expect(!WideAnalysis(fabric).spinesSuffice)
        fabric.applyToAll(.servers(36))
        fabric.apply(.moved(4), rack: 7)
        let wide = WideAnalysis(fabric)
        var other = fabric
        other.apply(.moved(2), rack: 9)
        #expect(WideAnalysis(other, after: (fabric, wide)) == WideAnalysis(other))
        #expect(wide.movable == 64 * 4)
        #expect(wide.moved == 4)
        #expect(wide.unfit == 0)
        fabric.applyToAll(.spines(8))
        #expect(WideAnalysis(fabric).unfit == 64)
        #expect(WideAnalysis(fabric).text.contains("64 racks in which something finds no port"))
    }
}
