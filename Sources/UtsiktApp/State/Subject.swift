/// What the user has chosen, in words that every pane can understand: one value for the whole program.
///
/// Set when a choice in the focused pane has changed (`Pane.subject`); a pane that wants to go along says so
/// (`Pane.follows`, `Pane.follow`). Most do not.
public struct Subject: Sendable, Hashable {
    /// What sort of thing it is. Open: a pane may declare one of its own next to itself.
    public struct Kind: RawRepresentable, Sendable, Hashable {
        /// The kind's name.
        public let rawValue: String

        /// Makes a kind.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// A hashtag, folded as it is counted.
        public static let tag = Kind(rawValue: "tag")
        /// A followed account, by its handle.
        public static let account = Kind(rawValue: "account")
        /// A place whose weather is known.
        public static let place = Kind(rawValue: "place")
        /// An attribute of the records, by its column's name.
        public static let attribute = Kind(rawValue: "attribute")
        /// A server, by its name.
        public static let server = Kind(rawValue: "server")
        /// A port of a switch, as `leaf-1:5`.
        public static let port = Kind(rawValue: "port")
        /// A rack, by its number.
        public static let rack = Kind(rawValue: "rack")
        /// A machine of a cloud or a mesh.
        public static let node = Kind(rawValue: "node")
        /// A set of addresses.
        public static let addressSet = Kind(rawValue: "address-set")
        /// A rule of a firewall.
        public static let rule = Kind(rawValue: "rule")
    }

    /// What sort of thing it is.
    public var kind: Kind
    /// Its name within its kind.
    public var name: String

    /// Makes a subject.
    public init(_ kind: Kind, _ name: String) {
        self.kind = kind
        self.name = name
    }
}
