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
            rule.isFinished(day, observations(day, hours: 2..<22), isEmpty: false, at: try at("2026-11-03T00:00:00Z")))
        // A hole of more than four hours may be filled in, until the patience ends.
        let hole = observations(day, hours: 0..<10) + observations(day, hours: 15..<24)
        #expect(!rule.isFinished(day, hole, isEmpty: false, at: try at("2026-11-03T00:00:00Z")))
        #expect(rule.isFinished(day, hole, isEmpty: false, at: try at("2026-11-05T00:00:00Z")))
        #expect(
            !rule.isFinished(day, observations(day, hours: 0..<21), isEmpty: false, at: try at("2026-11-03T00:00:00Z")))
        #expect(rule.isFinished(day, [], isEmpty: true, at: try at("2026-11-03T00:00:00Z")))
        #expect(!rule.isFinished(day, [], isEmpty: true, at: try at("2026-11-02T12:00:00Z")))
        let one = observations(day, hours: 3..<4)
        #expect(!rule.isFinished(day, one, isEmpty: false, at: try at("2026-11-04T23:59:00Z")))
        #expect(rule.isFinished(day, one, isEmpty: false, at: try at("2026-11-05T00:00:00Z")))
        #expect(!rule.isFinished(day, one, isEmpty: false, isWhole: false, at: try at("2026-12-05T00:00:00Z")))
        // Of a day without any report a week longer: the service may have lost its own for a while.
        #expect(!rule.isFinished(day, [], isEmpty: false, at: try at("2026-11-11T23:59:00Z")))
        #expect(rule.isFinished(day, [], isEmpty: false, at: try at("2026-11-12T00:00:00Z")))
    }

    /// The asks of a round: of the first open day, then of the first one that is left, and so on.
    private func asks(
        _ open: [PlaceDay], _ limits: SpanLimits, today: CivilDay, apart: Set<String> = [], places: [LocatedPlace]
    ) throws -> [SpanAsk] {
        var (rest, asks) = (open, [SpanAsk]())
        while let first = rest.first {
            let plan = SpanPlan(rest, limits: limits, today: today, apart: apart)
            let ask = try #require(plan.ask(for: first, places: places))
            asks.append(ask)
            let count = rest.count
            rest.removeAll { day in ask.days.contains(day.day) && ask.places.contains { $0.name == day.place } }
            // What is asked for is open, all of it.
            try #require(count - rest.count == ask.placeDays)
        }
        return asks
    }

    private func open(_ days: ClosedRange<CivilDay>, _ places: [LocatedPlace]) -> [PlaceDay] {
        days.each.reversed().flatMap { day in places.map { PlaceDay($0.name, day) } }
    }

    @Test func placesThatLackTheSameAreAskedForTogether() throws {
        let today = try day("20261130")
        let wanted = try day("20261116")...today
        let limits = SpanLimits(places: 50, placeDays: 700, cut: nil)
        let three = [LocatedPlace.oslo, .bergen, .boston]
        var found = try asks(open(wanted, three), limits, today: today, places: three)
        #expect(found == [SpanAsk(days: wanted, places: three)])
        // One place has its older days: those of the others are asked for together.
        let late = today.adding(days: -1)...today
        found = try asks(open(late, [.oslo]) + open(wanted, [.bergen, .boston]), limits, today: today, places: three)
        #expect(found.map(\.days) == [late, wanted] && found[1].places == [.bergen, .boston])
        // A place by itself, places in several calls, and days in several calls.
        found = try asks(open(wanted, three), limits, today: today, apart: ["Oslo"], places: three)
        #expect(found.map { $0.places.map(\.name) } == [["Oslo"], ["Bergen", "Boston"]])
        found = try asks(
            open(wanted, three), SpanLimits(places: 2, placeDays: 20, cut: nil), today: today, places: three)
        #expect(found.map(\.days.days) == [10, 15, 5] && found[0].days.upperBound == today)
        // Days on both sides of a border are two calls, and so are days with a gap between them.
        found = try asks(
            open(wanted, three), SpanLimits(places: 50, placeDays: 700, cut: 4), today: today, places: three)
        #expect(found.map(\.days.days) == [5, 10])
        let gap = open(wanted, three).filter { $0.day != today.adding(days: -3) }
        #expect(try asks(gap, limits, today: today, places: three).map(\.days.days) == [3, 11])
        // What the configuration does not know is not asked for.
        #expect(
            SpanPlan([PlaceDay("Paris", today)], limits: limits, today: today).ask(
                for: PlaceDay("Paris", today), places: three) == nil)
    }

    @Test(arguments: 1...20)
    func everyOpenDayIsAskedForOnceAndNoFinishedOne(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let today = try day("20261130")
        let wanted = today.adding(days: -Int.random(in: 0...400, using: &random))...today
        let places = [LocatedPlace.oslo, .bergen, .boston, .newYork]
        let most = Int.random(in: 1...3, using: &random)
        let all = open(wanted, places).filter { _ in Int.random(in: 0..<3, using: &random) < most }
        let limits = SpanLimits(
            places: Int.random(in: 1...5, using: &random), placeDays: Int.random(in: 1...300, using: &random),
            cut: Bool.random(using: &random) ? 92 : nil)
        let found = try asks(all.shuffled(using: &random), limits, today: today, places: places)
        let asked = found.flatMap { ask in
            ask.places.flatMap { place in ask.days.each.map { PlaceDay(place.name, $0) } }
        }
        #expect(asked.count == Set(asked).count && Set(asked) == Set(all))
        for ask in found {
            #expect(ask.places.count <= limits.places)
            #expect(ask.placeDays <= max(limits.placeDays, ask.places.count))
            guard let cut = limits.cut else { continue }
            let border = today.adding(days: -cut)
            #expect(ask.days.lowerBound >= border || ask.days.upperBound < border)
        }
    }

    @Test func cursorsAndSubjectsAreReadBackAndOddTextsAreNone() throws {
        var cursor = SpanCursor(
            SpanAsk(days: try day("20261116")...day("20261130"), places: [.oslo, LocatedPlace(name: "Å, b /%2C")]))
        #expect(SpanCursor(cursor.text) == cursor)
        (cursor.isFinished, cursor.note, cursor.link) = (true, "archive", "/a?b=c d")
        #expect(SpanCursor(cursor.text) == cursor)
        for text in ["", "x", "20261130", "20261130-20261129 0   ", "20261399-20261401 0   ", "20261130 0   "] {
            #expect(SpanCursor(text) == nil, "\(text)")
        }
        let place = PlaceDay("A/B", try day("20261101"))
        #expect(place.subject == "A/B/20261101" && PlaceDay(place.subject) == place)
        for text in ["", "Oslo", "Oslo/", "Oslo/2026111", "Oslo/20261301"] { #expect(PlaceDay(text) == nil, "\(text)") }
    }

    @Test func whatWasLearnedCountsForAWeek() throws {
        let memory = SpanMemory()
        memory.note("archive", on: try day("20261130"))
        #expect(try memory.knows("archive", on: day("20261206")) && !memory.knows("other", on: day("20261130")))
        #expect(try !memory.knows("archive", on: day("20261207")) && !memory.knows("archive", on: day("20261129")))
        memory.forget("archive")
        #expect(try !memory.knows("archive", on: day("20261130")))
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
