import UtsiktBase

/// The last calls of a budget; it makes the budget hold exactly.
enum CallLog: Sendable {
    /// In every span, wherever it begins.
    case rolling(RollingLog)
    /// In every span of the clock.
    case clock(ClockLog)

    init(_ budget: Budget) {
        switch budget.window {
        case .rolling: self = .rolling(RollingLog(budget))
        case .clock(let offset): self = .clock(ClockLog(budget, offset: offset))
        }
    }

    /// The first instant from `now` on at which a call fits.
    func earliest(from now: Timestamp, cost: CallCost) -> Timestamp {
        switch self {
        case .rolling(let log): log.earliest(from: now, cost: cost)
        case .clock(let log): log.earliest(from: now, cost: cost)
        }
    }

    /// Notes a call that is made now; `finish` must follow.
    mutating func begin(_ cost: CallCost, at now: Timestamp) {
        change {
            $0.append(now, cost)
        } clock: {
            $0.begin(cost, at: now)
        }
    }

    /// Notes that a call has ended: when it reached the service nobody knows, but not later, so it counts as made then.
    /// - Parameter start: When it was made; nil when that is not known.
    mutating func finish(_ cost: CallCost, from start: Timestamp?, at end: Timestamp) {
        change { log in
            if let start { log.move(cost, from: start, to: end) }
        } clock: {
            $0.finish(cost, from: start, at: end)
        }
    }

    /// Notes a call of an earlier run.
    mutating func restore(_ cost: CallCost, at instant: Timestamp) {
        change {
            $0.append(instant, cost)
        } clock: {
            $0.count(cost, at: instant)
        }
    }

    /// Follows a clock that was set: calls keep their distance.
    mutating func shift(by milliseconds: Int64) {
        change {
            $0.shift(by: milliseconds)
        } clock: {
            $0.shift(by: milliseconds)
        }
    }

    /// Follows a clock that was set back: a call cannot lie in the future, so it counts as made just now.
    mutating func clamp(to now: Timestamp) {
        change {
            $0.clamp(to: now)
        } clock: {
            $0.clamp(to: now)
        }
    }

    /// Thousandths of calls in the present span.
    func used(at now: Timestamp) -> Int {
        switch self {
        case .rolling(let log): log.used(at: now)
        case .clock(let log): log.used(at: now)
        }
    }

    /// When there is room again: the oldest call of the present span leaves it, or the next span begins; nil when nothing is used.
    func freesAt(_ now: Timestamp) -> Timestamp? {
        switch self {
        case .rolling(let log): log.freesAt(now)
        case .clock(let log): log.used(at: now) > 0 ? log.nextSpan(after: now) : nil
        }
    }

    private mutating func change(_ rolling: (inout RollingLog) -> Void, clock: (inout ClockLog) -> Void) {
        switch self {
        case .rolling(var log):
            // Let go of first: the list is not copied then.
            self = .clock(ClockLog.none)
            rolling(&log)
            self = .rolling(log)
        case .clock(var log):
            clock(&log)
            self = .clock(log)
        }
    }
}

/// Calls by their instants. No half-open window of the span, wherever it begins, contains more than the budget: before a call is
/// made, so many of the last ones are at least a span old that the others leave room for it.
struct RollingLog: Sendable, Hashable {
    private let limit: Int
    private let span: Int64
    private var instants: [Timestamp] = []
    /// What the calls up to each one have cost together, in thousandths; only differences count.
    private var sums: [Int] = []
    private var head = 0

    init(_ budget: Budget) {
        limit = budget.saneCalls &* 1000
        span = budget.saneSpan
    }

    /// What the calls from one on have cost.
    private func cost(from index: Int) -> Int {
        guard let last = sums.last, index < sums.count else { return 0 }
        return last &- (index > 0 ? sums[index &- 1] : 0)
    }

    private func ownCost(_ index: Int) -> Int { sums[index] &- (index > 0 ? sums[index &- 1] : 0) }

    /// - Complexity: O(log n).
    func earliest(from now: Timestamp, cost: CallCost) -> Timestamp {
        // What costs more than the whole budget is made when nothing else counts.
        let room = limit &- min(limit, cost.thousandths)
        // The last call that must have left the window.
        var (low, high) = (head, instants.count)
        while low < high {
            let middle = (low &+ high) / 2
            if self.cost(from: middle) > room { low = middle &+ 1 } else { high = middle }
        }
        guard low > head else { return now }
        return max(now, instants[low &- 1].adding(milliseconds: span))
    }

    mutating func append(_ instant: Timestamp, _ cost: CallCost) {
        instants.append(instant)
        sums.append((sums.last ?? 0) &+ cost.thousandths)
        // What lies before a full budget has left the window whenever anything has to.
        while head < instants.count &- 1, self.cost(from: head &+ 1) >= limit { head += 1 }
        if head > 512, head &* 2 > instants.count {
            instants.removeFirst(head)
            let before = sums[head &- 1]
            sums = sums[head...].map { $0 &- before }
            head = 0
        }
    }

    mutating func move(_ called: CallCost, from start: Timestamp, to end: Timestamp) {
        guard end > start else { return }
        // Only calls under way are moved: they are among the last.
        let first = max(head, instants.count &- 64)
        // Of several that began at one instant the one that cost as much: another's weight would leave the window too early.
        let begun = (first..<instants.count).filter { instants[$0] == start }
        guard let index = begun.last(where: { ownCost($0) == called.thousandths }) ?? begun.last else { return }
        let cost = ownCost(index)
        var place = index
        while place &+ 1 < instants.count, instants[place &+ 1] <= end {
            instants[place] = instants[place &+ 1]
            sums[place] = sums[place &+ 1] &- cost
            place += 1
        }
        instants[place] = end
        sums[place] = (place > 0 ? sums[place &- 1] : 0) &+ cost
    }

    mutating func shift(by milliseconds: Int64) {
        for index in head..<instants.count { instants[index] = instants[index].adding(milliseconds: milliseconds) }
    }

    mutating func clamp(to now: Timestamp) {
        guard let last = instants.last, last > now else { return }
        for index in head..<instants.count where instants[index] > now { instants[index] = now }
    }

    /// - Complexity: O(log n).
    func used(at now: Timestamp) -> Int { cost(from: firstIndex(after: now.adding(milliseconds: 0 &- span))) }

    func freesAt(_ now: Timestamp) -> Timestamp? {
        let index = firstIndex(after: now.adding(milliseconds: 0 &- span))
        return index < instants.count ? instants[index].adding(milliseconds: span) : nil
    }

    private func firstIndex(after instant: Timestamp) -> Int {
        var (low, high) = (head, instants.count)
        while low < high {
            let middle = (low &+ high) / 2
            if instants[middle] > instant { high = middle } else { low = middle &+ 1 }
        }
        return low
    }
}
