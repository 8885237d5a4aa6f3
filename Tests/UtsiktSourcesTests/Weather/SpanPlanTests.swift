import Testing
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktSources

/// Which days are finished, and the fewest calls for the others.
@Suite struct SpanPlanTests {
    private func day(_ text: String) throws -> CivilDay { try #require(CivilDay(text)) }
    private func at(_ text: String) throws -> Timestamp { try #require(Timestamp(iso8601: text)) }

    private func observations(_ day: CivilDay, hours: Range<Int>) -> [Observation] {
        hours.map { hour in
            var observation = Observation(place: "Oslo", instant: Timestamp(day: day, hour: hour), values: [])
            observation[.tempm] = "1"
            return observation
        }
    }

    @Test func modelsFinishADayWhenItIsFilledInAndSevenDaysOld() throws {
        let rule = OpenMeteoWire(url: nil).rule
        let day = try day("20261025")
        let whole = observations(day, hours: 0..<24)
        #expect(!rule.isFinished(day, whole, isEmpty: false, at: try at("2026-10-31T23:59:59Z")))
        #expect(rule.isFinished(day, whole, isEmpty: false, at: try at("2026-11-01T00:00:00Z")))
        let short = observations(day, hours: 0..<23)
        #expect(!rule.isFinished(day, short, isEmpty: false, at: try at("2026-11-20T00:00:00Z")))
        // Hours of other days do not fill it.
        let others = short + observations(day.adding(days: 1), hours: 0..<24)
        #expect(!rule.isFinished(day, others, isEmpty: false, at: try at("2026-11-20T00:00:00Z")))
        #expect(rule.isFinished(day, short, isEmpty: false, at: try at("2026-11-25T00:00:00Z")))
    }

    @Test func stationsFinishADayWhoseEndWasHeardOf() throws {
        let rule = DayRule.stations
        let day = try day("20261101")
        #expect(
            !rule.isFinished(day, observations(day, hours: 0..<24), isEmpty: false, at: try at("2026-11-02T23:59:00Z")))
        #expect(
            rule.isFinished(day, observations(day, hours: 20..<22), isEmpty: false, at: try at("2026-11-03T00:00:00Z")))
        #expect(
            !rule.isFinished(day, observations(day, hours: 0..<21), isEmpty: false, at: try at("2026-11-03T00:00:00Z")))
        #expect(rule.isFinished(day, [], isEmpty: true, at: try at("2026-11-03T00:00:00Z")))
        #expect(!rule.isFinished(day, [], isEmpty: true, at: try at("2026-11-02T12:00:00Z")))
        #expect(rule.isFinished(day, [], isEmpty: false, at: try at("2026-11-05T00:00:00Z")))
    }

    @Test func placesThatLackTheSameAreAskedForTogether() throws {
        let wanted = try day("20261116")...day("20261130")
        var finished = FinishedDays()
        let limits = SpanLimits(places: 50, placeDays: 700, cut: nil)
        #expect(
            SpanPlan([.oslo, .bergen], wanted: wanted, finished: finished, limits: limits).asks.map(\.days) == [wanted])
        for offset in 0..<13 { finished.finish(wanted.lowerBound.adding(days: offset), of: "Oslo") }
        let plan = SpanPlan([.oslo, .bergen, .boston], wanted: wanted, finished: finished, limits: limits)
        #expect(plan.asks.map { $0.places.map(\.name) } == [["Bergen", "Boston"], ["Oslo"]])
        #expect(plan.asks.map(\.days.days) == [15, 2])
        // A place by itself, places in several calls, and days in several calls.
        let apart = SpanPlan(
            [.oslo, .bergen, .boston], wanted: wanted, finished: FinishedDays(), limits: limits, apart: ["Oslo"])
        #expect(apart.asks.map { $0.places.map(\.name) } == [["Oslo"], ["Bergen", "Boston"]])
        let pairs = SpanPlan(
            [.oslo, .bergen, .boston], wanted: wanted, finished: FinishedDays(),
            limits: SpanLimits(places: 2, placeDays: 20, cut: nil))
        #expect(pairs.asks.map(\.days.days) == [10, 5, 15] && pairs.asks[0].days.upperBound == wanted.upperBound)
        // Everything finished: nothing is asked.
        var all = FinishedDays()
        for day in wanted.each { all.finish(day, of: "Oslo") }
        #expect(SpanPlan([.oslo], wanted: wanted, finished: all, limits: limits).asks == [])
    }

    @Test(arguments: 1...20)
    func everyOpenDayIsAskedForOnceAndNoFinishedOne(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let today = try day("20261130")
        let wanted = today.adding(days: -Int.random(in: 0...400, using: &random))...today
        var finished = FinishedDays()
        let places = [LocatedPlace.oslo, .bergen, .boston, .newYork]
        for place in places {
            for day in wanted.each where Int.random(in: 0..<3, using: &random) > 0 {
                finished.finish(day, of: place.name)
            }
        }
        let limits = SpanLimits(
            places: Int.random(in: 1...5, using: &random), placeDays: Int.random(in: 1...300, using: &random),
            cut: Bool.random(using: &random) ? 92 : nil)
        let plan = SpanPlan(places, wanted: wanted, finished: finished, limits: limits)
        for place in places {
            let asked = plan.asks.filter { $0.places.contains(place) }.flatMap(\.days.each)
            #expect(Set(asked).count == asked.count)
            #expect(Set(asked) == Set(wanted.each.filter { !finished[place.name].contains($0) }))
        }
        for ask in plan.asks {
            #expect(ask.places.count <= limits.places)
            #expect(ask.days.days * ask.places.count <= max(limits.placeDays, ask.places.count))
            if let cut = limits.cut {
                let border = today.adding(days: -cut)
                #expect(ask.days.lowerBound >= border || ask.days.upperBound < border)
            }
        }
        // What is remembered comes back from its text.
        let text = finished.text
        #expect(FinishedDays(text) == finished || text.utf8.count > 4000)
    }

    @Test func memoryIsReadBackAndOddTextsAreNone() throws {
        var memory = FinishedDays()
        memory.finish(try day("20261101"), of: "Å=s, 1 @")
        memory.finish(try day("20261102"), of: "Å=s, 1 @")
        memory.finish(try day("20261104"), of: "Oslo")
        memory.note("archive", on: try day("20261130"))
        #expect(memory.text == "1 archive@20261130 Oslo=20261104-20261104 %C3%85%3Ds%2C%201%20%40=20261101-20261102")
        #expect(FinishedDays(memory.text) == memory)
        #expect(memory.knows("archive", within: 7, of: try day("20261206")))
        #expect(!memory.knows("archive", within: 7, of: try day("20261207")))
        #expect(!memory.knows("archive", within: 7, of: try day("20261129")))
        for text in ["", "2 Oslo=20261101-20261102", "1", "1 Oslo=x-y,20261102-20261101", "1 %zz=20261101-20261102"] {
            #expect(FinishedDays(text).days.values.allSatisfy { $0.isEmpty }, "\(text)")
        }
        var cursor = SpanCursor(today: try day("20261130"))
        (cursor.ask, cursor.place, cursor.note, cursor.link) = (3, 1, "archive", "/a?b=c d")
        cursor.finished = memory
        #expect(SpanCursor(cursor.text) == cursor)
        for text in ["", "x", "20261130", "20261130 -1    ", "20261130 99999999999    ", "20261399 0    "] {
            #expect(SpanCursor(text) == nil, "\(text)")
        }
    }

    @Test func spansOfDaysAreKeptFewAndInOrder() throws {
        var set = DaySet()
        for text in ["20261105", "20261101", "20261103", "20261102"] { set.insert(try day(text)) }
        #expect(set.spans.map(\.days) == [3, 1] && set.count == 4)
        set.insert(try day("20261104"))
        #expect(set.spans == [try day("20261101")...day("20261105")])
        #expect(set.missing(in: try day("20261030")...day("20261107")).spans.map(\.days) == [2, 2])
        #expect(set.missing(in: try day("20261102")...day("20261103")).isEmpty)
        #expect(set.within(try day("20261104")...day("20261201")).count == 2)
    }

    @Test(arguments: [
        (10, 14, 5, 5.0), (12, 14, 5, 6), (10, 28, 1, 2), (5, 1, 1, 1), (20, 28, 3, 12),
    ])
    func callsOfOpenMeteoWeigh(variables: Int, days: Int, places: Int, weight: Double) {
        #expect(OpenMeteoWeight.of(variables: variables, days: days, places: places) == weight)
    }

    @Test(arguments: [
        (
            "Daily API request limit exceeded. Please try again tomorrow.", "2026-11-30T23:59:30Z",
            "2026-12-01T00:01:00Z"
        ),
        ("Daily API request limit exceeded.", "2026-12-01T00:00:10Z", "2026-12-01T00:01:00Z"),
        ("Hourly API request limit exceeded.", "2026-11-30T12:00:00Z", "2026-11-30T13:00:00Z"),
        ("Minutely API request limit exceeded.", "2026-11-30T12:34:56Z", "2026-11-30T12:35:00Z"),
    ])
    func waitsEndWithTheClocksWindows(reason: String, now: String, until: String) throws {
        let (now, until) = (try at(now), try at(until))
        let wait = OpenMeteoReason.wait(reason, from: now)
        #expect(wait.instant == until && now.adding(seconds: wait.seconds ?? 0) == until)
    }

    @Test func theReasonSaysUntilWhen() throws {
        var answer = HTTPAnswer(
            status: 429, body: Array(#"{"error":true,"reason":"Daily API request limit exceeded."}"#.utf8))
        let now = try at("2026-11-30T20:00:00Z")
        var failure = try #require(OpenMeteoReason.failure(answer, "weather of Oslo", at: now))
        #expect(
            failure.kind == .rateLimited && failure.problem.contains("00:01 UTC") && failure.retryAfterSeconds == 14_460
        )
        // The service's own clock counts where it is told.
        answer.headers["date"] = "Mon, 30 Nov 2026 23:00:00 GMT"
        failure = try #require(OpenMeteoReason.failure(answer, "weather of Oslo", at: now))
        #expect(failure.retryAfterSeconds == 3660)
        answer.body = Array(#"{"error":true,"reason":"Too many concurrent requests"}"#.utf8)
        failure = try #require(OpenMeteoReason.failure(answer, "weather of Oslo", at: now))
        #expect(failure.kind == .rateLimited && failure.retryAfterSeconds == 5)
        let refused = HTTPAnswer(
            status: 400, body: Array("{\"error\":true,\"reason\":\"Latitude\\u001b[31m must\"}".utf8))
        failure = try #require(OpenMeteoReason.failure(refused, "weather of Oslo", at: now))
        #expect(failure.kind == .refused && !failure.problem.contains("\u{1b}") && failure.problem.contains("Latitude"))
        #expect(OpenMeteoReason.failure(HTTPAnswer(status: 502, body: Array("<html>".utf8)), "it", at: now) == nil)
    }
}
