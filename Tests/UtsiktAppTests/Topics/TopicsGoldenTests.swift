import Testing
import UtsiktCore
import UtsiktScreen
import UtsiktTestSupport

@testable import UtsiktApp

@Suite(.readsGoldens()) struct TopicsGoldenTests {
    private static let sizes = [(200, 60), (120, 40), (80, 24), (40, 12)].map { Size(width: $0, height: $1) }

    @Test(arguments: TopicsFixture.Scene.allCases, sizes)
    func theSceneIsTheGoldenOne(scene: TopicsFixture.Scene, size: Size) {
        let frame = TopicsFixture.frame(TopicsFixture.state(scene, size), size)
        Golden.check(frame, "topics/\(scene.rawValue)-\(size.width)x\(size.height)")
    }

    @Test(arguments: TopicsFixture.Scene.allCases, sizes)
    func theSceneIsTheGoldenOneInASCIIAndInSextants(scene: TopicsFixture.Scene, size: Size) {
        for glyphs in [GlyphSet.ascii, .sextants] {
            let frame = TopicsFixture.frame(TopicsFixture.state(scene, size, glyphs: glyphs), size)
            // Sextants show in clouds only.
            guard glyphs == .ascii || scene == .cloud || scene == .both else { continue }
            Golden.check(frame, "topics/\(glyphs.rawValue)/\(scene.rawValue)-\(size.width)x\(size.height)")
        }
    }

    @Test(arguments: [(58, 14), (70, 34), (30, 2)])
    func smallerRoomsHaveTheirOwnPictures(width: Int, height: Int) {
        let size = Size(width: width, height: height)
        Golden.check(TopicsFixture.frame(TopicsFixture.state(size), size), "topics/\(width)x\(height)")
    }

    @Test(arguments: CloudColouring.allCases)
    func theCloudHasThreeColourings(colouring: CloudColouring) {
        let size = Size(width: 100, height: 30)
        var state = TopicsFixture.state(.cloud, size)
        state.topics.colouring = colouring
        Golden.check(TopicsFixture.frame(state, size), "topics/cloud-by-\(colouring.rawValue)")
    }

    @Test(arguments: TopicsFixture.Scene.allCases)
    func withoutColoursEverythingIsThere(scene: TopicsFixture.Scene) {
        let size = Size(width: 120, height: 40)
        let frame = TopicsFixture.frame(TopicsFixture.state(scene, size), size)
        let mono = FrameDump.ansi(frame, .none, theme: .calm)
        for colour in ["\u{1B}[3", "\u{1B}[4m\u{1B}[4", "38;5", "48;5"] { #expect(!mono.contains(colour)) }
        // What is chosen is marked by a glyph or by reversed letters.
        let isReversed = frame.cells.contains { $0.style.attributes.contains(.reverse) }
        #expect(isReversed || frame.text.contains("▸"))
    }
}
