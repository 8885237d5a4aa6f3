import UtsiktCore

/// Days as spans without gaps, in their order: few spans however many days.
struct DaySet: Sendable, Hashable {
    /// The spans, ascending, none touching the next one.
    private(set) var spans: [ClosedRange<CivilDay>] = []

    /// No days.
    init() {}

    /// The days of a span.
    init(_ span: ClosedRange<CivilDay>) { spans = [span] }

    /// Whether there is no day.
    var isEmpty: Bool { spans.isEmpty }
    /// How many days there are.
    var count: Int { spans.reduce(0) { $0 + $1.days } }

    /// Whether a day is one of them.
    func contains(_ day: CivilDay) -> Bool { spans.contains { $0.contains(day) } }

    /// Adds a day.
    mutating func insert(_ day: CivilDay) { insert(day...day) }

    /// Adds the days of a span.
    mutating func insert(_ span: ClosedRange<CivilDay>) {
        var (low, high) = (span.lowerBound, span.upperBound)
        var kept: [ClosedRange<CivilDay>] = []
        for other in spans {
            // What touches is one span.
            if other.upperBound.adding(days: 1) < low || high.adding(days: 1) < other.lowerBound {
                kept.append(other)
            } else {
                low = min(low, other.lowerBound)
                high = max(high, other.upperBound)
            }
        }
        kept.append(low...high)
        spans = kept.sorted { $0.lowerBound < $1.lowerBound }
    }

    /// The days of a span that are not among these.
    func missing(in span: ClosedRange<CivilDay>) -> DaySet {
        var result = DaySet()
        var next = span.lowerBound
        for known in spans where known.upperBound >= span.lowerBound && known.lowerBound <= span.upperBound {
            if known.lowerBound > next { result.spans.append(next...known.lowerBound.adding(days: -1)) }
            next = max(next, known.upperBound.adding(days: 1))
        }
        if next <= span.upperBound { result.spans.append(next...span.upperBound) }
        return result
    }

    /// The days that lie in a span as well.
    func within(_ span: ClosedRange<CivilDay>) -> DaySet {
        var result = DaySet()
        result.spans = spans.compactMap { own in
            let (low, high) = (max(own.lowerBound, span.lowerBound), min(own.upperBound, span.upperBound))
            return low <= high ? low...high : nil
        }
        return result
    }
}

extension ClosedRange<CivilDay> {
    /// How many days there are, at least one.
    var days: Int { upperBound.number - lowerBound.number + 1 }
    /// Each of them.
    var each: [CivilDay] { (0..<days).map { lowerBound.adding(days: $0) } }
    /// From the first instant to the first one that is not part of it.
    var start: Timestamp { Timestamp(day: lowerBound) }
    /// The first instant behind it.
    var end: Timestamp { Timestamp(day: upperBound.adding(days: 1)) }
}
