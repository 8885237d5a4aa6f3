import Testing
import UtsiktCore
import UtsiktScreen
import UtsiktTestSupport

@testable import UtsiktApp

/// A pane needs its own file and its line in the register, and then everything knows it.
@Suite struct PaneRegisterTests {
    /// The line.
    private static let panes = PaneRegister.standard.adding([TidePane.self])
    private enum Moss {}
    private enum Peat {}
    private enum Sand {}
    private enum Silt {}
    private enum Clay {}
    private enum Loam {}
    /// Twelve panes.
    private static let crowd = panes.adding([
        CrowdPane<Moss>.self, CrowdPane<Peat>.self, CrowdPane<Sand>.self, CrowdPane<Silt>.self, CrowdPane<Clay>.self,
        CrowdPane<Loam>.self,
    ])

    private static func app(
        _ panes: PaneRegister, _ size: Size = Size(width: 200, height: 60), keymap: Keymap = .standard
    ) -> App {
        App(
            state: AppState(
                size: size, glyphs: .blocks, world: WorldStatus(isReplay: true, name: "test"),
                preferences: Preferences(keymap: keymap), panes: panes))
    }

    private static func press(_ app: inout App, _ keys: String) {
        for key in keys { _ = app.reduce(.key(.character(key))) }
    }

    // MARK: One more

    @Test func overviewTabsFooterAndDigitKnowIt() {
        var app = Self.app(Self.panes)
        #expect(app.layout.tiles.map(\.pane).contains(TidePane.id))
        #expect(app.render().text.contains("6 Tide"))
        #expect(app.render().text.contains("0.4 m  2.1 m"))
        Self.press(&app, "6")
        #expect(app.state.focus == TidePane.id)
        #expect(app.render().text.contains("u turn"))
        Self.press(&app, "u")
        #expect(app.state[TidePane.self].metres == [1.9, 0.6, 2.1, 0.4])
    }

    @Test func layoutsGiveItTheBigPlaceAndItsLeastRoom() {
        var app = Self.app(Self.panes, Size(width: 120, height: 40))
        Self.press(&app, "6")
        _ = app.reduce(.key(.function(2)))
        let big = app.layout.tiles.max { $0.rect.width < $1.rect.width }
        #expect(big?.pane == TidePane.id)
        let own = LayoutNode.columns([.init(.pane(.log)), .init(.pane(TidePane.id))])
        #expect(own.minimum(Self.panes.shares) == Size(width: 50, height: 5))
    }

    @Test func helpAndPaletteKnowIt() {
        var app = Self.app(Self.panes)
        Self.press(&app, "?turns")
        #expect(app.render().text.contains("Turns the tide."))
        _ = app.reduce(.key(.escape))
        Self.press(&app, ":tide turn")
        _ = app.reduce(.key(.enter))
        #expect(app.state.focus == TidePane.id && app.state[TidePane.self].metres.first == 1.9)
        Self.press(&app, ":curve")
        #expect(app.render().text.contains("Tide: view: curve"))
        _ = app.reduce(.key(.enter))
        #expect(app.state[TidePane.self].view == .curve)
    }

    @Test func itsTabsTurnForwardBackwardAndHome() {
        var app = Self.app(Self.panes)
        Self.press(&app, "6v")
        #expect(app.state[TidePane.self].view == .curve)
        _ = app.reduce(.key(.escape))
        #expect(app.state[TidePane.self].view == .table, "Esc leads to the first view")
        Self.press(&app, "V")
        #expect(app.state[TidePane.self].view == .curve)
        let tabs = TidePane.tabs
        var painter = Painter(size: Size(width: 40, height: 1))
        if let tabs { TabStrip(tabs: tabs, state: app.state, isFocused: true).draw(&painter) }
        #expect(painter.frame.line(0).contains(" table  [curve]"))
        #expect(painter.frame.hits.map(\.item) == ["table", "curve"])
    }

