package import UtsiktCore

/// The services that can be fetched from.
public struct ServiceRegister: Sendable {
    /// The services, in the order in which they are listed.
    public let services: [any Service]

    /// Those of the program: a line a service.
    public static let all = ServiceRegister([
        BlueskyService(),
        MastodonService(),
        XService(),
        FeedsService(),
        TimelinesService(),
        WeatherHistoryService(),
        OpenMeteoService(),
        IEMService(),
        FrostService(),
        NWSService(),
    ])

    /// Makes a register.
    public init(_ services: [any Service]) { self.services = services }

    /// The service of a name; nil when there is none.
    public subscript(name: String) -> (any Service)? { services.first { $0.name == name } }

    /// The names of the services.
    public var names: [String] { services.map(\.name) }
    /// The sections of the configuration that mean one source each.
    public var sections: [String] { services.compactMap(\.section) }
}

/// How observations of some services are to be read and shown.
package struct ObservationRules: Sendable, Hashable {
    /// What is to be shown where they are, each once.
    package var attributions: [String]
    /// So many minutes from a full hour one stands for the hour.
    package var tolerance: Int
}

extension ServiceRegister {
    /// The rules of the services that some sources ask, and of those whose observations a database has.
    package func observationRules(_ names: [String] = [], in store: Store) async throws(StoreError) -> ObservationRules
    {
        let stored = try await store.sources().filter { $0.content == .observations }.map(\.service)
        let services = (names + stored).compactMap { self[$0] }
        return ObservationRules(
            attributions: services.compactMap(\.attribution).reduce(into: []) { if !$0.contains($1) { $0.append($1) } },
            tolerance: services.map(\.toleranceMinutes).max() ?? 0)
    }
}
