import Testing
import UtsiktBase

@testable import UtsiktTopics

/// The shapes in which services and tools write posts, each recognised by itself.
@Suite struct PostShapesTests {
    private static func counts(_ text: String, _ rule: TopicsQuery.Rule = .topLevel) async throws -> [String] {
        let report = try await TopicsFixtures.scan(text, TopicsQuery(window: .all, rule: rule, fold: .lower))
        #expect(report.rejected.first == [])
        return report.counts
    }

    @Test func pagesOfVersionTwoCountTheirDataAndNeverTheirIncludes() async throws {
        let tweet =
            #"{"id":"1","text":"x","author_id":"7","created_at":"2021-09-22T16:38:29.000Z","lang":"en","#
            + #""entities":{"hashtags":[{"start":0,"end":5,"tag":"Kpop"}]}}"#
        let includes = #""includes":{"tweets":[\#(tweet.replacing("Kpop", with: "never"))],"users":[{"id":"7"}]}"#
        #expect(
            try await Self.counts(#"{"data":[\#(tweet),\#(tweet)],\#(includes),"meta":{"result_count":2}}"#) == [
                "kpop 2"
            ])
        #expect(
            try await Self.counts(#"{"data":\#(tweet),\#(includes),"matching_rules":[{"id":"1","tag":"rule"}]}"#) == [
                "kpop 1"
            ])
        #expect(try await Self.counts(#"{"meta":{"result_count":0}}"#) == [])
        let long = tweet.dropLast() + #","note_tweet":{"text":"y","entities":{"hashtags":[{"tag":"a"},{"tag":"b"}]}}}"#
        #expect(try await Self.counts(String(long), .full) == ["a 1", "b 1"])
    }

    @Test func documentsOfMongoDBAreReadWithTheirExtendedJSON() async throws {
        let inner = #""text":"x","user":{"id":{"$numberLong":"8"}},"entities":{"hashtags":[{"text":"A"}]}"#
        let documents = [
            #"{"_id":{"$oid":"55a3"},"user_id":{"$numberLong":"8"},"tweet":{"id":{"$numberLong":"619"},"#
                + #""created_at":{"$date":"2015-07-12T19:29:09Z"},\#(inner)}}"#,
            #"{"_id":{"$oid":"55a4"},"user_id":8,"tweet":{"id":5.919998745409044e17,"id_str":"591999874540904448","#
                + #""created_at":{"$date":{"$numberLong":"1436729349000"}},\#(inner)}}"#,
            #"{"user_id":8,"tweet":{"id":{"$numberDouble":"5.9e17"},"created_at":{"$date":1436729349000},\#(inner)}}"#,
            #"{"user_id":8,"tweet":{"id":7,"text":"no entities","created_at":"Sun Jul 12 19:29:09 +0000 2015"}}"#,
        ]
        var query = TopicsQuery(window: .all, fold: .lower)
        for text in [documents.joined(separator: "\n"), "[" + documents.joined(separator: ",\n") + "]"] {
            let report = try await TopicsFixtures.scan(text, query)
            #expect(report.rejected.first == [])
            #expect(report.funnel == .init(total: 4, withoutHashtags: 1, tooOld: 0, analysed: 3))
            #expect(report.authors == 1)
            #expect(report.window.to?.iso8601 == "2015-07-12T19:29:09Z")
        }
        query.window = .seconds(60)
        query.now = Timestamp(iso8601: "2015-07-12T19:30:09Z")
        #expect(try await TopicsFixtures.scan(documents[2], query).funnel.tooOld == 1)
    }

    @Test func accountArchivesAreScriptsAroundAnArray() async throws {
        let tweets = (1...3).map { number in
            #"  {"tweet":{"id_str":"\#(number)","full_text":"x","created_at":"Sun Jul 12 19:29:09 +0000 2015","#
                + #""entities":{"hashtags":[{"text":"Archive","indices":["0","8"]}]}}}"#
        }
        let part = tweets.joined(separator: ",\n")
        #expect(try await Self.counts("window.YTD.tweets.part0 = [\n\(part)\n]") == ["archive 3"])
        #expect(
            try await Self.counts("window.YTD.tweet.part0 = [ \(part) ]\nwindow.YTD.tweet.part1 = [\n\(part)]\n") == [
                "archive 6"
            ])
    }

    @Test func boostsOfMastodonHaveTheirTagsInside() async throws {
        let status =
            #"{"id":"1","created_at":"2020-04-16T17:04:30.664Z","content":"<p>x</p>","language":"de","account":{"id":"5"},"#
            + #""tags":[{"name":"Cats","url":"x"}],"reblog":null,"card":{"tags":[{"name":"no"}]}}"#
        let boost =
            #"{"id":"2","created_at":"2020-04-16T17:04:30.664Z","content":"","account":{"id":"6"},"tags":[],"reblog":\#(status)}"#
        #expect(try await Self.counts("[\(status),\(boost)]") == ["cats 1"])
        #expect(try await Self.counts("[\(status),\(boost)]", .full) == ["cats 2"])
        #expect(try await Self.counts(#"{"accounts":[],"statuses":[\#(status)],"hashtags":[]}"#) == ["cats 1"])
    }

    @Test func outboxesOfActivityPubAreRead() async throws {
        let note =
            #"{"id":"https://a/1","type":"Note","published":"2020-04-16T17:04:30Z","attributedTo":"https://a","content":"x","#
            + ##""tag":[{"type":"Mention","name":"@b"},{"type":"Hashtag","name":"#Cats"},{"type":"Hashtag","name":"＃犬"}]}"##
        let items = [
            #"{"id":"1","type":"Create","actor":"https://a","published":"2020-04-16T17:04:30Z","object":\#(note)}"#,
            #"{"id":"2","type":"Announce","actor":"https://a","published":"2020-04-16T17:04:30Z","object":"https://b/2"}"#,
            #"{"id":"3","type":"Announce","actor":"https://a","published":"2020-04-16T17:04:30Z","object":\#(note)}"#,
            #"{"id":"4","type":"Like","actor":"https://a","object":"https://b/2"}"#,
        ]
        let outbox =
            #"{"@context":"x","id":"outbox.json","type":"OrderedCollection","totalItems":4,"orderedItems":[\#(items.joined(separator: ","))]}"#
        #expect(try await Self.counts(outbox) == ["cats 1", "犬 1"])
        #expect(try await Self.counts(outbox, .full) == ["cats 2", "犬 2"])
        #expect(try await Self.counts(note) == ["cats 1", "犬 1"])
    }

    @Test func postsOfBlueskyCountFacetsAndTags() async throws {
        let record =
            #"{"$type":"app.bsky.feed.post","createdAt":"2026-01-15T14:43:07.610Z","langs":["en"],"text":"x","facets":"#
            + #"[{"index":{"byteStart":0,"byteEnd":2},"features":[{"$type":"app.bsky.richtext.facet#tag","tag":"A"},"#
            + #"{"$type":"app.bsky.richtext.facet#link","uri":"x"}]}],"tags":["b"],"embed":{"record":{"tags":["no"]}}}"#
        let event =
            #"{"did":"did:plc:x","time_us":1768488187610000,"kind":"commit","commit":{"operation":"create","#
            + #""collection":"app.bsky.feed.post","rkey":"r","record":\#(record)}}"#
        let like =
            #"{"did":"did:plc:x","time_us":1,"kind":"commit","commit":{"collection":"app.bsky.feed.like","record":"#
            + #"{"$type":"app.bsky.feed.like","createdAt":"2026-07-04T14:38:08.999Z"}}}"#
        let view =
            #"{"uri":"at://did:plc:x/app.bsky.feed.post/r","cid":"c","author":{"did":"did:plc:x","handle":"h"},"record":\#(record)}"#
        let others = [
            #"{"did":"did:plc:x","time_us":2,"kind":"identity","identity":{}}"#,
            #"{"did":"did:plc:x","time_us":3,"kind":"commit","commit":{"operation":"delete","collection":"app.bsky.feed.post","rkey":"r"}}"#,
        ]
        #expect(try await Self.counts(([event, like] + others).joined(separator: "\n")) == ["a 1", "b 1"])
        #expect(
            try await Self.counts(#"{"feed":[{"post":\#(view)},{"post":\#(view),"reason":{}}],"cursor":"c"}"#) == [
                "a 2", "b 2",
            ])
        #expect(try await Self.counts(#"{"posts":[\#(view)]}"#) == ["a 1", "b 1"])
        #expect(
            try await Self.counts(#"{"records":[{"uri":"at://did:plc:x/a/r","cid":"c","value":\#(record)}]}"#) == [
                "a 1", "b 1",
            ])
        #expect(try await Self.counts(record) == ["a 1", "b 1"])
    }

    @Test func theSamePostOfTwoAuthorsWithOneKeyIsTwoPosts() async throws {
        func event(_ did: String) -> String {
            #"{"did":"\#(did)","time_us":1768488187610000,"kind":"commit","commit":{"rkey":"r","record":{"$type":"app.bsky.feed.post","#
                + #""createdAt":"bad","text":"x","tags":["t"]}}}"#
        }
        let text = [event("a"), event("b"), event("a")].joined(separator: "\n")
        let report = try await TopicsFixtures.scan(text, TopicsQuery(window: .all), uniqueByID: true)
        #expect(report.counts == ["t 2"])
        // The event's own time stands in for one that cannot be read.
        #expect(report.window.to?.iso8601 == "2026-01-15T14:43:07.610Z")
    }

    @Test func linesOfPlainTextAreExtractedFromAndHaveNoTime() async throws {
        let text = "Good morning #Oslo and #oslo!\r\n\n  \nSee http://example.com/#no\n[sic] #brackets\n{curly} ＃braces"
        let report = try await TopicsFixtures.scan(text, TopicsQuery())
        #expect(report.funnel == .init(total: 4, withoutHashtags: 1, tooOld: 0, analysed: 3))
        #expect(report.counts == ["oslo 2", "braces 1", "brackets 1"])
        #expect(report.rejected.count == 0)
    }

    @Test func oneDamagedFirstLineDoesNotMakeAFileOfPostsATextFile() async throws {
        let post = TopicsFixtures.line(Post(id: "1", author: "a", createdAt: TopicsFixtures.now, hashtags: ["a"]))
        for first in ["nonsense #x", "{\"id\":1,", "[oops #x", "\u{0}\u{1}"] {
            let report = try await TopicsFixtures.scan(first + "\n" + post + "\n" + post)
            #expect(report.counts == ["a 2"], "\(first)")
            #expect(report.rejected.first.map(\.line) == [1])
        }
    }

    @Test func textsOfHTMLAreReadAsPeopleReadThem() {
        #expect(
            PlainText.ofHTML("<p>a &amp; b<br />c</p><p>d &#39;e&#x27; &lt;f&gt; &nope; &</p>")
                == "a & b\nc\nd 'e' <f> &nope; &")
        #expect(PlainText.ofHTML("1 < 2 and < <") == "1 < 2 and < <")
        #expect(PlainText.read("<b> a &amp; b &lt;3 &amp;lt; &nope; &", .escaped) == "<b> a & b <3 &lt; &nope; &")
        #expect(PlainText.read("a &amp; b", .none) == "a &amp; b")
    }
}
