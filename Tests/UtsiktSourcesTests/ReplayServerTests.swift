import HTTPTypes
import Testing
import UtsiktCore

@testable import UtsiktSources

/// The connectors against the replay server over real sockets.
@Suite(.timeLimit(.minutes(30))) struct ReplayServerTests {
    /// A server, its address and a transport, for the time of a body.
    private func withServer<Value>(
        faults: Faults = .sample, limits: Bool = true, speed: ReplaySpeed = .max,
        _ body: (SampleWorld, ReplayPaceClock, ReplayServer, String, CurlTransport) async throws -> Value
    ) async throws -> Value {
        let world = try TestWorld.load()
        let clock = ReplayPaceClock(start: world.paceStart, speed: speed)
        let server = ReplayServer(world: world, clock: clock, faults: faults, limits: limits)
        let port = try await server.start()
        let outcome: Result<Value, any Error>
        do {
            outcome = .success(
                try await body(
                    world, clock, server, ReplayServer.baseURL(port: port), CurlTransport(timeoutSeconds: 600)))
        } catch {
            outcome = .failure(error)
        }
        await server.stop()
        return try outcome.get()
    }

    @Test func theWholeTimelineComesOverTheNetworkWithTheArticlesFigures() async throws {
        try await withServer { world, clock, server, url, transport in
            let source = world.postsSource(baseURL: url, transport: transport)
            let harvest = try await Harvest.all(of: source, clock: clock)
            let funnel = Funnel2015(harvest.posts, now: world.topicsNow)
            #expect(funnel.total == 24_271)
            #expect(funnel.withoutHashtags == 17_150)
            #expect(funnel.tooOld == 4665)
            #expect(funnel.analysed == 2456)
            #expect(funnel.occurrences == 4030)
            #expect(funnel.counts.count == 1583)
            #expect(Set(harvest.posts.map(\.id)).count == 24_271)
            #expect(harvest.rejected.isEmpty)

            // Every kind of fault came up, and all but those of the eight accounts without posts passed.
            let kinds = Dictionary(grouping: harvest.failures.values.joined(), by: \.kind).mapValues(\.count)
            #expect(kinds[.refused] == 5)
            #expect(kinds[.gone] == 3)
            #expect((kinds[.temporary] ?? 0) >= 3)
            #expect((kinds[.malformed] ?? 0) >= 1)
            // The limits made the harvest wait: 1,221 timeline calls are more than six windows of 180.
            #expect((kinds[.rateLimited] ?? 0) >= 6)
            #expect(clock.now.seconds(since: world.paceStart) >= 6 * 900)
            #expect(harvest.quotas.allSatisfy { $0.limit == 180 || $0.limit == 15 })
            let statistics = await server.statistics()
            #expect(statistics.statuses[401] == 5)
            #expect(statistics.statuses[404] == 3)
            #expect(statistics.requests == statistics.statuses.values.reduce(0, +))
        }
    }

    @Test func allWeatherComesOverTheNetworkExactlyAsBundled() async throws {
        try await withServer(limits: false) { world, clock, _, url, transport in
            let source = world.weatherSource(baseURL: url, transport: transport)
            #expect(source.seeds(at: Timestamp(milliseconds: 0)).count == 3 * 92)
            let harvest = try await Harvest.all(of: source, clock: clock)
            #expect(harvest.rejected.isEmpty)
            for weather in world.weather {
                #expect(harvest.observations.filter { $0.place == weather.place } == weather.observations)
            }
            #expect(harvest.failures.values.joined().contains { $0.kind == .temporary })
            #expect(harvest.failures.values.joined().contains { $0.kind == .rateLimited && $0.retryAfterSeconds == 15 })
        }
    }

    @Test func quotasCountDownAndSayWhenTheSpanEnds() async throws {
        try await withServer(faults: .none) { world, clock, _, url, transport in
            let source = world.postsSource(baseURL: url, transport: transport)
            let friends = try #require(source.seeds(at: Timestamp(milliseconds: 0)).first)
            let page = try await source.fetch(friends)
            let quota = try #require(page.quota)
            #expect(quota.limit == 15)
            #expect(quota.remaining == 14)
            #expect(quota.saidAt == Timestamp(seconds: world.paceStart.seconds))
            #expect(quota.resetsAt == world.paceStart.adding(seconds: 900))
            #expect(page.discovered.count == 613)
            #expect(page.bytes > 6000)
            for left in stride(from: 13, through: 0, by: -1) {
                let again = try await source.fetch(friends)
                #expect(again.quota?.remaining == left)
            }
            let refused = await #expect(throws: SourceFailure.self) { try await source.fetch(friends) }
            #expect(refused?.kind == .rateLimited)
            #expect(refused?.status == 429)
            #expect(refused?.quota?.remaining == 0)
            // The timelines have a budget of their own.
            _ = try await source.fetch(try #require(page.discovered.first))
            try await clock.sleep(until: try #require(refused?.quota?.resetsAt))
            #expect(try await source.fetch(friends).quota?.remaining == 14)
        }
    }

    @Test func theWeatherLimitsAreKeptByMinuteAndDay() async throws {
        try await withServer(faults: .none) { world, clock, _, url, transport in
            let source = world.weatherSource(baseURL: url, transport: transport)
            let task = try #require(source.seeds(at: Timestamp(milliseconds: 0)).dropFirst().first)
            for _ in 0..<10 { _ = try await source.fetch(task) }
            let refused = await #expect(throws: SourceFailure.self) { try await source.fetch(task) }
            #expect(refused?.kind == .rateLimited)
            #expect(refused?.quota?.resetsAt == world.paceStart.adding(seconds: 60))
        }
        var windows = RateWindows(budgets: [.weather: [Budget(calls: 10, per: 60), Budget(calls: 500, per: 86_400)]])
        var now = Timestamp(seconds: 0)
        var allowed = 0
        for _ in 0..<100 {
            for _ in 0..<10 where windows.call(.weather, at: now).allowed { allowed += 1 }
            now = now.adding(seconds: 60)
        }
        #expect(allowed == 500)
        #expect(windows.peek(.weather, at: now).resetsAt == Timestamp(seconds: 86_400))
        #expect(windows.call(.weather, at: Timestamp(seconds: 86_400)).allowed)
    }

    @Test func friendsComePageByPageAndEachOnce() async throws {
        try await withServer { world, clock, _, url, transport in
            let options = TimelinesSource.Options(
                baseURL: url + "/", userID: world.userID, token: Secret(SampleWorld.token), friendsPageSize: 100)
            let source = TimelinesSource(options, transport: transport)
            var task = try #require(source.seeds(at: Timestamp(milliseconds: 0)).first)
            var found: [FetchTask] = []
            while true {
                let page = try await source.fetch(task)
                found += page.discovered
                guard let next = page.next else { break }
                task.cursor = next
                task.pages += 1
            }
            #expect(task.pages == 6)
            #expect(found.count == 621)
            #expect(Set(found.map(\.subject)).count == 621)
            #expect(found.allSatisfy { $0.source == .posts && $0.budget == TimelinesSource.timelineBudget })
        }
    }

    @Test func wrongCredentialsAreRefusedWithoutShowingThem() async throws {
        try await withServer { world, _, _, url, transport in
            let posts = TimelinesSource(
                .init(baseURL: url, userID: world.userID, token: Secret("hush-hush")), transport: transport)
            let refused = await #expect(throws: SourceFailure.self) {
                try await posts.fetch(try #require(posts.seeds(at: Timestamp(milliseconds: 0)).first))
            }
            #expect(refused?.kind == .refused)
            #expect(refused?.status == 401)
            let weather = WeatherHistorySource(
                .init(baseURL: url, key: Secret("hush-hush"), places: world.places, days: world.weatherDays),
                transport: transport)
            let unknown = await #expect(throws: SourceFailure.self) {
                try await weather.fetch(try #require(weather.seeds(at: Timestamp(milliseconds: 0)).first))
            }
            #expect(unknown?.kind == .refused)
            var shown = ""
            dump(refused, to: &shown)
            dump(unknown, to: &shown)
            dump(posts, to: &shown)
            dump(weather, to: &shown)
            // The session may or may not still hold the last request, whose URL has the key: its own word must not depend on that.
            #expect(Mirror(reflecting: transport).children.isEmpty)
            #expect(!shown.contains("hush"))
            #expect(refused?.description.isEmpty == false)
        }
    }

    @Test func placesAndAccountsThatAreNotThereAreGone() async throws {
        try await withServer(faults: .none) { world, _, _, url, transport in
            let weather = WeatherHistorySource(
                .init(
                    baseURL: url, key: Secret(SampleWorld.key),
                    places: [WeatherPlace(name: "A/B", country: "U S", city: "../%41?x#y")], days: world.weatherDays),
                transport: transport)
            let noPlace = await #expect(throws: SourceFailure.self) {
                try await weather.fetch(try #require(weather.seeds(at: Timestamp(milliseconds: 0)).first))
            }
            #expect(noPlace?.kind == .gone)
            let posts = world.postsSource(baseURL: url, transport: transport)
            let task = FetchTask(
                source: .posts, subject: "account/17", label: "account 17", budget: TimelinesSource.timelineBudget)
            let noAccount = await #expect(throws: SourceFailure.self) { try await posts.fetch(task) }
            #expect(noAccount?.kind == .gone)
            for subject in ["", "/", "account", "friends", "x/1", "Nowhere/20130501", "JFK/20139999", "JFK/"] {
                let task = FetchTask(
                    source: .posts, subject: subject, label: "x", budget: TimelinesSource.timelineBudget)
                await #expect(throws: SourceFailure.self) { try await posts.fetch(task) }
                await #expect(throws: SourceFailure.self) { try await weather.fetch(task) }
            }
        }
    }

    @Test func theRateLimitStatusTellsWhatIsLeft() async throws {
        try await withServer(faults: .none) { world, _, _, url, transport in
            let source = world.postsSource(baseURL: url, transport: transport)
            _ = try await source.fetch(try #require(source.seeds(at: Timestamp(milliseconds: 0)).first))
            let path = "/1.1/application/rate_limit_status.json"
            let headers: HTTPFields = [.authorization: "Bearer \(SampleWorld.token)"]
            let status = try await transport.send(HTTPCall(url: url + path, headers: headers))
            let text = String(decoding: status.body, as: UTF8.self)
            #expect(status.status == 200)
            #expect(text.contains("\"\\/friends\\/ids\":{\"limit\":15,\"remaining\":14,\"reset\":1436783490}"))
            #expect(text.contains("\"limit\":180,\"remaining\":180"))
            #expect(try await transport.send(HTTPCall(url: url + path)).status == 401)
            #expect(try await transport.send(HTTPCall(url: url + "/elsewhere")).status == 404)
        }
    }

    @Test func aTakenPortIsSaid() async throws {
        try await withServer { world, clock, _, url, _ in
            let port = try #require(url.split(separator: ":").last.flatMap { UInt16($0) })
            let second = ReplayServer(world: world, clock: clock)
            let error = await #expect(throws: ReplayServerError.self) { try await second.start(port: port) }
            #expect(error?.problem.contains("\(port)") == true)
            await second.stop()
        }
    }

    @Test func aStoppedServerIsATemporaryFailure() async throws {
        let (source, task) = try await withServer { world, _, _, url, transport in
            let source = world.postsSource(baseURL: url, transport: transport)
            return (source, try #require(source.seeds(at: Timestamp(milliseconds: 0)).first))
        }
        let failure = await #expect(throws: SourceFailure.self) { try await source.fetch(task) }
        #expect(failure?.kind == .temporary)
        #expect(failure?.status == nil)
    }

    @Test func accountsAreServedSoManyTimesOver() async throws {
        let world = try TestWorld.load()
        let clock = ReplayPaceClock(start: world.paceStart, speed: .max)
        let service = ReplayService(world: world, clock: clock, faults: .none, limits: false, copies: 3)
        let source = TimelinesSource(
            .init(
                baseURL: "http://in.process", userID: world.userID, token: Secret(SampleWorld.token),
                pagesPerAccount: 1, pageSize: 200, keepsBudgets: false),
            transport: ReplayTransport(service))
        #expect(source.budgets.isEmpty)
        let seed = try #require(source.seeds(at: world.topicsNow).first)
        let tasks = try await source.fetch(seed).discovered
        #expect(tasks.count == 3 * 613)
        let account = try #require(tasks.first)
        let copies = tasks.filter { $0.subject.hasSuffix(account.subject.suffix(9)) }
        #expect(copies.count == 3)
        var ids: Set<String> = []
        var count = 0
        for task in copies {
            let posts = try await source.fetch(task).rows.posts
            count += posts.count
            ids.formUnion(posts.map(\.id))
        }
        #expect(ids.count == count && count > 0 && count.isMultiple(of: 3))
        let beyond = FetchTask(
            source: .posts, subject: "account/3" + account.subject.dropFirst("account/".count),
            label: "x", budget: TimelinesSource.timelineBudget)
        await #expect(throws: SourceFailure.self) { try await source.fetch(beyond) }
    }

    @Test func theTransportWithoutSocketsAnswersTheSame() async throws {
        let world = try TestWorld.load()
        let clock = ReplayPaceClock(start: world.paceStart, speed: .max)
        let transport = ReplayTransport(ReplayService(world: world, clock: clock, faults: .none, limits: false))
        let account = try #require(world.timeline.accounts.first)
        let task = FetchTask(
            source: .posts, subject: "account/\(account.id)", label: "x", budget: TimelinesSource.timelineBudget)
        let direct = try await world.postsSource(baseURL: "http://in.process", transport: transport).fetch(task)
        let overNetwork = try await withServer(faults: .none) { world, _, _, url, transport in
            try await world.postsSource(baseURL: url, transport: transport).fetch(task)
        }
        #expect(direct.rows.posts == overNetwork.rows.posts)
        #expect(direct.next == overNetwork.next)
        #expect(direct.rows.posts.count == 20)
    }
}
