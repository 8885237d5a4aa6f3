import HTTPTypes
import Testing
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktSources

@Suite struct FaultsTests {
    private func read(_ text: String) throws(FaultsError) -> Faults {
        try Faults(json: Array(text.utf8), file: "faults.json")
    }

    @Test func aScriptIsReadWithItsDefaults() throws {
        let faults = try read(
            """
            {"protected_accounts": 2, "rules": [
              {"endpoint": "timeline", "one_in": 10, "offset": 3, "attempts": 2, "answer": "status", "status": 429,
               "retry_after": 7},
              {"endpoint": "weather", "answer": "garbage"}]}
            """)
        #expect(faults.protectedAccounts == 2)
        #expect(faults.goneAccounts == 0)
        #expect(faults.rules[0] == .init(.timeline, oneIn: 10, offset: 3, attempts: 2, status: 429, retryAfter: 7))
        #expect(faults.rules[1] == .init(.weather, oneIn: 1, answer: .garbage))
        #expect(try read("{}") == .none)
    }

    @Test(arguments: [
        "", "[]", "{\"rules\":17}", "{\"rules\":[{}]}", "{\"rules\":[{\"endpoint\":\"x\"}]}",
        "{\"protected_accounts\":-1}", "{\"rules\":[{\"endpoint\":\"timeline\",\"one_in\":0}]}",
        "{\"rules\":[{\"endpoint\":\"timeline\",\"one_in\":5,\"offset\":5}]}",
        "{\"rules\":[{\"endpoint\":\"timeline\",\"status\":200}]}", "{\"gone_accounts\":99999999999999999999}",
    ])
    func scriptsThatAreNoneAreRefused(_ text: String) {
        let error = #expect(throws: FaultsError.self) { try read(text) }
        #expect(error?.description.hasPrefix("faults.json: ") == true)
    }

    @Test func rulesDependOnTheRequestAndTheAttemptOnly() {
        let faults = Faults(rules: [.init(.timeline, oneIn: 10, offset: 3, attempts: 2)])
        let hit = (0..<1000).map { "/timeline?user_id=\($0)" }.filter {
            faults.rule(.timeline, request: $0, attempt: 0) != nil
        }
        #expect((60...140).contains(hit.count))
        for request in hit {
            #expect(faults.rule(.timeline, request: request, attempt: 1) != nil)
            #expect(faults.rule(.timeline, request: request, attempt: 2) == nil)
            #expect(faults.rule(.weather, request: request, attempt: 0) == nil)
        }
        #expect(Faults.none.rule(.timeline, request: "x", attempt: 0) == nil)
    }

    @Test func aServiceCanBeMadeToFailEveryTime() async throws {
        let world = try TestWorld.load()
        let clock = ReplayPaceClock(start: world.paceStart, speed: .max)
        let faults = try read("{\"rules\":[{\"endpoint\":\"friends\",\"attempts\":1000,\"answer\":\"garbage\"}]}")
        let service = ReplayService(world: world, clock: clock, faults: faults)
        let source = world.postsSource(baseURL: "http://in.process", transport: ReplayTransport(service))
        let task = try #require(source.seeds(at: Timestamp(milliseconds: 0)).first)
        for _ in 0..<3 {
            let failure = await #expect(throws: SourceFailure.self) { try await source.fetch(task) }
            #expect(failure?.kind == .malformed)
        }
    }
}

