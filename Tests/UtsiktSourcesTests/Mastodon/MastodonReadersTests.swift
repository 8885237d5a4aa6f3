import Testing
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktSources

/// Answers of Mastodon and its kin, as bytes.
@Suite struct MastodonReadersTests {
    private let host = "mastodon.example"

    private func pages() throws -> [MastodonStatuses] {
        try PostExchange.own("mastodon/statuses").map { try MastodonStatuses($0.body, file: "s", host: host) }
    }

    @Test func tagsAreSpelledAsTheTextShowsThem() throws {
        let posts = try pages()[0].posts
        #expect(
            posts[0].hashtags == ["GopherCon"]
                && posts[0].text == "First #GopherCon and #gophercon\nsecond line\nnext & last")
        #expect(posts[1].hashtags == [] && posts[1].text == "not linked: #Unlinked" && posts[1].language == "")
        #expect(posts[2].hashtags == ["bigdata"] && posts[2].text == "CW: data\nby list only")
        #expect(posts[3].hashtags == ["Blåbær", "日本語タグ"])
        #expect(posts[0].authorName == "runa@mastodon.example" && posts[0].id == "116000000000000009")
        #expect(posts[0].createdAt.iso8601 == "2026-11-20T08:00:00.123Z")
    }

    @Test func aBoostHasItsOwnIdAndTimeAndTheTagsOfWhatItBoosts() throws {
        let boost = try #require(try pages()[0].posts.first { $0.isRepost })
        #expect(boost.id == "116000000000000005" && boost.createdAt.iso8601 == "2026-11-30T07:00:00Z")
        #expect(boost.hashtags == [] && boost.fullHashtags == ["OpenStack"] && boost.text == "old #OpenStack")
        #expect(boost.author == "7001" && boost.language == "nb")
    }

    @Test func textsAreReadAsPeopleReadThem() throws {
        let post = try #require(try pages()[0].posts.first { $0.id.hasSuffix("4") })
        #expect(post.text == "@a see example.com/long <b> \"q\" 'x' &unknown; a < b" && post.hashtags == [])
    }

    @Test func onlyWhatEverybodyMayReadIsKept() throws {
        let page = try pages()[0]
        #expect(page.ids.count == 8 && page.posts.count == 7 && page.rejected.isEmpty)
        #expect(!page.posts.contains { $0.text == "for followers" } && page.posts.contains { $0.text == "unlisted" })
    }

    @Test func whatCannotBeReadIsRejectedByItsIndex() throws {
        let page = try pages()[2]
        #expect(page.posts.map(\.id) == ["99"] && page.ids == ["99", "98", "97", "96"])
        #expect(page.rejected.map(\.line) == [2, 3, 4, 5])
        #expect(page.rejected.map(\.field) == ["account", nil, "created_at", "account"])
    }

    @Test(arguments: [
        (0, SourceFailure.Kind.refused, "token"), (1, .refused, "token"), (2, .gone, ""), (3, .gone, ""),
        (4, .gone, "suspended"), (5, .refused, ""), (6, .rateLimited, ""), (7, .temporary, ""), (8, .temporary, ""),
        (9, .refused, "Misskey"),
    ])
    func errorsAreUnderstoodByTheirStatus(index: Int, kind: SourceFailure.Kind, words: String) throws {
        let answer = try PostExchange.own("mastodon/errors")[index].answer
        let failure = try #require(MastodonErrors.failure(of: answer, asking: "posts", hasToken: true))
        #expect(failure.kind == kind && failure.problem.contains(words), "\(failure)")
    }

    @Test func fractionsOfAResetAreOneWindow() throws {
        let quotas = try PostExchange.own("mastodon/statuses").map { MastodonQuota.read($0.answer) }
        #expect(Set(quotas.map { $0?.resetsAt }).count == 1 && quotas.map { $0?.remaining } == [299, 298, 297])
        #expect(quotas[0]?.resetsAt.iso8601 == "2026-11-30T12:05:00Z")
        var answer = HTTPAnswer(status: 200)
        for (name, value) in [("limit", "300"), ("remaining", "3"), ("reset", "1796040300")] {
            answer.headers["X-RateLimit-" + name] = value
        }
        #expect(MastodonQuota.read(answer)?.resetsAt == Timestamp(seconds: 1_796_040_300))
        answer.headers["x-ratelimit-reset"] = "soon"
        #expect(MastodonQuota.read(answer) == nil)
    }

    @Test(arguments: [
        (
            "</api/v1/a?max_id=7&limit=2>; rel=\"next\", </api/v1/a?min_id=9>; rel=\"prev\"",
            MastodonPaging.Link.next("max_id=7&limit=2")
        ),
        ("<https://m.example/api/v1/a?max_id=7>;rel=next", .next("max_id=7")),
        ("<https://m.example:443/api/v1/a?min_id=9>; rel=\"prev\"", .end),
        ("<https://evil.example/api/v1/a?max_id=7>; rel=\"next\"", .none),
        ("<https://m.example.evil/api/v1/a?max_id=7>; rel=\"next\"", .none),
        ("<http://m.example/api/v1/a?max_id=7>; rel=\"next\"", .none),
        ("</api/v1/accounts/delete?max_id=7>; rel=\"next\"", .none),
        ("//evil.example/x", .end), ("<//evil.example/api/v1/a?max_id=7>; rel=\"next\"", .none),
        ("<", .end), ("<>; rel=\"next\"", .none),
        ("</api/v1/a?max_id=7>; title=\"a,b\"; rel=\"prev next\"", .next("max_id=7")),
    ])
    func linksLeadNowhereElse(text: String, wanted: MastodonPaging.Link) throws {
        var answer = HTTPAnswer(status: 200)
        answer.headers["Link"] = text
        let asked = try #require(WebAddress("https://m.example/api/v1/a?limit=2"))
        #expect(MastodonPaging.link(answer, asked: asked) == wanted)
        #expect(MastodonPaging.link(HTTPAnswer(status: 200), asked: asked) == .none)
    }

    @Test func withoutALinkTheLastIdLeadsOnAndItEnds() {
        var position = MastodonPosition()
        var step = position.step(ids: ["9", "8"], link: .none, wanted: 40)
        #expect(step.next == MastodonPosition(taken: 2, query: "max_id=8", first: "9"))
        position = MastodonPosition(step.next?.text)
        #expect(position == step.next)
        // The same page again, the same last one again, and nothing at all.
        #expect(position.step(ids: ["9", "8"], link: .none, wanted: 40).next == nil)
        #expect(position.step(ids: ["8"], link: .none, wanted: 40).next == nil)
        #expect(position.step(ids: [], link: .none, wanted: 40).next == nil)
        step = position.step(ids: [], link: .next("max_id=7&limit=40"), wanted: 40)
        #expect(step.next?.query == "max_id=7" && step.next?.taken == 3 && step.next?.first == "9")
        #expect(position.step(ids: ["7"], link: .next("max_id=8"), wanted: 40).isRepeated)
        #expect(position.step(ids: ["7"], link: .next("limit=40"), wanted: 40).isRepeated)
        #expect(position.step(ids: ["7"], link: .end, wanted: 40).next == nil)
        #expect(position.step(ids: ["7", "6"], link: .next("max_id=6"), wanted: 4).next == nil)
    }

    @Test func statusesForOneInstanceAloneAreNotKept() throws {
        let statuses = ["public", "unlisted", "local", "private"].enumerated().map { index, visibility in
            #"{"id":"\#(index + 1)","created_at":"2026-11-20T08:00:00.000Z","visibility":"\#(visibility)","#
                + #""content":"x","account":{"id":"1","acct":"a"}}"#
        }
        let body = Array("[\(statuses.joined(separator: ","))]".utf8)
        let page = try MastodonStatuses(body, file: "s", host: "m.example")
        #expect(page.posts.map(\.id) == ["1", "2"] && page.ids == ["1", "2", "3", "4"])
    }

    @Test func idsAreWordsOfWhichTheLongerIsTheNewer() {
        #expect(PostIDs.isNewer("100", than: "99") && PostIDs.isNewer("b", than: "a"))
        #expect(!PostIDs.isNewer("a", than: "a") && PostIDs.isNewer("18446744073709551617", than: "9"))
        #expect(PostIDs.newest(of: ["5", "12", "9"]) == "12" && PostIDs.newest(of: []) == nil)
    }

    @Test func instancesSayWhatTheyRunAndWhereTheirStreamsAre() throws {
        let bodies = try PostExchange.own("mastodon/kin").filter { $0.path.contains("instance") }.map(\.body)
        let instances = try bodies.map { try MastodonInstance($0) }
        #expect(instances.map(\.software) == [.mastodon, .akkoma, .gotosocial])
        #expect(instances.map(\.streaming) == ["https://stream.mastodon.example", "https://akk.example", nil])
    }

    @Test(arguments: [
        ("@runa", MastodonActor.Kind.name("runa")), ("runa@m.example", .name("runa@m.example")),
        ("https://m.example/@runa", .name("runa@m.example")),
        ("https://m.example/users/runa/", .name("runa@m.example")),
        ("109302436954721982", .id("109302436954721982")), ("9v5bmRalQvjOy0ECcC", .id("9v5bmRalQvjOy0ECcC")),
        ("01ARZ3NDEKTSV4RRFFQ69G5FAV", .id("01ARZ3NDEKTSV4RRFFQ69G5FAV")), ("@42", .name("42")),
        ("willow", .name("willow")),
        ("acct:a@b", .name("a@b")), ("blåbær@m.example", .name("blåbær@m.example")),
    ])
    func accountsAsPeopleWriteThem(text: String, wanted: MastodonActor.Kind) {
        #expect(MastodonActor(text)?.kind == wanted)
    }

    @Test(arguments: ["", "@", "a@b@c", "a b", "a/b", "@a@", "https://m.example/", "https://m.example/@a/117", "a?b"])
    func otherWordsAreNoAccounts(text: String) {
        #expect(MastodonActor(text) == nil)
    }

    @Test func everySharedAnswerIsRead() throws {
        for path in PostExchange.sharedFiles("mastodon") {
            for exchange in try PostExchange.load(path) {
                let (answer, place) = (exchange.answer, "\(path) \(exchange.path)")
                if answer.status >= 400 {
                    #expect(MastodonErrors.failure(of: answer, asking: "it", hasToken: true) != nil, "\(place)")
                    continue
                }
                switch exchange.path.split(separator: "/").last {
                case "statuses", "home", "fgiztsshwiaqqiztpmmjbtvmescsculuvmgjgopwoeidbcrixp", "hoot":
                    guard exchange.text.hasPrefix("[") else {
                        #expect(throws: UnreadableAnswer.self) {
                            try MastodonStatuses(answer.body, file: "s", host: host)
                        }
                        continue
                    }
                    let page = try MastodonStatuses(answer.body, file: "s", host: host)
                    #expect(
                        page.rejected.isEmpty && page.ids.count >= page.posts.count, "\(place) \(page.rejected.kept)")
                    #expect(exchange.text == "[]" || !page.ids.isEmpty, "\(place)")
                case "following":
                    #expect(try MastodonAccounts(answer.body, file: "f", host: host).rejected.isEmpty, "\(place)")
                case "verify_credentials", "lookup", "98": _ = try MastodonAccount.one(answer.body, host: host)
                case "instance": _ = try MastodonInstance(answer.body)
                case "reblog":
                    let outcome = JSONValue.read(answer.body) { MastodonStatus($0, host: host).post }
                    #expect(try outcome?.get()?.isRepost == true)
                // Misskey's own API, and a word that the streams are well.
                case "notes", "health": break
                case "user":
                    var reader = ServerSentEvents()
                    let events = reader.read(answer.body).events
                    let read = try events.map { try MastodonStreamEvent($0, host: host) }
                    #expect(read.count >= 6 && read.contains(.delete("117024236332527350")), "\(place)")
                    #expect(read.contains { if case .post(_, isUpdate: true) = $0 { true } else { false } })
                default: Issue.record("\(place) was not read")
                }
            }
        }
    }

    @Test func theSharedTrickyStatusesAreReadRightly() throws {
        guard let pages = try PostExchange.shared("mastodon/statuses_tricky") else { return }
        let posts = try MastodonStatuses(pages[0].body, file: "s", host: host).posts
        #expect(
            posts.map(\.fullHashtags) == [
                ["GopherCon", "GoLang"], [], ["bigdata"], ["Blåbærsyltetøy", "日本語タグ", "مرحبا"], [], ["OpenStack"],
                ["Rust"],
                ["politics"], ["LongPost"], [], ["Docker"],
            ])
        #expect(posts[9].text.hasPrefix("<script>alert(1)</script> & \"quotes\" 'x'\nline two\npara two "))
        #expect(posts[7].text.hasPrefix("🫥 CW: politics\nContent warning"))
    }
}
