/// One setting of a service in the configuration: what may stand there and what it means.
public struct ServiceSetting: Sendable {
    /// What may stand there.
    public enum Kind: Sendable {
        /// An `http` or `https` address without user, password and query.
        case address
        /// A text.
        case text
        /// A whole number.
        case number(ClosedRange<Int>)
        /// One of some words.
        case word([String])
        /// Where a secret comes from: the setting's name with `_env`, `_file` or `_command` behind it.
        case secret
        /// A list of texts.
        case texts(of: String)
        /// A mapping of names to amounts that are not negative, as of money.
        case amounts([String])
        /// A list of mappings, whose settings are texts; the first one tells them apart.
        case records(of: String, [String])
        /// A list of names of the configuration's places; without it all places that have what is needed.
        case places(PlaceNeed)
    }

    /// What a place must have so that a service can be asked for it.
    public enum PlaceNeed: Sendable, Hashable {
        /// Latitude and longitude.
        case coordinates
        /// The code of a station, under this name of a service.
        case station(String)

        /// Whether a place has it.
        public func isMet(by place: LocatedPlace) -> Bool {
            switch self {
            case .coordinates: place.latitude != nil && place.longitude != nil
            case .station(let service): place.stations[service] != nil
            }
        }

        /// In words, as `latitude and longitude`.
        public var words: String {
            switch self {
            case .coordinates: "latitude and longitude"
            case .station(let service): "stations: {\(service): …}"
            }
        }
    }

    /// Its name.
    public var name: String
    /// What may stand there.
    public var kind: Kind
    /// What stands there when the file leaves it out, as the file would write it; nil for nothing.
    public var fallback: String?
    /// Whether it may be left out though it has no default.
    public var isOptional: Bool
    /// What a documented configuration shows, as YAML; the elements of a list one by one.
    public var examples: [String]
    /// What it means, in a few words.
    public var help: String

    /// Makes a setting.
    public init(
        _ name: String, _ kind: Kind, default fallback: String? = nil, isOptional: Bool = false,
        examples: [String] = [],
        help: String = ""
    ) {
        self.name = name
        self.kind = kind
        self.fallback = fallback
        self.isOptional = isOptional || fallback != nil
        self.examples = examples.isEmpty ? fallback.map { [$0] } ?? [] : examples
        self.help = help
    }

    /// The keys that stand for it in the file.
    public var keys: [String] {
        if case .secret = kind { return [name + "_env", name + "_file", name + "_command"] }
        return [name]
    }
}
