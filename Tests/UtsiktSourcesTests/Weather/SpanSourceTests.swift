import HTTPTypes
import Testing
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktSources

/// Today's weather services over loopback sockets, with a clock that tests move: how many calls a round makes, for which days, and
/// what comes of faults.
@Suite(.timeLimit(.minutes(30))) struct SpanSourceTests {
    static let start = Timestamp(seconds: 1_796_040_000)  // 2026-11-30T12:00:00Z
    let clock = ManualPaceClock(start: SpanSourceTests.start, jumps: true)

    static let five = ["Oslo", "Stavanger", "Kristiansand", "Bergen", "Trondheim"].enumerated().map { index, name in
        LocatedPlace(
            name: name, latitude: 58 + Double(index), longitude: 5 + Double(index),
            stations: ["iem": "ENA\(index)", "frost": "SN1000\(index)", "nws": "KAA\(index)"])
    }

    func source(
        _ service: String, _ sky: SkyServer, _ places: [LocatedPlace] = SpanSourceTests.five, days: Int = 14
    ) -> SpanSource {
        let wire: any SpanWire =
            switch service {
            case "iem": IEMWire(url: sky.url)
            case "frost": FrostWire(url: sky.url, clientID: Secret("my-id"))
            case "nws": NWSWire(url: sky.url)
            default: OpenMeteoWire(url: sky.url)
            }
        let clock = clock
        return SpanSource(
            wire, id: SourceID(rawValue: service), places: places, days: days, transport: CurlTransport(),
            now: { clock.now })
    }

    func run(_ source: SpanSource, _ store: Store, sky: SkyServer) async throws -> FetchSnapshot {
        let ingestor = Ingestor(sources: [source], store: store, clock: clock)
        let now = clock.now
        sky.change { $0.now = now }
        try await ingestor.run()
        return await ingestor.snapshot()
    }

    /// The days that a call asks for, as the first and the last one.
    func days(_ call: String, today: CivilDay) -> String {
        let values = Dictionary(
            SkyServer.parameters(call).map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        if let past = values["past_days"].flatMap({ Int($0) }) {
            return "\(today.adding(days: -past)) \(today.adding(days: values["forecast_days"] == "0" ? -1 : 0))"
        }
        if let low = values["start_date"], let high = values["end_date"] { return "\(low) \(high)" }
        if let low = values["sts"], let high = values["ets"] {
            let last = CivilDay(high.prefix(10)).map { "\($0.adding(days: -1))" } ?? ""
            return "\(low.prefix(10)) \(last)"
        }
        let span = (values["referencetime"] ?? "").split(separator: "/").compactMap { CivilDay($0) }
        return span.count == 2 ? "\(span[0]) \(span[1].adding(days: -1))" : ""
    }

    @Test(arguments: ["open-meteo", "iem", "frost"])
    func fourteenDaysOfFivePlacesAreOneCallAndSoIsEachHourAfterwards(service: String) async throws {
        let sky = try SkyServer(now: clock.now)
        let store = try Store.temporary()
        defer { try? store.close() }
        let source = source(service, sky)
        let first = try await run(source, store, sky: sky)
        #expect(first.phase == .finished && first.done == 75 && first.setAside == 0)
        #expect(first.sources.first?.calls == 1 && first.sources.first?.pages == 1)
        var calls = sky.takeCalls()
        #expect(calls.map { days($0, today: clock.now.day) } == ["2026-11-16 2026-11-30"], "\(calls)")
        let perDay = service == "iem" ? 48 : 24
        let hoursToday = service == "open-meteo" ? 13 : service == "iem" ? 24 : 12
        #expect(try await store.counts().observations == 5 * (14 * perDay + hoursToday))
        // At once again: nothing is asked.
        _ = try await run(source, store, sky: sky)
        #expect(sky.takeCalls() == [])
        // An hour later: one call, for the days that are not finished.
        clock.advance(by: 3700)
        _ = try await run(source, store, sky: sky)
        calls = sky.takeCalls()
        let from = service == "open-meteo" ? "2026-11-24" : "2026-11-29"
        #expect(calls.map { days($0, today: clock.now.day) } == ["\(from) 2026-11-30"], "\(calls)")
        // Days go by, an hour at a time: never more than a call, and never for a finished day.
        for _ in 0..<30 {
            clock.advance(by: 3 * 3600)
            let snapshot = try await run(source, store, sky: sky)
            #expect(snapshot.done == 75 && snapshot.total == 75)
            let today = clock.now.day
            let calls = sky.takeCalls()
            #expect(calls.count == 1)
            let low = days(calls.first ?? "", today: today).prefix(10)
            #expect(
                CivilDay(low).map { today.number - $0.number <= (service == "open-meteo" ? 7 : 2) } == true, "\(low)")
        }
    }

    @Test func aDayWhoseLastHoursAreMissingIsAskedForAgainAndAFinishedOneNever() async throws {
        let sky = try SkyServer(now: clock.now)
        let store = try Store.temporary()
        defer { try? store.close() }
        let late = try #require(CivilDay("20261120"))
        sky.change { $0.missing[late] = [21, 22, 23] }
        let source = source("open-meteo", sky)
        _ = try await run(source, store, sky: sky)
        _ = sky.takeCalls()
        for _ in 0..<3 {
            clock.advance(by: 3700)
            _ = try await run(source, store, sky: sky)
            // Ten days old and not finished: asked for, and the finished ones around it are not.
            let asked = sky.takeCalls().map { days($0, today: clock.now.day) }
            #expect(Set(asked) == ["2026-11-24 2026-11-30", "2026-11-20 2026-11-20"])
            #expect(asked.count == 2)
        }
        #expect(try await store.observations(place: "Oslo").count { $0.instant.day == late } == 21)
        // The hours are filled in: they come, and nobody asks again.
        sky.change { $0.missing = [:] }
        clock.advance(by: 3700)
        _ = try await run(source, store, sky: sky)
        #expect(sky.takeCalls().contains { days($0, today: clock.now.day).hasPrefix("2026-11-20") })
        #expect(try await store.observations(place: "Oslo").count { $0.instant.day == late } == 24)
        clock.advance(by: 3700)
        _ = try await run(source, store, sky: sky)
        #expect(!sky.takeCalls().contains { days($0, today: clock.now.day).hasPrefix("2026-11-20") })
    }

    @Test(arguments: ["2026-10-25", "2026-03-29"])
    func daysOnWhichClocksChangeHaveTwentyFourHours(text: String) async throws {
        let day = try #require(CivilDay(text))
        let clock = ManualPaceClock(start: Timestamp(day: day.adding(days: 3), hour: 9), jumps: true)
        let sky = try SkyServer(now: clock.now)
        let store = try Store.temporary()
        defer { try? store.close() }
        for service in ["open-meteo", "frost"] {
            let wire: any SpanWire =
                service == "frost" ? FrostWire(url: sky.url, clientID: Secret("x")) : OpenMeteoWire(url: sky.url)
            let source = SpanSource(
                wire, id: SourceID(rawValue: service), places: [.oslo], days: 5, transport: CurlTransport(),
                now: { clock.now })
            try await Ingestor(sources: [source], store: store, clock: clock).run()
        }
        let found = try await store.observations(place: "Oslo")
        for service in ["open-meteo", "frost"] {
            let own = found.filter { $0.source.rawValue == service && $0.instant.day == day }
            #expect(own.map(\.instant.hour) == Array(0..<24))
        }
        // The local day of Oslo: from 22:00 of the day before in summer, from 23:00 in winter.
        let isAutumn = text == "2026-10-25"
        let from = Timestamp(day: day).adding(seconds: isAutumn ? -7200 : -3600)
        let to = Timestamp(day: day.adding(days: 1)).adding(seconds: isAutumn ? -3600 : -7200)
        let local = found.filter { $0.source.rawValue == "frost" && $0.instant >= from && $0.instant < to }
        #expect(local.count == (isAutumn ? 25 : 23))
    }

    @Test func frostWithoutDataIsAnEmptyFinishedDay() async throws {
        let sky = try SkyServer(now: clock.now)
        let store = try Store.temporary()
        defer { try? store.close() }
        sky.change { $0.next = [.answer(412, #"{"error":{"code":412,"message":"No data found"}}"#)] }
        let source = source("frost", sky, [.oslo])
        let snapshot = try await run(source, store, sky: sky)
        #expect(snapshot.done == 15 && snapshot.setAside == 0 && snapshot.sources.first?.open == 2)
        #expect(try await store.counts().observations == 0)
        _ = sky.takeCalls()
        clock.advance(by: 3700)
        _ = try await run(source, store, sky: sky)
        #expect(sky.takeCalls().map { days($0, today: clock.now.day) } == ["2026-11-29 2026-11-30"])
        #expect(sky.requests.allSatisfy { $0.contains("Authorization: Basic bXktaWQ6\r\n") })
    }

    @Test(arguments: [
        ("Daily API request limit exceeded. Please try again tomorrow.", "2026-12-01T00:01:00Z"),
        ("Hourly API request limit exceeded. Please try again in the next hour.", "2026-11-30T13:00:00Z"),
        ("Minutely API request limit exceeded. Please try again in one minute.", "2026-11-30T12:01:00Z"),
    ])
    func aUsedUpQuotaWaitsForItsWindowOfTheClock(reason: String, until: String) async throws {
        let sky = try SkyServer(now: clock.now)
        let store = try Store.temporary()
        defer { try? store.close() }
        sky.change { $0.next = [.answer(429, #"{"error":true,"reason":"\#(reason)"}"#)] }
        let snapshot = try await run(source("open-meteo", sky, [.oslo]), store, sky: sky)
        #expect(snapshot.done == 15 && sky.takeCalls().count == 2)
        let end = try #require(Timestamp(iso8601: until))
        #expect(abs(clock.now.seconds(since: end)) <= 2, "\(clock.now)")
    }

    @Test func onePlaceThatIsRefusedStopsNoOtherAndCostsACallAWeekByItself() async throws {
        for (service, status) in [("iem", 422), ("frost", 404)] {
            let clock = ManualPaceClock(start: Self.start, jumps: true)
            let sky = try SkyServer(now: clock.now)
            let store = try Store.temporary()
            defer { try? store.close() }
            let bad = service == "iem" ? "ENA2" : "SN10002"
            sky.change { $0.refused = [bad: status] }
            let wire: any SpanWire =
                service == "iem" ? IEMWire(url: sky.url) : FrostWire(url: sky.url, clientID: Secret("x"))
            let source = SpanSource(
                wire, id: SourceID(rawValue: service), places: Self.five, days: 14, transport: CurlTransport(),
                now: { clock.now })
            let ingestor = Ingestor(sources: [source], store: store, clock: clock)
            try await ingestor.run()
            let snapshot = await ingestor.snapshot()
            // What Frost does not find it may find later: such days are open.
            let isFrost = service == "frost"
            #expect(snapshot.done == (isFrost ? 75 : 60) && snapshot.setAside == (isFrost ? 0 : 15))
            // Halves, not day by day.
            #expect(sky.takeCalls().count <= 9)
            #expect(try await store.observations(place: "Kristiansand").isEmpty)
            #expect(try await store.observations(place: "Trondheim").count > 30)
            let reasons = Set(snapshot.sources.first?.setAsideTasks.map(\.reason) ?? [])
            if !isFrost { #expect(reasons.count == 1 && reasons.first?.contains("Kristiansand") == true) }
            // Then the others are asked for together, and it by itself when it has a new day.
            clock.advance(by: 3700)
            try await ingestor.run()
            #expect(sky.takeCalls().count == (isFrost ? 2 : 1))
            clock.advance(by: 12 * 3600)
            try await ingestor.run()
            #expect(sky.takeCalls().count == 2)
        }
    }

    @Test func aClientIDThatIsRefusedPausesTheSourceAndNoDayHasFailed() async throws {
        let sky = try SkyServer(now: clock.now)
        let store = try Store.temporary()
        defer { try? store.close() }
        sky.change { state in
            state.next = (0..<9).map { _ in
                .answer(401, #"{"error":{"code":401,"message":"Unauthorized my-client-id"}}"#)
            }
        }
        let clock = clock
        let source = SpanSource(
            FrostWire(url: sky.url, clientID: Secret("my-client-id")), id: SourceID(rawValue: "frost"),
            places: Self.five, days: 14, secret: Secret("my-client-id"), transport: CurlTransport(),
            now: { clock.now })
        let snapshot = try await run(source, store, sky: sky)
        let pause = try #require(snapshot.sources.first?.pause)
        #expect(pause.cause == .token && pause.problem.contains("client id") && !pause.problem.contains("my-client-id"))
        #expect(snapshot.setAside == 0 && sky.takeCalls().count == 1)
    }

    // As it is, and as it was sent: a user without a password.
    @Test(arguments: ["my-client-id", "bXktY2xpZW50LWlkOg=="])
    func anAnswerThatSaysTheClientIDBackIsNotKept(echo: String) async throws {
        let sky = try SkyServer(now: clock.now)
        let store = try Store.temporary()
        defer { try? store.close() }
        let record =
            #"{"sourceId":"SN18700:0","referenceTime":"2026-11-20T10:00:00Z","note":"\#(echo)","observations":[{"elementId":"air_temperature","value":4.5,"unit":"degC","timeOffset":"PT0H","timeResolution":"PT1H"}]}"#
        sky.change { state in state.next = (0..<9).map { _ in .answer(200, #"{"data":[\#(record)]}"#) } }
        let clock = clock
        let source = SpanSource(
            FrostWire(url: sky.url, clientID: Secret("my-client-id")), id: SourceID(rawValue: "frost"), places: [.oslo],
            days: 1, secret: Secret("my-client-id"), transport: CurlTransport(), now: { clock.now })
        let snapshot = try await run(source, store, sky: sky)
        #expect(snapshot.done == 0 && snapshot.setAside == 2)
        #expect(try await store.counts().observations == 0)
    }

    @Test func callsOfOpenMeteoAreCountedByTheirWeight() async throws {
        let sky = try SkyServer(now: clock.now)
        let store = try Store.temporary()
        defer { try? store.close() }
        let snapshot = try await run(source("open-meteo", sky, days: 13), store, sky: sky)
        let budgets = try #require(snapshot.sources.first?.budgets)
        #expect(budgets.map(\.limit) == [600, 5000, 10_000] && budgets.allSatisfy { $0.used == 5 }, "\(budgets)")
    }

    @Test func aHostWithoutAForecastIsAskedForItsArchive() async throws {
        let sky = try SkyServer(now: clock.now)
        let store = try Store.temporary()
        defer { try? store.close() }
        sky.change { $0.isArchiveOnly = true }
        let source = source("open-meteo", sky)
        #expect(try await run(source, store, sky: sky).done == 75)
        #expect(sky.takeCalls().map { $0.prefix { $0 != "?" } } == ["/v1/forecast", "/v1/archive"])
        clock.advance(by: 3700)
        _ = try await run(source, store, sky: sky)
        let calls = sky.takeCalls()
        #expect(calls.count == 1 && calls[0].hasPrefix("/v1/archive?"), "\(calls)")
    }

    @Test func aPlaceThatIsAddedCostsItsOwnDaysOnly() async throws {
        let sky = try SkyServer(now: clock.now)
        let store = try Store.temporary()
        defer { try? store.close() }
        _ = try await run(source("iem", sky, Array(Self.five.prefix(4))), store, sky: sky)
        _ = sky.takeCalls()
        clock.advance(by: 3700)
        _ = try await run(source("iem", sky), store, sky: sky)
        let calls = sky.takeCalls()
        #expect(
            Set(calls.map { days($0, today: clock.now.day) }) == ["2026-11-16 2026-11-30", "2026-11-29 2026-11-30"])
        #expect(calls.count == 2)
        let whole = try #require(calls.first { $0.contains("sts=2026-11-16") })
        #expect(whole.contains("station=ENA4") && !whole.contains("station=ENA0"))
        clock.advance(by: 3700)
        _ = try await run(source("iem", sky), store, sky: sky)
        #expect(sky.takeCalls().map { days($0, today: clock.now.day) } == ["2026-11-29 2026-11-30"])
    }

    @Test func aYearIsFetchedInFewCallsTheNewestDaysFirst() async throws {
        let sky = try SkyServer(now: clock.now)
        let store = try Store.temporary()
        defer { try? store.close() }
        _ = try await run(source("open-meteo", sky, [.oslo, .bergen], days: 365), store, sky: sky)
        let calls = sky.takeCalls()
        #expect(calls.map { $0.prefix { $0 != "?" } } == ["/v1/forecast", "/v1/archive"])
        #expect(days(calls[0], today: clock.now.day) == "2026-08-30 2026-11-30")
        #expect(days(calls[1], today: clock.now.day) == "2025-11-30 2026-08-29")
        #expect(try await store.counts().observations == 2 * (365 * 24 + 13))
        clock.advance(by: 3700)
        _ = try await run(source("open-meteo", sky, [.oslo, .bergen], days: 365), store, sky: sky)
        #expect(sky.takeCalls().map { days($0, today: clock.now.day) } == ["2026-11-24 2026-11-30"])
    }

    @Test func redirectsToAnotherHostDoNotGetTheClientID() async throws {
        let other = try HostileServer { _ in [.answer(200, #"{"data":[]}"#)] }
        let sky = try SkyServer(now: clock.now)
        let store = try Store.temporary()
        defer { try? store.close() }
        sky.change { $0.next = (0..<99).map { _ in .answer(302, "", "Location: \(other.url)/x") } }
        let snapshot = try await run(source("frost", sky, [.oslo]), store, sky: sky)
        #expect(snapshot.setAside == 15 && other.requests.isEmpty && sky.takeCalls().count <= 8)
    }

    @Test func stationsOfTheUnitedStatesAreAskedForOneByOne() async throws {
        let body = String(decoding: try WeatherExchanges.own("nws").first.body, as: UTF8.self)
            .replacing("2026-11-03T", with: "2026-11-28T")
        let server = try HostileServer { head in
            head.contains("/stations/KAA3/")
                ? [.answer(404, #"{"title":"Not Found","status":404}"#)] : [.answer(200, body)]
        }
        let store = try Store.temporary()
        defer { try? store.close() }
        let clock = clock
        let source = SpanSource(
            NWSWire(url: server.url), id: SourceID(rawValue: "nws"), places: Self.five, days: 7,
            transport: CurlTransport(),
            now: { clock.now })
        let ingestor = Ingestor(sources: [source], store: store, clock: clock)
        try await ingestor.run()
        let snapshot = await ingestor.snapshot()
        #expect(snapshot.done == 32 && snapshot.setAside == 8 && server.requests.count == 5)
        #expect(server.requests.allSatisfy { $0.contains("start=2026-11-23T00:00:00Z&end=2026-12-01T00:00:00Z") })
        #expect(server.requests.allSatisfy { $0.lowercased().contains("\r\nuser-agent: utsikt") })
        #expect(try await store.counts().observations == 4 * 3)
    }

    @Test func forecastsAreNeverStoredAsObserved() async throws {
        let sky = try SkyServer(now: clock.now)
        let store = try Store.temporary()
        defer { try? store.close() }
        _ = try await run(source("open-meteo", sky, [.oslo]), store, sky: sky)
        let found = try await store.observations(place: "Oslo")
        #expect(found.allSatisfy { $0.instant <= Self.start } && found.last?.instant == Self.start)
    }
}
