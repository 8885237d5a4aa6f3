import Testing
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktSources

/// What the services of posts have in common.
@Suite struct PostPartsTests {
    @Test(arguments: [
        ("<p>a</p><p>b<br>c</p>", "a\nb\nc"), ("a &amp;lt; b", "a &lt; b"), ("a<b>b</b> < c <3", "ab < c <3"),
        ("<script>alert(1)</script>x", "x"), ("<!-- a > b -->x", "x"), ("<!-- x", "<!-- x"),
        ("<a title=\"a > b\">x</a>", "x"),
        ("&#x1F439;&#39;&#0;&#xD800;&bogus;&", "🐹'&#0;&#xD800;&bogus;&"), ("", ""), ("plain", "plain"),
        ("<span class=\"invisible\">a<span>b</span>c</span>d", "d"), ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("a<br/><br />b", "a\n\nb"), ("<p>a", "a"), ("x<", "x<"), ("</p>", ""), ("<p>&nbsp;a</p>", "\u{A0}a"),
        ("<style>p{}</style>b<p class='x'>c</p>", "b\nc"),
    ])
    func htmlIsReadAsPeopleReadIt(html: String, wanted: String) {
        #expect(MarkedText(html: html).text == wanted)
    }

    @Test(arguments: [
        ("<a class=\"mention hashtag\" rel=\"tag\">#<span>GoLang</span></a>", ["GoLang"]),
        ("<a rel='tag nofollow' href=x>#b</a>", ["b"]), ("<a class=hashtag>#c</a>", ["c"]),
        ("<a class=\"u-url mention\">@d</a>", []),
        ("<a href=\"/tags/e\">#e</a>", []), ("<a rel=\"tag\">news</a>", []), ("<a class=\"hashtag\">＃全角</a>", ["全角"]),
        ("<a class=\"hashtag\">#f", []), ("<a class=\"hashtag\"></a>", []),
        ("<a data-x='class=\"hashtag\"'>#g</a>", []),
        ("<a class=\"hashtag\">#&amp;h</a>", ["&h"]),
    ])
    func onlyLinkedTagsAreTags(html: String, wanted: [String]) {
        #expect(MarkedText(html: html).tags == wanted)
    }

    @Test func hostileHTMLTakesNoTime() {
        for piece in ["<!--a>", "<a\"><", "<a '>", "&", "<p", "<span class=\"invisible\">", "<a class=\"hashtag\">#"] {
            let html = String(repeating: piece, count: PostBounds.longestText / piece.utf8.count)
            let text = MarkedText(html: html)
            #expect(text.text.utf8.count <= html.utf8.count && text.tags.count <= PostBounds.mostTags, "\(piece)")
        }
    }

    @Test func spellingsAreThoseOfTheText() {
        #expect(TagSpelling.shown(["golang", "b", "Æ"], in: ["GoLang", "golang", "æ"]) == ["GoLang", "b", "æ"])
        #expect(TagSpelling.shown(["a"], in: []) == ["a"])
    }

    @Test func pagesEndWhereTheyShould() {
        func step(_ count: Int, known: Int? = nil, _ page: String?, from: PagePosition? = nil, _ wanted: Int = 40)
            -> PageStep
        {
            PageStep(count: count, firstKnown: known, page: page, from: from, wanted: wanted)
        }
        let from = PagePosition(taken: 20, page: "a")
        #expect(step(50, "b").keep == 40 && step(50, "b").next == nil)
        #expect(step(10, "b").next == PagePosition(taken: 10, page: "b"))
        #expect(step(0, "b", from: from).next == PagePosition(taken: 21, page: "b"))
        #expect(step(0, "a", from: from).isRepeated && step(0, "a", from: from).next == nil)
        #expect(step(30, "b", from: from).keep == 20)
        #expect(step(30, known: 3, "b").keep == 3 && step(30, known: 3, "b").next == nil)
        #expect(step(30, known: 0, "b").keep == 0 && step(5, nil).next == nil && step(5, "").next == nil)
    }

    @Test func positionsAndMemoriesSurviveTheirText() {
        let position = PagePosition(taken: 7, page: "2026-11-30T00:00:00Z a b")
        #expect(PagePosition(position.text) == position)
        for text in [nil, "", "x", "7", "-1 a", "99999999999 a"] { #expect(PagePosition(text) == nil) }
        let known = NewestKnown(keys: ["at://a/b/c", "at://a/b/d did:x"], depth: 40)
        #expect(NewestKnown(known.text, wanted: 40) == known && NewestKnown(known.text, wanted: 41) == nil)
        #expect(NewestKnown(nil, wanted: 1) == nil && NewestKnown("40", wanted: 1) == nil)
        #expect(NewestKnown.after(["1"], known, depth: 9)?.keys == ["1"] + known.keys)
        #expect(NewestKnown.after([], nil, depth: 9) == nil)
        #expect(NewestKnown.after((0..<9).map { "\($0)" }, known, depth: 9)?.keys.count == NewestKnown.most)
        let memory = MastodonMemory(host: "m.example", account: "1", newest: "", depth: 0)
        #expect(MastodonMemory(memory.text) == memory && MastodonMemory("1 2 3") == nil)
        let list = XListMemory(day: CivilDay("2026-11-30"), ids: ["a": "1", "b": "2"])
        #expect(XListMemory(list.text) == list && XListMemory("") == nil)
        var feed = FeedMemory(nil)
        #expect(feed.text == nil)
        (feed.etag, feed.modified, feed.moved) = ("\"a\"", "Sun", "https://b.example/")
        #expect(FeedMemory(feed.text) == feed && FeedMemory.line("a\nb") == nil)
    }

    @Test func endlessThingsAreBounded() {
        let long = String(repeating: "æ", count: PostBounds.longestText)
        let cut = PostBounds.text(long)
        #expect(cut.utf8.count <= PostBounds.longestText && cut.allSatisfy { $0 == "æ" })
        #expect(PostBounds.id(long) == nil && PostBounds.id("") == nil && PostBounds.name(long) == "")
        #expect(PostBounds.tags(["#a", "＃b", "c", "", "#", long]) == ["a", "b", "c"])
        #expect(PostBounds.tags(Array(repeating: "a", count: 9999)).count == PostBounds.mostTags)
    }

    @Test func anAnswerThatRepeatsTheSecretIsNotKept() async throws {
        let server = try PostServer { _ in
            .json(#"[{"id":"1","created_at":"2026-11-20T08:00:00Z","account":{"id":"7"},"content":"hush-0123456789"}]"#)
        }
        let source = MastodonSource(
            .init(baseURL: server.url, accounts: ["7"], token: Secret("hush-0123456789")),
            id: SourceID(rawValue: "m"), transport: CurlTransport(timeoutSeconds: 60))
        let task = source.seeds(at: Timestamp(seconds: 0))[0]
        let failure = await #expect(throws: SourceFailure.self) { try await source.fetch(task) }
        #expect(failure?.kind == .refused && failure?.problem.contains("hush") == false)
    }

    @Test func aListIsFreshForSoManyDays() throws {
        let round = RoundTime()
        let day = try #require(CivilDay("2026-11-01"))
        #expect(!round.isFresh(day, days: 30))
        round.begin(at: Timestamp(day: day.adding(days: 29)))
        #expect(round.isFresh(day, days: 30) && !round.isFresh(nil, days: 30))
        round.begin(at: Timestamp(day: day.adding(days: 30)))
        #expect(!round.isFresh(day, days: 30))
        // The clock was set back.
        round.begin(at: Timestamp(day: day.adding(days: -1)))
        #expect(!round.isFresh(day, days: 30))
    }
}
