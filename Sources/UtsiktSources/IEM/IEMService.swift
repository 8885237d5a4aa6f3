public import UtsiktCore

/// The Iowa Environmental Mesonet: reports of aerodromes all over the world, without a key.
public struct IEMService: Service {
    /// Its name in the configuration.
    public static let name = "iem"

    /// Makes it.
    public init() {}

    /// Its name in the configuration.
    public var name: String { Self.name }
    /// What it is.
    public var summary: String { "reports of aerodromes all over the world (METAR), by stations' codes; no key" }
    /// What it limits.
    public var limits: String { "1 call a second; costs nothing" }
    /// Whose work it is.
    public var attribution: String? { "Reports by way of the Iowa Environmental Mesonet" }
    /// Reports are made at 20 and 50 minutes past, or whenever the weather changes.
    public var toleranceMinutes: Int { 30 }
    /// Observations.
    public var content: SourceContent { .observations }

    /// Places, days, and another address.
    public var settings: [ServiceSetting] {
        [PlacesSettings.places(.station("iem")), PlacesSettings.days, PlacesSettings.url(IEMWire.home)]
    }

    /// The reports of its places.
    public func facts(_ values: ServiceValues) -> SourceFacts { PlacesSettings.facts(values, "aerodrome reports") }

    /// Makes the connector.
    public func source(_ id: SourceID, _ values: ServiceValues, _ means: SourceMeans) -> any Source {
        SpanSource(
            IEMWire(url: withoutTrailingSlashes(values.text("url"))), id: id, places: values.places("places"),
            days: values.number("days"), refreshSeconds: means.refreshSeconds, transport: means.transport)
    }
}
