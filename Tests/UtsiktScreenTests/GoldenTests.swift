import Foundation
import Testing
import UtsiktScreen
import UtsiktTestSupport

@Test func aFrameAsGoldenTextNamesSizeGlyphsRolesAndAttributes() {
    var painter = Painter(size: Size(width: 4, height: 2))
    painter.text("åb", x: 0, y: 0, Style(.good, .bold))
    painter.text("c", x: 3, y: 1)
    #expect(Golden.text(painter.frame) == "# 4x2\n## glyphs\nåb\n   c\n## roles\ngg\n   .\n## attributes\nbb\n\n")
}

@Test func aMismatchNamesTheRowsThatDiffer() {
    var painter = Painter(size: Size(width: 3, height: 2))
    painter.text("abc", x: 0, y: 0)
    let before = Golden.text(painter.frame)
    painter.text("x", x: 1, y: 1, Style(.bad))
    let difference = Golden.difference(before, Golden.text(painter.frame))
    #expect(difference == "glyphs row 1\n  - \n  +  x\nroles row 1\n  - \n  +  e")
    #expect(Golden.difference(before, before).isEmpty)
}

// Not while recording: it would write the wrong pictures.
@Test(.enabled(if: ProcessInfo.processInfo.environment["UTSIKT_RECORD"] != "1"), .readsGoldens())
func aGoldenFileThatIsMissingOrDiffersFails() {
    withKnownIssue { Golden.check(Frame(size: Size(width: 1, height: 1)), "missing") }
    var painter = Painter(size: Size(width: 60, height: 14))
    painter.text("not what was recorded", x: 0, y: 0)
    withKnownIssue { Golden.check(painter.frame, "charts/frames-blocks") }
}

@Test func regionsAreClippedAndTheTopmostAnswers() {
    var painter = Painter(size: Size(width: 10, height: 4))
    painter.hit(Rect(x: 0, y: 0, width: 10, height: 4), action: "below")
    painter.inside(Rect(x: 6, y: 1, width: 8, height: 2)) {
        $0.hit(Rect(x: -2, y: 0, width: 20, height: 1), action: "above", pane: "p", item: "i")
        $0.hit(Rect(x: 5, y: 0, width: 3, height: 1), action: "outside")
        $0.restyle(Rect(x: -3, y: -3, width: 30, height: 30)) { $0.role = .bad }
    }
    #expect(painter.frame.hits.count == 2)
    #expect(painter.frame.hit(at: Point(x: 9, y: 1))?.action == "above")
    #expect(painter.frame.hit(at: Point(x: 5, y: 1))?.action == "below")
    #expect(painter.frame.hit(at: Point(x: 10, y: 1)) == nil)
    let restyled = painter.frame.cells.indices.filter { painter.frame.cells[$0].style.role == .bad }
    #expect(restyled == [16, 17, 18, 19, 26, 27, 28, 29])
}
