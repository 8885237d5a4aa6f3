/// The settings that today's weather services have in common.
enum PlacesSettings {
    /// The service's address, where another one than its own is asked.
    static func url(_ home: String) -> ServiceSetting {
        ServiceSetting("url", .address, default: home, help: "the service's address")
    }

    /// The places.
    static func places(_ need: ServiceSetting.PlaceNeed, example: String = "[Oslo, Bergen]") -> ServiceSetting {
        ServiceSetting(
            "places", .places(need), isOptional: true, examples: [example],
            help: "names of places:, all of them without it")
    }

    /// How many days back.
    static let days = ServiceSetting("days", .number(1...3660), default: "14", help: "how many days back")

    /// What a source fetches.
    static func facts(_ values: ServiceValues, _ kind: String) -> SourceFacts {
        let places = values.places("places")
        return SourceFacts(summary: "\(kind) of \(LocatedPlace.list(places))", places: places.map(\.name))
    }
}
