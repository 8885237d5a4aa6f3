public import UtsiktCore

/// Services that speak the weather history: hourly observations by place and day.
public struct WeatherHistoryService: Service {
    /// Its name in the configuration.
    public static let name = "weather-history"

    /// Makes it.
    public init() {}

    /// Its name in the configuration.
    public var name: String { Self.name }
    /// What it is.
    public var summary: String { "hourly observations of places, day by day" }
    /// What it limits.
    public var limits: String { "10 calls a minute and 500 a day; costs nothing" }
    /// Observations.
    public var content: SourceContent { .observations }
    /// The section `weather`.
    public var section: String? { "weather" }

    /// Address, key, the days and the places.
    public var settings: [ServiceSetting] {
        [
            ServiceSetting("url", .address, examples: ["https://weather.example.org"], help: "the service's address"),
            ServiceSetting("key", .secret, examples: ["UTSIKT_WEATHER_KEY"], help: "or key_file"),
            ServiceSetting(
                "target", .text, isOptional: true, examples: ["Tromsø"], help: "whose noon temperature is forecast"),
            ServiceSetting("days", .number(2...3660), default: "14", help: "how many days back"),
            ServiceSetting(
                "places", .records(of: "place", ["name", "path"]),
                examples: ["{name: Tromsø, path: Norway/Tromso}", "{name: Bodø, path: Norway/Bodo}"]),
        ]
    }

    /// A place's path is country and city; the target is one of the places, the first one unless another is named.
    public func complete(_ values: inout ServiceValues) -> [ServiceProblem] {
        let places = values.records("places")
        var problems: [ServiceProblem] = []
        for (index, place) in places.enumerated() {
            let path = place["path"] ?? ""
            guard path.split(separator: "/").count != 2 else { continue }
            problems.append(
                ServiceProblem(
                    at: [.setting("places"), .element(index), .setting("path")],
                    "‘\(path)’ does not name a country and a city", remedy: "Write it as Norway/Oslo"))
        }
        let names = places.compactMap { $0["name"] }
        if values["target"] == nil, let first = names.first { values["target"] = .text(first) }
        let target = values.text("target")
        if !names.isEmpty, !names.contains(target) {
            problems.append(
                ServiceProblem(
                    at: [.setting("target")], "‘\(target)’ is none of the places",
                    remedy: "Name one of \(names.joined(separator: ", "))"))
        }
        return problems
    }

    /// The weather of its places.
    public func facts(_ values: ServiceValues) -> SourceFacts {
        let names = values.records("places").compactMap { $0["name"] }
        return SourceFacts(
            summary: "weather of \(names.joined(separator: ", "))", places: names, target: values.text("target"))
    }

    /// Makes the connector.
    public func source(_ id: SourceID, _ values: ServiceValues, _ means: SourceMeans) -> any Source {
        let places = values.records("places").map { place in
            let parts = (place["path"] ?? "").split(separator: "/", maxSplits: 1).map(String.init)
            return WeatherPlace(name: place["name"] ?? "", country: parts.first ?? "", city: parts.last ?? "")
        }
        let options = WeatherHistorySource.Options(
            baseURL: values.text("url"), key: means.secret("key"), places: places, days: .last(values.number("days")))
        return WeatherHistorySource(options, id: id, transport: means.transport)
    }

    /// What an answer says about the budget, should it say anything: `x-rate-limit-limit`, `-remaining` and `-reset`.
    static func quota(_ answer: HTTPAnswer) -> Quota? { QuotaHeaders.epochSeconds(answer, prefix: "x-rate-limit-") }
}
