import Synchronization
import Testing
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktSources

/// Fetching again later: what is new comes in, what is old is not asked for twice.
@Suite(.timeLimit(.minutes(30))) struct SecondRoundTests {
    /// One account whose posts come with time, and days without observations.
    private final class Service: HTTPTransport {
        private let state = Mutex((posts: 1, urls: [String]()))
        var urls: [String] { state.withLock { $0.urls } }
        func post() { state.withLock { $0.posts += 1 } }

        func send(_ request: HTTPCall) async throws(HTTPFailure) -> HTTPAnswer {
            let posts = state.withLock { state in
                state.urls.append(request.url)
                return state.posts
            }
            if request.url.contains("friends/ids") {
                return HTTPAnswer(status: 200, body: Array(#"{"ids":[7],"next_cursor":0}"#.utf8))
            }
            if request.url.contains("history_") {
                return HTTPAnswer(status: 200, body: Array(#"{"history":{"observations":[]}}"#.utf8))
            }
            let list =
                request.url.contains("max_id")
                ? []
                : (1...posts).reversed().map { id in
                    #"{"id":\#(id),"id_str":"\#(id)","created_at":"Mon Jul 13 10:16:30 +0000 2015","text":"x","#
                        + #""user":{"id_str":"7","screen_name":"u"},"entities":{"hashtags":[]}}"#
                }
            return HTTPAnswer(status: 200, body: Array(("[" + list.joined(separator: ",") + "]").utf8))
        }
    }

    @Test func anHourLaterTheNewestPostsAreFound() async throws {
        let service = Service()
        let store = try Store.temporary()
        defer { try? store.close() }
        let clock = ManualPaceClock(jumps: true)
        let source = TimelinesSource(
            .init(baseURL: "http://in.process", userID: "1", token: Secret("t"), refreshSeconds: 3600),
            transport: service)
        try await Ingestor(sources: [source], store: store, clock: clock).run()
        #expect(service.urls.count == 3)
        #expect(try await store.counts().posts == 1)
        service.post()
        try await Ingestor(sources: [source], store: store, clock: clock).run()
        #expect(service.urls.count == 3)
        clock.advance(by: 4000)
        try await Ingestor(sources: [source], store: store, clock: clock).run()
        // The list and the newest page, which reaches what is known.
        #expect(service.urls.count == 5)
        #expect(try await store.counts().posts == 2)
    }

    @Test func theNextDayIsAskedForAndNoDayTwice() async throws {
        let service = Service()
        let store = try Store.temporary()
        defer { try? store.close() }
        let place = WeatherPlace(name: "JFK", country: "US", city: "JFK")
        let source = WeatherHistorySource(
            .init(baseURL: "http://in.process", key: Secret("k"), places: [place], days: .last(2)),
            transport: service)
        let clock = ManualPaceClock(jumps: true)
        let noon = Timestamp(day: clock.now.day.adding(days: 1)).adding(seconds: 12 * 3600)
        clock.advance(to: noon)
        let today = noon.day
        try await Ingestor(sources: [source], store: store, clock: clock).run()
        #expect(service.urls.count == 2)
        clock.advance(to: noon.adding(seconds: 86_399))
        try await Ingestor(sources: [source], store: store, clock: clock).run()
        #expect(service.urls.count == 2)
        clock.advance(by: 60)
        try await Ingestor(sources: [source], store: store, clock: clock).run()
        let asked: [String] = service.urls.compactMap { url in
            url.split(separator: "/").first { $0.hasPrefix("history_") }.map { String($0) }
        }
        let expected: [String] = [-2, -1, 0].map { "history_\(today.adding(days: $0).compact)" }
        // The two days of the first round are asked for side by side.
        #expect(asked.prefix(2).sorted() + asked.dropFirst(2) == expected)
    }

    @Test func daysEndTwelveHoursLater() throws {
        let day = try #require(CivilDay("20130710"))
        let noon = Timestamp(day: day).adding(seconds: 12 * 3600)
        #expect(WeatherDays.last(1).range(at: noon) == day.adding(days: -1)...day.adding(days: -1))
        let before = noon.adding(seconds: -1)
        #expect(WeatherDays.last(1).range(at: before) == day.adding(days: -2)...day.adding(days: -2))
        #expect(WeatherDays.last(0).range(at: noon) == nil)
        #expect(WeatherDays.last(-3).range(at: noon) == nil)
        #expect(WeatherDays.last(.max).range(at: noon)?.lowerBound == day.adding(days: -WeatherHistorySource.mostDays))
    }

    @Test func theSampleWorldStaysAsItIs() throws {
        let world = try TestWorld.load()
        let posts = world.postsSource(baseURL: "http://in.process", transport: Service())
        let weather = world.weatherSource(baseURL: "http://in.process", transport: Service())
        #expect(posts.refreshSeconds == nil && weather.refreshSeconds == nil)
        let later = world.topicsNow.adding(seconds: 1_000_000)
        #expect(posts.seeds(at: later) == posts.seeds(at: world.topicsNow))
        #expect(weather.seeds(at: later) == weather.seeds(at: world.topicsNow))
    }

    @Test(arguments: ["Nowhere/20130501", "JFK/2013", "JFK", "", "account/"])
    func aTaskThatNobodyKnowsIsGoneAtOnce(_ subject: String) async {
        let task = FetchTask(
            source: .weather, subject: subject, label: subject, budget: WeatherHistorySource.historyBudget)
        let service = Service()
        let weather = WeatherHistorySource(
            .init(
                baseURL: "http://in.process", key: Secret("k"),
                places: [WeatherPlace(name: "JFK", country: "US", city: "JFK")], days: .last(2)),
            transport: service)
        let posts = TimelinesSource(
            .init(baseURL: "http://in.process", userID: "1", token: Secret("t")), transport: service)
        #expect(await #expect(throws: SourceFailure.self) { try await weather.fetch(task) }?.kind == .gone)
        #expect(await #expect(throws: SourceFailure.self) { try await posts.fetch(task) }?.kind == .gone)
        #expect(service.urls.isEmpty)
    }
}
