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
        var kept: [Int] = []
        var names: [String] = []
        var dropped: [String] = []
        var means: [Double] = []
        var deviations: [Double] = []
        for (index, column) in raw.columns.enumerated() {
            let (mean, deviation) = Standardizer.moments(column, trainRows)
            // Also drops what has no finite mean (no value at all, or a sum beyond all numbers).
            if mean.isFinite, deviation.isFinite, deviation > 1e-9 * max(1, abs(mean)) {
                kept.append(index)
                names.append(raw.names[index])
                means.append(mean)
                deviations.append(deviation)
            } else {
                dropped.append(raw.names[index])
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
        let limit = clip ?? .infinity
        for (k, index) in kept.enumerated() {
            let (mean, deviation) = (means[k], deviations[k])
            raw.columns[index].withUnsafeBufferPointer { column in
                rows.withUnsafeBufferPointer { rows in
                    matrix.setColumn(k) { r in
                        let value = column[rows[r]]
                        return value.isNaN ? 0 : min(max((value - mean) / deviation, -limit), limit)
                    }
                }
            }
        }
        return matrix
    }

    private static func moments(_ column: [Double], _ rows: [Int]) -> (mean: Double, deviation: Double) {
        column.withUnsafeBufferPointer { column in
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
