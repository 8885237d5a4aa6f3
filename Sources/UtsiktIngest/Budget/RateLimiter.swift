public import UtsiktBase

/// Decides when a call may be made, by the budgets a source declares and by what the service says. A value without a
/// clock of its own: the same calls at the same instants give the same decisions.
///
/// What holds: for every declared budget, no half-open sliding window of its span (no span of the clock, where it stands on the
/// clock) contains more calls than it allows, whatever the pattern of requests and whatever each costs. Besides, calls are spread
/// (`TokenBucket`): at most a tenth of the budget at once, five of a small one. Budgets under `BudgetKey.wholeSource` count the
/// calls of all keys.
public struct RateLimiter: Sendable {
    /// Why a call must wait.
    public enum Reason: Sendable, Hashable {
        /// Calls are being spread over the span.
        case pacing
        /// A budget is used up.
        case exhausted
        /// The service asked for it.
        case asked
    }

    /// Whether a call may be made.
    public enum Decision: Sendable, Hashable {
        /// It may, and counts as made.
        case go
        /// Not before then.
        case wait(until: Timestamp, Reason)
    }

    private struct Lane {
        var budgets: [(budget: Budget, bucket: TokenBucket?, log: CallLog)]
        var service: ServiceView?
        var blockedUntil: Timestamp?
        var refusals = 0
        var inFlight = 0
        /// The longest wait that a service may impose, milliseconds.
        var longestWait: Int64 { (budgets.map(\.budget.saneSpan).max() ?? 3_600_000) + 60_000 }
    }

    /// What the service's headers say of the present window.
    private struct ServiceView {
        var quota: Quota
        var resetsAt: Timestamp
    }

    private var lanes: [BudgetKey: Lane]

    /// Makes a limiter; keys without a budget are only limited by what the service says.
    public init(budgets: [BudgetKey: [Budget]]) {
        lanes = budgets.mapValues { list in
            Lane(
                budgets: list.map { budget in
                    // A span of the clock may be used at once: it is the service that counts so.
                    let spreads = budget.window == .rolling || budget.burst != nil
                    return (budget, spreads ? TokenBucket(budget) : nil, CallLog(budget))
                })
        }
    }

    /// Seconds of calls to remember: the longest span of the budgets that a key's calls count in; 0 without any.
    public func memory(of key: BudgetKey) -> Int64 {
        (all(key).compactMap { lanes[$0]?.budgets.map(\.budget.saneSpan).max() }.max() ?? 0) / 1000
    }

    /// The keys whose budgets a key's calls count in.
    private func all(_ key: BudgetKey) -> [BudgetKey] {
        key == .wholeSource || lanes[.wholeSource] == nil ? [key] : [key, .wholeSource]
    }

    /// Counts calls that an earlier run has made. Instants after `now` were noted before the clock was set back, and count as
    /// made just now.
    public mutating func restore(_ calls: [Timestamp], of key: BudgetKey, at now: Timestamp) {
        restore(calls.map { (key, $0, CallCost.one) }, at: now)
    }

    /// Counts calls of several keys, each with its cost.
    mutating func restore(_ calls: [(key: BudgetKey, at: Timestamp, cost: CallCost)], at now: Timestamp) {
        for call in calls.sorted(by: { $0.at < $1.at }) {
            for key in all(call.key) {
                guard var lane = lanes.removeValue(forKey: key) else { continue }
                for index in lane.budgets.indices {
                    lane.budgets[index].log.restore(call.cost, at: min(call.at, now))
                    lane.budgets[index].bucket?.take(call.cost, at: min(call.at, now))
                }
                lanes[key] = lane
            }
        }
    }

    /// Takes up a wait that a service imposed on an earlier run.
    public mutating func restore(waitUntil until: Timestamp, times: Int, of key: BudgetKey) {
        var lane = lanes[key] ?? Lane(budgets: [])
        lane.blockedUntil = max(lane.blockedUntil ?? until, until)
        lane.refusals = min(max(0, times), 30)
        lanes[key] = lane
    }

    /// The waits that services have imposed, by refusal or because they say that nothing is left: until when, and how often in a
    /// row. What the budgets themselves impose follows from the calls.
    func waits(at now: Timestamp) -> [(key: BudgetKey, until: Timestamp, times: Int)] {
        lanes.compactMap { key, lane in
            var until = lane.blockedUntil
            if let service = lane.service, service.quota.remaining <= 0 {
                until = max(until ?? service.resetsAt, service.resetsAt)
            }
            return until.flatMap { $0 > now ? (key, $0, lane.refusals) : nil }
        }.sorted { $0.0.rawValue < $1.0.rawValue }
    }

