/// What the configuration says of a source, by the names of the service's settings.
public struct ServiceValues: Sendable, Hashable {
    /// A setting's value.
    public enum Value: Sendable, Hashable {
        /// A text, an address or a word.
        case text(String)
        /// A whole number.
        case number(Int)
        /// Where a secret comes from.
        case secret(SecretOrigin)
        /// A list of texts.
        case texts([String])
        /// Amounts by their names.
        case amounts([String: Double])
        /// A list of mappings.
        case records([[String: String]])
        /// Places of the configuration.
        case places([LocatedPlace])
    }

    private var values: [String: Value] = [:]

    /// No values.
    public init() {}

    /// The value of a setting; nil when it has none.
    public subscript(name: String) -> Value? {
        get { values[name] }
        set { values[name] = newValue }
    }

    /// A text; empty when there is none.
    public func text(_ name: String) -> String { if case .text(let text)? = values[name] { text } else { "" } }
    /// A whole number; 0 when there is none.
    public func number(_ name: String) -> Int { if case .number(let number)? = values[name] { number } else { 0 } }
    /// A list of texts; empty when there is none.
    public func texts(_ name: String) -> [String] { if case .texts(let texts)? = values[name] { texts } else { [] } }
    /// Amounts by their names; none when they are left out.
    public func amounts(_ name: String) -> [String: Double] {
        if case .amounts(let amounts)? = values[name] { amounts } else { [:] }
    }
    /// A list of mappings.
    public func records(_ name: String) -> [[String: String]] {
        if case .records(let records)? = values[name] { records } else { [] }
    }

    /// Places.
    public func places(_ name: String) -> [LocatedPlace] {
        if case .places(let places)? = values[name] { places } else { [] }
    }

    /// Where the secrets come from, by the names of their settings.
    public var secrets: [String: SecretOrigin] {
        values.compactMapValues { if case .secret(let origin) = $0 { origin } else { nil } }
    }
}

/// Where a secret comes from: never the configuration itself.
public enum SecretOrigin: Sendable, Hashable {
    /// An environment variable.
    case environment(String)
    /// A file only its owner may read (mode 0600 or 0400).
    case file(String)
    /// A command of the shell that writes it.
    case command(String)
}
