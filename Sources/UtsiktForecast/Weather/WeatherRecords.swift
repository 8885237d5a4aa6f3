public import UtsiktBase

/// All observations by place, cleaned once as they arrive; joined into records on demand.
///
/// The same instant twice at one place: the one of the source that is preferred wins as a whole, then the one nearest to the full hour
/// where reports count for hours, then the later one to arrive. Two of them are never mixed: one source's temperature with another
/// one's wind is nobody's weather.
public struct WeatherRecords: Sendable {
    private struct Place: Sendable {
        var rows: [Int64: CleanValues] = [:]
        /// Why a row counts, by minute; those of the least standing are left out.
        var standings: [Int64: Standing] = [:]
        var raw = 0
        var duplicates = 0
    }
    /// What decides between two observations that stand for the same instant: the smaller one counts.
    private struct Standing: Sendable, Hashable, Comparable {
        var rank: Int
        /// Minutes from the instant that it stands for.
        var distance: Int64

        static func < (a: Standing, b: Standing) -> Bool { (a.rank, a.distance) < (b.rank, b.distance) }
    }

    private var byPlace: [String: Place] = [:]
    /// The places in the order in which they were first seen.
    public private(set) var places: [String] = []

    /// The minute in which the year 9999 ends.
    private static let lastMinute: Int64 = 4_223_371_679

    /// The ranks of the sources that are preferred, the smallest first.
    private let ranks: [SourceID: Int]
    /// So many minutes from a full hour an observation stands for the hour.
    private let tolerance: Int64

    /// Makes an empty store.
    /// - Parameters:
    ///   - preferred: Sources in the order in which their observations count; any other comes behind them.
    ///   - tolerance: So many minutes from a full hour an observation stands for the hour, at most 30; 0: each for its own minute.
    ///     Reports of aerodromes are made at 20 and 50 minutes past, or at any other minute; models have full hours.
    public init(preferred: [SourceID] = [], tolerance: Int = 0) {
        self.tolerance = Int64(min(max(0, tolerance), 30))
        ranks = Dictionary(preferred.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Observations taken in, doubles included.
    public var observationCount: Int { byPlace.values.reduce(0) { $0 + $1.raw } }

    /// The last day of which there is an observation; nil when there is none.
    var lastDay: CivilDay? {
        let last = byPlace.values.compactMap { $0.rows.keys.max() }.max()
        return last.map { CivilDay(number: Int(Timestamp.floorDivide($0, 1440))) }
    }

    /// Distinct observations of a place.
    public func count(of place: String) -> Int { byPlace[place]?.rows.count ?? 0 }

    /// Makes a place known that may have no observation.
    public mutating func declare(_ place: String) {
        guard byPlace[place] == nil else { return }
        byPlace[place] = Place()
        places.append(place)
    }

    /// Takes in an observation.
    /// - Returns: Whether it counts: not when there is one of a source that is preferred.
    /// - Complexity: O(1), about a microsecond.
    @discardableResult
    public mutating func insert(_ observation: Observation) -> Bool {
        declare(observation.place)
        let key = minute(of: observation.instant)
        byPlace[observation.place]?.raw += 1
        if !ranks.isEmpty || tolerance > 0 {
            let least = Standing(rank: ranks.count, distance: 0)
            let own = Standing(
                rank: ranks[observation.source] ?? ranks.count,
                distance: abs(key - WeatherRecords.minute(observation.instant)))
            if let place = byPlace[observation.place], place.rows[key] != nil, place.standings[key] ?? least < own {
                byPlace[observation.place]?.duplicates += 1
                return false
            }
            byPlace[observation.place]?.standings[key] = own == least ? nil : own
        }
        let replaced = byPlace[observation.place]?.rows.updateValue(CleanValues(observation), forKey: key)
        if replaced != nil { byPlace[observation.place]?.duplicates += 1 }
        return true
    }

    /// The minute that an observation stands for: its own, or the full hour that it is near to.
    func minute(of instant: Timestamp) -> Int64 {
        let minute = WeatherRecords.minute(instant)
        guard tolerance > 0 else { return minute }
        let hour = Timestamp.floorDivide(minute + 30, 60) * 60
        return abs(minute - hour) <= tolerance ? hour : minute
    }

    /// The minute that an instant lies in, counted from 1970.
    static func minute(_ instant: Timestamp) -> Int64 {
        // No text says a year beyond 9999; a made-up instant must not overflow the arithmetic of days.
        min(max(Timestamp.floorDivide(instant.milliseconds, 60_000), -lastMinute), lastMinute)
    }

    /// Goes through a place's observations, in no order.
    func forEach(of place: String, _ body: (Int64, CleanValues) -> Void) {
        for (minute, values) in byPlace[place]?.rows ?? [:] { body(minute, values) }
    }

    /// Joins the observations of some places into records: one for each instant that all of them have.
    /// - Parameters:
    ///   - places: The places in the order of their columns, with distinct prefixes.
    ///   - target: What is predicted; its place should be one of them.
    /// - Complexity: O(records × places × 19) after a sort of the instants.
    public func join(places: [JoinPlace], target: ForecastTarget) -> JoinedRecords {
        let stores = places.map { byPlace[$0.name] ?? Place() }
        var any: Set<Int64> = []
        for store in stores { any.formUnion(store.rows.keys) }
        let keys = any.filter { key in stores.allSatisfy { $0.rows[key] != nil } }.sorted()
        let rows = keys.map { key in stores.compactMap { $0.rows[key] } }

        let own = byPlace[target.place]?.rows ?? [:]
        let hour = Int64(target.hour) * 60
        var noons: [Int: JoinedRecords.Noon] = [:]
        for (key, values) in own {
            let day = Timestamp.floorDivide(key, 1440)
            let number = values.numbers[target.field.rawValue]
            if key - day * 1440 == hour, !number.isNaN {
                noons[Int(day)] = JoinedRecords.Noon(text: values.texts[target.field.rawValue], value: number)
            }
        }
        var attributes: [AttributeColumn] = []
        for (p, place) in places.enumerated() {
            for field in WeatherField.allCases {
                attributes.append(
                    AttributeColumn(
                        name: "\(place.prefix)_\(field.name)", place: p, field: field,
                        texts: rows.map { $0[p].texts[field.rawValue] },
                        numbers: rows.map { $0[p].numbers[field.rawValue] }))
            }
        }
        let counts = JoinCounts(
            rawRows: Dictionary(zip(places.map(\.name), stores.map(\.raw)), uniquingKeysWith: { a, _ in a }),
            duplicates: Dictionary(zip(places.map(\.name), stores.map(\.duplicates)), uniquingKeysWith: { a, _ in a }),
            instantsAnyPlace: any.count, instantsAllPlaces: keys.count)
        return JoinedRecords(
            places: places, target: target, instants: keys.map { Timestamp(milliseconds: $0 * 60_000) },
            attributes: attributes, noons: noons, counts: counts)
    }
}
