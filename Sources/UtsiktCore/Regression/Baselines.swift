/// What a model must beat: predictions that need no model, for every joined record.
struct Baselines: Sendable {
    /// The mean of the training targets.
    let mean: Double
    /// The target place's present value, else the mean.
    let now: [Double]
    /// The target place's last value at the target hour, else `now`.
    let noon: [Double]
    /// The present value (else the last noon, else the mean) plus the mean change from its hour to the target.
    let hour: [Double]
    /// That mean change, by UTC hour; 0 where no training record has the hour.
    let hourOffsets: [Double]

    /// Fits them on the training rows.
    init(_ records: JoinedRecords, trainRows: [Int]) {
        let mean = Statistics.mean(trainRows.map { records.targets[$0] })
        let own = records.targetPlaceColumn(records.target.field)?.numbers
        let rows = records.instants.indices
        let noons = rows.map { records.noons[records.lastNoonDay($0)]?.value ?? .nan }
        let values = rows.map { own?[$0] ?? .nan }
        let now = values.map { $0.isNaN ? mean : $0 }
        let start = rows.map { values[$0].isNaN ? (noons[$0].isNaN ? mean : noons[$0]) : values[$0] }
        let hours = records.instants.map(\.hour)
        var sums = Array(repeating: 0.0, count: 24)
        var counts = Array(repeating: 0.0, count: 24)
        for row in trainRows {
            sums[hours[row]] += records.targets[row] - start[row]
            counts[hours[row]] += 1
        }
        let offsets = zip(sums, counts).map { $1 > 0 ? $0 / $1 : 0 }
        self.mean = mean
        self.now = now
        noon = rows.map { noons[$0].isNaN ? now[$0] : noons[$0] }
        hour = rows.map { start[$0] + offsets[hours[$0]] }
        hourOffsets = offsets
    }

    /// The predictions of a rule for some rows; nil when the learner is no rule.
    func predictions(_ learner: Learner, _ rows: [Int]) -> [Double]? {
        switch learner {
        case .mean: rows.map { _ in mean }
        case .persistenceNow: rows.map { now[$0] }
        case .persistenceNoon: rows.map { noon[$0] }
        case .persistenceHour: rows.map { hour[$0] }
        default: nil
        }
    }

    /// The four rules, in the order in which they are shown.
    static let learners: [Learner] = [.mean, .persistenceNow, .persistenceNoon, .persistenceHour]
}
