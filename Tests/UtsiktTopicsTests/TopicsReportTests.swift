import Testing
import UtsiktBase

@testable import UtsiktTopics

@Suite struct TopicsReportTests {
    private static func report(_ query: TopicsQuery) -> TopicsReport {
        var engine = TopicsEngine(query: query)
        let now = TopicsFixtures.now
        engine.add(Post(id: "1", author: "a", createdAt: now, hashtags: ["BigData", "say\"hi\",you"]))
        engine.add(Post(id: "2", author: "b", createdAt: now, hashtags: ["bigdata"]))
        return engine.report(rejected: .init(count: 1, first: [Rejection(file: "f", line: 3, reason: "no JSON")]))
    }

    @Test func theJSONHasTheNamesThatScriptsRelyOn() throws {
        let json = try JSONOutput.line(Self.report(.preset2015))
        #expect(
            json == """
                {"authors":2,"count":"every","fold":"lower","funnel":{"analysed":2,"too_old":0,"total":2,\
                "without_hashtags":0},"hashtags":{"distinct":2,"per_post":1.5,"total":3},"rejected":{"count":1,\
                "first":[{"file":"f","line":3,"reason":"no JSON"}]},"rule":"top-level","top":[{"authors":2,"count":2,\
                "share":0.6666666666666666,"spelling":"BigData","tag":"bigdata"},{"authors":1,"count":1,\
                "share":0.3333333333333333,"spelling":"say\\"hi\\",you","tag":"say\\"hi\\",you"}],\
                "window":{"from":"2015-07-06T10:16:30Z","to":"2015-07-13T10:16:30Z"}}
                """)
    }

    @Test func aWindowWithoutAnEndIsNull() throws {
        let json = try JSONOutput.line(Self.report(TopicsQuery(window: .all)))
        #expect(json.contains(#""window":{"from":null,"to":"2015-07-13T10:16:30Z"}"#))
    }

    @Test func theCSVQuotesWhatNeedsIt() {
        #expect(
            Self.report(.preset2015).csv == "rank,tag,spelling,count,authors,share\r\n"
                + "1,bigdata,BigData,2,2,0.6666666666666666\r\n"
                + "2,\"say\"\"hi\"\",you\",\"say\"\"hi\"\",you\",1,1,0.3333333333333333\r\n")
    }

    @Test(arguments: [("7d", "7d"), ("168h", "7d"), ("36h", "36h"), ("90s", "90s"), ("2w", "14d"), ("all", "all")])
    func windowsAreReadAndWritten(text: String, written: String) {
        #expect(TopicsQuery.Window(text)?.description == written)
    }

    @Test(arguments: ["", "7", "d", "-1d", "0h", "7x", "9999999999999999d", "1.5d"])
    func whatIsNoWindowIsRefused(text: String) {
        #expect(TopicsQuery.Window(text) == nil)
    }
}
