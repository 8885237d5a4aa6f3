import Testing
import UtsiktCore
import UtsiktScreen
import UtsiktTestSupport

@testable import UtsiktApp

/// Whatever the size, a pane stays in its rectangle, cuts no wide character and does not trap.
@Suite(.readsGoldens()) struct PaneBoundsTests {
    /// Sizes such that every width up to 220 and every height up to 70 occurs, the smallest in all combinations, and some
    /// hundred more by chance.
    static func sizes(seed: UInt64) -> [Size] {
        var generator = SeededGenerator(seed: seed)
        var sizes: [Size] = []
        for width in 0...220 { sizes.append(Size(width: width, height: (width * 37 + Int(seed)) % 70 + 1)) }
        for height in 0...70 { sizes.append(Size(width: (height * 53 + Int(seed)) % 220 + 1, height: height)) }
        for width in 1...12 { for height in 1...6 { sizes.append(Size(width: width, height: height)) } }
        for _ in 0..<150 {
            sizes.append(
                Size(width: .random(in: 1...220, using: &generator), height: .random(in: 1...70, using: &generator)))
        }
        return sizes
    }

    private static let sentinel: Character = "\u{2592}"

    @Test(arguments: Panes.all.ids)
    func aPaneStaysInItsRectangle(id: PaneID) async {
        var state = await OverviewTests.app(Size(width: 120, height: 40)).state
        state.focus = id
        // Names that nobody would choose but everybody can send.
        state.log.append(
            LogEntry(
                at: FetchFixtures.now, level: .error, source: "世界世界世界",
                text: "\u{1B}[31m世界 \u{202E}drow \(String(repeating: "e\u{301}\u{301}", count: 200))"))
        let pane = Panes.pane(id)
        for (index, size) in Self.sizes(seed: UInt64(Panes.all.digit(of: id) ?? 0)).enumerated() {
            state.glyphs = GlyphSet.allCases[index % GlyphSet.allCases.count]
            pane.prepare(&state, inner: size)
            let margin = 2
            let whole = Size(width: size.width + 2 * margin, height: size.height + 2 * margin)
            var painter = Painter(size: whole, glyphs: state.glyphs)
            painter.fill(painter.bounds, Self.sentinel)
            let rect = Rect(x: margin, y: margin, width: size.width, height: size.height)
            let context = PaneContext(state: state, isFocused: index % 2 == 0, isZoomed: index % 3 == 0)
            painter.inside(rect) { pane.draw(&$0, context) }
            let frame = painter.frame
            let faults = Self.faults(frame, rect)
            #expect(faults.isEmpty, "\(id) at \(size): \(faults)")
            for hit in frame.hits {
                #expect(hit.rect.intersection(rect) == hit.rect, "\(id) at \(size): answers outside, \(hit.rect)")
            }
        }
    }

    /// Cells written outside a rectangle, and wide characters cut in two.
    private static func faults(_ frame: Frame, _ rect: Rect) -> [String] {
        var faults: [String] = []
        for y in 0..<frame.size.height {
            for x in 0..<frame.size.width {
                let cell = frame[x, y]
                let isInside = x >= rect.x && x < rect.maxX && y >= rect.y && y < rect.maxY
                if !isInside, cell.glyph != sentinel { faults.append("wrote at \(x), \(y)") }
                if cell.width == 2, frame[x + 1, y].width != 0 { faults.append("cut at \(x), \(y)") }
            }
        }
        return faults
    }

    @Test(arguments: Panes.all.ids)
    func theSameStateIsTheSamePicture(id: PaneID) async {
        var state = await OverviewTests.app(Size(width: 120, height: 40)).state
        state.focus = id
        state.isZoomed = true
        let app = App(state: state)
        #expect(app.render() == app.render())
        #expect(App(state: app.state).render() == app.render())
    }

    @Test(arguments: Panes.all.ids, [(200, 60), (120, 40), (80, 24), (60, 20), (40, 12), (20, 6), (1, 1)])
    func everyPaneOnTheFullScreenIsTheGoldenOne(id: PaneID, size: (Int, Int)) async {
        var state = await OverviewTests.app(Size(width: size.0, height: size.1)).state
        state.focus = id
        state.isZoomed = true
        Golden.check(App(state: state).render(), "app/panes/\(id.rawValue)-\(size.0)x\(size.1)")
    }
}
