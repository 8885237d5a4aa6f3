import Testing
import UtsiktCore
import UtsiktScreen
import UtsiktTestSupport

@testable import UtsiktApp

/// What can lie above the panes and is not looked at elsewhere, and the same picture in other colours and glyphs.
@Suite(.readsGoldens()) struct OverlayGoldenTests {
    private static func app(_ width: Int, _ height: Int, glyphs: GlyphSet = .blocks, _ keys: Key...) async -> App {
        var app = await OverviewTests.app(Size(width: width, height: height), glyphs: glyphs)
        for key in keys { _ = app.reduce(.key(key)) }
        return app
    }

    private static func type(_ text: String, _ app: inout App) {
        for character in text { _ = app.reduce(.key(.character(character))) }
    }

    @Test(arguments: LayersTests.sizes)
    func thePromptIsTheGoldenOne(width: Int, height: Int) async {
        var app = await Self.app(width, height, .character("2"), .character("W"))
        Golden.check(app.render(), "app/prompt-\(width)x\(height)")
        _ = app.reduce(.key(.control("u")))
        Self.type("soon", &app)
        _ = app.reduce(.key(.enter))
        guard case .prompt(let prompt)? = app.state.layers.last, prompt.refusal != nil else {
            Issue.record("what cannot be a window was not refused")
            return
        }
        Golden.check(app.render(), "app/prompt-refused-\(width)x\(height)")
    }

    @Test(arguments: LayersTests.sizes)
    func aPortsInspectorIsTheGoldenOne(width: Int, height: Int) async {
        var app = await Self.app(width, height, .character("4"), .right, .enter)
        guard case .inspector? = app.state.layers.last else {
            Issue.record("Enter opened nothing")
            return
        }
        Golden.check(app.render(), "app/inspector-\(width)x\(height)")
        for _ in 0..<3 { _ = app.reduce(.key(.down)) }
        Golden.check(app.render(), "app/inspector-scrolled-\(width)x\(height)")
    }

    @Test(arguments: LayersTests.sizes)
    func whatDrawingCostsIsTheGoldenOne(width: Int, height: Int) async {
        var app = await Self.app(width, height, .function(12))
        _ = app.reduce(
            .metrics(
                FrameMetrics(
                    renderMicroseconds: 1234, outputMicroseconds: 567, cells: 890, bytes: 4321, events: 2, frames: 77)))
        Golden.check(app.render(), "app/metrics-\(width)x\(height)")
    }

    @Test(arguments: LayersTests.sizes)
    func theStartPageWithAnAnswerIsTheGoldenOne(width: Int, height: Int) {
        var state = ActionTableTests.state()
        state.size = Size(width: width, height: height)
        var page = StartLayer(path: "~/.config/utsikt/config.yaml")
        page.answer = "~/.config/utsikt/config.yaml:3:9: 3 is not an address. Write it as https://example.org"
        state.layers = [.start(page)]
        Golden.check(App(state: state).render(), "app/start-answered-\(width)x\(height)")
    }

    @Test(arguments: GlyphSet.allCases)
    func aLayerInEveryGlyphSetIsTheGoldenOne(glyphs: GlyphSet) async {
        var app = await Self.app(80, 24, glyphs: glyphs, .character("?"))
        Self.type("pane", &app)
        Golden.check(app.render(), "app/glyphs/help-\(glyphs.rawValue)")
        app = await Self.app(80, 24, glyphs: glyphs, .character("3"), .character("3"))
        Golden.check(app.render(), "app/glyphs/forecast-\(glyphs.rawValue)")
    }

    @Test(arguments: ColourMode.allCases, [Theme.calm, .light])
    func theSameInOtherColoursIsTheGoldenOne(colours: ColourMode, theme: Theme) async {
        let app = await Self.app(80, 24, .character("2"), .character(":"))
        Golden.check(
            text: FrameDump.ansi(app.render(), colours, theme: theme).replacing("\u{1B}", with: "^["),
            "app/colours/palette-\(theme.name)-\(colours)")
    }
}
