/// What the roles look like, in 256 colours, in 16 and in none.
///
/// Most themes leave the terminal's own background alone; the second colour of half blocks sets one, and a theme may give a
/// role its own, as a selection. Negative and positive are of hues that all common kinds of colour vision tell apart.
public struct Theme: Sendable, Hashable {
    /// One role's colours and the attributes that stand for it.
    public struct Entry: Sendable, Hashable {
        /// The index in the 256-colour palette; nil for the terminal's own foreground.
        public var colour256: UInt8?
        /// The index in the 16-colour palette; nil for the terminal's own foreground.
        public var colour16: UInt8?
        /// The background's index in the 256-colour palette; nil for the terminal's own.
        public var background256: UInt8?
        /// The background's index in the 16-colour palette.
        public var background16: UInt8?
        /// What carries the role without colours.
        public var mono: Style.Attributes
        /// Attributes that the 16-colour form has as well.
        public var attributes16: Style.Attributes
        /// Attributes that the 256-colour form has as well.
        public var attributes256: Style.Attributes

        /// Makes an entry.
        public init(
            _ colour256: UInt8?, _ colour16: UInt8?, mono: Style.Attributes = [], attributes16: Style.Attributes = [],
            attributes256: Style.Attributes = [], background256: UInt8? = nil, background16: UInt8? = nil
        ) {
            self.colour256 = colour256
            self.colour16 = colour16
            self.background256 = background256
            self.background16 = background16
            self.mono = mono
            self.attributes16 = attributes16
            self.attributes256 = attributes256
        }

        /// An entry on the terminal's own sixteen colours, whatever the number of colours.
        static func own(
            _ colour: UInt8?, _ attributes: Style.Attributes = [], mono: Style.Attributes = []
        ) -> Entry {
            Entry(colour, colour, mono: mono, attributes16: attributes, attributes256: attributes)
        }
    }

    /// Its name: lower-case words joined by `-`.
    public let name: String
    private var entries: [Entry]

    /// Makes a theme from an entry for each role.
    public init(name: String, _ entry: (Role) -> Entry) {
        self.name = name
        entries = Role.allCases.map(entry)
    }

    /// The same looks under another name and with one entry changed at a time.
    func renamed(_ name: String, _ change: (inout [Entry]) -> Void) -> Theme {
        var changed = entries
        change(&changed)
        return Theme(name: name) { role in changed[Int(role.rawValue)] }
    }

    /// A role's entry.
    public subscript(role: Role) -> Entry {
        let index = Int(role.rawValue)
        return index < entries.count ? entries[index] : Entry(nil, nil)
    }

    /// The look of a style with so many colours.
    public func look(_ style: Style, _ mode: ColourMode) -> Look {
        let entry = self[style.role]
        switch mode {
        case .none:
            return Look(attributes: style.attributes.union(entry.mono))
        case .sixteen:
            return Look(
                foreground: entry.colour16,
                background: style.background.map { self[$0].colour16 } ?? entry.background16,
                attributes: style.attributes.union(entry.attributes16))
        case .twoFiftySix:
            return Look(
                foreground: entry.colour256,
                background: style.background.map { self[$0].colour256 } ?? entry.background256,
                attributes: style.attributes.union(entry.attributes256))
        }
    }

    /// The themes that come with the program; the first is the standard one.
    public static let builtIn: [Theme] = [.standard, .calm, .highContrast, .colourBlind, .light, .mono]

    /// The built-in theme of a name.
    public static func named(_ name: some StringProtocol) -> Theme? { builtIn.first { $0.name == name } }
}
