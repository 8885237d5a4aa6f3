import Testing
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktSources

/// Feeds as bytes, and their connector over sockets.
@Suite(.timeLimit(.minutes(20))) struct FeedsTests {
    private let address = "https://hytta.example/feed/"
    private let label = "hytta.example/feed"

    private func ids(_ own: [String]) -> [String] { own.map { label + " " + $0 } }

    private func feed(_ index: Int) throws -> FeedDocument {
        try FeedDocument(PostExchange.own("feeds/feeds")[index].body, address: address)
    }

    @Test func rssIsRead() throws {
        let feed = try feed(0)
        #expect(feed.title == "Hytta & fjellet" && feed.posts.map(\.id) == ids(["tag:1", "https://hytta.example/2"]))
        #expect(feed.posts[0].hashtags == ["BigData", "GoLang"] && feed.posts[0].language == "nb")
        #expect(feed.posts[0].text == "Om #Ski & slikt\nlang #GoLang" && feed.posts[0].authorName == "unn")
        #expect(feed.posts[0].createdAt.iso8601 == "2026-11-29T19:15:00Z" && feed.posts[0].author == label)
        #expect(feed.posts[1].createdAt.iso8601 == "2026-11-28T15:00:00Z" && feed.posts[1].text == "no guid — no tags")
        #expect(feed.posts[1].authorName == "Hytta & fjellet")
        #expect(feed.rejected.map(\.line) == [3, 4] && feed.rejected.map(\.field) == ["guid", "pubDate"])
    }

    @Test func atomIsRead() throws {
        let feed = try feed(2)
        #expect(feed.posts.map(\.id) == ids(["tag:2", "tag:3"]) && feed.rejected.isEmpty && feed.title == "Releases")
        #expect(feed.posts[0].text == "v3 out\na & b" && feed.posts[0].hashtags == ["rust"])
        #expect(feed.posts[0].createdAt.iso8601 == "2026-11-29T00:00:00Z" && feed.posts[0].authorName == "Tor")
        #expect(feed.posts[1].text == "a < b" && feed.posts[1].authorName == "Siv" && feed.posts[1].language == "en")
        #expect(feed.posts[1].createdAt.iso8601 == "2026-11-29T10:00:00Z")
    }

    @Test func oldFeedsAreRead() throws {
        let feed = try feed(3)
        #expect(feed.posts.map(\.id) == ids(["https://old.example/y"]) && feed.posts[0].hashtags == ["web"])
    }

    @Test func feedsWithOneGuidHavePostsOfTheirOwnAndNoneShowsTheQuery() throws {
        let text =
            "<rss><channel><item><guid>1</guid><pubDate>Sun, 29 Nov 2026 20:15:00 GMT</pubDate></item>"
            + "<item><guid>2</guid></item></channel></rss>"
        let addresses = ["/a", "/b", "/a?feed_token=SECRET", "/a?feed_token=OTHER"].map { "https://f.example" + $0 }
        let feeds = try addresses.map { try FeedDocument(Array(text.utf8), address: $0) }
        #expect(Set(feeds.flatMap { $0.posts.map(\.id) }).count == 4)
        #expect(Set(feeds.flatMap { $0.posts.map(\.author) }).count == 4)
        for feed in feeds {
            #expect(feed.posts.count == 1 && feed.rejected.count == 1)
            #expect(feed.posts.allSatisfy { !"\($0.id) \($0.author)".contains("?") && !$0.author.contains("token") })
            #expect(feed.rejected.map(\.file).allSatisfy { $0.hasPrefix("f.example/") && !$0.contains("token") })
        }
    }

    @Test func documentTypesAreRefusedAndWebPagesNamed() throws {
        let fault = #expect(throws: UnreadableAnswer.self) { try feed(6) }
        #expect(fault?.reason.contains("document type") == true)
        let page = #expect(throws: UnreadableAnswer.self) { try feed(7) }
        #expect(page?.reason.contains("web page") == true)
        let bomb =
            "<!DOCTYPE lolz [<!ENTITY a \"aaaa\">" + (0..<20).map { "<!ENTITY b\($0) \"&a;&a;\">" }.joined()
            + "]><rss/>"
        #expect(throws: UnreadableAnswer.self) { try FeedDocument(Array(bomb.utf8), address: address) }
    }

    @Test(arguments: [
        "", "x", "<a/>", "<rss>", "<rss><channel></rss></channel>", "<rss/><rss/>", "<rss a=1/>", "<rss a='1' b/>",
        "<rss>]]</rss>x",
        "<rss><!-- </rss>", "<rss><![CDATA[ </rss>", "<?xml", "</rss>", "<1/>", "<html><body/></html>", "{\"a\":1}",
        "<?xml version='1.0' encoding='ebcdic'?><rss/>",
    ])
    func otherDocumentsAreNone(text: String) {
        #expect(throws: UnreadableAnswer.self) { try FeedDocument(Array(text.utf8), address: address) }
    }

    @Test func depthAndWidthAreBounded() {
        let deep = String(repeating: "<a>", count: 100_000)
        #expect(throws: UnreadableAnswer.self) { try FeedDocument(Array(("<rss>" + deep).utf8), address: address) }
        let wide = "<rss " + (0..<1000).map { "a\($0)='1' " }.joined() + "/>"
        #expect(throws: UnreadableAnswer.self) { try FeedDocument(Array(wide.utf8), address: address) }
        let item = "<item><guid>g</guid><pubDate>Sun, 29 Nov 2026 20:15:00 GMT</pubDate></item>"
        let many = "<rss><channel>" + String(repeating: item, count: 5000) + "</channel></rss>"
        let feed = try? FeedDocument(Array(many.utf8), address: address)
        #expect(feed?.posts.count == PostBounds.mostPosts && feed?.rejected.count == 5000 - PostBounds.mostPosts)
    }

    @Test(arguments: [
        (
            "<?xml version=\"1.0\" encoding=\"windows-1252\"?><rss><channel><title>bl\u{0}</title></channel></rss>",
            UInt8(0xE5), "blå"
        ),
        ("<?xml version='1.0' encoding='ISO-8859-1'?><rss><channel><title>\u{0}</title></channel></rss>", 0x80, "€"),
        ("<rss><channel><title>a\u{0}</title></channel></rss>", 0xFF, "a\u{FFFD}"),
    ])
    func encodingsAreRead(text: String, byte: UInt8, wanted: String) throws {
        let bytes = text.utf8.map { $0 == 0 ? byte : $0 }
        #expect(try FeedDocument(bytes, address: address).title == wanted)
        var wide: [UInt8] = [0xFF, 0xFE]
        for unit in "<rss><channel><title>æ</title></channel></rss>".utf16 {
            wide += [UInt8(unit & 255), UInt8(unit >> 8)]
        }
        #expect(try FeedDocument(wide, address: address).title == "æ")
    }

    @Test(arguments: [
        ("Sat, 28 Nov 2026 10:00:00 EST", "2026-11-28T15:00:00Z"), ("28 Nov 2026 10:00 +0530", "2026-11-28T04:30:00Z"),
        ("2026-11-28T23:59:60Z", "2026-11-29T00:00:00Z"), ("2026-11-28", "2026-11-28T00:00:00Z"),
        ("Mon, 1 jan 99 00:00:00 GMT", "1999-01-01T00:00:00Z"),
        (" Sun, 29 Nov 2026 20:15:00 Z ", "2026-11-29T20:15:00Z"),
        ("Sun, 29 Nov 2026 20:15:00", nil), ("29 Nov 2026 24:00:00 GMT", nil), ("2026-11-28T10:00:00", nil),
        ("soon", nil),
        ("", nil), ("30 Feb 2026 10:00:00 GMT", nil), ("29 Nov 2026 20:15:00 +99999", nil),
        ("29 Nov 20266 20:15:00 GMT", nil),
    ])
    func timesOfFeeds(text: String, wanted: String?) {
        #expect(FeedDate.read(text)?.iso8601 == wanted)
    }

    @Test(arguments: [
        ("https://a.example/", "https://b.example/", true), ("http://a.example/", "https://a.example/", true),
        ("https://a.example/", "http://a.example/", false), ("http://a.example/", "http://127.0.0.1:8080/", false),
        ("http://a.example/", "http://localhost./", false), ("http://a.example/", "http://[::1]/", false),
        ("http://a.example/", "http://10.0.0.1/", false), ("http://a.example/", "http://2130706433/", false),
        ("http://a.example/", "http://0x7f.1/", false), ("http://127.0.0.1:1/", "http://127.0.0.1:2/", true),
        ("http://a.example/", "http://169.254.169.254/", false), ("http://a.example/", "http://172.32.0.1/", true),
        ("http://a.example/", "http://0177.0.0.1/", false), ("http://a.example/", "http://127.0x0.0.1/", false),
        ("http://a.example/", "http://017700000001/", false), ("http://a.example/", "http://93.184.1/", false),
        ("http://a.example/", "http://93.184.216.34/", true), ("http://a.example/", "http://93.184.216.256/", false),
        ("http://a.example/", "http://127.0.0.01/", false), ("http://a.example/", "http://1.b.example/", true),
    ])
    func feedsMoveByRule(from: String, to: String, wanted: Bool) throws {
        let (here, there) = (try #require(WebAddress(from)), try #require(WebAddress(to)))
        #expect(FeedAddress.mayMove(from: here, to: there) == wanted)
    }

    @Test func anUnchangedFeedIsNotSentAgain() async throws {
        let server = try PostServer(answer: { request in
            let exchanges = (try? PostExchange.own("feeds/feeds")) ?? []
            guard exchanges.count > 1 else { return .json(500, "") }
            return request.header("if-none-match") == "\"v1\"" ? exchanges[1] : exchanges[0]
        })
        let run = try PostRun()
        defer { try? run.store.close() }
        let source = source([server.url + "/feed/"])
        _ = try await run(source)
        #expect(try await run.store.counts().posts == 2)
        run.clock.advance(by: 7200)
        _ = try await run(source)
        run.clock.advance(by: 7200)
        _ = try await run(source)
        let asked = server.takeAsked()
        #expect(asked.map { $0.header("if-none-match") } == [nil, "\"v1\"", "\"v1\""])
        #expect(asked.last?.header("if-modified-since") == "Sun, 29 Nov 2026 20:16:00 GMT")
    }

    @Test func aFeedThatHasMovedIsAskedThereFromThenOn() async throws {
        let other = try PostServer(try PostExchange.own("feeds/feeds"))
        let url = other.url
        let server = try PostServer(answer: { _ in
            PostExchange(status: 301, headers: [("Location", url + "/releases.atom")])
        })
        let run = try PostRun()
        defer { try? run.store.close() }
        let source = source([server.url + "/blog"])
        _ = try await run(source)
        run.clock.advance(by: 7200)
        let snapshot = try await run(source)
        #expect(server.takeAsked().count == 1 && other.takeAsked().count == 2 && snapshot.done == 1)
        #expect(try await run.store.counts().posts == 2)
    }

    @Test func goneFeedsAndCirclesCostNoMore() async throws {
        let server = try PostServer(answer: { request in
            switch request.path {
            case "/gone": PostExchange(status: 410)
            case "/circle": PostExchange(status: 302, headers: [("Location", "/circle")])
            default: PostExchange(status: 200, body: Array("<rss><channel/></rss>".utf8))
            }
        })
        let run = try PostRun()
        defer { try? run.store.close() }
        let snapshot = try await run(source(["/gone", "/circle", "/good"].map { server.url + $0 }))
        #expect(
            snapshot.done == 1 && snapshot.setAside == 2 && server.takeAsked().filter { $0.path == "/gone" }.count == 1)
        #expect(snapshot.sources[0].setAsideTasks.contains { $0.reason.contains("has ended") })
    }

    private func source(_ addresses: [String]) -> FeedsSource {
        FeedsSource(
            .init(addresses: addresses, refreshSeconds: 3600), id: SourceID(rawValue: "feeds"),
            transport: CurlTransport(timeoutSeconds: 60))
    }

    @Test func ofAFeedThatBeginsWithItsOldestTheNewestAreTaken() async throws {
        let items = (10..<20).map {
            "<item><guid>\($0)</guid><pubDate>\($0) Nov 2026 20:15:00 GMT</pubDate></item>"
        }
        let body = "<rss><channel>" + items.joined() + "</channel></rss>"
        let server = try PostServer(answer: { _ in PostExchange(status: 200, body: Array(body.utf8)) })
        let source = FeedsSource(
            .init(addresses: [server.url + "/f"], postsPerFeed: 2), id: SourceID(rawValue: "feeds"),
            transport: CurlTransport(timeoutSeconds: 60))
        let page = try await source.fetch(try #require(source.seeds(at: Timestamp(seconds: 0)).first))
        #expect(page.rows.posts.map { $0.id.suffix(3) } == [" 19", " 18"])
    }

    @Test func everySharedFeedIsRead() throws {
        guard let exchanges = try PostExchange.shared("feeds/rss_atom") else { return }
        let first = try FeedDocument(exchanges[0].body, address: address)
        #expect(first.posts.map(\.hashtags) == [["BigData", "OpenStack"], []] && first.rejected.isEmpty)
        #expect(first.posts[1].createdAt.iso8601 == "2026-11-28T15:00:00Z")
        let mastodon = try FeedDocument(exchanges[2].body, address: address)
        #expect(mastodon.posts.map(\.hashtags) == [["GoLang"]] && mastodon.posts[0].text == "Hello #GoLang")
        let atom = try FeedDocument(exchanges[3].body, address: address)
        #expect(atom.posts.map(\.hashtags) == [["rust", "web-assembly"]] && atom.posts[0].text.hasPrefix("v2 out"))
        #expect(throws: UnreadableAnswer.self) { try FeedDocument(exchanges[6].body, address: address) }
    }
}
