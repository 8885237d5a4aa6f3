import Foundation
import UtsiktCore

/// Columns that share most of what they hold, as the fields of neighbouring places do, made from a seed: the same numbers
/// on every machine, for us and for our peers.
struct CorrelatedData {
    /// Rows, one an hour.
    let rows: Int
    /// Columns.
    let columns: Int
    /// The values row by row.
    let values: [Double]
    /// The target of each row.
    let targets: [Double]

    /// Rows that train.
    var trainRows: Int { rows * 70 / 100 }

    /// Makes the data: six slow waves, each column a mix of them and some noise, the target a mix of twenty columns.
    init(rows: Int, columns: Int) {
        self.rows = rows
        self.columns = columns
        var state: UInt64 = 2015
        func random() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) / 9_007_199_254_740_992 - 0.5
        }
        let mix = (0..<columns).map { _ in (0..<6).map { _ in random() } }
        let weights = (0..<columns).map { $0 % max(1, columns / 20) == 0 ? random() * 4 : 0 }
        var values: [Double] = []
        values.reserveCapacity(rows * columns)
        var targets: [Double] = []
        for r in 0..<rows {
            var waves: [Double] = []
            for k in 0..<6 {
                let phase = Double(r) * (0.011 + 0.031 * Double(k)) + Double(k)
                waves.append(8 * sin(phase) + 3 * random())
            }
            var target = 12 + 2 * random()
            for c in 0..<columns {
                var value = 4 * random()
                for k in 0..<6 { value += mix[c][k] * waves[k] }
                // Three decimals, so that the text that is imported holds the same number.
                value = (value * 1000).rounded() / 1000
                target += weights[c] * value
                values.append(value)
            }
            targets.append((target * 1000).rounded() / 1000)
        }
        self.values = values
        self.targets = targets
    }

    /// The data as a dataset that was imported.
    func records() throws -> JoinedRecords {
        try DatasetImport(dataset: ("bench.csv", Array(csv.utf8))).records
    }

    /// The data as a dataset's text.
    var csv: String {
        var text = "datetime_utc"
        for c in 0..<columns { text += ",c\(c)" }
        text += ",target\n"
        let start = Timestamp(seconds: 1_356_998_400)
        for r in 0..<rows {
            text += start.adding(seconds: Int64(r) * 3600).rowID
            for c in 0..<columns { text += ",\(values[r * columns + c])" }
            text += ",\(targets[r])\n"
        }
        return text
    }

    /// Writes the data for a peer: values row by row, then targets, as 64-bit numbers.
    func write(to path: String) throws {
        var data = values.withUnsafeBytes { Data($0) }
        targets.withUnsafeBytes { data.append(contentsOf: $0) }
        try data.write(to: URL(fileURLWithPath: path))
    }
}
