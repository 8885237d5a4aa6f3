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
    /// What the dearest call took, in thousandths.
    private var debt: Int64 = 0

    /// Makes a full bucket.
    /// - Parameters:
    ///   - budget: What the tokens add up to in the long run.
    ///   - burst: Tokens it holds; by default what the budget says, else a tenth of the budget, and five of a small one: nobody waits
    ///     a minute for the second of fifteen calls.
    public init(_ budget: Budget, burst: Int? = nil) {
        let calls = budget.saneCalls
        self.burst = max(1, min(burst ?? budget.burst ?? max(calls / 10, 5), calls))
        interval = budget.saneSpan / Int64(calls)
    }

    /// The first instant from `now` on at which there are tokens for a call.
    public func earliest(from now: Timestamp, cost: CallCost = .one) -> Timestamp {
        guard let due else { return now }
        // A call that costs more than the bucket holds goes out of the full one.
        let left = Int64(burst) &* 1000 &- min(Int64(cost.thousandths), Int64(burst) &* 1000)
        return max(now, due.adding(milliseconds: 0 &- milliseconds(left)))
    }

    /// Takes the tokens of a call at an instant not before `earliest`.
    public mutating func take(_ cost: CallCost = .one, at now: Timestamp) {
        debt = max(debt, Int64(cost.thousandths))
        due = max(due ?? now, now).adding(milliseconds: milliseconds(Int64(cost.thousandths)))
    }

    /// How long so many thousandths of a token take. A budget's whole burst lasts a span at most, a call's cost is bounded.
    private func milliseconds(_ thousandths: Int64) -> Int64 {
        let (product, overflow) = interval.multipliedReportingOverflow(by: thousandths)
        return overflow ? 31_622_400_000 : product / 1000
    }

    /// Follows a clock that was set: what is due keeps its distance.
    mutating func shift(by milliseconds: Int64) { due = due?.adding(milliseconds: milliseconds) }

    /// Follows a clock that was set back: nothing is due later than a bucket emptied at `now`.
    mutating func clamp(to now: Timestamp) {
        guard let due else { return }
        // The dearest call may have been taken out of a bucket with one token.
        let longest = max(debt, Int64(burst) &* 1000)
        self.due = min(due, now.adding(milliseconds: milliseconds(longest)))
    }
}

extension Budget {
    /// Calls, one at least: a budget of none would never end.
    var saneCalls: Int { min(max(1, calls), 10_000_000) }
    /// The span in milliseconds, between a second and a year.
    var saneSpan: Int64 { min(max(1, seconds), 31_622_400) * 1000 }
}
