import HTTPTypes
import Testing
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktSources

/// Answers of millions of elements: what cannot be used is counted, the first of it is kept, and nobody waits for it.
@Suite(.timeLimit(.minutes(30))) struct HugePagesTests {
    /// Answers every call with one body, as if the network were done with it; may cancel the caller meanwhile.
    private struct Mirror: HTTPTransport {
        let body: [UInt8]
        var cancels = false

        func send(_ call: HTTPCall) async throws(HTTPFailure) -> HTTPAnswer {
            guard body.count <= call.sizeLimit else { throw HTTPFailure(.tooLarge, "too large") }
            if cancels { withUnsafeCurrentTask { $0?.cancel() } }
            return HTTPAnswer(status: 200, body: body)
        }
    }

    private static func posts(_ transport: Mirror) -> TimelinesSource {
        TimelinesSource(
            .init(baseURL: "http://in.process", userID: "1", token: Secret("t")), transport: transport)
    }

    private static func weather(_ transport: Mirror) -> WeatherHistorySource {
        WeatherHistorySource(
            .init(
                baseURL: "http://in.process", key: Secret("k"),
                places: [WeatherPlace(name: "JFK", country: "US", city: "JFK")], days: .last(2)), transport: transport)
    }

    private static let timeline = FetchTask(
        source: .posts, subject: "account/7", label: "account 7", budget: TimelinesSource.timelineBudget)
    private static let friends = FetchTask(
        source: .posts, subject: "friends/1", label: "friends of 1", budget: TimelinesSource.friendsBudget)
    private static let day = FetchTask(
        source: .weather, subject: "JFK/20130501", label: "JFK 2013-05-01", budget: WeatherHistorySource.historyBudget)

    private static func list(_ element: String, _ count: Int, opening: String = "[", closing: String = "]") -> [UInt8] {
        var bytes = Array(opening.utf8)
        let item = Array((element + ",").utf8)
        bytes.reserveCapacity(item.count * count + 64)
        for _ in 0..<count { bytes += item }
        bytes.removeLast()
        return bytes + Array(closing.utf8)
    }

    /// A list of numbers, of objects, of posts that lack everything, of posts beyond counting.
    @Test(arguments: [
        "1", "{}", "null,\"x\"", #"{"id_str":"1"}"#, #"{"id_str":"1","created_at":"x","text":"y","user":{}}"#,
    ])
    func aTimelineOfWhatCannotBeUsedIsCounted(element: String) async throws {
        let count = (2 << 20) / (element.utf8.count + 1)
        let page = try await Self.posts(Mirror(body: Self.list(element, count))).fetch(Self.timeline)
        #expect(page.rejected.count >= count - count / 2 && page.rejected.kept.count == RejectionList.limit)
        #expect(page.rows.posts.isEmpty && page.next == nil)
    }

    @Test func moreThanAPageOfPostsIsNotTaken() async throws {
        let posts = (1...6000).map { id in
            #"{"id":\#(id),"id_str":"\#(id)","created_at":"Mon Jul 13 10:16:30 +0000 2015","text":"x","#
                + #""user":{"id_str":"7","screen_name":"u"},"entities":{"hashtags":[]}}"#
        }
        let body = Array(("[" + posts.joined(separator: ",") + "]").utf8)
        let page = try await Self.posts(Mirror(body: body)).fetch(Self.timeline)
        #expect(page.rows.posts.count == 4000 && page.rejected.count == 2000)
    }

    @Test func aMillionFriendsAreBoundedAndSaid() async throws {
        let ids = (1...1_100_000).map { String($0) }.joined(separator: ",")
        let body = Array("{\"ids\":[\(ids)],\"next_cursor\":0}".utf8)
        #expect(body.count < HTTPCall.usualSizeLimit)
        let page = try await Self.posts(Mirror(body: body)).fetch(Self.friends)
        #expect(page.discovered.count == TimelinesSource.mostFriends && page.isPartial)
        #expect(page.rejected.count == 1_100_000 - TimelinesSource.mostFriends)
        #expect(page.rejected.contains { $0.reason.contains("1080000 are left out") })
    }

    @Test func aDayOfNumbersIsBounded() async throws {
        let body = Self.list("1", 900_000, opening: "{\"history\":{\"observations\":[", closing: "]}}")
        let page = try await Self.weather(Mirror(body: body)).fetch(Self.day)
        #expect(page.rejected.count == 900_000 && page.rejected.kept.count == RejectionList.limit)
        let larger = Self.list("1", 2_000_000, opening: "{\"history\":{\"observations\":[", closing: "]}}")
        let failure = await #expect(throws: SourceFailure.self) {
            try await Self.weather(Mirror(body: larger)).fetch(Self.day)
        }
        #expect(failure?.kind == .malformed)
    }

    /// The caller is cancelled just before a page is understood: it must not be understood to its end.
    @Test func whoIsCancelledDoesNotUnderstandAnyMore() async {
        func failure(_ source: any Source, _ task: FetchTask) async -> SourceFailure.Kind? {
            await Task { () -> SourceFailure.Kind? in
                do throws(SourceFailure) {
                    _ = try await source.fetch(task)
                    return nil
                } catch {
                    return error.kind
                }
            }.value
        }
        let numbers = Self.list("1", 1 << 20)
        #expect(await failure(Self.posts(Mirror(body: numbers, cancels: true)), Self.timeline) == .cancelled)
        let friends = Self.list("1", 1 << 20, opening: "{\"ids\":[", closing: "],\"next_cursor\":0}")
        #expect(await failure(Self.posts(Mirror(body: friends, cancels: true)), Self.friends) == .cancelled)
        let day = Self.list("1", 1 << 19, opening: "{\"history\":{\"observations\":[", closing: "]}}")
        #expect(await failure(Self.weather(Mirror(body: day, cancels: true)), Self.day) == .cancelled)
    }

    @Test func theJournalStaysSmall() async throws {
        let store = try Store.temporary()
        defer { try? store.close() }
        let now = Timestamp(seconds: 1_436_782_590)
        var task = Self.friends
        _ = try await store.begin(
            Round(source: StoredSource(id: .posts, service: "s", content: .posts), seeds: [task]),
            at: PaceInstant(at: now))
        // Two pages of a list that has no end, and rejections with each.
        for page in 0..<2 {
            var answer = Page(next: page == 0 ? "n" : nil)
            answer.discovered = (0..<12_000).map { number in
                FetchTask(
                    source: .posts, subject: "account/\(page)-\(number)", label: "a",
                    budget: TimelinesSource.timelineBudget)
            }
            for _ in 0..<50_000 { answer.rejected.append(Rejection(file: "f", reason: "no id")) }
            let commit = try await store.commit(answer, of: task, at: now)
            #expect(commit.addedTasks.count == (page == 0 ? 12_000 : 8000))
            #expect(commit.leftOut == (page == 0 ? 0 : 4000))
            #expect(commit.rejected == 50_000 + commit.leftOut && commit.retired.isEmpty)
            task = commit.task
        }
        #expect(try await store.pending(.posts).count == 20_000)
        #expect(try await store.counts().rejections == 104_000)
        let kept = try await store.rejections(limit: 100_000)
        #expect(kept.count == 104_000 && kept.first.count == 200)
        #expect(try await store.progress()[.posts]?.rejected == 104_000)
        // A source that rejects for years keeps the last of it.
        for number in 0..<30 {
            let other = FetchTask(
                source: .posts, subject: "account/0-\(number)", label: "a", budget: TimelinesSource.timelineBudget)
            var answer = Page()
            for _ in 0..<100 { answer.rejected.append(Rejection(file: "\(number)", reason: "no id")) }
            _ = try await store.commit(answer, of: other, at: now)
        }
        let late = try await store.rejections(limit: 100_000)
        #expect(late.count == 107_000 && late.first.count == 1000 && late.first.last?.file == "29")
    }
}
