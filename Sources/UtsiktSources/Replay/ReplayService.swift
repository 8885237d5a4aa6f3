public import HTTPTypes
public import UtsiktCore

/// The two services of the sample world, without the network: a path, a query and headers become an answer.
///
/// Rate limits are fixed windows on the injected pace clock, as the services of 2015 kept them. The friends list names the 613
/// accounts that have posts and, besides, a few protected and gone ones (`Faults`); those answer 401 and 404 and have nothing
/// that could be counted.
public actor ReplayService {
    /// What a client asked for.
    public struct Request: Sendable {
        /// The path without the query, decoded.
        public var path: String
        /// The query's values by name.
        public var query: [String: String]
        /// The header fields.
        public var headers: HTTPFields

        /// Makes a request.
        public init(path: String, query: [String: String] = [:], headers: HTTPFields = HTTPFields()) {
            self.path = path
            self.query = query
            self.headers = headers
        }
    }

    /// What has been asked and answered since the start.
    public struct Statistics: Sendable, Hashable {
        /// Requests.
        public var requests = 0
        /// Bytes of the answers' bodies.
        public var bytes = 0
        /// Answers by status.
        public var statuses: [Int: Int] = [:]
    }

    private let world: SampleWorld
    private let clock: any PaceClock
    private let faults: Faults
    private let limits: Bool
    private let copies: UInt64
    private let friends: [UInt64]
    private let protectedIDs: Set<UInt64>
    private let goneIDs: Set<UInt64>
    private var windows: RateWindows
    private var newFaults: [(request: String, count: Int)] = []
    private var attempts: [String: Int]
    private let onFault: @Sendable (String, Int) async -> Void
    /// What has been asked and answered since the start.
    public private(set) var statistics = Statistics()

    /// Makes the services of a world.
    /// - Parameters:
    ///   - world: What is served.
    ///   - clock: The clock of the rate windows and of the `Date` field.
    ///   - faults: What goes wrong.
    ///   - limits: Whether rate limits are kept; without them no answer speaks of them.
    ///   - copies: How often the accounts are there, each time under other ids and with other posts' ids: more to fetch for
    ///     whoever measures. At most 12.
    ///   - answered: The requests that earlier servers of the same world have answered wrongly, and how often: faults belong to
    ///     the world, not to a server.
    ///   - onFault: Is told a request before it is answered wrongly, and how often it was then.
    public init(
        world: SampleWorld, clock: any PaceClock, faults: Faults = .sample, limits: Bool = true, copies: Int = 1,
        answered: [String: Int] = [:], onFault: @escaping @Sendable (String, Int) async -> Void = { _, _ in }
    ) {
        attempts = answered
        self.onFault = onFault
        self.copies = UInt64(min(max(1, copies), 12))
        self.world = world
        self.clock = clock
        self.faults = faults
        self.limits = limits
        // Ids above all others: the accounts' own end at 3,000,900,000.
        let first: UInt64 = 4_000_000_000
        let kept = (0..<max(0, faults.protectedAccounts)).map { first + UInt64($0) * 7 }
        let gone = (0..<max(0, faults.goneAccounts)).map { first + 1_000_000 + UInt64($0) * 7 }
        protectedIDs = Set(kept)
        goneIDs = Set(gone)
        var friends = (0..<self.copies).flatMap { copy in
            world.timeline.accounts.map { $0.id + copy * ReplayService.copyStride }
        }
        // Spread among the others, so that they come up early and late.
        for (index, id) in (kept + gone).enumerated() {
            friends.insert(id, at: min(friends.count, (index * 79 + 11) % (friends.count + 1)))
        }
        self.friends = friends
        windows = RateWindows(budgets: [
            .friends: [Budget(calls: 15, per: 900)], .timeline: [Budget(calls: 180, per: 900)],
            .weather: [Budget(calls: 10, per: 60), Budget(calls: 500, per: 86_400)],
        ])
    }

    /// Answers a request.
    public func answer(_ request: Request) async -> HTTPAnswer {
        var response = route(request)
        let faults = newFaults
        newFaults = []
        for fault in faults { await onFault(fault.request, fault.count) }
        response.headers["Date"] = clock.now.httpDate
        response.headers["Content-Type"] = "application/json; charset=utf-8"
        statistics.requests += 1
        statistics.bytes += response.body.count
        statistics.statuses[response.status, default: 0] += 1
        return response
    }

    private func route(_ request: Request) -> HTTPAnswer {
        switch request.path {
        case "/1.1/friends/ids.json":
            return posts(request, .friends, "/1.1/friends/ids.json") { friendsPage(request) }
        case "/1.1/statuses/user_timeline.json":
            return posts(request, .timeline, "/1.1/statuses/user_timeline.json") { timelinePage(request) }
        case "/1.1/application/rate_limit_status.json":
            guard authorised(request) else { return unauthorised }
            return HTTPAnswer(status: 200, body: rateLimitStatus())
        default:
            let parts = request.path.split(separator: "/").map(String.init)
            if parts.count == 6, parts[0] == "api", parts[3] == "q" {
                return weather(request, key: parts[1], feature: parts[2], country: parts[4], city: parts[5])
            }
            return error(404, "Sorry, that page does not exist", code: 34)
        }
    }

    // MARK: Posts

    private func authorised(_ request: Request) -> Bool {
        request.headers["authorization"] == "Bearer \(SampleWorld.token)"
    }

    private var unauthorised: HTTPAnswer { error(401, "Invalid or expired token", code: 89) }

    private func posts(
        _ request: Request, _ endpoint: Faults.Endpoint, _ path: String, _ body: () -> HTTPAnswer
    ) -> HTTPAnswer {
        guard authorised(request) else { return unauthorised }
        let verdict = windows.call(endpoint, at: clock.now)
        if limits, !verdict.allowed { return limited(verdict) }
        let query = request.query.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "&")
        var response = faulty(endpoint, "\(path)?\(query)", body)
        if limits { note(verdict, in: &response) }
        return response
    }

    private func friendsPage(_ request: Request) -> HTTPAnswer {
        guard request.query["user_id"] == world.userID else { return error(404, "No user matches", code: 17) }
        // The first page is asked for with -1; the others are numbered by where they start.
        let start = request.query["cursor"].flatMap { Int($0) }.map { max(0, $0) } ?? 0
        let count = min(max(1, request.query["count"].flatMap { Int($0) } ?? 5000), 5000)
        let from = min(start, friends.count)
        let to = min(from + count, friends.count)
        let ids = friends[from..<to].map { String($0) }.joined(separator: ",")
        let next = to < friends.count ? to : 0
        let previous = from == 0 ? 0 : -max(1, from - count)
        let json =
            "{\"ids\":[\(ids)],\"next_cursor\":\(next),\"next_cursor_str\":\"\(next)\","
            + "\"previous_cursor\":\(previous),\"previous_cursor_str\":\"\(previous)\"}"
        return HTTPAnswer(status: 200, body: Array(json.utf8))
    }

    private func timelinePage(_ request: Request) -> HTTPAnswer {
        guard let id = request.query["user_id"].flatMap({ UInt64($0) }) else {
            return error(404, "Sorry, that page does not exist", code: 34)
        }
        if protectedIDs.contains(id) {
            let json = "{\"request\":\"\\/1.1\\/statuses\\/user_timeline.json\",\"error\":\"Not authorized.\"}"
            return HTTPAnswer(status: 401, body: Array(json.utf8))
        }
        let count = min(max(0, request.query["count"].flatMap { Int($0) } ?? 20), 200)
        let maxID = request.query["max_id"].flatMap { UInt64($0) }
        let (copy, account) = id.quotientAndRemainder(dividingBy: ReplayService.copyStride)
        guard !goneIDs.contains(id), copy < copies,
            let page = world.timeline.page(
                account: account, maxID: maxID, sinceID: request.query["since_id"].flatMap { UInt64($0) }, count: count,
                copy: copy)
        else {
            return error(404, "Sorry, that page does not exist", code: 34)
        }
        return HTTPAnswer(status: 200, body: page)
    }

    /// What lies between the ids of an account's copies: more than between any two accounts.
    private static let copyStride: UInt64 = 10_000_000_000

    private func rateLimitStatus() -> [UInt8] {
        func entry(_ path: String, _ endpoint: Faults.Endpoint) -> String {
            let verdict = windows.peek(endpoint, at: clock.now)
            return "\"\(path)\":{\"limit\":\(verdict.limit),\"remaining\":\(verdict.remaining),"
                + "\"reset\":\(ReplayService.wholeSeconds(verdict.resetsAt))}"
        }
        let friends = entry("\\/friends\\/ids", .friends)
        let timeline = entry("\\/statuses\\/user_timeline", .timeline)
        return Array("{\"resources\":{\"friends\":{\(friends)},\"statuses\":{\(timeline)}}}".utf8)
    }

    // MARK: Weather

    private func weather(
        _ request: Request, key: String, feature: String, country: String, city: String
    ) -> HTTPAnswer {
        guard key == SampleWorld.key else { return refusal("keynotfound", "this key does not exist") }
        let verdict = windows.call(.weather, at: clock.now)
        if limits, !verdict.allowed { return limited(verdict) }
        return faulty(.weather, "/\(feature)/q/\(country)/\(city)") {
            guard feature.hasPrefix("history_"), let day = CivilDay(feature.dropFirst(8)) else {
                return refusal("unknownfeature", "there is no such feature")
            }
            let name = city.hasSuffix(".json") ? String(city.dropLast(5)) : city
            guard let index = world.places.firstIndex(where: { $0.city == name && $0.country == country }) else {
                return refusal("querynotfound", "No cities match your search query")
            }
            return HTTPAnswer(status: 200, body: world.weather[index].history(day))
        }
    }

    /// The weather service says what is wrong with status 200.
    private func refusal(_ type: String, _ words: String) -> HTTPAnswer {
        let json =
            "{\"response\":{\"version\":\"0.1\",\"error\":{\"type\":\"\(type)\",\"description\":\"\(words)\"}}}"
        return HTTPAnswer(status: 200, body: Array(json.utf8))
    }

    // MARK: Limits and faults

    private func limited(_ verdict: RateWindows.Verdict) -> HTTPAnswer {
        var response = error(429, "Rate limit exceeded", code: 88)
        note(verdict, in: &response)
        return response
    }

    private func note(_ verdict: RateWindows.Verdict, in response: inout HTTPAnswer) {
        // A fault that already speaks of the limit is left as it is.
        guard response.headers["x-rate-limit-limit"] == nil else { return }
        response.headers["x-rate-limit-limit"] = String(verdict.limit)
        response.headers["x-rate-limit-remaining"] = String(verdict.remaining)
        response.headers["x-rate-limit-reset"] = String(ReplayService.wholeSeconds(verdict.resetsAt))
    }

    /// Rounded up: who comes back at that second finds a new window.
    private static func wholeSeconds(_ instant: Timestamp) -> Int64 { instant.adding(milliseconds: 999).seconds }

    private func faulty(_ endpoint: Faults.Endpoint, _ request: String, _ body: () -> HTTPAnswer) -> HTTPAnswer {
        let attempt = attempts[request] ?? 0
        guard let rule = faults.rule(endpoint, request: request, attempt: attempt) else { return body() }
        attempts[request] = attempt + 1
        newFaults.append((request, attempt + 1))
        switch rule.answer {
        case .garbage:
            return HTTPAnswer(status: 200, body: Array("<html><body>Bad day</body></html>".utf8))
        case .truncated:
            var response = body()
            response.body.removeLast(response.body.count / 2 + min(1, response.body.count % 2))
            return response
        case .status:
            let words = rule.status == 429 ? "Rate limit exceeded" : "Internal error"
            var response = error(rule.status, words, code: rule.status == 429 ? 88 : 131)
            if rule.status == 429 { response.headers["Retry-After"] = String(rule.retryAfter) }
            return response
        }
    }

    private func error(_ status: Int, _ words: String, code: Int) -> HTTPAnswer {
        HTTPAnswer(status: status, body: Array("{\"errors\":[{\"message\":\"\(words)\",\"code\":\(code)}]}".utf8))
    }
}
