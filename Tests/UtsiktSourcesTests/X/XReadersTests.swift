import Testing
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktSources

/// Answers of X, as bytes.
@Suite struct XReadersTests {
    private func page(_ index: Int) throws -> XPosts {
        try XPosts(PostExchange.own("x/posts")[index].body, file: "p")
    }

    @Test func postsAreReadWithTheTagsOfWhatIsCutOff() throws {
        let page = try page(0)
        #expect(page.posts.map(\.id) == (4...9).reversed().map { "199000000000000000\($0)" })
        #expect(page.posts.map(\.hashtags) == [["GopherCon"], [], ["Rust"], [], [], []])
        #expect(
            page.posts.map(\.fullHashtags) == [
                ["GopherCon"], ["OpenStack", "Neutron"], ["Rust"], ["LongPost"], [], [],
            ])
        #expect(page.posts.map(\.isRepost) == [false, true, false, false, false, false])
        #expect(page.posts[1].text == "the whole #OpenStack #Neutron" && page.posts[1].authorName == "rune")
        #expect(page.posts[3].text == "the whole &lt; text #LongPost")
        #expect(page.posts[4].text == "<b> & more" && page.posts[4].language == "und")
        #expect(page.next == "7140a" && page.count == 8 && page.included == 2 && page.problem == nil)
        #expect(page.rejected.map(\.line) == [7, 8])
        // Without its field the time is read off the id.
        #expect(page.posts[5].createdAt.iso8601.hasPrefix("2025-11-"))
    }

    @Test func nothingNewIsAPageAndNothingButAProblemIsNone() throws {
        #expect(try page(1).next == "7140b" && page(1).posts.isEmpty)
        #expect(try page(3).next == nil && page(3).problem == nil)
        let problems = try PostExchange.own("x/errors")[5...7].map { try XPosts($0.body, file: "p").problem }
        let answer = HTTPAnswer(status: 200)
        let failures = problems.map { $0?.failure(asking: "posts", answer) }
        #expect(failures.map { $0?.kind } == [.gone, .refused, .gone])
        #expect(
            failures[2]?.problem.contains("suspended") == true && failures[1]?.problem.contains("protected") == true)
    }

    @Test(arguments: [
        (0, SourceFailure.Kind.refused, SourcePause.Cause?.some(.token)), (1, .refused, .credits), (2, .refused, .cap),
        (3, .refused, .token), (4, .refused, .token), (8, .refused, nil), (9, .rateLimited, nil), (10, .refused, .cap),
        (11, .temporary, nil), (12, .gone, nil),
    ])
    func errorsAreUnderstoodByTheirTypes(index: Int, kind: SourceFailure.Kind, pause: SourcePause.Cause?) throws {
        let answer = try PostExchange.own("x/errors")[index].answer
        let failure = try #require(XProblem.failure(of: answer, asking: "posts"))
        #expect(failure.kind == kind && failure.pause?.cause == pause)
        // The number of the account, which is nobody's business, is in no word of ours.
        #expect(!failure.problem.contains("2056915467785113601"))
    }

    @Test func aSpentCapRestsUntilItsDay() throws {
        let answer = try PostExchange.own("x/errors")[2].answer
        let failure = try #require(XProblem.failure(of: answer, asking: "posts"))
        #expect(failure.pause?.until?.iso8601 == "2026-12-24T00:00:00Z" && failure.problem.contains("2026-12-24"))
    }

    @Test func usersAreRead() throws {
        let exchanges = try PostExchange.own("x/posts")
        let named = try XUsers(exchanges[4].body, file: "u")
        #expect(named.users.map(\.name) == ["Rune"] && named.missing.map(\.value) == ["gone"] && named.problem == nil)
        let followed = try XUsers(exchanges[5].body, file: "u")
        #expect(followed.users.map(\.id) == ["4001"] && followed.next == "f2" && followed.rejected.count == 1)
        #expect(try XUsers(exchanges[6].body, file: "u").users.map(\.id) == ["4000"] && followed.count == 2)
    }

    @Test func pricesAddUp() {
        #expect(XPrices.cost(posts: 600 * 40, users: 600) == Money(dollars: 126))
        #expect(XPrices.cost(posts: 3, users: 1).description == "$0.025" && XPrices.cost() == .zero)
        #expect(XPrices.cost(posts: .max, users: .max) > .zero)
    }

    @Test(arguments: [
        ("@Rune", "rune"), ("https://x.com/Rune/", "rune"), ("4001", "4001"), ("me", "me"), ("a b", nil), ("", nil),
        ("a-b", nil), ("name@host", nil),
    ])
    func usersAsPeopleWriteThem(text: String, wanted: String?) {
        #expect(XActor(text)?.name == wanted)
    }

    @Test func everySharedAnswerIsRead() throws {
        for path in PostExchange.sharedFiles("x") {
            for exchange in try PostExchange.load(path) {
                let (answer, place) = (exchange.answer, "\(path) \(exchange.path)")
                if answer.status >= 400 {
                    #expect(XProblem.failure(of: answer, asking: "it") != nil, "\(place)")
                    continue
                }
                if exchange.path.hasSuffix("/tweets") {
                    let page = try XPosts(answer.body, file: "p")
                    #expect(page.rejected.isEmpty && page.posts.count == page.count, "\(place)")
                    #expect(page.problem == nil || page.posts.isEmpty, "\(place)")
                } else {
                    let page = try XUsers(answer.body, file: "u")
                    #expect(!page.users.isEmpty && page.rejected.isEmpty, "\(place)")
                }
                // `Date` ends in UTC in some.
                #expect(
                    !exchange.headers.contains { $0.0.lowercased() == "x-rate-limit-limit" }
                        || XService.quota(answer) != nil)
            }
        }
    }
}
