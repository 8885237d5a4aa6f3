import Testing
import UtsiktBase
import UtsiktTestSupport

@testable import UtsiktTopics

@Suite struct PostJSONTests {
    private static func parse(_ text: String) throws -> (posts: [Post], rejected: [Rejection]) {
        let (posts, rejected) = try PostJSON.parseTimeline(Array(text.utf8), file: "timeline")
        return (posts, rejected.kept)
    }

    @Test func aTimelineBecomesPosts() throws {
        let text = #"""
            [{"created_at":"Sun Jul 12 19:29:09 +0000 2015","id":1,"id_str":"620312345678901234","text":"a \"b\" \u00e9 \ud83d\ude80",
              "lang":"en","user":{"id":7,"id_str":"7","screen_name":"user007","entities":{"hashtags":[{"text":"no"}]}},
              "quoted_status":{"id":3,"text":"","entities":{"hashtags":[{"text":"quoted"}]}},
              "entities":{"hashtags":[{"text":"BigData","indices":[0,8]},{"text":"tr\u00f8ndelag","indices":[9,20]}]}},
             {"created_at":"Sun Jul 12 21:29:09 +0200 2015","id":2,"text":"RT","user":{"id":8},"entities":{"hashtags":[]},
              "retweeted_status":{"id":4,"text":"x","entities":{"hashtags":[{"text":"own"}]},
                "extended_tweet":{"full_text":"y","entities":{"hashtags":[{"text":"Long"},{"text":"own"}]}}}}]
            """#
        let (posts, rejected) = try Self.parse(text)
        #expect(rejected.isEmpty)
        try #require(posts.count == 2)
        #expect(posts[0].id == "620312345678901234")
        #expect(posts[0].author == "7")
        #expect(posts[0].authorName == "user007")
        #expect(posts[0].text == "a \"b\" é 🚀")
        #expect(posts[0].hashtags == ["BigData", "trøndelag"])
        #expect(posts[0].fullHashtags == ["BigData", "trøndelag"])
        #expect(posts[0].createdAt.iso8601 == "2015-07-12T19:29:09Z")
        #expect(posts[1].createdAt == posts[0].createdAt)
        #expect(posts[1].id == "2")
        #expect(posts[1].isRepost)
        #expect(posts[1].hashtags.isEmpty)
        #expect(posts[1].fullHashtags == ["Long", "own"])
    }

    @Test func aBadElementIsRejectedByItsIndexAndTheRestIsKept() throws {
        let text = #"""
            [{"id":1,"text":"x","created_at":"Sun Jul 12 19:29:09 +0000 2015"},
             {"id":2,"text":"x","created_at":"Sun Jul 32 19:29:09 +0000 2015"},
             5, null, {"id":3,"text":"x","created_at":"2015-07-12T19:29:09Z","entities":{"hashtags":7}},
             {"id":4,"text":"x","created_at":"2015-07-12T19:29:09.500+02:00","entities":null}]
            """#
        let (posts, rejected) = try Self.parse(text)
        #expect(posts.map(\.id) == ["1", "4"])
        #expect(rejected.map(\.line) == [2, 3, 5])
        #expect(rejected.map(\.field) == ["created_at", nil, "entities.hashtags"])
    }

    @Test(arguments: ["", "nonsense", "[", "[{]", "[1,]", "{\"errors\":[{\"code\":88}]}", "3", "[\"a\u{1}\"]", "[01]"])
    func whatIsNoTimelineIsAnError(_ text: String) {
        #expect(throws: TopicsInputError.self) { try Self.parse(text) }
    }

    @Test func anEmptyTimelineHasNoPosts() throws {
        #expect(try Self.parse(" [ ] ").posts.isEmpty)
    }

    @Test func theLastOfTwoEqualMembersCounts() throws {
        let text = #"""
            [{"id":1,"text":"x","entities":{"hashtags":[{"text":"a"}]},"created_at":"2015-07-12T19:29:09Z",
              "enti\u0074ies":{"hashtags":[{"text":"b"},{"text":"c","text":"d"}]}}]
            """#
        #expect(try Self.parse(text).posts.first?.hashtags == ["b", "d"])
    }

    @Test func loneSurrogatesBecomeReplacementCharacters() throws {
        let text = #"[{"id":1,"text":"\ud83d \ude80\ud83d\u0041","created_at":"2015-07-12T19:29:09Z"}]"#
        #expect(try Self.parse(text).posts.first?.text == "\u{FFFD} \u{FFFD}\u{FFFD}A")
    }

    /// An array is read in pieces; where they are cut changes nothing, whether it is valid or not.
    @Test func anArrayIsReadAlikeInPiecesOfAnySize() {
        var random = SeededGenerator(seed: 12)
        let post =
            #"{"created_at":"Sun Jul 12 19:29:09 +0000 2015","id_str":"1","text":"a \"],[ \u00e9 é","user":{"id":7}}"#
        let elements = [
            post, "1", "-2.5e3", "\"x]\"", "null", "true", "{}", "[\(post)]", "[[1,2],{}]", " \n\t", "\"\\\\\"", "tru",
            "{\"a\":",
            "\"", "01", "\u{1}",
        ]
        var (valid, faulty) = (0, 0)
        for _ in 0..<3000 {
            let isSound = Bool.random(using: &random)
            let list = (0..<Int.random(in: 0..<12, using: &random)).map { _ in
                elements[Int.random(in: 0..<(isSound ? 9 : elements.count), using: &random)]
            }
            let tail = isSound ? "] \n" : ["]", "", "]]", "] x", ",]"].randomElement(using: &random) ?? ""
            let text = Array((" [" + list.joined(separator: isSound ? ", " : ",") + tail).utf8)
            func read(_ window: Int) -> (isValid: Bool, posts: [Post], rejected: RejectionList) {
                var buffer = ByteBuffer(capacity: text.count)
                text.withUnsafeBufferPointer { buffer.append($0) }
                var reader = PostReader(needsEveryAuthor: true)
                reader.window = window
                var sink = TimelineSink(file: "f")
                let fault = reader.readWhole(buffer.base, from: 0, to: buffer.count, into: &sink)
                return (fault == nil, sink.posts, sink.rejected)
            }
            let whole = read(1 << 20)
            let pieces = read(Int.random(in: 1...60, using: &random))
            #expect(whole.isValid == pieces.isValid, "\(String(decoding: text, as: UTF8.self))")
            guard whole.isValid else {
                faulty += 1
                continue
            }
            valid += 1
            #expect(whole.posts == pieces.posts && whole.rejected == pieces.rejected)
        }
        #expect(valid > 1000 && faulty > 300)
    }

    @Test func aPostOfThousandsOfHashtagsKeepsTheFirstAndSaysSo() throws {
        let tags = (0..<5000).map { "{\"text\":\"t\($0)\"}" }.joined(separator: ",")
        let (posts, rejected) = try Self.parse(
            #"[{"created_at":"Sun Jul 12 19:29:09 +0000 2015","id_str":"1","text":"x","user":{"id":7},"#
                + "\"entities\":{\"hashtags\":[\(tags)]}}]")
        #expect(posts.first?.hashtags.count == 1000 && posts.first?.hashtags.last == "t999")
        #expect(rejected.map(\.field) == ["hashtags"] && rejected.first?.reason.contains("more than 1000") == true)
    }
}
