public import UtsiktBase

/// Spreads calls over time: a few at once, then one every `span / calls`.
///
/// The generic cell rate algorithm (ITU-T I.371, annex A) in whole milliseconds: equivalent to a bucket that holds
/// `burst` tokens and gains `calls` tokens a span, without rounding errors that add up. It smooths; that the budget
/// itself holds in every window is the business of `CallLog`.
public struct TokenBucket: Sendable, Hashable {
    /// How many calls may follow one another at once after a rest.
    public let burst: Int
    /// Milliseconds between two calls in the long run.
    public let interval: Int64
    /// When the next token would be there if the bucket held one only.
    private var due: Timestamp?

    /// Makes a full bucket.
    /// - Parameters:
    ///   - budget: What the tokens add up to in the long run.
    ///   - burst: Tokens it holds; by default a tenth of the budget, and five of a small one: nobody waits a minute for the second
    ///     of fifteen calls.
    public init(_ budget: Budget, burst: Int? = nil) {
        let calls = budget.saneCalls
        self.burst = max(1, min(burst ?? max(calls / 10, 5), calls))
        interval = budget.saneSpan / Int64(calls)
    }

    /// The first instant from `now` on at which a token is there.
    public func earliest(from now: Timestamp) -> Timestamp {
        guard let due else { return now }
        return max(now, due.adding(milliseconds: -interval &* Int64(burst - 1)))
    }

    /// Takes a token at an instant not before `earliest`.
    public mutating func take(at now: Timestamp) {
        due = max(due ?? now, now).adding(milliseconds: interval)
    }

    /// Follows a clock that was set: what is due keeps its distance.
    mutating func shift(by milliseconds: Int64) { due = due?.adding(milliseconds: milliseconds) }

    /// Follows a clock that was set back: nothing is due later than a bucket emptied at `now`.
    mutating func clamp(to now: Timestamp) {
        guard let due else { return }
        self.due = min(due, now.adding(milliseconds: interval &* Int64(burst)))
    }
}

/// The instants of the last calls of a budget; it makes the budget hold exactly.
///
/// The call before the last `calls` ones is at least one span old, so no half-open window of that span, wherever it
/// begins, contains more calls than the budget.
struct CallLog: Sendable, Hashable {
    private let calls: Int
    private let span: Int64
    private var instants: [Timestamp] = []
    private var head = 0

    init(_ budget: Budget) {
        calls = budget.saneCalls
        span = budget.saneSpan
    }

    func earliest(from now: Timestamp) -> Timestamp {
        let index = instants.count - calls
        guard index >= head else { return now }
        return max(now, instants[index].adding(milliseconds: span))
    }

    mutating func append(_ instant: Timestamp) {
        instants.append(instant)
        if instants.count - head > calls { head += 1 }
        if head > 512, head * 2 > instants.count {
            instants.removeFirst(head)
            head = 0
        }
    }

    /// Counts a call as made when it was answered: when it reached the service nobody knows, but not later.
    mutating func move(from start: Timestamp, to end: Timestamp) {
        guard end > start else { return }
        // Only calls under way are moved: they are among the last.
        let first = max(head, instants.count - 64)
        guard let index = (first..<instants.count).last(where: { instants[$0] == start }) else { return }
        instants.remove(at: index)
        let place = (first..<instants.count).last { instants[$0] <= end }.map { $0 + 1 } ?? first
        instants.insert(end, at: place)
    }

    /// Follows a clock that was set: calls keep their distance.
    mutating func shift(by milliseconds: Int64) {
        for index in head..<instants.count { instants[index] = instants[index].adding(milliseconds: milliseconds) }
    }

    /// Follows a clock that was set back: a call cannot lie in the future, so it counts as made just now.
    mutating func clamp(to now: Timestamp) {
        guard let last = instants.last, last > now else { return }
        for index in head..<instants.count where instants[index] > now { instants[index] = now }
    }

    /// Calls in the span that ends now.
    /// - Complexity: O(log n).
    func used(at now: Timestamp) -> Int { instants.count - firstIndex(after: now.adding(milliseconds: -span)) }

    /// When the oldest call of the present span leaves it; nil when there is none.
    func freesAt(_ now: Timestamp) -> Timestamp? {
        let index = firstIndex(after: now.adding(milliseconds: -span))
        return index < instants.count ? instants[index].adding(milliseconds: span) : nil
    }

    private func firstIndex(after instant: Timestamp) -> Int {
        var (low, high) = (head, instants.count)
        while low < high {
            let middle = (low + high) / 2
            if instants[middle] > instant { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

extension Budget {
    /// Calls, one at least: a budget of none would never end.
    var saneCalls: Int { min(max(1, calls), 10_000_000) }
    /// The span in milliseconds, between a second and a year.
    var saneSpan: Int64 { min(max(1, seconds), 31_622_400) * 1000 }
}
