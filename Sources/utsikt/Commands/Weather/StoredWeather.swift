import UtsiktCore
import UtsiktEngine
import UtsiktSources

/// The observations of a database as the data report takes them.
struct StoredWeather {
    /// The observations of one source of one place.
    struct Holding: Encodable {
        let place: String
        let source: String
        var observations = 0
        var first: String
        var last: String
    }

    let records: JoinedRecords
    /// What there is, by place and source.
    let holdings: [Holding]
    /// Whose data they are, by the terms of their services.
    let attributions: [String]

    /// Reads a database.
    /// - Parameter place: The place that is predicted; nil for the configured one, else the first by name.
    static func read(
        _ database: String, _ place: String?, _ settings: ForecastSettings, _ config: String?
    ) async throws -> StoredWeather {
        let store = try Failure.open(database)
        defer { try? store.close() }
        // A replayed world has places of its own.
        let isLive = try await store.world()?.isReplay != true
        let configuration = isLive ? ConfigurationFiles.ofProcess.read(config).configuration : nil
        let rules = try await ServiceRegister.all.observationRules(in: store)
        var weather = WeatherRecords(preferred: configuration?.preferred ?? [], tolerance: rules.tolerance)
        var found: [HoldingKey: Holding] = [:]
        for try await observations in store.observations() {
            for observation in observations {
                weather.insert(observation)
                let (key, instant) = (HoldingKey(observation), observation.instant.iso8601)
                var holding =
                    found[key] ?? Holding(place: key.place, source: key.source, first: instant, last: instant)
                holding.observations += 1
                (holding.first, holding.last) = (min(holding.first, instant), max(holding.last, instant))
                found[key] = holding
            }
        }
        let names = weather.places.sorted()
        let wanted = place ?? configuration?.target
        let target = ForecastTarget(
            place: wanted.flatMap { names.contains($0) ? $0 : nil } ?? names.first ?? "",
            field: settings.targetField, hour: settings.targetHour)
        return StoredWeather(
            records: weather.join(places: JoinPlace.distinct(names), target: target),
            holdings: found.values.sorted { ($0.place, $0.source) < ($1.place, $1.source) },
            attributions: rules.attributions)
    }

    private struct HoldingKey: Hashable {
        let place: String
        let source: String

        init(_ observation: Observation) { (place, source) = (observation.place, observation.source.rawValue) }
    }

    /// A report's keys, with what there is beside them.
    func report<Report: Encodable>(_ report: Report) -> some Encodable {
        WithHoldings(report: report, holdings: holdings, attributions: attributions)
    }

    private struct WithHoldings<Report: Encodable>: Encodable {
        let report: Report
        let holdings: [Holding]
        let attributions: [String]

        private enum Key: String, CodingKey { case observations, attributions }

        func encode(to encoder: any Encoder) throws {
            try report.encode(to: encoder)
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(holdings, forKey: .observations)
            try container.encode(attributions, forKey: .attributions)
        }
    }
}
