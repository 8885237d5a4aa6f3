import Testing
import UtsiktCore
import UtsiktScreen
import UtsiktTestSupport

@testable import UtsiktApp

/// What is taken from the last picture is what would have been drawn.
@Suite struct TileBookTests {
    @Test(arguments: [UInt64(11), 12, 13])
    func whateverHappensThePictureIsTheOneDrawnAnew(seed: UInt64) async {
        var keys: Set<Key> = []
        for row in ActionTable.all { keys.formUnion(row.keys) }
        let ordered = keys.sorted { $0.name < $1.name }
        var generator = SeededGenerator(seed: seed)
        var app = await OverviewTests.app(Size(width: 120, height: 40))
        for step in 0..<500 {
            _ = app.reduce(Self.event(ordered, step, &generator))
            let (quick, whole) = (app.draw(), app.render())
            #expect(quick.cells == whole.cells && quick.cursor == whole.cursor, "seed \(seed), step \(step)")
            #expect(quick.hits == whole.hits, "seed \(seed), step \(step)")
            if quick != whole { return }
        }
    }

    private static func event(_ keys: [Key], _ step: Int, _ generator: inout SeededGenerator) -> Event {
        switch Int.random(in: 0..<12, using: &generator) {
        case 0:
            return .resize(
                Size(width: .random(in: 1...160, using: &generator), height: .random(in: 1...50, using: &generator)))
        case 1:
            return .mouse(
                .press, Point(x: .random(in: 0...119, using: &generator), y: .random(in: 0...39, using: &generator)))
        case 2:
            let entry = LogEntry(at: FetchFixtures.now, level: .info, source: "test", text: "line \(step)")
            return .arrived(.logged(entry), from: .program)
        case 3: return .arrived(.today(CivilDay(number: 16_000 + step)), from: .program)
        case 4:
            return .arrived(
                .fetch(step % 2 == 0 ? FetchSnapshot(at: FetchFixtures.now) : FetchFixtures.running), from: .program)
        default: return .key(keys.randomElement(using: &generator) ?? .tab)
        }
    }

    @Test func aCopyOfTheAppGoesItsOwnWay() async {
        var first = await OverviewTests.app(Size(width: 100, height: 30))
        _ = first.draw()
        var second = first
        _ = first.reduce(.key(.character("4")))
        _ = first.reduce(.key(.character("s")))
        _ = second.reduce(.key(.character("4")))
        _ = second.reduce(.key(.character("k")))
        #expect(first.draw() == first.render())
        #expect(second.draw() == second.render())
    }

    @Test func aPartIsPutWhereItWasAndNowhereElse() {
        var painter = Painter(size: Size(width: 8, height: 3))
        let part = painter.keeping(Rect(x: 2, y: 1, width: 4, height: 2)) { painter in
            painter.text("日本", x: 2, y: 1, Style(.bad))
            painter.hit(Rect(x: 2, y: 1, width: 2, height: 1), action: "a")
        }
        var other = Painter(size: Size(width: 8, height: 3))
        other.fill(other.bounds, "·")
        other.put(part)
        #expect(other.frame.hits == painter.frame.hits)
        #expect(other.frame.line(0) == "········")
        #expect(other.frame.line(1) == "··日本··")
        #expect(other.frame[1, 1].glyph == "·" && other.frame[6, 1].glyph == "·")
        var small = Painter(size: Size(width: 5, height: 2))
        small.put(part)
        #expect(small.frame == Painter(size: Size(width: 5, height: 2)).frame)
    }
}
