import UtsiktBase

/// How predictions miss their targets, by their residuals.
public struct Metrics: Sendable, Hashable, Codable {
    /// Predictions.
    public var n: Int
    /// Root of the mean squared error.
    public var rmse: Double
    /// Mean error.
    public var bias: Double
    /// Mean absolute error.
    public var mae: Double
    /// Errors above zero.
    public var over: Int
    /// Errors below zero.
    public var under: Int
    /// Errors of exactly zero.
    public var exact: Int
    /// The lowest error.
    public var minError: Double
    /// The highest error.
    public var maxError: Double

    /// Makes the metrics of some errors; nil when there are none or they are too large to square.
    public init?(errors: [Double]) {
        guard let first = errors.first, errors.allSatisfy(\.isFinite) else { return nil }
        n = errors.count
        var (squares, sum, absolute) = (0.0, 0.0, 0.0)
        (over, under, exact, minError, maxError) = (0, 0, 0, first, first)
        for e in errors {
            squares += e * e
            sum += e
            absolute += abs(e)
            if e > 0 { over += 1 } else if e < 0 { under += 1 } else { exact += 1 }
            minError = min(minError, e)
            maxError = max(maxError, e)
        }
        rmse = (squares / Double(n)).squareRoot()
        bias = sum / Double(n)
        guard rmse.isFinite, bias.isFinite else { return nil }
        mae = absolute / Double(n)
    }

    /// Makes the metrics of predictions; nil when there are none.
    public init?(predictions: [Double], targets: [Double]) {
        self.init(errors: zip(predictions, targets).map { Residual.of($0, target: $1) })
    }
}

/// Counts of values in bins of one width: bin k covers [k·width, (k+1)·width).
public struct ErrorHistogram: Sendable, Hashable, Codable {
    /// The bins' width, in the target's unit.
    public var width: Double
    /// The lowest bin that holds a value; 0 when there is no value.
    public var firstBin: Int
    /// Counts from the lowest to the highest bin without gaps.
    public var counts: [Int]
    /// The distance of the value closest to an edge, in widths.
    public var nearestEdge: Double

    /// The five widths of the 2015 evaluation.
    public static let widths: [Double] = [1, 0.5, 0.2, 0.1, 0.05]
    /// The most bins that are kept without gaps: 20 000 degrees in the narrowest.
    static let widest = 400_000
    /// Bins on either side of zero where there would be more; values beyond count in the outermost bin, for what a model makes
    /// of garbage must not decide how much memory there is.
    static let limit = 20_000

    /// Counts finite values; others are left out.
    public init(_ values: [Double], width: Double) {
        self.width = width
        nearestEdge = 0
        firstBin = 0
        counts = []
        let scaled = values.compactMap { value -> Double? in
            let position = value / width
            return position.isFinite ? position : nil
        }
        guard let lowest = scaled.min(), let highest = scaled.max() else { return }
        let limit = highest - lowest < Double(ErrorHistogram.widest) ? 1e15 : Double(ErrorHistogram.limit)
        let bins = scaled.map { Int(bounded: min(max($0.rounded(.down), -limit), limit)) }
        guard let low = bins.min(), let high = bins.max() else { return }
        firstBin = low
        counts = Array(repeating: 0, count: high - low + 1)
        for bin in bins { counts[bin - low] += 1 }
        nearestEdge = scaled.map { abs($0 - $0.rounded()) }.min() ?? 0
    }

    /// The histograms of all five widths.
    public static func all(_ values: [Double]) -> [ErrorHistogram] {
        widths.map { ErrorHistogram(values, width: $0) }
    }
}
