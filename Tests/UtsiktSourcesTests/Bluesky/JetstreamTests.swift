import Testing
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktSources

/// Frames of jetstreams, and where a stream is taken up again.
@Suite struct JetstreamTests {
    private func frames(_ texts: [String]) throws -> [JetstreamFrame] {
        try texts.map { try JetstreamFrame(Array($0.utf8)) }
    }

    @Test func framesOfBothVersionsSayWhatHasHappened() throws {
        let frames = try frames(PostExchange.own("bluesky/jetstream")[0].frames)
        guard case .post(let post, isUpdate: false) = frames[0].event else { throw PostExchange.Unreadable() }
        #expect(post.id.hasSuffix("/app.bsky.feed.post/n1") && post.hashtags == ["Rust"] && post.language == "nb")
        // A clock in the future counts as the stream's.
        #expect(post.createdAt == Timestamp(milliseconds: 1_796_030_000_000))
        #expect(frames[1].event == .other && frames[1].place == 1_796_030_000_000_900)
        guard case .delete(let uri) = frames[2].event else { throw PostExchange.Unreadable() }
        #expect(uri.hasSuffix("/app.bsky.feed.post/o1") && uri.hasPrefix("at://did:plc:ola"))
        guard case .repost(let repost, of: let subject) = frames[3].event else { throw PostExchange.Unreadable() }
        #expect(repost.isRepost && repost.fullHashtags == [] && subject == uri)
        #expect(repost.createdAt.iso8601 == "2026-11-30T09:00:00Z")
        guard case .post(_, isUpdate: true) = frames[4].event else { throw PostExchange.Unreadable() }
        guard case .identity(_, handle: "ola.example.org") = frames[6].event else { throw PostExchange.Unreadable() }
        guard case .account(_, isActive: false, status: "deleted") = frames[7].event else {
            throw PostExchange.Unreadable()
        }
        #expect(frames[8].event == .other)
        #expect(frames[9].event == .notice("OutdatedCursor"))
        guard case .post(let second, isUpdate: false) = frames[10].event else { throw PostExchange.Unreadable() }
        #expect(second.hashtags == ["Rust"] && frames[10].place == 7)
        #expect(frames[11].event == .delete(uri) && frames[12].event == .other)
        guard case .account(_, isActive: true, status: nil) = frames[13].event else { throw PostExchange.Unreadable() }
        #expect(frames[14].event == .end("ConsumerTooSlow"))
    }

    @Test func anEventThatComesTwiceIsKnownAndAnEditIsNone() throws {
        let frames = try frames(PostExchange.own("bluesky/jetstream")[0].frames)
        var cursor = JetstreamCursor(.one)
        let isNew = frames[...8].map { cursor.note($0) }
        #expect(isNew == [true, true, true, true, true, false, true, true, true])
        #expect(cursor.highest == 1_796_030_003_000_000)
        #expect(cursor.resume == 1_796_029_998_000_000)
        #expect(!cursor.hasGap(at: Timestamp(seconds: 1_796_030_003 + 36 * 3600)))
        #expect(cursor.hasGap(at: Timestamp(seconds: 1_796_030_005 + 36 * 3600)))
    }

    @Test func aPlaceThatCountsIsTakenUpSomeSecondsBack() {
        var cursor = JetstreamCursor(.two)
        #expect(cursor.resume == nil)
        for second in 0..<60 {
            for event in 0..<100 {
                let frame = JetstreamFrame(
                    event: .other, place: Int64(second * 100 + event), time: Timestamp(seconds: Int64(second)),
                    identity: "\(second) \(event)")
                let isNew = cursor.note(frame)
                #expect(isNew)
            }
        }
        #expect(cursor.highest == 5999)
        #expect((5300...5400).contains(cursor.resume ?? 0))
        #expect(JetstreamCursor(.two, place: 12, time: Timestamp(seconds: 1)).resume == 12)
    }

    @Test func theMemoryOfEventsIsBounded() {
        var cursor = JetstreamCursor(.one)
        for number in 0..<(3 * JetstreamCursor.memory) {
            _ = cursor.note(JetstreamFrame(event: .other, place: 1, identity: "\(number)"))
        }
        let last = cursor.note(
            JetstreamFrame(event: .other, place: 1, identity: "\(3 * JetstreamCursor.memory - 1)"))
        let first = cursor.note(JetstreamFrame(event: .other, place: 1, identity: "0"))
        #expect(!last && first)
    }

    @Test func manyAccountsAreToldByAFrame() throws {
        let few = ["did:plc:a"]
        let many = (0..<600).map { "did:plc:\($0)" }
        #expect(JetstreamRequest.filter(.one, dids: few) == nil && JetstreamRequest.filter(.two, dids: many) == nil)
        let path = JetstreamRequest.path(.one, dids: few, from: 5)
        #expect(path.hasPrefix("/subscribe?wantedCollections=app.bsky.feed.post&"))
        #expect(path.hasSuffix("&wantedDids=did%3Aplc%3Aa&cursor=5"))
        #expect(JetstreamRequest.path(.one, dids: many, from: nil).utf8.count < 200)
        let frame = try #require(JetstreamRequest.filter(.one, dids: many))
        let count = JSONValue.read(Array(frame.utf8)) { root in
            Array(root["payload"]?.list("wantedDids") ?? root.list("none")).count
        }
        #expect(count == 600)
        #expect(JetstreamRequest.path(.two, dids: few, from: 9).contains("collections=app.bsky.feed.repost&dids="))
    }

    @Test(arguments: [
        "", "x", "{}", #"{"did":"did:a:b","time_us":1,"kind":"commit"}"#, #"{"$type":"message"}"#,
        #"{"$type":"message","payload":{"$type":"a#commit","seq":1}}"#, #"{"did":"d","time_us":"1","kind":"commit"}"#,
        #"{"did":"d","time_us":1,"kind":"account","account":{}}"#,
    ])
    func otherFramesAreNone(text: String) {
        #expect(throws: UnreadableAnswer.self) { try JetstreamFrame(Array(text.utf8)) }
    }

    @Test func everySharedFrameIsRead() throws {
        guard let one = try PostExchange.shared("bluesky/jetstream_v1_recorded"),
            let two = try PostExchange.shared("bluesky/jetstream_v2")
        else { return }
        let first = try frames(one[0].frames)
        #expect(first.count == 152)
        var cursor = JetstreamCursor(.one)
        let isNew = first.map { cursor.note($0) }
        #expect(!isNew.contains(false))
        #expect(first.contains { if case .delete = $0.event { true } else { false } })
        let second = try frames(two[0].frames)
        #expect(second.count == 44 && second.last?.event == .end("ConsumerTooSlow"))
        // The events of the second stream are those of the first.
        let events = second.compactMap { $0.identity == nil ? nil : $0.event }
        #expect(events == Array(first.compactMap { $0.identity == nil ? nil : $0.event }.prefix(events.count)))
    }
}
