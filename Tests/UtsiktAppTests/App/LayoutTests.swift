import Testing
import UtsiktScreen

@testable import UtsiktApp

@Suite struct LayoutTests {
    @Test func everyTileLiesWithinTheScreenAndNoTwoOverlap() {
        for width in 0...220 {
            for height in [0, 1, 2, 3, 4, 5, 6, 11, 12, 21, 22, 24, 31, 32, 36, 40, 60, 70] {
                let size = Size(width: width, height: height)
                for zoomed in [false, true] {
                    let layout = Layout.arrange(size: size, focus: .fabric, isZoomed: zoomed)
                    let rects = layout.tiles.map(\.rect) + [layout.status, layout.footer].compactMap(\.self)
                    for (i, a) in rects.enumerated() {
                        #expect(a.intersection(Rect(size)) == a, "\(size): \(a) leaves the screen")
                        for b in rects[(i + 1)...] {
                            #expect(a.intersection(b).isEmpty, "\(size): \(a) and \(b) overlap")
                        }
                    }
                    if width > 0, height > 0 {
                        #expect(layout.tiles.contains { $0.pane == .fabric && !$0.rect.isEmpty }, "\(size)")
                    }
                    // No cell is wasted.
                    #expect(rects.reduce(0) { $0 + $1.width * $1.height } == width * height, "\(size)")
                }
            }
        }
    }

    @Test func breakpointsChooseThePreset() {
        func panes(_ width: Int, _ height: Int) -> Int {
            Layout.arrange(size: Size(width: width, height: height), focus: .log, isZoomed: false).tiles.count
        }
        #expect(panes(200, 60) == 5)
        #expect(panes(120, 40) == 5)
        #expect(panes(80, 24) == 5)
        #expect(panes(40, 12) == 1)
        #expect(panes(1, 1) == 1)
    }
}