    /// Follows a clock that was set: every instant keeps its distance from now.
    public mutating func shift(by milliseconds: Int64) {
        lanes = lanes.mapValues { lane in
            var lane = lane
            for index in lane.budgets.indices {
                lane.budgets[index].bucket?.shift(by: milliseconds)
                lane.budgets[index].log.shift(by: milliseconds)
            }
            lane.blockedUntil = lane.blockedUntil?.adding(milliseconds: milliseconds)
            if let service = lane.service {
                lane.service?.resetsAt = service.resetsAt.adding(milliseconds: milliseconds)
            }
            return lane
        }
    }

    /// Makes a call if it may be made now; then it counts, and `finish` must follow.
    public mutating func reserve(_ key: BudgetKey, cost: CallCost = .one, at now: Timestamp) -> Decision {
        if lanes[key] == nil { lanes[key] = Lane(budgets: []) }
        let keys = all(key)
        for key in keys { forgetPast(key, at: now) }
        var latest: (until: Timestamp, reason: Reason)?
        for key in keys {
            if let found = obstacle(key, cost, at: now), found.0 > latest?.until ?? now { latest = (found.0, found.1) }
        }
        if let latest { return .wait(until: latest.until, latest.reason) }
        for key in keys { record(key, cost, at: now) }
        return .go
    }

    /// Whether a call could be made now, without making it.
    public func peek(_ key: BudgetKey, cost: CallCost = .one, at now: Timestamp) -> Decision {
        var copy = self
        return copy.reserve(key, cost: cost, at: now)
    }

    /// Notes that a call was answered or failed.
    /// - Parameters:
    ///   - start: When the call was made; it counts as made now, since it may have reached the service just before it answered.
    ///   - cost: What `reserve` was told.
    ///   - quota: What the answer said of the budget; a call without a word counts against the last word.
    public mutating func finish(
        _ key: BudgetKey, from start: Timestamp? = nil, cost: CallCost = .one, quota: Quota?, at now: Timestamp
    ) {
        for each in all(key) {
            guard var lane = lanes.removeValue(forKey: each) else { continue }
            lane.inFlight = max(0, lane.inFlight - 1)
            for index in lane.budgets.indices { lane.budgets[index].log.finish(cost, from: start, at: now) }
            if let quota, each == key {
                lane.service = RateLimiter.merged(lane.service, quota, longestWait: lane.longestWait, at: now)
            } else {
                lane.service?.quota.remaining &-= cost.wholeCalls
            }
            lanes[each] = lane
        }
    }

    /// Notes an answer that was not “too many calls”.
    public mutating func noteAnswer(_ key: BudgetKey) { lanes[key]?.refusals = 0 }

    /// Notes that the service answered “too many calls”.
    /// - Returns: When to ask again: what `Retry-After` says, else when the quota resets, else a wait that doubles from
    ///   5 seconds to the longest span.
    @discardableResult
    public mutating func noteRefusal(
        _ key: BudgetKey, retryAfterSeconds: Int64?, at now: Timestamp
    ) -> Timestamp {
        var lane = lanes[key] ?? Lane(budgets: [])
        let longest = lane.longestWait
        lane.refusals = min(lane.refusals + 1, 30)
        let wait: Int64
        if let seconds = retryAfterSeconds {
            wait = min(max(0, seconds), 86_400) * 1000
        } else if let service = lane.service, service.quota.remaining <= 0, service.resetsAt > now {
            wait = service.resetsAt.milliseconds - now.milliseconds
        } else {
            wait = min(longest, 5_000 << Int64(min(lane.refusals - 1, 20)))
        }
        // A second at least: a service that says “0” would be asked in a tight loop.
        let until = now.adding(milliseconds: max(1_000, wait))
        lane.blockedUntil = max(lane.blockedUntil ?? until, until)
        lanes[key] = lane
        return until
    }

    /// What is used of the budgets, for people; sorted by key, then span.
    public func gauges(at now: Timestamp) -> [BudgetGauge] {
        lanes.sorted { $0.key.rawValue < $1.key.rawValue }.flatMap { key, lane in
            lane.budgets.sorted { $0.budget.seconds < $1.budget.seconds }.enumerated().map { index, item in
                var gauge = BudgetGauge(
                    key: key, used: (item.log.used(at: now) &+ 999) / 1000, limit: item.budget.calls,
                    seconds: item.budget.seconds,
                    resetsAt: item.log.freesAt(now))
                if index == 0, let service = lane.service, service.resetsAt > now, service.quota.limit > 0 {
                    gauge.limit = service.quota.limit
                    gauge.used = max(0, service.quota.limit - max(0, service.quota.remaining))
                    gauge.resetsAt = service.resetsAt
                }
                return gauge
            }
        }
    }

