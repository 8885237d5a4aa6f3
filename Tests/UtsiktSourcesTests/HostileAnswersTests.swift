import Foundation
import Testing
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktSources

/// Connectors and transport against servers that lie, stall and shout.
@Suite(.timeLimit(.minutes(30))) struct HostileAnswersTests {
    typealias Step = HostileServer.Step
    private let timeline = FetchTask(
        source: .posts, subject: "account/7", label: "account 7", budget: TimelinesSource.timelineBudget)
    private let friends = FetchTask(
        source: .posts, subject: "friends/1", label: "friends of 1", budget: TimelinesSource.friendsBudget)
    private let day = FetchTask(
        source: .weather, subject: "JFK/20130501", label: "JFK 2013-05-01", budget: WeatherHistorySource.historyBudget)

    private func posts(_ url: String, pages: Int? = 2, timeout: Double = 600) -> TimelinesSource {
        TimelinesSource(
            .init(baseURL: url, userID: "1", token: Secret("hush-token"), pagesPerAccount: pages),
            transport: CurlTransport(timeoutSeconds: timeout))
    }

    private func weather(_ url: String) throws -> WeatherHistorySource {
        let first = try #require(CivilDay("20130501"))
        return WeatherHistorySource(
            .init(
                baseURL: url, key: Secret("hush-key"), places: [WeatherPlace(name: "JFK", country: "US", city: "JFK")],
                days: first...first),
            transport: CurlTransport(timeoutSeconds: 600))
    }

    private func failure(_ steps: [Step], timeout: Double = 600) async throws -> SourceFailure {
        let server = try HostileServer { _ in steps }
        let source = posts(server.url, timeout: timeout)
        let failure = try #require(await #expect(throws: SourceFailure.self) { try await source.fetch(timeline) })
        #expect(!failure.description.contains("hush"))
        return failure
    }

    @Test(arguments: [
        (400, SourceFailure.Kind.refused), (401, .refused), (403, .refused), (404, .gone), (408, .temporary),
        (410, .gone), (420, .rateLimited), (429, .rateLimited), (451, .refused), (500, .temporary), (502, .temporary),
        (503, .temporary), (599, .temporary), (304, .malformed), (600, .malformed),
    ])
    func everyStatusHasItsKind(_ status: Int, _ kind: SourceFailure.Kind) async throws {
        let failure = try await failure([.answer(status, "{}")])
        #expect(failure.kind == kind)
        #expect(failure.status == status)
    }

    @Test func rateLimitHeadersAndRetryAfterArriveWithTheFailure() async throws {
        let seconds = try await failure([
            .answer(
                429, "{}", "X-RATE-LIMIT-LIMIT: 180", "x-rate-limit-remaining:  0 ", "X-Rate-Limit-Reset: 1436783490",
                "Retry-After: 120", "Date: Mon, 13 Jul 2015 10:16:30 GMT")
        ])
        #expect(seconds.quota?.limit == 180)
        #expect(seconds.quota?.remaining == 0)
        #expect(seconds.quota?.resetsAt == Timestamp(seconds: 1_436_783_490))
        #expect(seconds.quota?.saidAt?.iso8601 == "2015-07-13T10:16:30Z")
        #expect(seconds.retryAfterSeconds == 120)
        let date = try await failure([
            .answer(
                503, "", "Retry-After: Mon, 13 Jul 2015 10:17:00 GMT", "Date: Mon, 13 Jul 2015 10:16:30 GMT")
        ])
        #expect(date.retryAfterSeconds == 30)
    }

    @Test func lyingQuotasAreIgnoredOrBroughtIntoRange() {
        func quota(_ limit: String, _ remaining: String, _ reset: String, date: String? = nil) -> Quota? {
            var response = HTTPAnswer(status: 200)
            response.headers["x-rate-limit-limit"] = limit
            response.headers["x-rate-limit-remaining"] = remaining
            response.headers["x-rate-limit-reset"] = reset
            response.headers["date"] = date
            return TimelinesService.quota(response)
        }
        let date = "Mon, 13 Jul 2015 10:16:30 GMT"
        #expect(quota("180", "500", "1436783490")?.remaining == 180)
        #expect(quota("180", "-5", "1436783490")?.remaining == 0)
        #expect(quota("0", "0", "1436783490") == nil)
        #expect(quota("180", "9223372036854775808", "1436783490") == nil)
        #expect(quota("180", "1", "99999999999999") == nil)
        #expect(quota("180", "1", "-1") == nil)
        #expect(quota("180", "1", "4000000000", date: date) == nil)
        #expect(quota("180", "1", "1436783490", date: "yesterday")?.saidAt == nil)
        #expect(quota("a", "b", "c") == nil)
        var response = HTTPAnswer(status: 429)
        for (text, seconds) in [("-3", 0), ("99999999", 86_400), ("soon", nil), ("", nil)] as [(String, Int64?)] {
            response.headers["retry-after"] = text
            #expect(response.retryAfterSeconds == seconds)
        }
    }

    @Test(arguments: [
        "", " ", "{", "[", "null", "17", "\"x\"", "{}", "[{]", "<html></html>", "[{\"id\":1", "{\"ids\":{}}", "\u{0}",
    ])
    func bodiesThatAreNoTimelineAreMalformed(_ body: String) async throws {
        let server = try HostileServer { _ in [.answer(200, body)] }
        let source = posts(server.url)
        for task in [timeline, friends] {
            do throws(SourceFailure) {
                let page = try await source.fetch(task)
                // What can be read as an empty page must be one.
                #expect(page.rows.posts.isEmpty && page.discovered.isEmpty && page.next == nil)
            } catch {
                #expect(error.kind == .malformed)
            }
        }
        let weather = try weather(server.url)
        let failure = await #expect(throws: SourceFailure.self) { try await weather.fetch(day) }
        #expect(failure?.kind == .malformed)
    }

    @Test func anAnswerThatBreaksOffIsTemporary() async throws {
        let short = try await failure([.text("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n[{\"id\":1")])
        #expect(short.kind == .temporary)
        let nothing = try await failure([])
        #expect(nothing.kind == .temporary)
    }

    @Test func whatIsNoHTTPIsAFailure() async throws {
        let noise = try await failure([.text("SSH-2.0-OpenSSH_9.2\r\n\r\n")])
        #expect([.temporary, .malformed].contains(noise.kind))
        let bytes = try await failure([.send((0..<2000).map { UInt8(truncatingIfNeeded: $0 &* 37) })])
        #expect([.temporary, .malformed].contains(bytes.kind))
    }

    @Test func aGiantAnswerIsCutOff() async throws {
        let declared = try await failure([.text("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n["), .hold])
        #expect(declared.kind == .malformed)
        // Without a length, it is counted as it comes.
        let megabyte = Step.send([UInt8](repeating: 0x20, count: 1 << 20))
        let endless = try await failure(
            [.text("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n[")] + Array(repeating: megabyte, count: 18) + [.hold])
        #expect(endless.kind == .malformed)
        #expect(endless.problem.contains("larger"))
    }

    @Test func aSilentOrDrippingServerTimesOut() async throws {
        let silent = try await failure([.hold], timeout: 0.2)
        #expect(silent.kind == .temporary)
        let drip = [Step.text(" "), .pause(milliseconds: 50)]
        let dripping = try await failure(
            [.text("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")] + Array(repeating: drip, count: 100).joined(),
            timeout: 0.3)
        #expect(dripping.kind == .temporary)
    }

    @Test func aCancelledFetchEndsAtOnce() async throws {
        let server = try HostileServer { _ in [.hold] }
        let source = posts(server.url, timeout: 600)
        let fetch = Task { [timeline] in try await source.fetch(timeline) }
        await server.wait(forRequests: 1)
        fetch.cancel()
        let failure = await #expect(throws: SourceFailure.self) { try await fetch.value }
        #expect(failure?.kind == .cancelled)
        let early = Task { [timeline] in
            await untilCancelled()
            return try await source.fetch(timeline)
        }
        early.cancel()
        let second = await #expect(throws: SourceFailure.self) { try await early.value }
        #expect(second?.kind == .cancelled)
    }

    @Test func redirectsLeadNowhereElse() async throws {
        let other = try HostileServer { _ in [.answer(200, "[]")] }
        let elsewhere = try HostileServer { [url = other.url] _ in [.answer(302, "", "Location: \(url)/x")] }
        let source = posts(elsewhere.url)
        let failure = await #expect(throws: SourceFailure.self) { try await source.fetch(timeline) }
        #expect(failure?.kind == .malformed)
        #expect(failure?.status == 302)
        // The token never reached the other server.
        #expect(other.requests.isEmpty)
        let circle = try HostileServer { _ in [.answer(301, "", "Location: /again")] }
        let turning = posts(circle.url)
        let dizzy = await #expect(throws: SourceFailure.self) { try await turning.fetch(timeline) }
        #expect(dizzy?.kind == .malformed)
        #expect(circle.requests.count == 6)
    }

    @Test func theRequestIsWhatTheServicesSpeak() async throws {
        let server = try HostileServer { head in
            [.answer(200, head.contains("max_id") ? "[]" : "[\(HostileAnswersTests.post(id: 50)),{}]")]
        }
        var task = timeline
        let source = posts(server.url)
        let page = try await source.fetch(task)
        #expect(page.rows.posts.map(\.id) == ["50"])
        #expect(page.rejected.count == 1)
        #expect(page.next == "49")
        task.cursor = page.next
        task.pages = 1
        let second = try await source.fetch(task)
        #expect(second.rows.posts.isEmpty)
        #expect(second.next == nil)
        let heads = server.requests
        #expect(heads[0].hasPrefix("GET /1.1/statuses/user_timeline.json?user_id=7&count=20 HTTP/1.1\r\n"))
        #expect(heads[1].hasPrefix("GET /1.1/statuses/user_timeline.json?user_id=7&count=20&max_id=49 HTTP/1.1\r\n"))
        #expect(heads[0].contains("Authorization: Bearer hush-token\r\n"))
        #expect(heads[0].contains("User-Agent: utsikt"))
    }

    @Test func pagingEndsWhereItDoesNotLeadDown() async throws {
        let server = try HostileServer { _ in [.answer(200, "[\(HostileAnswersTests.post(id: 50))]")] }
        var task = timeline
        // The answer ignores max_id and repeats itself: no third page.
        let source = posts(server.url, pages: nil)
        task.cursor = try await source.fetch(task).next
        task.pages = 1
        #expect(try await source.fetch(task).next == nil)
        let limited = posts(server.url, pages: 1)
        #expect(try await limited.fetch(timeline).next == nil)
    }

    @Test func friendsListsThatLieAreTakenWithCare() async throws {
        let server = try HostileServer { _ in
            [.answer(200, "{\"ids\":[1,\"2\",-3,2.5,null,{},1,18446744073709551615,0,\"x\"],\"next_cursor\":-1}")]
        }
        let source = posts(server.url)
        let page = try await source.fetch(friends)
        #expect(page.discovered.map(\.subject) == ["account/1", "account/2", "account/18446744073709551615"])
        #expect(page.rejected.map(\.line) == [3, 4, 5, 6, 9, 10])
        // The cursor of this page again: it would go round for ever.
        #expect(page.next == nil)
        var late = friends
        late.pages = TimelinesSource.mostFriendsPages
        let forward = try HostileServer { _ in [.answer(200, "{\"ids\":[],\"next_cursor_str\":\"77\"}")] }
        #expect(try await posts(forward.url).fetch(friends).next == "77")
        #expect(try await posts(forward.url).fetch(late).next == nil)
    }

    @Test func addressesThatAreNoneAreSaid() async throws {
        for url in ["", "nonsense", "ftp://127.0.0.1", "http://", "file:///etc/passwd", "http://a b"] {
            let source = posts(url)
            let failure = await #expect(throws: SourceFailure.self) { try await source.fetch(timeline) }
            #expect(failure?.kind == .refused || failure?.kind == .temporary, "\(url)")
        }
    }

    static func post(id: Int) -> String {
        "{\"created_at\":\"Mon Jul 13 10:00:00 +0000 2015\",\"id\":\(id),\"id_str\":\"\(id)\",\"text\":\"x\","
            + "\"user\":{\"id\":7,\"id_str\":\"7\",\"screen_name\":\"seven\"},\"entities\":{\"hashtags\":[]}}"
    }
}
