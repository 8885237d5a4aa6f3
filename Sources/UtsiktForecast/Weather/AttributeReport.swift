import UtsiktBase

/// The data report: statistics of every attribute over the records that have a target.
public struct AttributeReport: Sendable, Encodable {
    /// Records.
    public var rows: Int
    /// Columns, row id and target included.
    public var attributes: Int
    /// Binary columns.
    public var binary: Int
    /// Categorical columns, the row id included.
    public var categorical: Int
    /// Numeric columns.
    public var numeric: Int
    /// Text columns.
    public var text: Int
    /// The row id's column.
    public var rowId: String
    /// The target's column.
    public var target: String
    /// Each column in file order.
    public var columns: [AttributeStatistics]

    /// Makes the report of a dataset.
    /// - Complexity: O(rows × attributes × log rows).
    public init(_ records: JoinedRecords) {
        let rows = records.datasetRows
        let targets = rows.map { records.targets[$0] }
        var columns = [
            AttributeStatistics(
                name: JoinedRecords.rowIDName, role: .rowID, type: .categorical, count: rows.count, missing: 0)
        ]
        columns[0].unique = rows.count
        for column in records.attributes {
            columns.append(
                AttributeStatistics.of(
                    column.name, texts: rows.map { column.texts[$0] }, numbers: rows.map { column.numbers[$0] },
                    targets: targets, type: column.type, isAmbiguous: column.isAmbiguous))
        }
        let texts = rows.map { records.targetTexts[$0] }
        let (type, isAmbiguous) = AttributeType.vote(texts)
        var target = AttributeStatistics.of(
            records.targetName, texts: texts, numbers: targets, targets: targets, type: type, isAmbiguous: isAmbiguous)
        target.role = .target
        target.correlationToTarget = nil
        columns.append(target)
        self.rows = rows.count
        attributes = columns.count
        binary = columns.count { $0.type == .binary }
        categorical = columns.count { $0.type == .categorical }
        numeric = columns.count { $0.type == .numeric }
        text = columns.count { $0.type == .text }
        rowId = JoinedRecords.rowIDName
        self.target = records.targetName
        self.columns = columns
    }
}

/// What one column holds.
public struct AttributeStatistics: Sendable, Hashable {
    /// What a column is besides an attribute.
    public enum Role: String, Sendable, Hashable, Codable {
        /// It names the record.
        case rowID = "row_id"
        /// It is what is predicted.
        case target
    }
    /// The column's name.
    public var name: String
    /// Its role, if it has one.
    public var role: Role?
    /// Its type.
    public var type: AttributeType
    /// Whether no value voted for a type.
    public var isTypeAmbiguous = false
    /// Values present (numbers, in a numeric or binary column).
    public var count: Int
    /// Empty values.
    public var missing: Int
    /// Values that are not numbers in a numeric or binary column.
    public var invalid = 0
    /// Distinct values.
    public var unique = 0
    /// Smallest number.
    public var min: Double?
    /// Largest number.
    public var max: Double?
    /// Mean of the numbers; nil, as the other figures, when it is too large to be a number.
    public var mean: Double?
    /// Median of the numbers.
    public var median: Double?
    /// Standard deviation with divisor n.
    public var sdPop: Double?
    /// Standard deviation with divisor n − 1.
    public var sdSample: Double?
    /// Pearson's correlation to the target over rows where the value is present; nil if either side is constant.
    public var correlationToTarget: Double?
    /// Values `1` in a binary column.
    public var ones = 0
    /// Values `0` in a binary column.
    public var zeros = 0
    /// The five most frequent values of a categorical column, ties by code point.
    public var mostFrequent: [Frequency] = []
    /// The five least frequent values of a categorical column, the rarest first; shown, but not part of its JSON.
    public var leastFrequent: [Frequency] = []
    /// The correlation ratio of a categorical column to the target; nil if the target is constant there.
    public var etaToTarget: Double?

    /// A value and how often it is there.
    public struct Frequency: Sendable, Hashable {
        /// The value.
        public var value: String
        /// How often.
        public var count: Int
    }

    init(name: String, role: Role? = nil, type: AttributeType, count: Int, missing: Int) {
        self.name = name
        self.role = role
        self.type = type
        self.count = count
        self.missing = missing
    }

    static func of(
        _ name: String, texts: [String], numbers: [Double], targets: [Double], type: AttributeType, isAmbiguous: Bool
    ) -> AttributeStatistics {
        let missing = texts.count { $0.isEmpty }
        var result = AttributeStatistics(name: name, type: type, count: texts.count - missing, missing: missing)
        result.isTypeAmbiguous = isAmbiguous
        switch type {
        case .numeric, .binary: result.fillNumbers(texts, numbers, targets)
        case .categorical, .text: result.fillCategories(texts, targets)
        }
        return result
    }

    private mutating func fillNumbers(_ texts: [String], _ numbers: [Double], _ targets: [Double]) {
        let present = numbers.indices.filter { !numbers[$0].isNaN }
        let x = present.map { numbers[$0] }
        invalid = count - x.count
        count = x.count
        guard !x.isEmpty else { return }
        let sorted = x.sorted()
        unique = 1 + zip(sorted, sorted.dropFirst()).count { $0 != $1 }
        min = sorted.first
        max = sorted.last
        median = Statistics.finite(Statistics.median(sorted: sorted))
        let mean = Statistics.mean(x)
        let squares = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        self.mean = Statistics.finite(mean)
        sdPop = unique == 1 ? 0 : Statistics.finite((squares / Double(x.count)).squareRoot())
        if x.count > 1 { sdSample = unique == 1 ? 0 : Statistics.finite((squares / Double(x.count - 1)).squareRoot()) }
        correlationToTarget = Statistics.correlation(x, present.map { targets[$0] })
        if type == .binary {
            ones = x.count { $0 == 1 }
            zeros = x.count { $0 == 0 }
        }
    }

    private mutating func fillCategories(_ texts: [String], _ targets: [Double]) {
        var groups: [CodePoints: (count: Int, sum: Double)] = [:]
        var total = 0.0
        for (text, target) in zip(texts, targets) where !text.isEmpty {
            groups[CodePoints(text), default: (0, 0)].count += 1
            groups[CodePoints(text), default: (0, 0)].sum += target
            total += target
        }
        unique = groups.count
        let frequent = groups.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
        mostFrequent = frequent.prefix(5).map { Frequency(value: $0.key.text, count: $0.value.count) }
        leastFrequent = frequent.suffix(5).reversed().map { Frequency(value: $0.key.text, count: $0.value.count) }
        guard count > 0 else { return }
        let mean = total / Double(count)
        var all = 0.0
        var isConstant = true
        var first: Double?
        for (text, target) in zip(texts, targets) where !text.isEmpty {
            all += (target - mean) * (target - mean)
            if let first, first != target { isConstant = false }
            first = first ?? target
        }
        guard !isConstant, all > 0 else { return }
        var between = 0.0
        for group in groups.values {
            let difference = group.sum / Double(group.count) - mean
            between += Double(group.count) * difference * difference
        }
        etaToTarget = groups.count == 1 ? 0 : Statistics.finite((between / all).squareRoot())
    }
}
