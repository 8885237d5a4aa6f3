import ArgumentParser
import UtsiktCore
import UtsiktEngine

/// What the weather commands read and write.
enum WeatherFiles {
    /// Says what could not be used, and ends with status 1 when records were rejected.
    static func finish<Records>(_ input: WeatherCase.Input<Records>) throws {
        if input.invalid.count > 0 {
            for value in input.invalid.first.prefix(5) {
                let place = InputLocation(file: value.file, line: value.line, field: value.field)
                Failure.report("\(place): \(value.reason)")
            }
            if input.invalid.count > 5 {
                Failure.report("and \(input.invalid.count - 5) more values that are not numbers")
            }
        }
        guard !input.rejected.isEmpty else { return }
        Failure.report(input.rejected.kept.prefix(5), of: input.rejected.count)
        throw ExitCode(1)
    }

    /// The database that a flag names, else the configured one.
    /// - Throws: `ExitCode` 3 when there is none.
    static func database(_ named: String?) throws -> String {
        let path = try named ?? ConfigurationFiles.ofProcess.load(nil).database
        try Failure.checkDatabase(path)
        return path
    }

    /// What keeps runs and forecasts in an open database; nil when it keeps none.
    static func optionalKeeper(_ store: any Sendable) -> (any ForecastKeeper)? { store as? any ForecastKeeper }

    /// What keeps runs and forecasts in an open database.
    /// - Throws: `ExitCode` 2 when it keeps none.
    static func keeper(_ store: any Sendable) throws -> any ForecastKeeper {
        guard let keeper = optionalKeeper(store) else { throw Failure.notYet("keeping runs in a database") }
        return keeper
    }
}

/// The records that could not be used, as JSON shows them.
struct Rejected: Encodable {
    var count: Int
    var first: [Rejection]
    init(_ all: RejectionList) {
        count = all.count
        first = Array(all.kept.prefix(20))
    }
}

/// A report's keys, with what could not be used beside them.
struct WithRejected<Report: Encodable>: Encodable {
    var report: Report
    var rejected: Rejected
    var invalid: InvalidValues

    init<Records>(_ report: Report, _ input: WeatherCase.Input<Records>) {
        self.report = report
        rejected = Rejected(input.rejected)
        invalid = input.invalid
    }

    private enum Key: String, CodingKey { case rejected, invalid }

    func encode(to encoder: any Encoder) throws {
        try report.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(rejected, forKey: .rejected)
        if invalid.count > 0 { try container.encode(invalid, forKey: .invalid) }
    }
}
