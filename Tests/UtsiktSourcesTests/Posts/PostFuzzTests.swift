import Testing
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktSources

/// Any bytes whatever as answers of today's services.
@Suite struct PostFuzzTests {
    private func bodies(_ names: String...) throws -> [[UInt8]] {
        try names.flatMap { try PostExchange.own($0).map(\.body) }.filter { !$0.isEmpty }
    }

    private func isBounded(_ posts: [Post]) -> Bool {
        posts.allSatisfy { post in
            !post.id.isEmpty && post.text.utf8.count <= PostBounds.longestText + 2000
                && post.fullHashtags.count <= PostBounds.mostTags && !post.fullHashtags.contains("")
        }
    }

    @Test func bluesky() throws {
        let words = [
            "\"byteStart\":", "\"reason\":{}", "at://", "did:", "\"cursor\":\"\"", "\"facets\":[", "#reasonRepost",
            "handle.invalid",
        ]
        try Fuzz.run(
            "bluesky", seeds: bodies("bluesky/feed", "bluesky/follows", "bluesky/errors", "bluesky/sessions"),
            words: words
        ) {
            bytes in
            if let feed = try? BlueskyFeed(bytes, file: "f", isSignedIn: false) {
                #expect(isBounded(feed.items.compactMap(\.post)))
                _ = feed.step(known: nil, from: PagePosition(taken: 1, page: "a"), wanted: 40)
            }
            _ = try? BlueskyFollows(bytes, file: "f")
            _ = try? BlueskySession(bytes)
            _ = try? BlueskyProfiles.several(bytes)
            _ = BlueskyError.failure(of: HTTPAnswer(status: 400, body: bytes), asking: "it", isSignedIn: true)
            _ = BlueskyActor(String(decoding: bytes.prefix(100), as: UTF8.self))
        }
    }

    @Test func jetstream() throws {
        let seeds = try PostExchange.own("bluesky/jetstream")[0].frames.map { Array($0.utf8) }
        Fuzz.run("jetstream", seeds: seeds, words: ["\"time_us\":", "\"seq\":", "#commit", "\"kind\":\"account\""]) {
            bytes in
            guard let frame = try? JetstreamFrame(bytes) else { return }
            var cursor = JetstreamCursor(.one, place: .max)
            _ = cursor.note(frame)
            _ = cursor.resume
            cursor = JetstreamCursor(.two)
            _ = cursor.note(frame)
            #expect((cursor.resume ?? 0) <= (cursor.highest ?? 0))
        }
    }

    @Test func mastodon() throws {
        let words = [
            "<a class=\"hashtag\">#", "<span class=\"invisible\">", "&#x10FFFF;", "\"reblog\":{", "</", "<!--",
            "\"visibility\":",
        ]
        try Fuzz.run(
            "mastodon", seeds: bodies("mastodon/statuses", "mastodon/following", "mastodon/kin", "mastodon/errors"),
            words: words
        ) {
            bytes in
            if let page = try? MastodonStatuses(bytes, file: "s", host: "h") { #expect(isBounded(page.posts)) }
            _ = try? MastodonAccounts(bytes, file: "f", host: "h")
            _ = try? MastodonInstance(bytes)
            _ = MastodonErrors.failure(of: HTTPAnswer(status: 404, body: bytes), asking: "it", hasToken: false)
            let text = String(decoding: bytes, as: UTF8.self)
            _ = MarkedText(html: text)
            _ = MastodonActor(text)
            _ = MastodonPosition(text).step(ids: ["a"], link: .next(text), wanted: 40)
        }
    }

    @Test func links() throws {
        let asked = try #require(WebAddress("https://m.example/api/v1/a?limit=2"))
        let seed =
            "</api/v1/a?max_id=7&limit=2>; rel=\"next\", <https://evil.example/api/v1/a?min_id=9>; rel=\"next prev\""
        Fuzz.run(
            "links", seeds: [Array(seed.utf8)], words: ["<", ">", "rel=next", "//", "https://evil.example", ";", ","]
        ) { bytes in
            var answer = HTTPAnswer(status: 200)
            answer.headers["Link"] = String(decoding: bytes, as: UTF8.self)
            if case .next(let query) = MastodonPaging.link(answer, asked: asked) { #expect(!query.isEmpty) }
        }
    }

    @Test func events() throws {
        let seeds = try bodies("mastodon/stream")
        Fuzz.run("events", seeds: seeds, words: ["data:", "event:", "\r", "\n\n", ":", "\u{FEFF}"]) { bytes in
            var (whole, pieces) = (ServerSentEvents(), ServerSentEvents())
            let all = whole.read(bytes)
            var events: [ServerSentEvents.Event] = []
            for start in stride(from: 0, to: bytes.count, by: 13) {
                events += pieces.read(Array(bytes[start..<min(bytes.count, start + 13)])).events
            }
            #expect(events == all.events)
            for event in events { _ = try? MastodonStreamEvent(event, host: "h") }
        }
    }

    @Test func x() throws {
        let words = [
            "\"data\":", "\"errors\":[", "\"next_token\":\"", "&amp;", "\"note_tweet\":{", "resource-not-found",
            "\"reset_date\":\"",
        ]
        try Fuzz.run("x", seeds: bodies("x/posts", "x/errors"), words: words) { bytes in
            if let page = try? XPosts(bytes, file: "p") { #expect(isBounded(page.posts)) }
            _ = try? XUsers(bytes, file: "u")
            for status in [402, 403, 429] { _ = XProblem.pause(HTTPAnswer(status: status, body: bytes)) }
            _ = XListMemory(String(decoding: bytes, as: UTF8.self))
        }
    }

    @Test func feeds() throws {
        let words = [
            "<![CDATA[", "]]>", "<item>", "</item>", "<category term='", "<!DOCTYPE", "&#", "<?xml encoding='utf-16'?>",
            "xml:lang=",
        ]
        try Fuzz.run("feeds", seeds: bodies("feeds/feeds"), words: words) { bytes in
            if let feed = try? FeedDocument(bytes, address: "https://a.example/") { #expect(isBounded(feed.posts)) }
            let text = String(decoding: bytes.prefix(60), as: UTF8.self)
            _ = FeedDate.read(text)
            _ = FeedMemory(text)
            if let address = FeedAddress(text) { _ = FeedAddress.mayMove(from: address.address, to: address.address) }
        }
    }
}
