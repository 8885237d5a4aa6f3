/// The services that can be fetched from.
public struct ServiceRegister: Sendable {
    /// The services, in the order in which they are listed.
    public let services: [any Service]

    /// Those of the program: a line a service.
    public static let all = ServiceRegister([
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
