import Testing
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktSources

/// Streams of events, cut anywhere.
@Suite struct ServerSentEventsTests {
    private func read(_ text: String, cut: Int) -> ServerSentEvents.Outcome {
        var reader = ServerSentEvents()
        var all = ServerSentEvents.Outcome()
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: cut) {
            let outcome = reader.read(Array(bytes[start..<min(bytes.count, start + cut)]))
            all.events += outcome.events
            all.comments += outcome.comments
            all.dropped += outcome.dropped
        }
        return all
    }

    @Test(arguments: [1, 2, 3, 7, 64, 100_000])
    func chunksMayBeCutAnywhere(cut: Int) throws {
        let text = try PostExchange.own("mastodon/stream")[0].text
        let outcome = read(text, cut: cut)
        #expect(
            outcome.events.map(\.name) == ["update", "notification", "status.update", "delete", "update", "message"])
        #expect(outcome.comments == 3 && outcome.dropped == 0)
        #expect(outcome.events.last?.data == Array("x\ny".utf8))
        let read = try outcome.events.map { try MastodonStreamEvent($0, host: "m.example") }
        guard case .post(let first, isUpdate: false) = read[0], case .post(let edited, isUpdate: true) = read[2] else {
            throw PostExchange.Unreadable()
        }
        #expect(first.hashtags == ["GopherCon"] && edited.text == "edited" && edited.id == first.id)
        #expect(read[1] == .other && read[3] == .delete(first.id) && read[4] == .other && read[5] == .other)
    }

    @Test(arguments: ["\n", "\r", "\r\n"], [1, 2, 1000])
    func linesEndInThreeWays(end: String, cut: Int) {
        let text =
            ["\u{FEFF}event: a", "data:1", "data", "", ": x", "data: 2", "id: 9", "retry: 1", "", "", "data: 3", ""]
            .joined(separator: end) + end
        let outcome = read(text, cut: cut)
        #expect(outcome.events.map { String(decoding: $0.data, as: UTF8.self) } == ["1\n", "2", "3"])
        #expect(outcome.events.map(\.name) == ["a", "message", "message"] && outcome.comments == 1)
    }

    @Test func anEndlessLineCostsItsEventOnly() {
        var reader = ServerSentEvents()
        var dropped = 0
        var events: [ServerSentEvents.Event] = []
        let chunk = [UInt8](repeating: 0x61, count: 1 << 20)
        for text in ["event: update\ndata: "] {
            let outcome = reader.read(Array(text.utf8))
            dropped += outcome.dropped
        }
        for _ in 0..<6 { dropped += reader.read(chunk).dropped }
        let outcome = reader.read(Array("\n\nevent: delete\ndata: 7\n\n".utf8))
        dropped += outcome.dropped
        events += outcome.events
        #expect(dropped == 1 && events.map(\.name) == ["delete"])
        // Many lines without an end of the event.
        var lines = 0
        for _ in 0..<6 { lines += reader.read(Array("data: ".utf8) + chunk + [0x0A]).events.count }
        let last = reader.read(Array("\ndata: 8\n\n".utf8))
        #expect(lines == 0 && last.dropped == 1 && last.events.count == 1)
    }

    @Test func aDeletionWithoutAnIdAndDataThatAreNoneAreFaults() {
        for (name, data) in [("delete", ""), ("update", "{"), ("status.update", "[]"), ("update", "{\"id\":1}")] {
            let event = ServerSentEvents.Event(name: name, data: Array(data.utf8))
            #expect(throws: RecordFault.self) { try MastodonStreamEvent(event, host: "h") }
        }
    }
}
