public import UtsiktBase

/// One attribute of the joined records: a column.
public struct AttributeColumn: Sendable {
    /// The column's name, as `j_tempm`.
    public let name: String
    /// The index of its place; nil in an imported dataset whose column names no known field.
    public let place: Int?
    /// The field; nil as `place` is.
    public let field: WeatherField?
    /// The cleaned texts, one a record; empty where missing.
    public let texts: [String]
    /// The numbers, NaN where missing or no number.
    public let numbers: [Double]
    /// What it holds, by the vote over the records that have a target, or as a schema says.
    public internal(set) var type: AttributeType = .numeric
    /// What it holds by the vote.
    public internal(set) var votedType: AttributeType = .numeric
    /// Whether no value voted.
    public internal(set) var isAmbiguous = false

    init(name: String, place: Int?, field: WeatherField?, texts: [String], numbers: [Double]) {
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
    /// What is predicted.
    public let target: ForecastTarget
    /// The instants, ascending.
    public let instants: [Timestamp]
    /// The attributes in file order, without row id and target.
    public private(set) var attributes: [AttributeColumn]
    /// The target place's own values at the target hour, by UTC day number.
    public let noons: [Int: Noon]
    /// What the join counted.
    public let counts: JoinCounts
    /// The target of each record, NaN where not known.
    public let targets: [Double]
    /// The target of each record as text, as found; empty where not known.
    public let targetTexts: [String]
    /// The UTC day number of each record.
    public let days: [Int]
    /// Indices of the records with a target, ascending: the dataset.
    public let datasetRows: [Int]
    /// Indices of the others, ascending: the testset.
    public let testsetRows: [Int]
    /// The target's column name where an imported file has its own.
    private var givenTargetName: String?

    /// Puts joined columns together, and lets their values vote for types.
    /// - Parameter targetTexts: The target of each record where it is not the noon of the record's next day.
    init(
        places: [JoinPlace], target: ForecastTarget, instants: [Timestamp], attributes: [AttributeColumn],
        noons: [Int: Noon], counts: JoinCounts, targetTexts given: [String]? = nil
    ) {
        self.places = places
        self.target = target
        self.instants = instants
        self.noons = noons
        self.counts = counts
        let days = instants.map(\.day.number)
        let texts = given ?? days.map { noons[$0 + 1]?.text ?? "" }
        let targets =
            given == nil
            ? days.map { noons[$0 + 1]?.value ?? .nan } : texts.map { NumberSyntax.parse($0) ?? .nan }
        let dataset = targets.indices.filter { !targets[$0].isNaN }
        self.days = days
        self.targets = targets
        targetTexts = texts
        datasetRows = dataset
        testsetRows = targets.indices.filter { targets[$0].isNaN }
        self.attributes = attributes.map { column in
            var column = column
            (column.votedType, column.isAmbiguous) = AttributeType.vote(dataset.lazy.map { column.texts[$0] })
            column.type = column.votedType
            return column
        }
    }

    /// The same records with other types: of the columns that are named, the others by vote.
    public func retyped(_ types: [String: AttributeType]) -> JoinedRecords {
        var result = self
        for index in attributes.indices {
            result.attributes[index].type = types[attributes[index].name] ?? attributes[index].votedType
        }
        return result
    }

    /// The same records with another name of the target's column.
    func renamingTarget(_ name: String) -> JoinedRecords {
        var result = self
        result.givenTargetName = name
        return result
    }

    /// The prefix of the target place; empty when it is none of the places.
    public var targetPrefix: String { places.first { $0.name == target.place }?.prefix ?? "" }
    /// The target's column name, as `target_j_tempm`.
    public var targetName: String { givenTargetName ?? "target_\(targetPrefix)_\(target.field.name)" }
    /// The row id's column name.
    public static let rowIDName = "datetime_utc"
    /// All column names: row id, attributes, target.
    public var columnNames: [String] { [JoinedRecords.rowIDName] + attributes.map(\.name) + [targetName] }

    /// The days of the dataset, ascending and distinct.
    public var datasetDays: [Int] { JoinedRecords.distinct(datasetRows.map { days[$0] }) }
    /// The days of the testset, ascending and distinct.
    public var testsetDays: [Int] { JoinedRecords.distinct(testsetRows.map { days[$0] }) }

    /// The column of a field of a place; nil when there is none.
    func column(place: Int, _ field: WeatherField) -> AttributeColumn? {
        let index = place * WeatherField.allCases.count + field.rawValue
        if attributes.indices.contains(index), attributes[index].place == place, attributes[index].field == field {
            return attributes[index]
        }
        return attributes.first { $0.place == place && $0.field == field }
    }

    /// The column of a field of the target place; nil when the place is not joined.
    func targetPlaceColumn(_ field: WeatherField) -> AttributeColumn? {
        places.firstIndex { $0.name == target.place }.flatMap { column(place: $0, field) }
    }

    /// The day number of the last target hour at or before a record.
    func lastNoonDay(_ row: Int) -> Int { instants[row].hour >= target.hour ? days[row] : days[row] - 1 }

    /// The dataset as CSV.
    public var datasetCSV: String { csv(datasetRows) }
    /// The testset as CSV: the same columns, the last one empty.
    public var testsetCSV: String { csv(testsetRows) }

    private func csv(_ rows: [Int]) -> String {
        var table = CSVTable(columnNames, lineEnd: .lf)
        for row in rows {
            // A target that is not a number leaves the record in the testset, with an empty last cell.
            let target = targets[row].isNaN ? "" : targetTexts[row]
            table.add([instants[row].rowID] + attributes.map { $0.texts[row] } + [target])
        }
        return table.text
    }

    /// Neighbouring equal values taken once.
    static func distinct(_ ascending: [Int]) -> [Int] {
        var result: [Int] = []
        for value in ascending where result.last != value { result.append(value) }
        return result
    }
}
