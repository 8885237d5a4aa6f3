import Testing
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktSources

/// Answers of Bluesky, as bytes.
@Suite struct BlueskyReadersTests {
    private func feeds(isSignedIn: Bool = false) throws -> [BlueskyFeed] {
        try PostExchange.own("bluesky/feed").map { try BlueskyFeed($0.body, file: $0.path, isSignedIn: isSignedIn) }
    }

    private func post(_ key: String, isSignedIn: Bool = false) throws -> Post {
        let items = try feeds(isSignedIn: isSignedIn).flatMap(\.items)
        return try #require(items.first { $0.key.hasSuffix("/" + key) }?.post)
    }

    @Test func aFacetBehindEmojiGivesExactlyTheTag() throws {
        let post = try post("k3")
        #expect(post.hashtags == ["Rust", "全角", "Big Data"] && post.fullHashtags == post.hashtags)
        #expect(post.hashtags.map { Array($0.utf8) }.first == Array("Rust".utf8))
        #expect(post.language == "nb" && post.authorName == "kari.example.org" && !post.isRepost)
        #expect(post.text.hasPrefix("👩🏽‍💻🏳️‍🌈 ships"))
    }

    @Test func aFacetOutOfRangeSaysNothing() throws {
        #expect(try post("d7").hashtags == [])
    }

    @Test func aRepostIsThePostOfWhoRepostedIt() throws {
        let items = try feeds()[0].items
        let repost = try #require(items[1].post)
        #expect(repost.isRepost && repost.author.hasPrefix("did:plc:kari") && repost.hashtags == [])
        #expect(repost.fullHashtags == ["OpenStack"] && repost.id.hasSuffix("/app.bsky.feed.repost/r1"))
        #expect(repost.createdAt.iso8601 == "2026-11-30T09:00:00Z")
        // Another reposter of the same post, whose repost has no address, is another post.
        let other = try #require(items[2].post)
        #expect(other.id.hasSuffix("/o1 \(other.author)") && other.author.hasPrefix("did:plc:ola"))
        // Who has no handle that leads to them is shown by their identity.
        #expect(other.authorName == other.author)
    }

    @Test(arguments: [
        ("d1", "2026-11-28T05:00:00Z"), ("d2", "2023-07-20T10:17:40.298Z"), ("d3", "2026-11-28T02:30:00Z"),
        ("d4", "2026-11-28T02:00:00.123Z"), ("d5", "1970-01-01T00:00:00Z"), ("d6", "2026-11-28T00:30:00Z"),
        ("d7", "2026-11-28T00:00:00Z"),
    ])
    func timesOfClientsAreTakenAsFarAsTheyCanBe(key: String, wanted: String) throws {
        #expect(try post(key).createdAt.iso8601 == wanted)
    }

    @Test func whatCannotBeReadIsRejectedByItsIndex() throws {
        let last = try feeds()[2]
        #expect(last.items.count == 7 && last.cursor == nil)
        #expect(last.rejected.map(\.line) == [8, 9, 10, 11])
        #expect(last.rejected.map(\.field) == ["post", "post", "post.author.did", "post.record.createdAt"])
    }

    @Test func whoAsksForItIsNotShownWithoutAnAccount() throws {
        #expect(try feeds()[0].items.last?.post == nil)
        #expect(try feeds(isSignedIn: true)[0].items.last?.post?.text == "for members only")
    }

    @Test func followsAreAccountsOnce() throws {
        let pages = try PostExchange.own("bluesky/follows").map { try BlueskyFollows($0.body, file: "f") }
        #expect(pages.map(\.accounts.count) == [2, 0, 1] && pages.map(\.cursor) == ["3n1", "3n2", nil])
        #expect(pages[0].rejected.map(\.line) == [4] && pages[0].subject?.handle == "kari.example.org")
        #expect(pages[0].accounts.map(\.isForMembersOnly) == [false, true] && pages[0].accounts[0].handle == "")
    }

    @Test(arguments: [
        (0, SourceFailure.Kind.gone, ""), (1, .gone, ""), (2, .gone, ""), (3, .gone, "suspended"),
        (4, .gone, "deactivated"), (5, .refused, "blocks you"), (6, .refused, ""), (7, .refused, "wants a login"),
        (8, .rateLimited, ""), (9, .temporary, ""), (10, .temporary, "front door"), (11, .rateLimited, ""),
        (12, .temporary, ""),
    ])
    func errorsAreUnderstoodByTheirNames(index: Int, kind: SourceFailure.Kind, words: String) throws {
        let answer = try PostExchange.own("bluesky/errors")[index].answer
        let failure = try #require(BlueskyError.failure(of: answer, asking: "posts", isSignedIn: false))
        #expect(failure.kind == kind && failure.status == answer.status, "\(failure)")
        #expect(words.isEmpty || failure.problem.contains(words), "\(failure)")
        if index == 8 {
            #expect(failure.retryAfterSeconds == 17 && failure.quota?.remaining == 0)
            #expect(failure.quota?.resetsAt == Timestamp(seconds: 1_796_040_300))
        }
    }

