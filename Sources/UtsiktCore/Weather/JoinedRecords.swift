/// One attribute of the joined records: a column.
public struct AttributeColumn: Sendable {
    /// The column's name, as `j_tempm`.
    public let name: String
    /// The index of its place.
    public let place: Int
    /// The field.
    public let field: WeatherField
    /// The cleaned texts, one a record; empty where missing.
    public let texts: [String]
    /// The numbers, NaN where missing or no number.
    public let numbers: [Double]
    /// What it holds, by the vote over the records that have a target.
    public internal(set) var type: AttributeType = .numeric

    init(name: String, place: Int, field: WeatherField, texts: [String], numbers: [Double]) {
        self.name = name
        self.place = place
        self.field = field
        self.texts = texts
        self.numbers = numbers
    }
}

/// What a join counted.
public struct JoinCounts: Sendable, Hashable {
    /// Observations read, by place.
    public var rawRows: [String: Int]
    /// Observations that a later one at the same instant replaced, by place.
    public var duplicates: [String: Int]
    /// Instants that some place has.
    public var instantsAnyPlace: Int
    /// Instants that all places have.
    public var instantsAllPlaces: Int
    /// Instants that were skipped because a place lacks them.
    public var skippedInstants: Int { instantsAnyPlace - instantsAllPlaces }
}

/// The records of all places, one row an instant in ascending order, with the target of each where it is known.
public struct JoinedRecords: Sendable {
    /// A day's target value as the place itself measured it.
    public struct Noon: Sendable, Hashable {
        /// The text as found.
        public var text: String
        /// The number.
        public var value: Double
    }

    /// The places in the order of their columns.
    public let places: [JoinPlace]
    /// What is foretold.
    public let target: ForecastTarget
    /// The instants, ascending.
    public let instants: [Timestamp]
    /// The attributes in file order, without row id and target.
    public let attributes: [AttributeColumn]
    /// The target place's own values at the target hour, by UTC day number.
    public let noons: [Int: Noon]
    /// What the join counted.
    public let counts: JoinCounts
    /// The target of each record, NaN where not known.
    public let targets: [Double]
    /// The UTC day number of each record.
    public let days: [Int]
    /// Indices of the records with a target, ascending: the dataset.
    public let datasetRows: [Int]
    /// Indices of the others, ascending: the testset.
    public let testsetRows: [Int]

    init(
        places: [JoinPlace], target: ForecastTarget, instants: [Timestamp], attributes: [AttributeColumn],
        noons: [Int: Noon], counts: JoinCounts
    ) {
        self.places = places
        self.target = target
        self.instants = instants
        self.noons = noons
        self.counts = counts
        let days = instants.map(\.day.number)
        let targets = days.map { noons[$0 + 1]?.value ?? .nan }
        let dataset = targets.indices.filter { !targets[$0].isNaN }
        self.days = days
        self.targets = targets
        datasetRows = dataset
        testsetRows = targets.indices.filter { targets[$0].isNaN }
        self.attributes = attributes.map { column in
            var column = column
            column.type = AttributeType.vote(dataset.lazy.map { column.texts[$0] }).type
            return column
        }
    }

    /// The prefix of the target place; empty when it is none of the places.
    public var targetPrefix: String { places.first { $0.name == target.place }?.prefix ?? "" }
    /// The target's column name, as `target_j_tempm`.
    public var targetName: String { "target_\(targetPrefix)_\(target.field.name)" }
    /// All column names: row id, attributes, target.
    public var columnNames: [String] { ["datetime_utc"] + attributes.map(\.name) + [targetName] }

    /// The days of the dataset, ascending and distinct.
    public var datasetDays: [Int] { JoinedRecords.distinct(datasetRows.map { days[$0] }) }
    /// The days of the testset, ascending and distinct.
    public var testsetDays: [Int] { JoinedRecords.distinct(testsetRows.map { days[$0] }) }

    /// The column of a field of the target place; nil when the place is not joined.
    func targetPlaceColumn(_ field: WeatherField) -> AttributeColumn? {
        guard let place = places.firstIndex(where: { $0.name == target.place }) else { return nil }
        let index = place * WeatherField.allCases.count + field.rawValue
        return attributes.indices.contains(index) ? attributes[index] : nil
    }

    /// The day number of the last target hour at or before a record.
    func lastNoonDay(_ row: Int) -> Int { instants[row].hour >= target.hour ? days[row] : days[row] - 1 }

    /// The dataset as CSV.
    public var datasetCSV: String { csv(datasetRows) }
    /// The testset as CSV: the same columns, the last one empty.
    public var testsetCSV: String { csv(testsetRows) }

    private func csv(_ rows: [Int]) -> String {
        var text = CSVWriter.line(columnNames)
        for row in rows {
            let target = noons[days[row] + 1]?.text ?? ""
            text += CSVWriter.line([instants[row].rowID] + attributes.map { $0.texts[row] } + [target])
        }
        return text
    }

    /// Neighbouring equal values taken once.
    static func distinct(_ ascending: [Int]) -> [Int] {
        var result: [Int] = []
        for value in ascending where result.last != value { result.append(value) }
        return result
    }
}

/// The `join` object of a case's report, as JSON names it.
public struct JoinReport: Sendable, Codable {
    /// Observations read, by place.
    public var rawRows: [String: Int]
    /// Replaced observations, by place.
    public var duplicates: [String: Int]
    /// Instants that some place has.
    public var instantsAnyPlace: Int
    /// Instants that all have.
    public var instantsAllPlaces: Int
    /// The difference.
    public var skippedInstants: Int
    /// Records with a target.
    public var datasetRows: Int
    /// Records without.
    public var testsetRows: Int
    /// Days of the testset, `YYYYMMDD`.
    public var testsetDays: [String]
    /// The target place's own values at the target hour, text as found, by `YYYYMMDD`.
    public var noons: [String: String]

    /// Makes the report of a join.
    public init(_ records: JoinedRecords) {
        rawRows = records.counts.rawRows
        duplicates = records.counts.duplicates
        instantsAnyPlace = records.counts.instantsAnyPlace
        instantsAllPlaces = records.counts.instantsAllPlaces
        skippedInstants = records.counts.skippedInstants
        datasetRows = records.datasetRows.count
        testsetRows = records.testsetRows.count
        testsetDays = records.testsetDays.map { CivilDay(number: $0).compact }
        noons = Dictionary(
            records.noons.map { (CivilDay(number: $0.key).compact, $0.value.text) }, uniquingKeysWith: { a, _ in a })
    }
}
