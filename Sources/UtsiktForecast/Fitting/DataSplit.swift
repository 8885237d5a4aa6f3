import UtsiktBase

/// Which records train and which judge; indices into the joined records.
struct DataSplit: Sendable, Hashable {
    /// Training records, ascending.
    var train: [Int]
    /// Evaluation records, ascending.
    var evaluation: [Int]

    /// The split of a strategy; a rolling origin has one a day instead (`RollingOrigin`).
    /// - Parameter trainingDays: Only the last so many days of the training part train.
    /// - Throws: `RegressionError` when there is nothing to learn from or to judge by.
    static func split(
        _ records: JoinedRecords, _ strategy: SplitStrategy, percent: Int, seed: UInt64, trainingDays: Int? = nil
    ) throws(RegressionError) -> DataSplit {
        guard (1...99).contains(percent) else {
            throw .badSetting(name: "train-percent", value: "\(percent)", allowed: "between 1 and 99")
        }
        let rows = records.datasetRows
        let days = records.datasetDays
        var split: DataSplit
        switch strategy {
        case .sequential:
            let count = rows.count * percent / 100
            split = DataSplit(train: Array(rows[..<count]), evaluation: Array(rows[count...]))
        case .byDay, .rollingOrigin:
            let count = days.count * percent / 100
            let first = count < days.count ? days[count] : Int.max
            split = DataSplit(
                train: rows.filter { records.days[$0] < first }, evaluation: rows.filter { records.days[$0] >= first })
        case .random:
            var random = SplitMix64(seed: seed)
            let shuffled = rows.shuffled(using: &random)
            let count = rows.count * percent / 100
            split = DataSplit(train: shuffled[..<count].sorted(), evaluation: shuffled[count...].sorted())
        }
        if let trainingDays, let last = split.train.last {
            split.train.removeAll { records.days[$0] <= records.days[last] - trainingDays }
        }
        if split.train.isEmpty { throw .noTrainingRows(days: days.count) }
        if split.evaluation.isEmpty { throw .noEvaluationRows(days: days.count) }
        return split
    }
}
