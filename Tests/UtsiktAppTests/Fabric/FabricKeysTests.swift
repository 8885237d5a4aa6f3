import Testing
import UtsiktCore
import UtsiktScreen
import UtsiktTestSupport

@testable import UtsiktApp

/// What the planner's keys do: what-if, steps, findings, ports, racks, file.
@Suite(.readsGoldens()) struct FabricKeysTests {
    private typealias Base = FabricPaneTests

    @Test func aWhatIfLeavesTheRealRackAlone() {
        var state = Base.state()
        let start = state.fabric.plan
        Base.press("w", &state)
        #expect(state.fabric.isWhatIf && state.fabric.real?.plan == start)
        Base.press("s+", &state)
        #expect(state.fabric.plan.spines == 8 && state.fabric.realPlan == start)
        let text = Base.frame(state, width: 118, height: 36).text
        #expect(text.contains("4→8") && text.contains("uplinks"))
        Base.press("w", &state)
        #expect(!state.fabric.isWhatIf && state.fabric.plan == start)
        Base.press("w", &state)
        #expect(state.fabric.plan.spines == 8)
        Base.press("a", &state)
        #expect(state.fabric.realPlan.spines == 8 && !state.fabric.isWhatIf)
        Base.press("uuuuuu", &state)
        #expect(state.fabric.plan == start && !state.fabric.isWhatIf && !state.fabric.canUndo)
    }

    @Test func theGhostShowsWhatAPortWas() {
        var state = Base.state(FabricPlan(model: .trident2, servers: 20))
        Base.press("w+", &state)
        let before = state.fabric.real?.layout.ports ?? []
        let changed = zip(before, state.fabric.shown.layout.ports).filter { $0.role != $1.role }
        #expect(!changed.isEmpty)
        Golden.check(Base.frame(state, width: 118, height: 36), "fabric/whatif-118x36")
        Golden.check(Base.frame(state, width: 78, height: 20), "fabric/whatif-78x20")
    }

    @Test func stepsShowTheRackAfterEachOfThem() throws {
        var state = Base.state(FabricPlan(model: .generic(ports: 24), servers: 30))
        Base.press("n", &state)
        let steps = try #require(state.fabric.steps)
        #expect(state.fabric.step == 1)
        #expect(state.fabric.shown.plan == steps.steps[0].after)
        #expect(state.fabric.ghost?.plan == steps.steps[0].before)
        for _ in steps.steps { Base.press("n", &state) }
        #expect(state.fabric.step == steps.steps.count)
        #expect(state.fabric.shown.plan.moved == 10)
        #expect(state.fabric.plan.moved == 0, "the plan itself stays")
        Base.press("N", &state)
        #expect(state.fabric.step == steps.steps.count - 1)
        Base.run("view", "steps", &state)
        for (width, height) in [(198, 56), (118, 36), (78, 20), (58, 16), (38, 8)] {
            Golden.check(Base.frame(state, width: width, height: height), "fabric/steps-\(width)x\(height)")
        }
        #expect(FabricPane.back(&state) && state.fabric.step == 0)
        #expect(!FabricPane.back(&state), "the rest of the way is that of the views")
        #expect(FabricPane.views.back(&state) && state.fabric.view == .plan)
        #expect(!FabricPane.views.back(&state))
    }

    @Test func aGoalOutOfReachSaysSoAndWhatWouldHelp() {
        var plan = FabricPlan.example
        plan.apply(.goal(PlanGoal(moved: 30)))
        var state = Base.state(plan)
        Base.run("view", "steps", &state)
        let text = Base.frame(state, width: 118, height: 36).text
        #expect(text.contains("out of reach"))
        #expect(text.contains("way out"))
    }

    @Test func theSelectedFindingIsMendedByItsKey() {
        var state = Base.state(FabricPlan(model: .generic(ports: 24), spines: 8, servers: 40))
        #expect(state.fabric.shown.count(.error) > 0)
        Base.press("c", &state)
        #expect(state.fabric.checkCursor == 0)
        let before = state.fabric.plan
        Base.press("f", &state)
        #expect(state.fabric.plan != before)
        #expect(state.fabric.shown.count(.error) == 0)
        Base.press("u", &state)
        #expect(state.fabric.plan == before)
    }

    @Test func portsAreSplitKeptAndGivenUp() {
        var state = Base.state(FabricPlan(model: .generic(ports: 24), servers: 4))
        let free = state.fabric.shown.layout.ports.first { $0.role == .free }?.number ?? 0
        Base.run("port", "\(free)", &state)
        let start = state.fabric.plan
        Base.press("b", &state)
        guard case .split = state.fabric.selected?.role else {
            Issue.record("not split")
            return
        }
        Base.press("b", &state)
        #expect(state.fabric.plan == start)
        Base.press("r", &state)
        guard case .reserved = state.fabric.selected?.role else {
            Issue.record("not kept")
            return
        }
        Base.press("r", &state)
        #expect(state.fabric.plan == start)
    }

    @Test func aSplitWithServersIsNotJoinedUnderThem() throws {
        var state = Base.state()
        let used = state.fabric.shown.layout.ports.first { port in
            if case .split = port.role { !port.role.servers.isEmpty } else { false }
        }
        Base.run("port", "\(used?.number ?? 0)", &state)
        let row = try #require(FabricPane.actions.first { $0.id == "fabric.split" })
        #expect(row.disabledReason(state)?.contains("has servers") == true)
        let before = state.fabric.plan
        _ = row.perform(&state, "")
        #expect(state.fabric.plan == before)
    }

    @Test func everyViewAtEverySizeOfTheGoldenOnes() {
        var state = Base.state()
        state.fabric = FabricPaneState(models: Base.catalogue.models, prices: Base.prices)
        for view in FabricPaneView.allCases where view != .plan && view != .steps {
            Base.run("view", view.rawValue, &state)
            for (width, height) in [(198, 56), (118, 36), (78, 20), (58, 16), (38, 8)] {
                FabricPane.prepare(&state, inner: Size(width: width, height: height))
                let frame = Base.frame(state, width: width, height: height)
                Golden.check(frame, "fabric/\(view.rawValue)-\(width)x\(height)")
            }
        }
    }

    @Test func racksOfTheFabricMoveOnTheirOwn() throws {
        var plan = FabricPlan(model: .generic(ports: 24), servers: 40)
        plan.racks = 64
        var state = Base.state(plan)
        Base.run("view", "fabric", &state)
        var wide = try #require(state.fabric.wide)
        #expect(wide.racks.count == 64 && wide.servers == 2560)
        Base.run("rack.select", "17", &state)
        Base.press("++", &state)
        wide = try #require(state.fabric.wide)
        #expect(wide.racks[17].moved == 2 && wide.moved == 2 && state.fabric.plan.moved == 0)
        Base.press("s", &state)
        wide = try #require(state.fabric.wide)
        #expect(wide.spines == 8 && wide.racks[17].moved == 2)
        Base.press("uuu", &state)
        #expect(state.fabric.wide?.moved == 0)
    }

    @Test func searchFindsPortsServersAndFindings() {
        var state = Base.state()
        let port = FabricPane.search("p12", in: state).first
        #expect(port?.item == "port 12")
        let server = FabricPane.search("srv11", in: state).first
        #expect(server?.item == "server srv11")
        FabricPane.reveal("server srv11", in: &state)
        #expect(state.fabric.selected?.role.servers.contains(10) == true)
        #expect(FabricPane.search("spine", in: state).contains { $0.item.hasPrefix("check") })
        #expect(FabricPane.search(" ", in: state).isEmpty)
        FabricPane.reveal("port 99999", in: &state)
        FabricPane.reveal("nonsense", in: &state)
    }

    @Test func copyGivesTheCutSheet() {
        let state = Base.state()
        let text = FabricPane.copied(state)?.text ?? ""
        #expect(text.hasPrefix("cable,leaf,port"))
        #expect(text.contains("srv36"))
    }

    @Test func aSecondClickShowsAllOfAPort() {
        var state = Base.state()
        Base.run("select", "12", &state)
        #expect(state.layers.isEmpty)
        Base.run("select", "12", &state)
        #expect(state.layers.count == 1)
        var painter = Painter(size: Size(width: 80, height: 20), glyphs: .blocks)
        let context = PaneContext(state: state, isFocused: true, isZoomed: true)
        FabricPane.drawInspector(&painter, context, subject: "port 12", offset: 0)
        Golden.check(painter.frame, "fabric/inspector-80x20")
        FabricPane.drawInspector(&painter, context, subject: "port 999", offset: 9)
    }

    @Test func aFileReadReplacesThePlanAndUndoBringsItBack() {
        var state = Base.state()
        let start = state.fabric.plan
        Base.press("s", &state)
        let changed = state.fabric.plan
        let text = PlanDocument(FabricPlan(rack: "r99", model: .generic(ports: 24), servers: 8)).text
        let reading = PlanFile.read(text, file: "r99.yaml", catalogue: .builtIn)
        let said = state.fabric.receive(reading: reading, path: "r99.yaml")
        #expect(said == "opened r99.yaml" && state.fabric.plan.rack == "r99" && !state.fabric.isDirty)
        Base.press("+", &state)
        #expect(state.fabric.isDirty)
        _ = state.fabric.receive(saved: "r99.yaml")
        #expect(!state.fabric.isDirty)
        Base.press("uu", &state)
        #expect(state.fabric.plan == changed)
        Base.press("u", &state)
        #expect(state.fabric.plan == start)
        let broken = PlanFile.read("nonsense: [", file: "x.yaml", catalogue: .builtIn)
        _ = state.fabric.receive(reading: broken, path: "x.yaml")
        #expect(state.fabric.plan == start, "what cannot be read changes nothing")
    }

    @Test(arguments: 0..<8)
    func undoRestoresExactlyAndNothingTraps(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed) &+ 100)
        let models = Base.catalogue.models
        let model = models[(seed * 5) % models.count]
        var state = Base.state()
        state.fabric = FabricPaneState(
            plan: FabricPlan(
                model: model, leafs: .random(in: 1...2, using: &random), spines: .random(in: 0...9, using: &random),
                servers: .random(in: 0...60, using: &random)), models: models, prices: Base.prices)
        state.glyphs = GlyphSet.allCases.randomElement(using: &random) ?? .ascii
        let start = state.fabric.plan
        let actions = FabricPane.actions.filter { !["fabric.undo", "fabric.redo"].contains($0.id) }
        for _ in 0..<60 {
            let action = actions[.random(in: 0..<actions.count, using: &random)]
            let item =
                action.choices(state).randomElement(using: &random)?.item
                ?? "\(Int.random(in: -1...40, using: &random))"
            if action.disabledReason(state) == nil { _ = action.perform(&state, item) }
            state.layers = []
            let size = Size(width: .random(in: 1...220, using: &random), height: .random(in: 1...70, using: &random))
            FabricPane.prepare(&state, inner: size)
            let frame = Base.frame(state, width: size.width, height: size.height)
            #expect(frame.cells.contains { $0.glyph != " " }, "seed \(seed): nothing at \(size) after \(action.id)")
            if state.glyphs == .ascii {
                #expect(frame.cells.allSatisfy { $0.glyph.isASCII }, "seed \(seed): not ASCII after \(action.id)")
            }
            for hit in frame.hits {
                #expect(hit.rect.maxX <= size.width && hit.rect.maxY <= size.height, "seed \(seed) \(action.id)")
            }
        }
        let end = state.fabric.plan
        var count = 0
        while state.fabric.canUndo {
            Base.run("undo", &state)
            count += 1
        }
        #expect(state.fabric.plan == start, "seed \(seed)")
        while state.fabric.canRedo { Base.run("redo", &state) }
        #expect(state.fabric.plan == end, "seed \(seed) after \(count)")
    }
}
