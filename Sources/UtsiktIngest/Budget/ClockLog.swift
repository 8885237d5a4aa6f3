import UtsiktBase

/// Calls by the spans of the clock in which they count: full minutes, hours, days.
///
/// When a call reached the service is known only to lie between its start and its end, so that one under way counts in every span
/// that it touches.
struct ClockLog: Sendable, Hashable {
    private let limit: Int
    private let span: Int64
    private let offset: Int64
    /// When the last call ended; its span is the one that `ended` is of.
    private var latest: Timestamp?
    private var ended = 0
    private var underWay: [Call] = []

    private struct Call: Hashable {
        var start: Timestamp
        var cost: Int
    }

    /// Nobody's.
    static let none = ClockLog(Budget(calls: 1, per: 1), offset: 0)

    /// The service's clock is not ours: the first call of a span that somebody waits for is made a second later.
    private static let margin: Int64 = 1000

    init(_ budget: Budget, offset: Int64) {
        limit = budget.saneCalls &* 1000
        span = budget.saneSpan
        self.offset = min(max(0, offset), 86_400) &* 1000
    }

    private func number(_ instant: Timestamp) -> Int64 {
        Timestamp.floorDivide(instant.milliseconds &- offset, span)
    }

    /// When the span after that of an instant begins.
    func nextSpan(after now: Timestamp) -> Timestamp {
        Timestamp(milliseconds: (number(now) &+ 1) &* span &+ offset)
    }

    /// Thousandths of calls in the span of now.
    func used(at now: Timestamp) -> Int {
        let open = underWay.reduce(0) { $0 &+ $1.cost }
        guard let latest, number(latest) >= number(now) else { return open }
        return ended &+ open
    }

    func earliest(from now: Timestamp, cost: CallCost) -> Timestamp {
        // What costs more than the whole budget is made when nothing else counts.
        let room = limit &- min(limit, cost.thousandths)
        return used(at: now) <= room ? now : nextSpan(after: now).adding(milliseconds: Self.margin)
    }

    mutating func begin(_ cost: CallCost, at now: Timestamp) {
        underWay.append(Call(start: now, cost: cost.thousandths))
    }

    mutating func finish(_ cost: CallCost, from start: Timestamp?, at end: Timestamp) {
        let index = underWay.firstIndex { $0.cost == cost.thousandths && (start == nil || $0.start == start) }
        guard let index = index ?? underWay.indices.first else { return }
        underWay.remove(at: index)
        count(cost, at: end)
    }

    /// Counts a call that has ended.
    mutating func count(_ cost: CallCost, at instant: Timestamp) {
        guard let latest else {
            (self.latest, ended) = (instant, cost.thousandths)
            return
        }
        // One of an earlier span counts nowhere any more.
        guard number(instant) >= number(latest) else { return }
        ended = number(instant) > number(latest) ? cost.thousandths : ended &+ cost.thousandths
        self.latest = max(latest, instant)
    }

    mutating func shift(by milliseconds: Int64) {
        latest = latest?.adding(milliseconds: milliseconds)
        for index in underWay.indices {
            underWay[index].start = underWay[index].start.adding(milliseconds: milliseconds)
        }
    }

    mutating func clamp(to now: Timestamp) {
        if let latest, latest > now { self.latest = now }
    }
}
