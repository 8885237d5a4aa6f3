import Testing
import UtsiktScreen
import UtsiktTestSupport

@Test func aFrameAsGoldenTextNamesSizeGlyphsRolesAndAttributes() {
    var painter = Painter(size: Size(width: 4, height: 2))
    painter.text("åb", x: 0, y: 0, Style(.good, .bold))
    painter.text("c", x: 3, y: 1)
    #expect(Golden.text(painter.frame) == "# 4x2\n## glyphs\nåb\n   c\n## roles\ngg\n   .\n## attributes\nbb\n\n")
}
