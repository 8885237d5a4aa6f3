public import UtsiktCore

/// A service that can be fetched from: all that the program knows of it.
///
/// Its folder holds the connector, how the service counts its budgets, and this: what stands in the configuration for it. The
/// register lists it, and with that it can be configured, checked, shown and fetched.
public protocol Service: Sendable {
    /// Its name in the configuration, as `timelines-1.1`.
    var name: String { get }
    /// What it is, in a line.
    var summary: String { get }
    /// What it limits and costs, in a line.
    var limits: String { get }
    /// What is to be shown where its rows are, by its terms; nil for nothing.
    var attribution: String? { get }
    /// What its rows are.
    var content: SourceContent { get }
    /// So many minutes from a full hour its observations stand for the hour; 0 where they are made at full hours, or each stands for
    /// its own minute.
    var toleranceMinutes: Int { get }
    /// The section of the configuration that means one source of it, from before there was a list of sources; nil for none.
    var section: String? { get }
    /// Its settings in the configuration, in the order in which they are shown.
    var settings: [ServiceSetting] { get }

    /// Looks at what only the service can judge, and fills in what follows from other settings.
    func complete(_ values: inout ServiceValues) -> [ServiceProblem]
    /// What a source with these settings fetches, for people and for the forecast.
    func facts(_ values: ServiceValues) -> SourceFacts
    /// Makes the connector.
    func source(_ id: SourceID, _ values: ServiceValues, _ means: SourceMeans) -> any Source
}

extension Service {
    /// Nothing is to be shown.
    public var attribution: String? { nil }
    /// Each observation stands for its own minute.
    public var toleranceMinutes: Int { 0 }
    /// No section of its own.
    public var section: String? { nil }
    /// Nothing is wrong that the settings do not say themselves.
    public func complete(_ values: inout ServiceValues) -> [ServiceProblem] { [] }
}

/// What a source fetches.
public struct SourceFacts: Sendable, Hashable {
    /// In a few words, as `posts from https://api.example.org`.
    public var summary: String
    /// The places whose observations it fetches.
    public var places: [String]
    /// The place whose noon temperature is forecast; nil when it names none.
    public var target: String?

    /// Makes it from its parts.
    public init(summary: String, places: [String] = [], target: String? = nil) {
        self.summary = summary
        self.places = places
        self.target = target
    }
}

/// What a connector is given besides its settings.
public struct SourceMeans: Sendable {
    /// The secrets by the names of their settings.
    public var secrets: [String: Secret]
    /// What it asks with.
    public var transport: any HTTPTransport
    /// After how long lists are asked again for what is new, in seconds.
    public var refreshSeconds: Int64
    /// Where session tokens are kept; nil where none can be, and then a session lasts as long as the program.
    public var sessions: SessionFolder?

    /// Makes it from its parts.
    public init(
        secrets: [String: Secret], transport: any HTTPTransport, refreshSeconds: Int64 = 3600,
        sessions: SessionFolder? = nil
    ) {
        self.secrets = secrets
        self.transport = transport
        self.refreshSeconds = refreshSeconds
        self.sessions = sessions
    }

    /// A secret; empty when there is none, which the service will refuse.
    public func secret(_ name: String) -> Secret { secrets[name] ?? Secret("") }
}

/// Something wrong with settings that are well formed each by itself.
public struct ServiceProblem: Sendable, Hashable {
    /// A step on the way to a value.
    public enum Step: Sendable, Hashable {
        /// Into a setting.
        case setting(String)
        /// To an element of a list, from 0.
        case element(Int)
    }
    /// The way to the value.
    public var path: [Step]
    /// What is wrong, without a full stop and free of secrets.
    public var problem: String
    /// What to do.
    public var remedy: String

    /// Makes a problem.
    public init(at path: [Step], _ problem: String, remedy: String) {
        self.path = path
        self.problem = problem
        self.remedy = remedy
    }
}
