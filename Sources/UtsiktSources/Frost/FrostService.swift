public import UtsiktCore

/// MET Norway's Frost: checked observations of Norwegian stations, with a client id.
public struct FrostService: Service {
    /// Its name in the configuration.
    public static let name = "frost"

    /// Makes it.
    public init() {}

    /// Its name in the configuration.
    public var name: String { Self.name }
    /// What it is.
    public var summary: String { "checked hourly observations of Norwegian stations; a client id, free of charge" }
    /// What it limits.
    public var limits: String { "1 call a second is kept to; costs nothing" }
    /// Its licences are NLOD and CC BY.
    public var attribution: String? { "Data from MET Norway" }
    /// Observations.
    public var content: SourceContent { .observations }

    /// The client's id, places, days, and another address.
    public var settings: [ServiceSetting] {
        [
            ServiceSetting("client_id", .secret, examples: ["FROST_CLIENT_ID"], help: "or client_id_file"),
            PlacesSettings.places(.station("frost")), PlacesSettings.days, PlacesSettings.url(FrostWire.home),
        ]
    }

    /// The observations of its places.
    public func facts(_ values: ServiceValues) -> SourceFacts { PlacesSettings.facts(values, "observations") }

    /// Makes the connector.
    public func source(_ id: SourceID, _ values: ServiceValues, _ means: SourceMeans) -> any Source {
        let clientID = means.secret("client_id")
        return SpanSource(
            FrostWire(url: withoutTrailingSlashes(values.text("url")), clientID: clientID), id: id,
            places: values.places("places"), days: values.number("days"), secret: clientID,
            refreshSeconds: means.refreshSeconds, transport: means.transport)
    }
}
