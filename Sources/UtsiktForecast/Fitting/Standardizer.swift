import CVector

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
        let moments = stride(from: 0, to: raw.columns.count, by: 4).flatMap {
            Standardizer.moments(raw.columns[$0..<min($0 + 4, raw.columns.count)], trainRows)
        }
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
        for panel in 0..<matrix.panels {
            let part = panel * 4..<min(panel * 4 + 4, kept.count)
            matrix.setPanel(
                panel, from: part.map { raw.columns[kept[$0]] }, rows: rows, means: Array(means[part]),
                deviations: Array(deviations[part]), limit: clip ?? .infinity)
        }
        return matrix
    }

    /// Means and deviations of one to four columns: NaN where there is no value.
    private static func moments(_ columns: ArraySlice<[Double]>, _ rows: [Int]) -> [(mean: Double, deviation: Double)] {
        let four = (0..<4).map { columns[min(columns.startIndex + $0, columns.endIndex - 1)] }
        var (sums, counts, squares) = ([0.0, 0, 0, 0], [0.0, 0, 0, 0], [0.0, 0, 0, 0])
        cv_column_sums(four[0], four[1], four[2], four[3], rows, rows.count, &sums, &counts)
        let means = zip(sums, counts).map { $0 / $1 }
        cv_column_squares(four[0], four[1], four[2], four[3], rows, rows.count, means, &squares)
        return (0..<columns.count).map { k in
            counts[k] > 0 ? (means[k], (squares[k] / Double(rows.count)).squareRoot()) : (.nan, .nan)
        }
    }
}
