import Foundation
import Testing
import UtsiktApp
import UtsiktCore
import UtsiktScreen
import UtsiktTestSupport

/// The pane's pictures at every size, and what its keys do.
@Suite(.readsGoldens()) struct FabricPaneTests {
    static func state(_ plan: FabricPlan = .example, glyphs: GlyphSet = .blocks) -> AppState {
        var state = AppState(
            size: Size(width: 120, height: 40), glyphs: glyphs, world: WorldStatus(isReplay: true, name: "test"))
        state.fabric = FabricPaneState(plan: plan)
        state.focus = .fabric
        return state
    }

    /// The bundled switches, found from this file upwards.
    static let catalogue = SwitchCatalogue.bundled(assets)

    /// The bundled prices.
    static let prices = try? PriceList.bundled(assets)

    private static let assets: AssetLocator = {
        var folder = URL(fileURLWithPath: #filePath)
        var candidates: [String] = []
        while folder.path != "/", candidates.count < 20 {
            folder.deleteLastPathComponent()
            candidates.append(folder.appendingPathComponent("Assets").path)
        }
        return AssetLocator(candidates: candidates)
    }()

    @Test func theWholeCatalogueCanBeGoneThrough() {
        #expect(Self.catalogue.models.count >= 24)
        var state = Self.state()
        state.fabric = FabricPaneState(models: Self.catalogue.models)
        var seen: Set<String> = []
        for _ in state.fabric.models {
            seen.insert(state.fabric.plan.model.id)
            #expect(state.fabric.shown.layout.ports.count == state.fabric.plan.model.qsfp.count)
            for (width, height) in [(118, 36), (78, 20), (38, 8)] {
                let frame = Self.frame(state, width: width, height: height)
                #expect(frame.hits.contains { $0.action == "fabric.select" }, "\(state.fabric.plan.model.id)")
            }
            Self.run("model.next", &state)
        }
        #expect(seen.count == state.fabric.models.count)
        #expect(state.fabric.plan.model.id == seen.first { $0 == "generic-24" })
    }

    /// The inside of the pane's frame at a size.
    static func frame(_ state: AppState, width: Int, height: Int) -> Frame {
        var painter = Painter(size: Size(width: width, height: height), glyphs: state.glyphs)
        FabricPane.draw(&painter, PaneContext(state: state, isFocused: true, isZoomed: true))
        return painter.frame
    }

    static func press(_ keys: String, _ state: inout AppState) {
        for key in keys {
            guard let action = FabricPane.actions.first(where: { $0.keys.contains(.character(key)) }) else { continue }
            if action.disabledReason(state) == nil { _ = action.perform(&state, "") }
        }
    }

    /// Runs an action by its identity, without `fabric.`.
    static func run(_ id: String, _ item: String = "", _ state: inout AppState) {
        guard let action = FabricPane.actions.first(where: { $0.id == "fabric." + id }) else {
            Issue.record("no action \(id)")
            return
        }
        if action.disabledReason(state) == nil { _ = action.perform(&state, item) }
    }

    static func run(_ id: String, _ state: inout AppState) { run(id, "", &state) }

    // The insides of the frame on screens of 200x60, 120x40, 80x24 and 40x12, zoomed, and of the overview's tiles.
    @Test(arguments: [(198, 56), (118, 36), (78, 20), (58, 16), (38, 8), (58, 13), (62, 36), (38, 7), (24, 3), (20, 1)])
    func theExamplePlanLooksAsKept(width: Int, height: Int) {
        Golden.check(Self.frame(Self.state(), width: width, height: height), "fabric/example-\(width)x\(height)")
    }

    @Test(arguments: [(198, 56), (118, 36), (78, 20), (58, 16), (38, 8)])
    func tridentTwoWithEightSpinesLooksAsKept(width: Int, height: Int) {
        let plan = FabricPlan(model: .trident2, spines: 8, servers: 40, moved: 6)
        Golden.check(Self.frame(Self.state(plan), width: width, height: height), "fabric/trident-\(width)x\(height)")
    }

    @Test(arguments: [(118, 36), (78, 20), (38, 8)])
    func asciiLooksAsKept(width: Int, height: Int) {
        let frame = Self.frame(Self.state(glyphs: .ascii), width: width, height: height)
        Golden.check(frame, "fabric/ascii-\(width)x\(height)")
        #expect(frame.cells.allSatisfy { $0.glyph.isASCII })
    }

    @Test func anOverfullRackIsToldInWords() {
        let plan = FabricPlan(model: .generic(ports: 24), spines: 8, servers: 40)
        let frame = Self.frame(Self.state(plan), width: 118, height: 36)
        Golden.check(frame, "fabric/overfull-118x36")
        #expect(frame.text.contains("4 ports short"))
    }

    @Test func theArticlesNumbersAreOnTheScreen() {
        var state = Self.state()
        for (width, height) in [(198, 56), (118, 36), (78, 20), (58, 13), (38, 8)] {
            let text = Self.frame(state, width: width, height: height).text
            #expect(text.contains("80×10G · 5:1"), "\(width)x\(height)")
        }
        Self.press("s", &state)
        let text = Self.frame(state, width: 118, height: 36).text
        #expect(text.contains("64×10G · 2:1 · 32 dual-homed servers"))
    }

    @Test func everyKeyChangesThePlanAndUndoTakesItBack() {
        var state = Self.state()
        let start = state.fabric.plan
        for key in "sSkKtTR+-[]olix" where key != "x" {
            let before = state.fabric.plan
            Self.press(String(key), &state)
            #expect(state.fabric.plan != before, "\(key)")
        }
        let end = state.fabric.plan
        Self.press("uuuuuuuuuuuuuuuuuu", &state)
        #expect(state.fabric.plan == start)
        Self.press("UUUUUUUUUUUUUUUUUU", &state)
        #expect(state.fabric.plan == end)
        Self.press("d", &state)
        #expect(state.fabric.plan == start)
        Self.press("u", &state)
        #expect(state.fabric.plan == end)
    }

    @Test func arrowsAndClicksSelectPorts() {
        var state = Self.state()
        func act(_ id: String, _ item: String = "") {
            _ = FabricPane.actions.first { $0.id == id }?.perform(&state, item)
        }
        act("fabric.first")
        #expect(state.fabric.selected?.number == 1)
        act("fabric.down")
        #expect(state.fabric.selected?.number == 2)
        act("fabric.right")
        #expect(state.fabric.selected?.number == 4)
        act("fabric.up")
        act("fabric.up")
        #expect(state.fabric.selected?.number == 3)
        act("fabric.last")
        act("fabric.right")
        #expect(state.fabric.selected?.number == 24)
        for (width, height) in [(118, 36), (78, 20), (58, 13), (38, 8), (24, 3)] {
            let frame = Self.frame(state, width: width, height: height)
            let ports = frame.hits.filter { $0.action == "fabric.select" }
            #expect(Set(ports.map(\.item)).count == 24, "\(width)x\(height)")
        }
        act("fabric.select", "17")
        #expect(state.fabric.selected?.number == 17)
        act("fabric.select", "99")
        act("fabric.select", "")
        #expect(state.fabric.selected?.number == 17)
    }

    @Test func noKeyIsReservedAndEveryActionIsTheirs() {
        let reserved: Set<Key> = [
            .tab, .backTab, .escape, .character("?"), .character("q"), .character("p"), .character("<"),
            .character(">"), .character("z"), .character("y"), .character("/"), .character(":"), .character(","),
            .character("."), .control("l"), .control("z"),
        ]
        var seen: Set<Key> = []
        for action in FabricPane.actions {
            #expect(action.id.hasPrefix("fabric."))
            #expect(action.scope == .pane(.fabric))
            for key in action.keys {
                #expect(!reserved.contains(key), "\(key.name)")
                #expect(seen.insert(key).inserted, "\(key.name)")
            }
        }
    }

    @Test func everySizeShowsSomething() {
        let state = Self.state()
        let heights = Array(1...12) + [16, 21, 29, 40]
        for width in Array(1...8) + [15, 23, 33, 37, 47, 58, 70, 79, 97, 121] {
            for height in heights where (width * height) % 3 != 0 || width < 9 {
                let frame = Self.frame(state, width: width, height: height)
                #expect(frame.cells.contains { $0.glyph != " " }, "nothing at \(width)x\(height)")
            }
        }
        _ = Self.frame(state, width: 300, height: 100)
        _ = Self.frame(state, width: 0, height: 0)
    }

    @Test(arguments: 0..<12)
    func nothingTrapsAtAnySizeWithAnyPlan(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let models = Self.catalogue.models + [.generic(ports: 1), .generic(ports: 36), .generic(ports: 6)]
        let plan = FabricPlan(
            model: models.randomElement(using: &random) ?? .trident2, leafs: Int.random(in: 1...2, using: &random),
            spines: Int.random(in: 0...20, using: &random), linksPerSpine: Int.random(in: 1...3, using: &random),
            keepsReserve: Bool.random(using: &random), servers: Int.random(in: 0...128, using: &random),
            moved: Int.random(in: 0...128, using: &random), hasDualForty: Bool.random(using: &random))
        let glyphs = GlyphSet.allCases.randomElement(using: &random) ?? .ascii
        var state = Self.state(plan, glyphs: glyphs)
        for _ in 0..<10 {
            let actions = FabricPane.actions
            let action = actions[Int.random(in: 0..<actions.count, using: &random)]
            if action.disabledReason(state) == nil { _ = action.perform(&state, "3") }
            let width = Int.random(in: 0...220, using: &random)
            let height = Int.random(in: 0...70, using: &random)
            let frame = Self.frame(state, width: width, height: height)
            #expect(frame.cells.count == width * height, "seed \(seed)")
            if width > 0, height > 0 {
                #expect(frame.cells.contains { $0.glyph != " " }, "seed \(seed): nothing at \(width)x\(height)")
            }
            if glyphs == .ascii { #expect(frame.cells.allSatisfy { $0.glyph.isASCII }, "seed \(seed)") }
        }
    }
}
