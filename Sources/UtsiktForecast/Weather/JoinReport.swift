import UtsiktBase

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