/// However often the sample world's server is started, its faults are those of one.
@Suite(.timeLimit(.minutes(30))) struct OneWorldTests {
    @Test(arguments: 0..<4)
    func fiveLivesEndAsOneUndisturbedOne(seed: Int) async throws {
        let world = try TestWorld.load()
        var random = SeededGenerator(seed: UInt64(seed))
        let faults = Faults(
            protectedAccounts: 2, goneAccounts: 1,
            rules: [
                .init(.timeline, oneIn: 30, offset: 1, attempts: 3, status: 500),
                .init(.timeline, oneIn: 40, offset: 2, attempts: 2, status: 429, retryAfter: 20),
            ])
        let store = try Store.temporary()
        defer { try? store.close() }
        var (lives, isDone) = (0, false)
        var answers = 0
        while !isDone {
            lives += 1
            let clock = ReplayPaceClock(start: world.paceStart, speed: .max)
            let service = ReplayService(
                world: world, clock: clock, faults: faults, limits: false, answered: try await store.faults(),
                onFault: { request, count in try? await store.keep(fault: request, count: count) })
            var options = IngestOptions()
            options.maxAttempts = 4
            let source = world.postsSource(baseURL: "http://in.process", transport: ReplayTransport(service))
            let ingestor = Ingestor(sources: [source], store: store, clock: clock, options: options)
            let events = ingestor.events()
            let run = Task { try await ingestor.run() }
            var left = lives < 6 ? Int.random(in: 20...300, using: &random) : .max
            for await event in events {
                left -= 1
                if left == 0 { run.cancel() }
                if case .finished = event.kind { break }
            }
            try await run.value
            let snapshot = await ingestor.snapshot()
            isDone = snapshot.phase == .finished
            let statuses = await service.statistics.statuses
            answers += (statuses[500] ?? 0) + (statuses[429] ?? 0)
            if isDone { #expect(snapshot.setAside == 3 && snapshot.rows == 24_271, "seed \(seed)") }
        }
        #expect(lives > 1)
        // Each fault once, however many servers there were; the last word of a request that was cut off may be lost.
        let kept = try await store.faults().values.reduce(0, +)
        #expect(kept == answers)
        let wrong = try await store.faults().count
        #expect(wrong > 20)
    }
}

@Suite struct HTTPFieldsTests {
    @Test func namesAreFoundInAnyCaseAndValuesAreTrimmed() {
        var fields = HTTPFields()
        fields["X-Rate-Limit-Limit"] = " 180\t\r\n"
        #expect(fields["x-rate-limit-LIMIT"] == "180")
        fields["X-RATE-limit-limit"] = nil
        #expect(fields["x-rate-limit-limit"] == nil)
        fields["Empty"] = "  "
        #expect(fields["empty"] == "")
        // What is not a name is not a field either.
        fields["no name"] = "x"
        #expect(fields["no name"] == nil && fields[""] == nil)
    }

    @Test func severalLinesOfANameStayApart() throws {
        let link = try #require(HTTPField.Name("Link"))
        var fields = HTTPFields()
        fields.append(HTTPField(name: link, value: "<a>; rel=next"))
        fields.append(HTTPField(name: link, value: "<b>; rel=prev"))
        #expect(fields[values: link] == ["<a>; rel=next", "<b>; rel=prev"])
        #expect(fields["LINK"] == "<a>; rel=next, <b>; rel=prev")
    }

    @Test func datesOfHeadersAreReadAndWritten() throws {
        let instant = try #require(Timestamp(iso8601: "2015-07-13T10:16:30Z"))
        #expect(instant.httpDate == "Mon, 13 Jul 2015 10:16:30 GMT")
        #expect(instant.postDate == "Mon Jul 13 10:16:30 +0000 2015")
        #expect(Timestamp(httpDate: instant.httpDate) == instant)
        for text in [
            "", "Mon, 13 Jul 2015 10:16:30 CET", "Mon, 31 Feb 2015 10:16:30 GMT", "Mon, 13 Jul 2015 25:16:30 GMT",
            "Monday, 13-Jul-15 10:16:30 GMT", "Mon, 13 Jul 99999999999999999999 10:16:30 GMT",
        ] {
            #expect(Timestamp(httpDate: text) == nil, "\(text)")
        }
    }

    @Test func pathsAreEscapedAndSecretsHidden() {
        #expect(percentEncoded("New York/æ") == "New%20York%2F%C3%A6")
        #expect("\(Secret("abc"))" == "…")
        #expect(String(reflecting: Secret("abc")) == "…")
        #expect(withoutTrailingSlashes("http://x//") == "http://x")
    }
}

/// A misspelt name would be a fault that never happens.
@Suite struct FaultNamesTests {
    @Test(arguments: [
        (#"{"rule": []}"#, "‘rule’ is not known (did you mean ‘rules’?)"),
        (
            #"{"rules": [{"endpoint": "timeline", "one_inn": 3}]}"#,
            "rule 1: ‘one_inn’ is not known (did you mean ‘one_in’?)"
        ),
        (
            #"{"rules": [{"endpoint": "timeline"}, {"endpoint": "timelines"}]}"#,
            "rule 2: endpoint ‘timelines’ is not known"
        ),
        (#"{"rules": [{"endpoint": "weather", "answer": "nonsense"}]}"#, "rule 1: answer ‘nonsense’ is not known"),
        (#"{"rules": ["weather"]}"#, "rule 1: it is not an object"),
    ])
    func isRefusedByName(_ script: String, _ problem: String) {
        let error = #expect(throws: FaultsError.self) { try Faults(json: Array(script.utf8), file: "faults.json") }
        #expect(error?.problem.contains(problem) == true, "\(error?.problem ?? "")")
    }
}
