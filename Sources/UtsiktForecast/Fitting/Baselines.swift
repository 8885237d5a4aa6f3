import UtsiktBase

/// What the rules that need no model look at, for every joined record.
struct BaselineInputs: Sendable {
    /// The target place's present value, NaN where missing.
    let now: [Double]
    /// The target place's last value at the target hour, NaN where missing.
    let noon: [Double]
    /// The UTC hour.
    let hours: [Int]
    /// The targets, NaN where not known.
    let targets: [Double]

    /// Gathers them.
    init(_ records: JoinedRecords) {
        let rows = records.instants.indices
        now = records.targetPlaceColumn(records.target.field)?.numbers ?? rows.map { _ in .nan }
        noon = rows.map { records.noons[records.lastNoonDay($0)]?.value ?? .nan }
        hours = records.instants.map(\.hour)
        targets = records.targets
    }

    /// The present value, else the last noon, else NaN.
    func start(_ row: Int) -> Double { now[row].isNaN ? noon[row] : now[row] }
}

/// What a model must beat: predictions that need no model, for every joined record.
struct Baselines: Sendable {
    let inputs: BaselineInputs
    /// The mean of the training targets.
    let mean: Double
    /// The mean change from the present value to the target, by UTC hour; 0 where no training record has the hour.
    let hourOffsets: [Double]

    /// Fits them on the training rows.
    init(_ inputs: BaselineInputs, trainRows: [Int]) {
        let mean = Statistics.mean(trainRows.map { inputs.targets[$0] })
        var sums = Array(repeating: 0.0, count: 24)
        var counts = Array(repeating: 0.0, count: 24)
        for row in trainRows {
            let start = inputs.start(row)
            sums[inputs.hours[row]] += inputs.targets[row] - (start.isNaN ? mean : start)
            counts[inputs.hours[row]] += 1
        }
        self.init(inputs, mean: mean, hourOffsets: zip(sums, counts).map { $1 > 0 ? $0 / $1 : 0 })
    }

    /// Takes what has been fitted already.
    init(_ inputs: BaselineInputs, mean: Double, hourOffsets: [Double]) {
        self.inputs = inputs
        self.mean = mean
        self.hourOffsets = hourOffsets
    }

    /// The present value, else the training mean.
    func now(_ row: Int) -> Double { inputs.now[row].isNaN ? mean : inputs.now[row] }
    /// The last value at the target hour, else `now`.
    func noon(_ row: Int) -> Double { inputs.noon[row].isNaN ? now(row) : inputs.noon[row] }
    /// The present value (else the last noon, else the mean) plus the mean change from its hour to the target.
    func hour(_ row: Int) -> Double {
        let start = inputs.start(row)
        return (start.isNaN ? mean : start) + hourOffsets[inputs.hours[row]]
    }

    /// The predictions of a rule for some rows; nil when the learner is not a rule.
    func predictions(_ learner: Learner, _ rows: [Int]) -> [Double]? {
        switch learner {
        case .mean: rows.map { _ in mean }
        case .persistenceNow: rows.map(now)
        case .persistenceNoon: rows.map(noon)
        case .persistenceHour: rows.map(hour)
        default: nil
        }
    }

    /// The four rules, in the order in which they are shown.
    static let learners: [Learner] = [.mean, .persistenceNow, .persistenceNoon, .persistenceHour]
}
