public import UtsiktCore

/// The weather service of the United States: observations of its stations, without a key.
public struct NWSService: Service {
    /// Its name in the configuration.
    public static let name = "nws"

    /// Makes it.
    public init() {}

    /// Its name in the configuration.
    public var name: String { Self.name }
    /// What it is.
    public var summary: String { "observations of stations in the United States, a week back; no key" }
    /// What it limits.
    public var limits: String { "1 call a second is kept to; costs nothing" }
    /// Reports are made at 20 and 50 minutes past, or whenever the weather changes.
    public var toleranceMinutes: Int { 30 }
    /// Observations.
    public var content: SourceContent { .observations }

    /// Places, days, and another address.
    public var settings: [ServiceSetting] {
        [
            PlacesSettings.places(.station("nws"), example: "[New York]"), PlacesSettings.days,
            PlacesSettings.url(NWSWire.home),
        ]
    }

    /// The observations of its places.
    public func facts(_ values: ServiceValues) -> SourceFacts { PlacesSettings.facts(values, "observations") }

    /// Makes the connector. The service knows a week; more is not asked for.
    public func source(_ id: SourceID, _ values: ServiceValues, _ means: SourceMeans) -> any Source {
        SpanSource(
            NWSWire(url: withoutTrailingSlashes(values.text("url"))), id: id, places: values.places("places"),
            days: min(values.number("days"), NWSWire.knownDays), refreshSeconds: means.refreshSeconds,
            transport: means.transport)
    }
}
