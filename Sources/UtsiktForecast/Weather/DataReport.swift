import UtsiktBase

/// The data report as a screen shows it: every attribute with its statistics and a small distribution, the target's
/// distribution, and where values are missing.
public struct DataReport: Sendable {
    /// Records with a target.
    public var rows: Int
    /// Each attribute in file order, without row id and target.
    public var attributes: [AttributeDetail]
    /// The target's statistics.
    public var target: AttributeStatistics?
    /// The target's distribution.
    public var targetDistribution: SmallDistribution
    /// Where values are missing.
    public var missing: MissingMap
    /// Instants that all places have, of those that any has.
    public var overlap: (joined: Int, any: Int)

    /// Makes the report of joined records.
    /// - Parameters:
    ///   - types: Types that somebody set, by column name.
    ///   - excluded: Attributes that are switched off.
    ///   - correlations: Correlations to the target that are known already, by column.
    /// - Complexity: O(rows × attributes × log rows).
    package init(
        _ records: JoinedRecords, types: [String: AttributeType], excluded: Set<String>,
        correlations: [String: Double?] = [:]
    ) {
        let records = records.retyped(types)
        let report = AttributeReport(records)
        let rows = records.datasetRows
        self.rows = report.rows
        attributes = zip(records.attributes, report.columns.dropFirst()).map { column, statistics in
            var statistics = statistics
            if column.isNumber, let known = correlations[column.name] { statistics.correlationToTarget = known }
            let distribution =
                column.isNumber
                ? SmallDistribution(numbers: rows.map { column.numbers[$0] })
                : SmallDistribution(texts: rows.map { column.texts[$0] })
            return AttributeDetail(
                statistics: statistics, distribution: distribution, isOverridden: column.type != column.votedType,
                isExcluded: excluded.contains(column.name),
                place: column.place.map { records.places[$0].name },
                field: column.field)
        }
        target = report.columns.last
        targetDistribution = SmallDistribution(numbers: rows.map { records.targets[$0] })
        missing = MissingMap(records)
        overlap = (records.counts.instantsAllPlaces, records.counts.instantsAnyPlace)
    }

    /// Orders in which attributes can be shown.
    public enum AttributeOrder: String, Sendable, Hashable, CaseIterable {
        /// As in the file.
        case file
        /// By name.
        case name
        /// By type.
        case type
        /// By the number of missing values.
        case missing
        /// By the number of distinct values.
        case unique
        /// By the strength of the relation to the target.
        case correlation
        /// By mean.
        case mean
    }

    /// The attributes in an order; equals stay in file order, and those without a value come last.
    public func sorted(by order: AttributeOrder, ascending: Bool = true) -> [AttributeDetail] {
        func sort(_ key: (AttributeDetail) -> Double?) -> [AttributeDetail] {
            attributes.enumerated().sorted { a, b in
                switch (key(a.element), key(b.element)) {
                case (let x?, let y?) where x != y: return ascending ? x < y : x > y
                case (nil, .some): return false
                case (.some, nil): return true
                default: return a.offset < b.offset
                }
            }.map(\.element)
        }
        switch order {
        case .file: return ascending ? attributes : attributes.reversed()
        case .name:
            let names = attributes.sorted { CodePoints($0.statistics.name) < CodePoints($1.statistics.name) }
            return ascending ? names : names.reversed()
        case .type: return sort { AttributeType.allCases.firstIndex(of: $0.statistics.type).map(Double.init) }
        case .missing: return sort { Double($0.statistics.missing) }
        case .unique: return sort { Double($0.statistics.unique) }
        case .correlation: return sort(\.strength)
        case .mean: return sort(\.statistics.mean)
        }
    }

    /// The attributes whose name, place or most frequent value contains a text, whatever its case.
    public func matching(_ text: String) -> [AttributeDetail] {
        let wanted = text.lowercased()
        if wanted.isEmpty { return attributes }
        return attributes.filter { detail in
            ([detail.statistics.name, detail.place ?? ""] + detail.statistics.mostFrequent.prefix(1).map(\.value))
                .contains { $0.lowercased().contains(wanted) }
        }
    }
}

/// One attribute of the data report.
public struct AttributeDetail: Sendable, Hashable, Encodable {
    /// Type, counts and figures.
    public var statistics: AttributeStatistics
    /// How its values are spread.
    public var distribution: SmallDistribution
    /// Whether its type was set and is not what the values vote for.
    public var isOverridden: Bool
    /// Whether it is switched off.
    public var isExcluded: Bool
    /// Its place's name.
    public var place: String?
    /// Its field.
    public var field: WeatherField?

