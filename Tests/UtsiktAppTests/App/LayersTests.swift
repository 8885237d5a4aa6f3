import Testing
import UtsiktCore
import UtsiktScreen
import UtsiktTestSupport

@testable import UtsiktApp

@Suite(.readsGoldens()) struct LayersTests {
    private static func type(_ text: String, _ app: inout App) {
        for character in text { _ = app.reduce(.key(.character(character))) }
    }

    @Test func theHelpNarrowsAsOneTypesAndDoesWhatIsChosen() {
        var app = App(state: ActionTableTests.state())
        _ = app.reduce(.key(.character("?")))
        #expect(app.render().text.contains("Topics"))
        Self.type("pauses fetching", &app)
        let text = app.render().text
        #expect(text.contains("Pauses fetching, or resumes it.") && !text.contains("Gives the keys"))
        guard case .world(.setPaused(true))? = app.reduce(.key(.enter)).first else {
            Issue.record("Enter did not do the chosen line")
            return
        }
        #expect(app.state.layers.isEmpty)
    }

    @Test func theKeyThatOpenedAListClosesItWhileNothingIsTyped() {
        for key in [Key.character("?"), .character(":")] {
            var app = App(state: ActionTableTests.state())
            _ = app.reduce(.key(key))
            #expect(app.state.layers.count == 1)
            _ = app.reduce(.key(key))
            #expect(app.state.layers.isEmpty)
            _ = app.reduce(.key(key))
            Self.type("x", &app)
            _ = app.reduce(.key(key))
            #expect(app.state.layers.count == 1, "it is text now")
        }
    }

    @Test func helpListsWhatADisabledKeyLacks() {
        var state = ActionTableTests.state()
        state.world.isReplay = false
        var app = App(state: state)
        _ = app.reduce(.key(.character("?")))
        Self.type("faster", &app)
        #expect(app.render().text.contains("sets its own pace"))
    }

    @Test func theHelpLeadsToTheConfigurationAndSaysHowALineIsCalledThere() {
        var app = App(state: ActionTableTests.state())
        _ = app.reduce(.key(.character("?")))
        Self.type("remap keys", &app)
        #expect(app.render().text.contains("program.configure"))
        guard case .terminal(.editConfiguration)? = app.reduce(.key(.enter)).first else {
            Issue.record("Enter does not open the configuration")
            return
        }
    }

    @Test func thePaletteFindsByLettersInTheirOrderAndGoesThere() {
        var app = App(state: ActionTableTests.state())
        _ = app.reduce(.key(.character(":")))
        Self.type("fabr", &app)
        _ = app.reduce(.key(.enter))
        #expect(app.state.focus == .fabric && app.state.layers.isEmpty)
    }

    @Test func aSettingIsChosenByNameInThePalette() {
        var app = App(state: ActionTableTests.state())
        _ = app.reduce(.key(.character(":")))
        Self.type("fahr", &app)
        _ = app.reduce(.key(.enter))
        #expect(app.state.preferences.temperature == .fahrenheit)
    }

    @Test func aLineOfThePaletteMovesTheFocusToItsPane() {
        var app = App(state: ActionTableTests.state())
        _ = app.reduce(.key(.character(":")))
        Self.type("Fabric: more spines", &app)
        let spines = app.state.fabric.plan.spines
        _ = app.reduce(.key(.enter))
        #expect(app.state.focus == .fabric)
        #expect(app.state.fabric.plan.spines > spines)
    }

    @Test func whatLiesBelowALayerGetsNoKeys() {
        for opener in ["?", ":"] {
            var app = App(state: ActionTableTests.state())
            Self.type(opener, &app)
            let focus = app.state.focus
            _ = app.reduce(.key(.tab))
            Self.type("q3p", &app)
            #expect(app.state.focus == focus && !app.state.world.isPaused)
            guard case .terminal(.repaint)? = app.reduce(.key(.control("l"))).first else {
                Issue.record("^L does nothing while a layer is open")
                return
            }
        }
    }

    @Test func aClickOutsideClosesOneLayerAndOneOnALineDoesIt() {
        var app = App(state: ActionTableTests.state())
        _ = app.reduce(.key(.character("?")))
        _ = app.reduce(.mouse(.press, Point(x: 0, y: 0)))
        #expect(app.state.layers.isEmpty)
        _ = app.reduce(.key(.character(":")))
        Self.type("pause", &app)
        guard let line = app.render().hits.first(where: { $0.action == "palette.run" }) else {
            Issue.record("the palette's lines do not answer to the mouse")
            return
        }
        guard
            case .world(.setPaused(true))? = app.reduce(.mouse(.press, Point(x: line.rect.x + 2, y: line.rect.y))).first
        else {
            Issue.record("a click on a line did nothing")
            return
        }
    }

    @Test func aClickInsideALayerButOnNothingChangesNothing() {
        var app = App(state: ActionTableTests.state())
        _ = app.reduce(.key(.character("?")))
        guard let inside = app.render().hits.last(where: { $0.action == LayerView.inside }) else {
            Issue.record("the help covers nothing")
            return
        }
        _ = app.reduce(.mouse(.press, Point(x: inside.rect.x, y: inside.rect.y)))
        #expect(app.state.layers.count == 1)
    }

    @Test func aSearchShowsHitsWhileOneTypesAndEscGoesBack() async {
        var app = await OverviewTests.app(Size(width: 120, height: 40))
        _ = app.reduce(.key(.character("5")))
        let before = LogPane.current(app.state)
        _ = app.reduce(.key(.character("/")))
        Self.type("budget", &app)
        #expect(app.state.layers.count == 1)
        let text = app.render().text
        #expect(text.contains(" of ") || text.contains("nothing found"))
        _ = app.reduce(.key(.escape))
        #expect(app.state.layers.isEmpty && LogPane.current(app.state) == before)
    }

    @Test func pastedTextGoesIntoTheFieldAsOneLine() {
        var app = App(state: ActionTableTests.state())
        _ = app.reduce(.paste("quit\u{1B}[31m"))
        #expect(app.state.layers.isEmpty, "without a field nothing happens")
        _ = app.reduce(.key(.character(":")))
        _ = app.reduce(.paste("pau\u{1B}\nse"))
        guard case .palette(let layer)? = app.state.layers.last else {
            Issue.record("the palette is gone")
            return
        }
        #expect(layer.list.field.text == "pau se")
    }

    @Test func theStartPageLeadsOnWithOneKey() {
        var state = ActionTableTests.state()
        state.layers = [.start(StartLayer(path: "/home/anna/.config/utsikt/config.yaml"))]
        var app = App(state: state)
        #expect(app.render().text.contains("config.yaml"))
        guard case .desk(.openDemo)? = app.reduce(.key(.character("d"))).first else {
            Issue.record("d does not open the demo")
            return
        }
        guard case .desk(.writeConfiguration)? = app.reduce(.key(.character("c"))).first else {
            Issue.record("c does not write a configuration")
            return
        }
        _ = app.reduce(.key(.character("?")))
        #expect(app.state.layers.count == 2)
        _ = app.reduce(.key(.escape))
        guard case .terminal(.quit)? = app.reduce(.key(.character("q"))).first else {
            Issue.record("q does not leave the start page")
            return
        }
        _ = app.reduce(.key(.character("r")))
        #expect(app.state.layers.isEmpty && app.state.focus == .fabric && app.state.isZoomed)
    }

    @Test func copyingGivesThePicturesTextWhereAPaneHasNoOther() {
        var app = App(state: ActionTableTests.state())
        _ = app.reduce(.key(.character("5")))
        guard case .desk(.copy(let copied))? = app.reduce(.key(.character("y"))).last else {
            Issue.record("y copies nothing")
            return
        }
        #expect(!copied.text.isEmpty)
    }

    @Test func theDebugDisplayShowsWhatItIsToldAndNothingWhileOff() {
        var app = App(state: ActionTableTests.state())
        _ = app.reduce(.metrics(FrameMetrics(renderMicroseconds: 4321)))
        #expect(!app.render().text.contains("4321"))
        _ = app.reduce(.key(.function(12)))
        _ = app.reduce(.metrics(FrameMetrics(renderMicroseconds: 4321, bytes: 99)))
        #expect(app.render().text.contains("4321 us"))
    }

    static let sizes = [(200, 60), (120, 40), (80, 24), (60, 20), (40, 12), (20, 6), (1, 1)]

    @Test(arguments: sizes)
    func thePaletteIsTheGoldenOne(width: Int, height: Int) async {
        var app = await OverviewTests.app(Size(width: width, height: height))
        _ = app.reduce(.key(.character(":")))
        Self.type("the", &app)
        Golden.check(app.render(), "app/palette-\(width)x\(height)")
    }

    @Test(arguments: sizes)
    func theStartPageIsTheGoldenOne(width: Int, height: Int) {
        var state = ActionTableTests.state()
        state.size = Size(width: width, height: height)
        state.layers = [.start(StartLayer(path: "~/.config/utsikt/config.yaml"))]
        Golden.check(App(state: state).render(), "app/start-\(width)x\(height)")
    }

    @Test(arguments: sizes)
    func theSearchIsTheGoldenOne(width: Int, height: Int) async {
        var app = await OverviewTests.app(Size(width: width, height: height))
        _ = app.reduce(.key(.character("5")))
        _ = app.reduce(.key(.character("/")))
        Self.type("post", &app)
        Golden.check(app.render(), "app/search-\(width)x\(height)")
    }

    @Test func noLayerTrapsAtAnySizeWhateverIsTyped() async {
        var generator = SeededGenerator(seed: 77)
        let typed: [Key] = [
            .character("a"), .character("é"), .character("世"), .character("\u{301}"), .backspace, .left, .right, .home,
            .end, .delete, .control("w"), .control("u"), .up, .down, .pageUp, .pageDown, .tab, .enter, .escape,
            .character(":"), .character("/"), .character("?"),
        ]
        var app = await OverviewTests.app(Size(width: 80, height: 24))
        for step in 0..<1500 {
            if let key = typed.randomElement(using: &generator) { _ = app.reduce(.key(key)) }
            if step % 5 == 0 {
                let size = Size(
                    width: Int.random(in: 0...220, using: &generator), height: Int.random(in: 0...70, using: &generator)
                )
                _ = app.reduce(.resize(size))
                let frame = app.render()
                #expect(frame.size == size, "seed 77, step \(step)")
                for y in 0..<size.height {
                    #expect(
                        TextWidth.of(frame.line(y)) == size.width, "seed 77, step \(step): row \(y) has a broken width")
                }
            }
        }
    }
}
