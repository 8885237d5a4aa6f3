import UtsiktBase

/// A run beside another: residual histograms mirrored on common bins, and which coefficients changed.
public struct RunComparison: Sendable, Hashable {
    /// One bin of both histograms.
    public struct MirroredBin: Sendable, Hashable {
        /// The bin's lower edge.
        public var lower: Double
        /// The first run's count.
        public var a: Int
        /// The second one's.
        public var b: Int
        /// The first run's part of its records.
        public var shareA: Double
        /// The second one's.
        public var shareB: Double
    }
    /// A coefficient in both runs.
    public struct CoefficientChange: Sendable, Hashable {
        /// The column.
        public var name: String
        /// The effect of one standard deviation in the first run; nil when it has no such column.
        public var a: Double?
        /// The same in the second run.
        public var b: Double?
        /// b − a, a missing one counting as 0.
        public var change: Double { (b ?? 0) - (a ?? 0) }
    }

    /// The bins' width.
    public var width: Double
    /// The bins from the lowest to the highest of both, without gaps.
    public var bins: [MirroredBin]
    /// All coefficients of either, the largest change first.
    public var coefficients: [CoefficientChange]
    /// Both errors.
    public var rmse: (a: Double, b: Double)
    /// Both skills.
    public var skill: (a: Double?, b: Double?)
    /// Whether both were judged on the same number of records and days of the same target.
    public var isComparable: Bool
    /// The comparison in words.
    public var verdict: String

    /// Compares kept runs, on bins of half a unit.
    public init(a: ForecastRun, b: ForecastRun) {
        self.init(
            (a, a.histogram, a.coefficients), (b, b.histogram, b.coefficients), width: a.histogram?.width ?? 0.5)
    }

    /// Compares snapshots on bins of one of the five widths; nil when one of them has no model.
    public init?(a: ForecastSnapshot, b: ForecastSnapshot, width: Double) {
        guard let first = a.run ?? ForecastRun(a), let second = b.run ?? ForecastRun(b) else { return nil }
        self.init(
            (first, a.histograms.first { $0.width == width }, a.ranking),
            (second, b.histograms.first { $0.width == width }, b.ranking), width: width)
    }

    private typealias Side = (run: ForecastRun, histogram: ErrorHistogram?, coefficients: [RankedCoefficient])

    private init(_ a: Side, _ b: Side, width: Double) {
        self.width = width
        bins = RunComparison.mirror(a.histogram, b.histogram, width)
        var changes: [String: CoefficientChange] = [:]
        for coefficient in a.coefficients {
            changes[coefficient.name] = CoefficientChange(name: coefficient.name, a: coefficient.std, b: nil)
        }
        for coefficient in b.coefficients {
            changes[coefficient.name, default: CoefficientChange(name: coefficient.name)].b = coefficient.std
        }
        coefficients = changes.values.sorted {
            abs($0.change) == abs($1.change)
                ? CodePoints($0.name) < CodePoints($1.name) : abs($0.change) > abs($1.change)
        }
        rmse = (a.run.rmse, b.run.rmse)
        skill = (a.run.skill, b.run.skill)
        isComparable =
            a.run.evalRows == b.run.evalRows && a.run.evalDays == b.run.evalDays && a.run.place == b.run.place
            && a.run.settings.targetField == b.run.settings.targetField
            && a.run.settings.targetHour == b.run.settings.targetHour
        verdict = RunComparison.words(a.run, b.run, isComparable)
    }

    private static func mirror(_ a: ErrorHistogram?, _ b: ErrorHistogram?, _ width: Double) -> [MirroredBin] {
        let both = [a, b].compactMap { $0 }.filter { !$0.counts.isEmpty }
        guard let low = both.map(\.firstBin).min(), let high = both.map({ $0.firstBin + $0.counts.count }).max() else {
            return []
        }
        // Far apart there is no picture of both; the empty bins between would decide how much memory it takes.
        let (span, isTooFar) = high.subtractingReportingOverflow(low)
        guard !isTooFar, span <= ErrorHistogram.widest else { return [] }
        func count(_ histogram: ErrorHistogram?, _ bin: Int) -> Int {
            guard let histogram, histogram.counts.indices.contains(bin - histogram.firstBin) else { return 0 }
            return histogram.counts[bin - histogram.firstBin]
        }
        let totalA = Double(max(1, a?.counts.reduce(0, +) ?? 0))
        let totalB = Double(max(1, b?.counts.reduce(0, +) ?? 0))
        return (low..<high).map { bin in
            let (inA, inB) = (count(a, bin), count(b, bin))
            return MirroredBin(
                lower: Double(bin) * width, a: inA, b: inB, shareA: Double(inA) / totalA, shareB: Double(inB) / totalB)
        }
    }

    private static func words(_ a: ForecastRun, _ b: ForecastRun, _ isComparable: Bool) -> String {
        if a.isLeaking != b.isLeaking { return "not comparable: the split of \(a.isLeaking ? "A" : "B") leaks" }
        guard isComparable else { return "not comparable: judged on different records" }
        guard a.rmse != b.rmse else { return "A and B are equally good" }
        let (best, other, name) = a.rmse < b.rmse ? (a, b, "A") : (b, a, "B")
        let percent = other.rmse > 0 ? Int(bounded: ((1 - best.rmse / other.rmse) * 100).rounded()) : 0
        var text = percent == 0 ? "\(name) is better by a hair" : "\(name) is \(percent) % better"
        if let interval = other.interval, interval.count == 2, best.rmse >= interval[0] {
            text += ", within the chance of \(a.evalDays == 1 ? "1 day" : "\(a.evalDays) days")"
        }
        return text
    }

    /// Whether two comparisons are equal.
    public static func == (a: RunComparison, b: RunComparison) -> Bool {
        a.width == b.width && a.bins == b.bins && a.coefficients == b.coefficients && a.rmse == b.rmse
            && a.skill == b.skill && a.isComparable == b.isComparable && a.verdict == b.verdict
    }

    /// Hashes what two comparisons differ in.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(bins)
        hasher.combine(coefficients)
        hasher.combine(verdict)
    }
}
