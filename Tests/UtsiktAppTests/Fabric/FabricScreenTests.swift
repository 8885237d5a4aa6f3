import Testing
import UtsiktCore
import UtsiktScreen
import UtsiktTestSupport

@testable import UtsiktApp

/// The pane on the whole screen as terminals get it: with 256 colours, with 16, and with none in ASCII.
@Suite(.readsGoldens()) struct FabricScreenTests {
    /// A Trident II leaf with eight spines, as large as the panel gets on 80 columns.
    private static func app(_ size: Size, _ glyphs: GlyphSet, leafs: Int = 1) -> App {
        var state = AppState(size: size, glyphs: glyphs, world: WorldStatus(isReplay: true, name: "test"))
        state.fabric = FabricPaneState(
            plan: FabricPlan(model: .trident2, leafs: leafs, spines: 8, servers: 40, moved: 6),
            prices: FabricPaneTests.prices)
        state.focus = .fabric
        state.isZoomed = true
        return App(state: state)
    }

    @Test(arguments: [(200, 60), (120, 40), (80, 24), (60, 20), (40, 12)])
    func theScreenInEveryColourModeLooksAsKept(width: Int, height: Int) {
        for mode in ColourMode.allCases {
            let frame = Self.app(Size(width: width, height: height), mode == .none ? .ascii : .blocks).render()
            let name = mode == .none ? "mono" : mode.rawValue
            Golden.check(frame, colours: mode, "fabric/screen-\(width)x\(height)-\(name)")
            if mode == .none { #expect(frame.cells.allSatisfy { $0.glyph.isASCII }) }
        }
    }

    /// Without colour a role must still be told by its glyph, with 16 colours by a colour of its own.
    @Test func rolesKeepApartWithoutManyColours() {
        for mode in [ColourMode.sixteen, .twoFiftySix] {
            let roles: [PortRole] = [
                .uplink(spine: 1, link: 1), .native(LaneUse(server: 0, link: 0)), .split(lanes: [nil]),
                .reserved(spine: 1),
            ]
            let colours = roles.map { Theme.standard.look(FabricGlyphs.style($0), mode).foreground }
            #expect(Set(colours).count == roles.count, "\(mode)")
        }
    }

    /// At 80x24 a leaf of 32 ports shows every port, the selected port's legs, the checks and the what-if at once.
    @Test func eightyColumnsShowEverythingOfThirtyTwoPorts() {
        var app = Self.app(Size(width: 80, height: 24), .blocks)
        _ = app.reduce(.key(.character("w")))
        _ = app.reduce(.key(.character("+")))
        let frame = app.render()
        let ports = frame.hits.filter { $0.action == "fabric.select" && $0.rect.height == 2 }.map(\.item)
        #expect(Set(ports) == Set((1...32).map(String.init)))
        let text = frame.text
        let port = app.state.fabric.selected?.number ?? 0
        for leg in 1...4 { #expect(text.contains("p\(port)/\(leg)"), "leg \(leg)") }
        for word in ["checks", "what if", "spines", "leaves", "moved", "uplinks"] {
            #expect(text.contains(word), "\(word)")
        }
        let findings = app.state.fabric.shown.checks.prefix(4)
        for check in findings { #expect(text.contains(String(check.reason.prefix(14))), "\(check.reason)") }
    }

    @Test func theSecondLeafIsShownAndSelected() {
        var app = Self.app(Size(width: 200, height: 60), .blocks, leafs: 2)
        #expect(app.render().text.contains("leaf-1 front panel") && app.render().text.contains("leaf-2 front panel"))
        let click = app.render().hits.first { $0.action == "fabric.select" && $0.item == "2:9" }
        #expect(click != nil)
        _ = app.reduce(.key(.character("L")))
        #expect(app.state.fabric.leaf == 2)
        #expect(app.render().hits.contains { $0.action == "fabric.select" && $0.item == "1:9" })
        Golden.check(app.render(), "fabric/leaves-200x60")
        var small = Self.app(Size(width: 80, height: 24), .blocks, leafs: 2)
        _ = small.reduce(.key(.character("L")))
        #expect(small.render().text.contains("leaf-2 port"))
        Golden.check(small.render(), "fabric/leaves-80x24")
        _ = small.reduce(.key(.character("l")))
        #expect(small.state.fabric.leaf == 1, "a leaf that is taken out is not shown any more")
    }

    @Test func aStepStopsBetweenTheLeafs() throws {
        var state = FabricPaneTests.state(FabricPlan(model: .generic(ports: 24), leafs: 2, servers: 36))
        FabricPaneTests.press("n", &state)
        let steps = try #require(state.fabric.steps)
        let step = try #require(steps.steps.first)
        #expect(step.phases.count == 2 && state.fabric.isBetween && state.fabric.step == 1)
        let (first, second) = (step.phases[0].leaf, step.phases[1].leaf)
        FabricPaneTests.run("leaf", "\(first)", &state)
        #expect(state.fabric.layout == FabricAnalysis(step.after).layouts[first - 1])
        FabricPaneTests.run("leaf", "\(second)", &state)
        #expect(state.fabric.layout == FabricAnalysis(step.before).layouts[second - 1])
        for (width, height) in [(198, 56), (118, 36), (78, 20)] {
            Golden.check(
                FabricPaneTests.frame(state, width: width, height: height), "fabric/between-\(width)x\(height)")
        }
        FabricPaneTests.press("n", &state)
        #expect(!state.fabric.isBetween && state.fabric.step == 1)
        #expect(state.fabric.layout == FabricAnalysis(step.after).layouts[second - 1])
        FabricPaneTests.press("NN", &state)
        #expect(state.fabric.step == 0 && !state.fabric.isBetween)
        for _ in 0..<(2 * steps.steps.count) { FabricPaneTests.press("n", &state) }
        #expect(state.fabric.step == steps.steps.count && !state.fabric.isBetween)
    }
}
