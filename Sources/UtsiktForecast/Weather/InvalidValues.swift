public import UtsiktBase

/// Values that are not numbers where the others of their column are: counted, and the first of them kept with their place.
public struct InvalidValues: Sendable, Hashable, Encodable {
    /// How many.
    public private(set) var count = 0
    /// The first of them.
    public private(set) var first: [Rejection] = []

    /// How many are kept.
    public static let limit = 20

    /// Makes an empty list.
    public init() {}

    /// Looks through a file's observations.
    /// - Parameters:
    ///   - lines: The line of each observation.
    ///   - columns: The index of each field's column in the file.
    init(_ observations: [Observation], lines: [Int], columns: [Int], file: String) {
        for field in WeatherField.allCases {
            var numbers = 0
            var suspects: [Int] = []
            for (index, observation) in observations.enumerated() {
                let text = WeatherCleaning.clean(observation[field], of: field)
                if text.isEmpty { continue }
                if NumberSyntax.parse(text) != nil { numbers += 1 } else { suspects.append(index) }
            }
            guard numbers > suspects.count else { continue }
            count += suspects.count
            for index in suspects.prefix(max(0, InvalidValues.limit - first.count)) {
                let text = String(observations[index][field].trimmedOfWhiteSpace.prefix(40))
                first.append(
                    Rejection(
                        file: file, line: lines[index], field: field.name,
                        reason: "column \(columns[field.rawValue] + 1): ‘\(text)’ is not a number; taken as missing"))
            }
        }
        first.sort { ($0.line ?? 0) < ($1.line ?? 0) }
    }

    /// Adds those of another file.
    mutating func add(_ other: InvalidValues) {
        count += other.count
        first += other.first.prefix(max(0, InvalidValues.limit - first.count))
    }
}
