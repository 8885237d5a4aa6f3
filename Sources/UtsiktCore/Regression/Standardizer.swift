/// Means and deviations fitted on the training rows, and the columns that were worth keeping.
struct Standardizer: Sendable {
    /// Indices into the raw columns.
    let kept: [Int]
    /// Names of the kept columns.
    let names: [String]
    /// Names of the dropped ones: no training value, or constant.
    let dropped: [String]
    /// Training means of the kept columns.
    let means: [Double]
    /// Training deviations (divisor n, after imputation) of the kept columns.
    let deviations: [Double]
    /// Standardised values are clipped to ± this.
    let clip: Double?

    /// Fits on the training rows.
    /// - Complexity: O(rows × columns).
    init(_ raw: RawFeatures, trainRows: [Int], clip: Double?) {
        let moments = raw.columns.map { Standardizer.moments($0, trainRows) }
        self.init(names: raw.names, moments: moments, clip: clip)
    }

    /// Takes moments that are known: mean and deviation of each raw column.
    init(names all: [String], moments: [(mean: Double, deviation: Double)], clip: Double?) {
        var kept: [Int] = []
        var names: [String] = []
        var dropped: [String] = []
        var means: [Double] = []
        var deviations: [Double] = []
        for (index, (mean, deviation)) in moments.enumerated() {
            // Also drops what has no finite mean (no value at all, or a sum beyond all numbers).
            if mean.isFinite, deviation.isFinite, deviation > 1e-9 * max(1, abs(mean)) {
                kept.append(index)
                names.append(all[index])
                means.append(mean)
                deviations.append(deviation)
            } else {
                dropped.append(all[index])
            }
        }
        self.kept = kept
        self.names = names
        self.dropped = dropped
        self.means = means
        self.deviations = deviations
        self.clip = clip
    }

    /// The standardised matrix of some rows; missing values are 0, the mean.
    func matrix(_ raw: RawFeatures, rows: [Int]) -> PanelMatrix {
        var matrix = PanelMatrix(rows: rows.count, columns: kept.count)
        for (k, index) in kept.enumerated() {
            matrix.setColumn(
                k, from: raw.columns[index], rows: rows, mean: means[k], deviation: deviations[k],
                limit: clip ?? .infinity)
        }
        return matrix
    }

    private static func moments(_ column: [Double], _ rows: [Int]) -> (mean: Double, deviation: Double) {
        column.withUnsafeBufferPointer { column in
            rows.withUnsafeBufferPointer { rows in
                var sum = 0.0
                var count = 0
                for row in rows where !column[row].isNaN {
                    sum += column[row]
                    count += 1
                }
                guard count > 0 else { return (.nan, .nan) }
                let mean = sum / Double(count)
                var squares = 0.0
                for row in rows where !column[row].isNaN { squares += (column[row] - mean) * (column[row] - mean) }
                return (mean, (squares / Double(rows.count)).squareRoot())
            }
        }
    }
}
