public import UtsiktCore

/// Open-Meteo: the weather of models by coordinates, anywhere, without a key.
public struct OpenMeteoService: Service {
    /// Its name in the configuration.
    public static let name = "open-meteo"

    /// Makes it.
    public init() {}

    /// Its name in the configuration.
    public var name: String { Self.name }
    /// What it is.
    public var summary: String {
        "hourly weather of any place by coordinates, from models and not from stations; no key"
    }
    /// What it limits.
    public var limits: String {
        "600 calls a minute, 5,000 an hour and 10,000 a day, each place counting by itself; free for non-commercial use"
    }
    /// Its licence is CC BY 4.0.
    public var attribution: String? { "Weather data by Open-Meteo.com" }
    /// Observations.
    public var content: SourceContent { .observations }

    /// Places, days, and another address.
    public var settings: [ServiceSetting] {
        [
            PlacesSettings.places(.coordinates), PlacesSettings.days,
            ServiceSetting(
                "url", .address, isOptional: true, examples: ["https://open-meteo.example.org"],
                help: "a host of your own"),
        ]
    }

    /// The weather of its places, labelled as that of models.
    public func facts(_ values: ServiceValues) -> SourceFacts { PlacesSettings.facts(values, "model weather") }

    /// Makes the connector.
    public func source(_ id: SourceID, _ values: ServiceValues, _ means: SourceMeans) -> any Source {
        let url = values.text("url")
        return SpanSource(
            OpenMeteoWire(url: url.isEmpty ? nil : withoutTrailingSlashes(url)), id: id,
            places: values.places("places"),
            days: values.number("days"), refreshSeconds: means.refreshSeconds, transport: means.transport)
    }
}