    @Test func sessionsShowNoToken() throws {
        let exchanges = try PostExchange.own("bluesky/sessions")
        let session = try BlueskySession(exchanges[0].body)
        #expect(session.home == "https://pds.example.net" && session.isActive)
        #expect(!"\(session)".contains("first") && session.access.value == "eyJ0.first.access")
        #expect(throws: UnreadableAnswer.self) { try BlueskySession(exchanges[1].body) }
        let failure = BlueskyError.failure(of: exchanges[1].answer, asking: "logging in", isSignedIn: true)
        #expect(failure?.problem.contains("app password") == true)
        #expect(BlueskyError.isExpired(exchanges[2].answer))
        let body = BlueskySession.request(identifier: "a\"b", password: Secret("p\\\n"))
        #expect(String(decoding: body, as: UTF8.self) == #"{"identifier":"a\"b","password":"p\\\u000a"}"#)
    }

    @Test(arguments: [
        ("@Kari.Example.org", "kari.example.org"), ("https://bsky.app/profile/a.b/", "a.b"),
        ("did:web:example.com", "did:web:example.com"), ("kari", nil), ("a..b", nil), ("did:plc", nil), ("a b.c", nil),
        ("", nil), ("127.0.0.1", nil), ("did:plc:", nil),
    ])
    func accountsAsPeopleWriteThem(text: String, wanted: String?) {
        #expect(BlueskyActor(text)?.name == wanted)
    }

    @Test func otherAnswersAreNone() {
        for text in ["", "{}", "[]", "{\"feed\":{}}", "<html>", "{\"feed\":[", "null"] {
            let body = Array(text.utf8)
            #expect(throws: UnreadableAnswer.self) { try BlueskyFeed(body, file: "f", isSignedIn: false) }
            #expect(throws: UnreadableAnswer.self) { try BlueskyFollows(body, file: "f") }
            #expect(throws: UnreadableAnswer.self) { try BlueskyProfiles.one(body) }
        }
    }

    @Test func aPageOfAMillionIsBounded() throws {
        let body = Array(("{\"feed\":[" + Array(repeating: "7", count: 300_000).joined(separator: ",") + "]}").utf8)
        let feed = try BlueskyFeed(body, file: "f", isSignedIn: false)
        #expect(feed.items.isEmpty && feed.rejected.count == 300_000 && feed.rejected.kept.count == RejectionList.limit)
    }

    @Test func everySharedAnswerIsRead() throws {
        for path in PostExchange.sharedFiles("bluesky") {
            for exchange in try PostExchange.load(path) {
                let (answer, place) = (exchange.answer, "\(path) \(exchange.path)")
                guard answer.status == 200 else {
                    guard answer.status >= 400 else { continue }
                    #expect(BlueskyError.failure(of: answer, asking: "it", isSignedIn: false) != nil, "\(place)")
                    continue
                }
                switch exchange.path.split(separator: ".").last {
                case "getAuthorFeed":
                    let feed = try BlueskyFeed(answer.body, file: "f", isSignedIn: true)
                    #expect(feed.items.count >= 4 && feed.rejected.isEmpty, "\(place)")
                    #expect(Set(feed.items.map(\.key)).count == feed.items.count, "\(place)")
                case "getFollows":
                    let list = try BlueskyFollows(answer.body, file: "f")
                    #expect(list.accounts.count >= 8 && list.rejected.isEmpty, "\(place)")
                case "getProfile": _ = try BlueskyProfiles.one(answer.body)
                case "getProfiles": #expect(try BlueskyProfiles.several(answer.body).count == 3)
                case "resolveHandle": #expect(try BlueskyProfiles.identity(answer.body).hasPrefix("did:plc:"))
                case "createSession", "refreshSession":
                    #expect(try BlueskySession(answer.body).home == "https://pds.example.com")
                default: Issue.record("\(place) was not read")
                }
            }
        }
    }

    @Test func theSharedFeedHasTheTagsThatItsTextsShow() throws {
        guard let pages = try PostExchange.shared("bluesky/getAuthorFeed_two_pages") else { return }
        let first = try BlueskyFeed(pages[0].body, file: "f", isSignedIn: false)
        let second = try BlueskyFeed(pages[1].body, file: "f", isSignedIn: false)
        #expect(first.items.contains { $0.post?.fullHashtags == ["OpenStack"] && $0.post?.isRepost == true })
        #expect(first.items.filter { $0.post?.text == "a quote #Rust" }.map { $0.post?.hashtags } == [["Rust"]])
        #expect(second.items.first { $0.post?.text == "bad facet #x" }?.post?.hashtags == [])
        #expect(second.items.first { $0.post?.text == "double tag ##meta" }?.post?.hashtags == ["meta"])
        #expect(first.cursor == "2026-11-30T00:00:00.402Z" && second.cursor == nil)
    }
}