    @Test func keysOfItsOwnAreBoundAndCanBeRemapped() throws {
        let table = ActionTable(Self.panes)
        let entry = Keymap.Entry(
            scope: .everywhere, action: "pane.tide", chords: [try #require(KeyChord(name: "g t"))],
            place: InputLocation(file: "config.yaml", line: 1))
        let (keymap, problems) = Keymap.with([entry], table: table)
        #expect(problems.isEmpty)
        var app = Self.app(Self.panes, keymap: keymap)
        Self.press(&app, "gt")
        #expect(app.state.focus == TidePane.id)
        #expect(KeyTable.markdown(table: table).contains("**Tide**"))
        #expect(table.scope(named: "tide") == .pane(TidePane.id))
    }

    @Test func dataAndSentencesAreThePanesOwn() throws {
        let state = Self.app(Self.panes).state
        #expect(try state.panes.pane(TidePane.id).json(state) == "{\"metres\":[0.4, 2.1, 0.6, 1.9]}\n")
        #expect(state.panes.compactMap { $0.sentence(state) } == ["Tide: 0.4 metres at first."])
        #expect(try state.panes.compactMap { try $0.json(state) }.count == 3, "fabric, log and tide need no world")
    }

    // MARK: Many

    @Test func twelvePanesTrapAtNoSize() {
        #expect(Self.crowd.count == 12)
        var app = Self.app(Self.crowd)
        var shown: Set<PaneID> = []
        for width in [1, 2, 5, 9, 10, 20, 39, 40, 60, 72, 80, 120, 165, 200, 220] {
            for height in [1, 2, 4, 6, 11, 12, 22, 24, 36, 40, 60, 70] {
                for layout in 1...5 {
                    _ = app.reduce(.resize(Size(width: width, height: height)))
                    _ = app.reduce(.key(.function(layout)))
                    _ = app.reduce(.key(.tab))
                    let (frame, tiles) = (app.draw(), app.layout.tiles)
                    #expect(frame.size == Size(width: width, height: height))
                    #expect(tiles.contains { $0.pane == app.state.focus }, "\(width)x\(height), layout \(layout)")
                    for (index, tile) in tiles.enumerated() where tiles.count > 1 {
                        #expect(tile.rect.width >= 24 && tile.rect.height >= 4, "\(width)x\(height)")
                        for other in tiles[(index + 1)...] { #expect(tile.rect.intersection(other.rect).isEmpty) }
                    }
                    if layout == 1, width == 220, height == 70 { shown = Set(tiles.map(\.pane)) }
                }
            }
        }
        #expect(shown == Set(Self.crowd.ids), "a large screen has room for all")
    }

    @Test func whereThereIsNoRoomForAllTheLightestAreLeftOutAndNeverTheFocusedOne() {
        var app = Self.app(Self.crowd, Size(width: 80, height: 24))
        for _ in 0..<12 {
            _ = app.reduce(.key(.tab))
            let panes = app.layout.tiles.map(\.pane)
            #expect(panes.contains(app.state.focus))
            #expect(panes.count > 4 && panes.count < 12)
            #expect(panes.contains(.topics), "the heaviest stays")
        }
    }

    @Test func nineHaveDigitsAndTheOthersAreFoundAndReached() {
        #expect(Self.crowd.ids.compactMap { Self.crowd.digit(of: $0) } == Array(1...9))
        var app = Self.app(Self.crowd)
        Self.press(&app, "9")
        #expect(app.state.focus == PaneID("sand"))
        #expect(app.render().text.contains("9 Sand"))
        _ = app.reduce(.key(.tab))
        #expect(app.state.focus == PaneID("silt"), "Tab goes on to the tenth")
        Self.press(&app, "0")
        #expect(app.state.focus == PaneID("silt") && !app.state.isZoomed, "0 stays the overview's")
        Self.press(&app, ":loam")
        _ = app.reduce(.key(.enter))
        #expect(app.state.focus == PaneID("loam"))
        _ = app.reduce(.key(.tab))
        #expect(app.state.focus == .fetch, "after the last comes the first")
    }

    @Test func ofTwoWithOneIdentityTheFirstCounts() {
        let twice = Self.panes.adding([TidePane.self])
        #expect(twice.ids == Self.panes.ids)
        #expect(twice.pane(PaneID("nobody")).title.isEmpty)
        #expect(twice.id(named: "nobody") == nil)
    }
}
