import Foundation
import HTTPTypes
import Synchronization
import Testing
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktSources

/// A day of fetching at the limits of 2015, with faults, on a clock that the test moves.
@Suite(.timeLimit(.minutes(60)), .serialized) struct SoakTests {
    /// Two services that count every call that reaches them, and answer one in twenty wrongly.
    private final class Services: HTTPTransport {
        struct State {
            var random = SeededGenerator(seed: 11)
            var arrivals: [String: [Timestamp]] = [:]
            var exceeded: [String] = []
            var faults = 0
        }
        private let state = Mutex(State())
        private let clock: ManualPaceClock
        private let accounts: Int
        private let posts: Int
        static let budgets = [
            "friends": [(15, Int64(900))], "timeline": [(180, 900)], "history": [(10, 60), (500, 86_400)],
        ]

        init(_ clock: ManualPaceClock, accounts: Int, posts: Int) {
            (self.clock, self.accounts, self.posts) = (clock, accounts, posts)
        }

        var end: State { state.withLock { $0 } }

        func send(_ call: HTTPCall) async throws(HTTPFailure) -> HTTPAnswer {
            let url = call.url
            let kind = url.contains("friends") ? "friends" : url.contains("timeline") ? "timeline" : "history"
            let now = clock.now
            let fault = state.withLock { state -> Int in
                state.arrivals[kind, default: []].append(now)
                let calls = state.arrivals[kind] ?? []
                for (most, span) in Self.budgets[kind] ?? [] where calls.count > most {
                    // As many as are allowed before this one, and all within the span.
                    if now.seconds(since: calls[calls.count - 1 - most]) < Double(span) {
                        state.exceeded.append("\(kind) \(calls.count)")
                    }
                }
                let fault = Int.random(in: 0..<100, using: &state.random)
                if fault < 5 { state.faults += 1 }
                return fault
            }
            switch fault {
            case 0: return HTTPAnswer(status: 500)
            case 1: return HTTPAnswer(status: 503, headers: [.retryAfter: "20"])
            case 2: return HTTPAnswer(status: 429, headers: [.retryAfter: "30"])
            case 3: return HTTPAnswer(status: 200, body: Array("[{\"id\":".utf8))
            case 4: throw HTTPFailure(.connection, "the connection was lost")
            default: return HTTPAnswer(status: 200, body: Array(body(kind, url).utf8))
            }
        }

        private func body(_ kind: String, _ url: String) -> String {
            func number(_ name: String) -> Int? {
                url.firstRange(of: name + "=").flatMap { Int(url[$0.upperBound...].prefix(while: \.isNumber)) }
            }
            switch kind {
            case "friends":
                return "{\"ids\":[\((1...accounts).map { String($0) }.joined(separator: ","))],\"next_cursor\":0}"
            case "timeline":
                let base = (number("user_id") ?? 0) * 1_000_000
                let id = min(base + posts, number("max_id") ?? .max)
                guard id > base, id > number("since_id") ?? 0 else { return "[]" }
                return #"[{"id":\#(id),"id_str":"\#(id)","created_at":"Mon Jul 13 10:16:30 +0000 2015","text":"x","#
                    + #""user":{"id_str":"7","screen_name":"u"},"entities":{"hashtags":[]}}]"#
            default: return #"{"history":{"observations":[]}}"#
            }
        }
    }

    /// What the process that asks has in memory, in MB.
    private static func residentMegabytes() -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return (line?.split(separator: " ").compactMap { Int($0) }.first ?? 0) / 1024
    }

    /// The whole day with `UTSIKT_SOAK=24`; else so many hours of it as the suite has time for.
    ///
    /// In a process of its own: what other tests hold at the moment is not the soak's.
    @Test func aDayOfSixHundredAccountsAndFivePlaces() async throws {
        let result = await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) {
            try await Self.soak()
        }
        print(String(decoding: result?.standardOutputContent ?? [], as: UTF8.self))
    }

    private static func soak() async throws {
        let hours = ProcessInfo.processInfo.environment["UTSIKT_SOAK"].flatMap { Int($0) } ?? 4
        // 720 calls an hour; a twentieth of them are faults. One page more than there are posts is asked for.
        let (accounts, pages) = (600, max(1, hours * 720 * 100 / 105 / 600))
        let clock = ManualPaceClock()
        let services = Services(clock, accounts: accounts, posts: pages)
        let posts = TimelinesSource(
            .init(
                baseURL: "http://in.process", userID: "1", token: Secret("t"), pagesPerAccount: pages, pageSize: 1),
            transport: services)
        let days = hours * 90 / 24
        let weather = WeatherHistorySource(
            .init(
                baseURL: "http://in.process", key: Secret("k"),
                places: (1...5).map { WeatherPlace(name: "p\($0)", country: "c", city: "p\($0)") },
                days: .last(max(1, days))), transport: services)
        let store = try Store.temporary()
        defer { try? store.close() }
        var options = IngestOptions()
        // While a call is under way its source does not sleep: so time only passes while nothing happens.
        options.concurrency = 1
        let ingestor = Ingestor(sources: [posts, weather], store: store, clock: clock, options: options)
        let events = ingestor.events()
        let hasEnded = Noted(false)
        let start = clock.now
        let run = Task {
            try await ingestor.run()
            hasEnded.change { $0 = true }
        }
        // A source that is done sleeps for ever, so that there are always two to wait for.
        let watcher = Task {
            var left: [SourceID: Int] = [.posts: accounts + 1, .weather: 5 * max(1, days)]
            await withTaskGroup(of: Void.self) { group in
                for await event in events {
                    var source: SourceID?
                    if case .committed(let page) = event.kind, page.isDone { source = page.task.source }
                    if case .setAside(let task, _) = event.kind { source = task.source }
                    if case .finished = event.kind { break }
                    guard let source else { continue }
                    left[source, default: 0] -= 1
                    if left[source] == 0 {
                        group.addTask { try? await clock.sleep(until: Timestamp(milliseconds: .max)) }
                    }
                }
                await group.waitForAll()
            }
        }
        var early = 0
        while !hasEnded.value {
            await clock.waitForSleepers(2)
            guard let first = clock.deadlines.first, first < Timestamp(milliseconds: .max) else { break }
            clock.advance(to: first)
            if early == 0, first.seconds(since: start) > Double(hours) * 900 { early = residentMegabytes() }
        }
        try await run.value
        watcher.cancel()
        let (late, took) = (residentMegabytes(), clock.now.seconds(since: start))
        let end = services.end
        #expect(end.exceeded.isEmpty, "\(end.exceeded.prefix(5))")
        let snapshot = await ingestor.snapshot()
        #expect(snapshot.phase == .finished && snapshot.setAside == 0, "\(snapshot.setAside) failed")
        #expect(try await store.counts().posts == accounts * pages)
        let calls = end.arrivals["timeline"]?.count ?? 0
        let least = Double((calls - 1) / 180 * 900)
        #expect(took <= 1.05 * least, "\(took) s for \(calls) calls, \(least) s at least")
        #expect(end.faults > calls / 25)
        #expect(early > 0 && late - early < 30, "\(early) MB after a quarter, \(late) MB at the end")
        print("soak: \(hours) h, \(calls) calls, \(took) s, at least \(least) s, \(early) MB, \(late) MB")
    }
}