    private func obstacle(_ key: BudgetKey, _ cost: CallCost, at now: Timestamp) -> (Timestamp, Reason)? {
        guard let lane = lanes[key] else { return nil }
        var until = now
        var reason = Reason.pacing
        func raise(_ instant: Timestamp, _ why: Reason) {
            if instant > until { (until, reason) = (instant, why) }
        }
        for item in lane.budgets {
            if let bucket = item.bucket { raise(bucket.earliest(from: now, cost: cost), .pacing) }
            raise(item.log.earliest(from: now, cost: cost), .exhausted)
        }
        // Calls on their way may be counted in the service's word or not; until they are back they count twice.
        if let service = lane.service, service.quota.remaining - lane.inFlight <= 0 {
            raise(service.resetsAt, .exhausted)
        }
        if let blocked = lane.blockedUntil { raise(blocked, .asked) }
        return until > now ? (until, reason) : nil
    }

    private mutating func forgetPast(_ key: BudgetKey, at now: Timestamp) {
        guard var lane = lanes[key] else { return }
        if let service = lane.service, service.resetsAt <= now { lane.service = nil }
        if let blocked = lane.blockedUntil, blocked <= now { lane.blockedUntil = nil }
        for index in lane.budgets.indices {
            lane.budgets[index].log.clamp(to: now)
            lane.budgets[index].bucket?.clamp(to: now)
        }
        lanes[key] = lane
    }

    private mutating func record(_ key: BudgetKey, _ cost: CallCost, at now: Timestamp) {
        guard var lane = lanes.removeValue(forKey: key) else { return }
        lane.inFlight += 1
        for index in lane.budgets.indices {
            lane.budgets[index].log.begin(cost, at: now)
            lane.budgets[index].bucket?.take(cost, at: now)
        }
        lanes[key] = lane
    }

    /// The newest word of the service. Answers may overtake one another: within a window the smallest remainder counts, and
    /// a word about an earlier window is dropped.
    ///
    /// Windows are told apart by their ends on our own time line: a service may write the end of one window with another fraction
    /// in each answer, or as a span that shrinks.
    private static func merged(
        _ old: ServiceView?, _ quota: Quota, longestWait: Int64, at now: Timestamp
    ) -> ServiceView? {
        // The service's clock is not ours: only the difference between its two words counts. It speaks in whole seconds,
        // so a second is added.
        let said = quota.saidAt ?? now
        let wait = quota.resetsAt.adding(milliseconds: 0 &- said.milliseconds).milliseconds
        let sane = min(max(0, wait), longestWait) + 1_000
        var view = ServiceView(quota: quota, resetsAt: now.adding(milliseconds: sane))
        guard let old else { return view }
        let distance = view.resetsAt.adding(milliseconds: 0 &- old.resetsAt.milliseconds).milliseconds
        if distance < 0 &- sameWindow { return old }
        if distance <= sameWindow {
            view.quota.remaining = min(old.quota.remaining, view.quota.remaining)
            view.resetsAt = min(old.resetsAt, view.resetsAt)
        }
        return view
    }

    /// Ends of one window differ by no more than this: two clocks that speak in whole seconds.
    private static let sameWindow: Int64 = 2_000

    /// When so many more calls can have been made at the earliest, and which budget that waits for.
    /// - Parameter calls: Thousandths of calls by key.
    func leastEnd(of calls: [BudgetKey: Int], at now: Timestamp) -> (at: Timestamp, key: BudgetKey?) {
        var latest: (at: Timestamp, key: BudgetKey?) = (now, nil)
        var sums = calls
        sums[.wholeSource] = calls.values.reduce(0) { $0 &+ $1 }
        for (key, count) in sums.sorted(by: { $0.key.rawValue < $1.key.rawValue }) where count > 0 {
            guard let lane = lanes[key] else { continue }
            if let blocked = lane.blockedUntil, blocked > latest.at { latest = (blocked, key) }
            for item in lane.budgets {
                let limit = item.budget.saneCalls &* 1000
                let left = count &- max(0, limit &- item.log.used(at: now))
                guard left > 0, let next = item.log.freesAt(now) ?? Optional(now) else { continue }
                let spans = Int64(clamping: (left &- 1) / limit)
                let end = next.adding(milliseconds: item.budget.saneSpan &* min(spans, 100_000))
                if end > latest.at { latest = (end, key) }
            }
        }
        return latest
    }
}

/// How much of a budget is used.
public struct BudgetGauge: Sendable, Hashable, Codable {
    /// The budget's name.
    public var key: BudgetKey
    /// Calls made in the present span.
    public var used: Int
    /// Calls allowed in it.
    public var limit: Int
    /// The span in seconds.
    public var seconds: Int64
    /// When the span ends (or, without a word of the service, its oldest call leaves it); nil when nothing is used.
    public var resetsAt: Timestamp?

    /// Makes a gauge.
    public init(key: BudgetKey, used: Int, limit: Int, seconds: Int64, resetsAt: Timestamp? = nil) {
        self.key = key
        self.used = used
        self.limit = limit
        self.seconds = seconds
        self.resetsAt = resetsAt
    }
}
