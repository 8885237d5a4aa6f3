import Foundation
import Testing
import UtsiktApp
import UtsiktCore
import UtsiktScreen
import UtsiktTestSupport

@testable import UtsiktEngine
@testable import utsikt

/// Scripts as they are written.
@Suite struct ScriptTests {
    @Test func everyKindOfStepIsRead() throws {
        let script = try Script(
            "2 z ^L PgUp : g  wait:settled wait:2s wait:300ms click:3,4 wheel:0,9,up wheel:1,2,down text:abc "
                + "text:\"two words\" text:'it \"is\"' resize:80x24 dump:a.svg \"")
        let expected: [Script.Step] = [
            .key(.character("2")), .key(.character("z")), .key(.control("l")), .key(.pageUp), .key(.character(":")),
            .key(.character("g")), .settle, .wait(2000), .wait(300), .mouse(.press, Point(x: 3, y: 4)),
            .mouse(.wheelUp, Point(x: 0, y: 9)), .mouse(.wheelDown, Point(x: 1, y: 2)), .text("abc"),
            .text("two words"), .text("it \"is\""), .resize(Size(width: 80, height: 24)), .dump("a.svg"),
            .key(.character("\"")),
        ]
        #expect(script.steps == expected)
        #expect(script.hasWaits)
        #expect(try !Script("2 z").hasWaits)
        #expect(try Script("").steps.isEmpty)
    }

    @Test(arguments: [
        "zz", "wait:", "wait:soon", "wait:-1s", "wait:1e99s", "wait:nans", "click:1", "click:1,2,3", "click:-1,2",
        "wheel:1,2", "wheel:1,2,left", "resize:0x4", "resize:8", "resize:99999x2", "dump:", "nothing:1", "F13", "^h",
    ])
    func whatIsNoStepIsNamedWithItsNumber(_ word: String) {
        #expect {
            try Script("2 \(word) z")
        } throws: { error in
            "\(error)".contains("step 2") && "\(error)".contains(word)
        }
    }

    @Test func anOpenQuoteAndAnUnknownEndingAreRefused() {
        #expect(throws: ScriptError.openQuote) { try Script("text:\"abc") }
        #expect(throws: ScriptError.unknownFormat("a.png")) { try ScriptPicture(file: "a.png") }
        #expect(throws: Never.self) { try ScriptPicture(file: "A.SVG") }
    }

    @Test func anythingIsReadWithoutATrap() {
        var generator = SeededGenerator(seed: 3)
        let parts = [
            ":", "wait", "click", "1", ",", "-", "x", " ", "\"", "'", "é", "\u{0}", "99999999999999999999", "text", "^",
            "F",
        ]
        for _ in 0..<2000 {
            let count = Int.random(in: 0...12, using: &generator)
            _ = try? Script((0..<count).map { _ in parts.randomElement(using: &generator) ?? "" }.joined())
        }
    }

    @Test func snapshotsOfAWorldUnderWayAreLeftOutUnlessTheyAreWanted() {
        let sink = ScriptSink()
        sink.post(.key(.tab))
        let world = WorldSink(sink, of: WorldNumber(1))
        for revision in 1...2 { world.hand(.forecast(ForecastSnapshot(revision: revision))) }
        #expect(sink.take(snapshots: false).count == 1)
        #expect(sink.take(snapshots: true).isEmpty)
        for revision in 1...2 { world.hand(.forecast(ForecastSnapshot(revision: revision))) }
        #expect(sink.take(snapshots: true).count == 1)
    }
}