    /// How strongly it goes with the target: the absolute correlation, or eta of categories.
    public var strength: Double? { statistics.correlationToTarget.map { abs($0) } ?? statistics.etaToTarget }
    /// The least frequent values of a categorical attribute, the rarest first.
    public var leastFrequent: [AttributeStatistics.Frequency] { statistics.leastFrequent }

    private enum Key: String, CodingKey {
        case name, strength, distribution, leastFrequent, isOverridden, isExcluded, place, field
    }

    /// Encodes what the attribute's statistics do not hold.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(statistics.name, forKey: .name)
        try values.encode(strength, forKey: .strength)
        try values.encode(distribution, forKey: .distribution)
        try values.encode(leastFrequent, forKey: .leastFrequent)
        try values.encode(isOverridden, forKey: .isOverridden)
        try values.encode(isExcluded, forKey: .isExcluded)
        try values.encodeIfPresent(place, forKey: .place)
        try values.encodeIfPresent(field, forKey: .field)
    }
}

/// A distribution in a dozen counts.
public struct SmallDistribution: Sendable, Hashable, Encodable {
    /// The edges of equal bins of numbers, one more than counts; empty for categories.
    public var edges: [Double]
    /// The categories, the most frequent first, then what else there is; empty for numbers.
    public var labels: [String]
    /// The counts.
    public var counts: [Int]

    /// Bins, or categories.
    public static let size = 12
    /// What the last label says when there are more categories.
    public static let other = "other"

    /// Counts numbers in equal bins from the lowest to the highest; others are left out.
    public init(numbers: [Double]) {
        labels = []
        let finite = numbers.filter(\.isFinite)
        guard let low = finite.min(), let high = finite.max() else {
            (edges, counts) = ([], [])
            return
        }
        let width = (high / Double(Self.size) - low / Double(Self.size))
        guard width > 0, width.isFinite else {
            (edges, counts) = ([low, high], [finite.count])
            return
        }
        edges = (0...Self.size).map { $0 == Self.size ? high : low + Double($0) * width }
        counts = Array(repeating: 0, count: Self.size)
        for number in finite {
            counts[min(max(Int(bounded: min((number / width - low / width), Double(Self.size))), 0), Self.size - 1)] +=
                1
        }
    }

    /// Counts categories; empty texts are left out.
    public init(texts: [String]) {
        edges = []
        var found: [CodePoints: Int] = [:]
        for text in texts where !text.isEmpty { found[CodePoints(text), default: 0] += 1 }
        let sorted = found.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let shown = sorted.count <= Self.size ? sorted.count : Self.size - 1
        labels = sorted.prefix(shown).map(\.key.text)
        counts = sorted.prefix(shown).map(\.value)
        if sorted.count > shown {
            labels.append(Self.other)
            counts.append(sorted.dropFirst(shown).reduce(0) { $0 + $1.value })
        }
    }
}

/// Where values are missing: the share of each attribute's records in each span of days.
public struct MissingMap: Sendable, Hashable, Encodable {
    /// The attributes.
    public var rows: [String]
    /// The first day of each column, `YYYY-MM-DD`.
    public var columns: [String]
    /// Days in a column.
    public var daysPerColumn: Int
    /// The missing share, 0 ... 1, by attribute and column; nil where the column has no record.
    public var share: [[Double?]]

    /// The most columns; more days than that are pooled.
    public static let widest = 120

    /// Maps all joined records, those without a target too.
    public init(_ records: JoinedRecords) {
        rows = records.attributes.map(\.name)
        guard let first = records.days.first, let last = records.days.last else {
            (columns, daysPerColumn, share) = ([], 1, rows.map { _ in [] })
            return
        }
        let days = last - first + 1
        let perColumn = (days - 1) / MissingMap.widest + 1
        let count = (days - 1) / perColumn + 1
        var total = Array(repeating: 0, count: count)
        for day in records.days { total[(day - first) / perColumn] += 1 }
        daysPerColumn = perColumn
        columns = (0..<count).map { "\(CivilDay(number: first + $0 * perColumn))" }
        share = records.attributes.map { attribute in
            var missing = Array(repeating: 0, count: count)
            for (row, text) in attribute.texts.enumerated() where text.isEmpty {
                missing[(records.days[row] - first) / perColumn] += 1
            }
            return zip(missing, total).map { $1 > 0 ? Double($0) / Double($1) : nil }
        }
    }
}
