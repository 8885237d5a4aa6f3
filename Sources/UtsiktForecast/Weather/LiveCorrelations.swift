import UtsiktBase

/// Correlations of every numeric attribute to the target, kept up to date as observations arrive.
///
/// Running co-moments (B. Welford, “Note on a method for calculating corrected sums of squares and products”,
/// Technometrics 4, 1962, doi 10.1080/00401706.1962.10490022) take a pair in when its record is complete and its target
/// known, and give it back when an observation or a target is replaced.
public struct LiveCorrelations: Sendable {
    private let places: [JoinPlace]
    private let target: ForecastTarget
    private let targetPlace: Int?
    private let index: [String: Int]
    /// The numbers of each place by minute.
    private var rows: [Int64: [[Double]?]] = [:]
    private var minutesOfDay: [Int: [Int64]] = [:]
    private var targets: [Int: Double] = [:]
    private var sums: [CoMoments]

    /// Makes empty sums for a join.
    public init(places: [JoinPlace], target: ForecastTarget) {
        self.places = places
        self.target = target
        targetPlace = places.firstIndex { $0.name == target.place }
        index = Dictionary(places.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { a, _ in a })
        sums = Array(repeating: CoMoments(), count: places.count * WeatherField.allCases.count)
    }

    /// Makes the sums of all observations there are.
    init(_ records: WeatherRecords, places: [JoinPlace], target: ForecastTarget) {
        self.init(places: places, target: target)
        for (p, place) in places.enumerated() {
            records.forEach(of: place.name) { take($0, place: p, $1.numbers) }
        }
    }

    /// Takes in an observation; places outside the join are left out.
    /// - Parameter minute: The minute that it stands for; nil for its own.
    /// - Complexity: O(fields), and O(records of a day × attributes) when it is a target.
    public mutating func insert(_ observation: Observation, minute: Int64? = nil) {
        guard let place = index[observation.place] else { return }
        take(
            minute ?? WeatherRecords.minute(observation.instant), place: place, CleanValues(observation).numbers)
    }

    private mutating func take(_ minute: Int64, place: Int, _ numbers: [Double]) {
        let day = Int(Timestamp.floorDivide(minute, 1440))
        if place == targetPlace, minute - Int64(day) * 1440 == Int64(target.hour) * 60 {
            setTarget(of: day, numbers[target.field.rawValue])
        }
        var row = rows[minute] ?? places.map { _ in nil }
        let known = targets[day + 1]
        if let known, row.allSatisfy({ $0 != nil }) {
            // Complete already: only this place's part is replaced.
            if let old = row[place] { update(place, old, known, isAdding: false) }
            update(place, numbers, known, isAdding: true)
            row[place] = numbers
        } else {
            if rows[minute] == nil { minutesOfDay[day, default: []].append(minute) }
            row[place] = numbers
            if let known { updateAll(row, known, isAdding: true) }
        }
        rows[minute] = row
    }

    private mutating func setTarget(of day: Int, _ value: Double) {
        let old = targets[day]
        let new = value.isNaN ? nil : value
        targets[day] = new
        guard old != new else { return }
        for minute in minutesOfDay[day - 1] ?? [] {
            guard let row = rows[minute] else { continue }
            if let old { updateAll(row, old, isAdding: false) }
            if let new { updateAll(row, new, isAdding: true) }
        }
    }

    private mutating func updateAll(_ row: [[Double]?], _ target: Double, isAdding: Bool) {
        guard row.allSatisfy({ $0 != nil }) else { return }
        for (place, numbers) in row.enumerated() {
            if let numbers { update(place, numbers, target, isAdding: isAdding) }
        }
    }

    private mutating func update(_ place: Int, _ numbers: [Double], _ target: Double, isAdding: Bool) {
        let start = place * WeatherField.allCases.count
        for (field, x) in numbers.enumerated() where !x.isNaN {
            if isAdding { sums[start + field].add(x, target) } else { sums[start + field].remove(x, target) }
        }
    }

    /// The correlations by column name; nil where either side is constant.
    public var byColumn: [String: Double?] {
        var result: [String: Double?] = [:]
        for (p, place) in places.enumerated() {
            for field in WeatherField.allCases {
                let sum = sums[p * WeatherField.allCases.count + field.rawValue]
                result["\(place.prefix)_\(field.name)"] = .some(sum.correlation)
            }
        }
        return result
    }
}

/// Means, squares and the product of pairs, which can be taken in and given back.
struct CoMoments: Sendable, Hashable {
    private(set) var n = 0.0
    private var meanX = 0.0
    private var meanY = 0.0
    private var squaresX = 0.0
    private var squaresY = 0.0
    private var product = 0.0
    /// Whether a pair was given back, so that rounding may be left where zero should be.
    private var isWorn = false

    mutating func add(_ x: Double, _ y: Double) {
        n += 1
        let (dx, dy) = (x - meanX, y - meanY)
        meanX += dx / n
        meanY += dy / n
        squaresX += dx * (x - meanX)
        squaresY += dy * (y - meanY)
        product += dx * (y - meanY)
    }

    mutating func remove(_ x: Double, _ y: Double) {
        guard n > 1 else {
            self = CoMoments()
            return
        }
        n -= 1
        let (oldX, oldY) = (meanX, meanY)
        meanX -= (x - meanX) / n
        meanY -= (y - meanY) / n
        squaresX -= (x - meanX) * (x - oldX)
        squaresY -= (y - meanY) * (y - oldY)
        product -= (x - meanX) * (y - oldY)
        isWorn = true
    }

    /// Pearson's correlation; nil when either side is constant.
    var correlation: Double? {
        let least = isWorn ? 1e-12 : 0
        guard n > 1, squaresX > least * n * (1 + meanX * meanX), squaresY > least * n * (1 + meanY * meanY) else {
            return nil
        }
        let r = product / (squaresX * squaresY).squareRoot()
        return r.isFinite ? min(max(r, -1), 1) : nil
    }
}
