import Testing
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktSources

/// Answers of several pages, too large ones, and what they hold besides the days that were asked for.
extension SpanSourceTests {
    @Test func aNextPageAtAnotherHostIsNotAskedForAndOneAtThisHostIs() async throws {
        let other = try HostileServer { _ in [.answer(200, #"{"data":[]}"#)] }
        let sky = try SkyServer(now: clock.now)
        let store = try Store.temporary()
        defer { try? store.close() }
        let empty = #"{"data":[],"nextLink":""#
        sky.change { state in
            state.next = [
                .answer(
                    200,
                    empty + #"/observations/v0.jsonld?sources=SN18700&referencetime=2026-11-20/2026-11-21&offset=1"}"#),
                .answer(200, empty + other.url + #"/observations/v0.jsonld?offset=2"}"#),
            ]
        }
        let snapshot = try await run(source("frost", sky, [.oslo]), store, sky: sky)
        let calls = sky.takeCalls()
        // What the page would have brought is not known: no day is finished, however old.
        #expect(snapshot.sources.first?.open == 15 && snapshot.setAside == 0)
        #expect(calls.count == 2 && calls.last?.hasSuffix("offset=1") == true)
        #expect(other.requests.isEmpty)
        #expect(try await store.rejections().first.contains { $0.reason.contains("another address") })
    }

    @Test func oldDaysAreFinishedByTheLastPageOnly() async throws {
        let clock = clock
        let days = [16, 17].compactMap { CivilDay("202611\($0)") }
        let sky = try SkyServer(now: clock.now)
        let source = source("frost", sky, [.oslo])
        let tasks = source.seeds(at: clock.now).filter { task in
            days.contains { task.subject == PlaceDay("Oslo", $0).subject }
        }
        try #require(tasks.count == 2)
        sky.change { state in
            state.next = [
                .answer(200, #"{"data":[],"nextLink":"/observations/v0.jsonld?offset=1"}"#),
                .answer(200, #"{"data":[]}"#),
            ]
        }
        let first = try await source.fetch(tasks[0], with: [tasks[1]])
        #expect(first.settled.isEmpty && first.next != nil)
        var second = tasks[0]
        second.cursor = first.next
        let last = try await source.fetch(second, with: [tasks[1]])
        #expect(last.next == nil && last.settled.map(\.outcome) == [.done, .done])
    }

    @Test func aPageThatNamesItselfAsTheNextOneLeavesItsDaysOpen() async throws {
        let sky = try SkyServer(now: clock.now)
        let store = try Store.temporary()
        defer { try? store.close() }
        sky.change { state in
            state.next = (0..<2).map { _ in
                .answer(200, #"{"data":[],"nextLink":"/observations/v0.jsonld?offset=1"}"#)
            }
        }
        let source = source("frost", sky, [.oslo], days: 1)
        let snapshot = try await run(source, store, sky: sky)
        #expect(sky.takeCalls().count == 2 && snapshot.sources.first?.open == 2 && snapshot.setAside == 0)
        #expect(try await store.rejections().first.contains { $0.reason.contains("the answer ends here") })
        // They are asked for again: today is not finished for ever.
        clock.advance(by: 3700)
        _ = try await run(source, store, sky: sky)
        #expect(sky.takeCalls().map { days($0, today: clock.now.day) } == ["2026-11-29 2026-11-30"])
    }

    /// A transport that brings one answer, or none but one beyond the limit.
    private struct OneAnswer: HTTPTransport {
        let answer: HTTPAnswer?
        func send(_ call: HTTPCall) async throws(HTTPFailure) -> HTTPAnswer {
            guard let answer else { throw HTTPFailure.tooLarge }
            return answer
        }
    }

    /// Malformed lets the days of a place be asked for in halves: what is cut off is so on every day alike.
    @Test func onlyATooLargeAnswerLetsTheDaysOfAPlaceBeHalved() async {
        let clock = clock
        for (answer, kind) in [
            (nil, SourceFailure.Kind.malformed), (HTTPAnswer(status: 200, body: Array("<html>".utf8)), .temporary),
        ] as [(HTTPAnswer?, SourceFailure.Kind)] {
            let source = SpanSource(
                IEMWire(url: "http://a"), id: SourceID(rawValue: "iem"), places: [.oslo], days: 3,
                transport: OneAnswer(answer: answer), now: { clock.now })
            let tasks = source.seeds(at: clock.now)
            do throws(SourceFailure) {
                _ = try await source.fetch(tasks[0], with: Array(tasks.dropFirst()))
                Issue.record("it was taken")
            } catch {
                #expect(error.kind == kind)
            }
        }
    }

    @Test func observationsOfOtherDaysAndOfTheFutureAreNotStored() async throws {
        let sky = try SkyServer(now: clock.now)
        let store = try Store.temporary()
        defer { try? store.close() }
        let records = ["2026-11-28T23:00:00Z", "2026-11-29T03:00:00Z", "2026-11-30T12:10:00Z", "2026-11-30T12:11:00Z"]
            .map { time in
                #"{"sourceId":"SN18700:0","referenceTime":"\#(time)","observations":[{"elementId":"air_temperature","#
                    + #""value":4.5,"unit":"degC","timeOffset":"PT0H","timeResolution":"PT1H"}]}"#
            }
        sky.change { $0.next = [.answer(200, #"{"data":[\#(records.joined(separator: ","))]}"#)] }
        let snapshot = try await run(source("frost", sky, [.oslo], days: 1), store, sky: sky)
        #expect(snapshot.done == 2)
        #expect(
            try await store.observations(place: "Oslo").map(\.instant.iso8601) == [
                "2026-11-29T03:00:00Z", "2026-11-30T12:10:00Z",
            ])
        let rejections = try await store.rejections().first.filter { $0.reason.contains("other days") }
        #expect(rejections.count == 1 && rejections.first?.reason.hasPrefix("2 ") == true)
    }
}
