/// Which records train and which judge; indices into the joined records.
struct DataSplit: Sendable, Hashable {
    /// Training records, ascending.
    var train: [Int]
    /// Evaluation records, ascending.
    var evaluation: [Int]

    /// The splits of a strategy: one, or for the rolling origin one a day.
    /// - Throws: `RegressionError` when there is nothing to learn from or to judge by.
    static func splits(
        _ records: JoinedRecords, _ strategy: SplitStrategy, percent: Int, seed: UInt64
    ) throws(RegressionError) -> [DataSplit] {
        guard (1...99).contains(percent) else {
            throw .badSetting(name: "train-percent", value: "\(percent)", allowed: "between 1 and 99")
        }
        let rows = records.datasetRows
        let days = records.datasetDays
        var splits: [DataSplit] = []
        switch strategy {
        case .sequential:
            let count = rows.count * percent / 100
            splits = [DataSplit(train: Array(rows[..<count]), evaluation: Array(rows[count...]))]
        case .byDay:
            let count = days.count * percent / 100
            let first = count < days.count ? days[count] : Int.max
            splits = [DataSplit(rows, records) { $0 < first }]
        case .random:
            var random = SplitMix64(seed: seed)
            let shuffled = rows.shuffled(using: &random)
            let count = rows.count * percent / 100
            splits = [DataSplit(train: shuffled[..<count].sorted(), evaluation: shuffled[count...].sorted())]
        case .rollingOrigin:
            for day in days.dropFirst(max(2, days.count / 2)) {
                splits.append(
                    DataSplit(
                        train: rows.filter { records.days[$0] < day },
                        evaluation: rows.filter { records.days[$0] == day }))
            }
        }
        guard let first = splits.first else { throw .noEvaluationRows(days: days.count) }
        if first.train.isEmpty { throw .noTrainingRows(days: days.count) }
        if first.evaluation.isEmpty { throw .noEvaluationRows(days: days.count) }
        return splits
    }

    private init(_ rows: [Int], _ records: JoinedRecords, trains: (Int) -> Bool) {
        train = rows.filter { trains(records.days[$0]) }
        evaluation = rows.filter { !trains(records.days[$0]) }
    }

    init(train: [Int], evaluation: [Int]) {
        self.train = train
        self.evaluation = evaluation
    }
}
