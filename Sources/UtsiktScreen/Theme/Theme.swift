/// What the roles look like.
///
/// A theme leaves the terminal's own background alone; only selections and the second colour of half blocks set one.
/// Negative and positive are blue and orange, which all common kinds of colour vision tell apart.
public struct Theme: Sendable, Hashable {
    /// One role's colours and the attributes that stand for it.
    public struct Entry: Sendable, Hashable {
        /// The index in the 256-colour palette; nil for the terminal's own foreground.
        public var colour256: UInt8?
        /// The index in the 16-colour palette; nil for the terminal's own foreground.
        public var colour16: UInt8?
        /// What carries the role without colours.
        public var mono: Style.Attributes
        /// Attributes that the 16-colour form has as well.
        public var attributes16: Style.Attributes

        /// Makes an entry.
        public init(
            _ colour256: UInt8?, _ colour16: UInt8?, mono: Style.Attributes = [], attributes16: Style.Attributes = []
        ) {
            self.colour256 = colour256
            self.colour16 = colour16
            self.mono = mono
            self.attributes16 = attributes16
        }
    }

    /// Its name.
    public let name: String
    private let entries: [Entry]

    /// Makes a theme from an entry for each role.
    public init(name: String, _ entry: (Role) -> Entry) {
        self.name = name
        entries = Role.allCases.map(entry)
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
                foreground: entry.colour16, background: style.background.flatMap { self[$0].colour16 },
                attributes: style.attributes.union(entry.attributes16))
        case .twoFiftySix:
            return Look(
                foreground: entry.colour256, background: style.background.flatMap { self[$0].colour256 },
                attributes: style.attributes)
        }
    }

    /// The calm default: muted colours of equal lightness, readable on dark and light backgrounds.
    public static let calm = Theme(name: "calm") { role in
        switch role {
        case .text: Entry(nil, nil)
        case .muted: Entry(245, nil, mono: .dim, attributes16: .dim)
        // Bright black (8) is the background of some palettes, so dim text instead.
        case .faint: Entry(240, nil, mono: .dim, attributes16: .dim)
        case .title: Entry(nil, nil, mono: .bold, attributes16: .bold)
        case .border: Entry(240, nil, mono: .dim, attributes16: .dim)
        case .borderFocused: Entry(73, 6)
        case .selection: Entry(73, 6, mono: .reverse)
        case .key: Entry(73, 6, mono: .bold)
        case .accent: Entry(179, 3, mono: .bold)
        case .good: Entry(71, 2)
        case .warning: Entry(178, 3, mono: .bold)
        case .bad: Entry(167, 1, mono: [.bold, .underline])
        case .info: Entry(67, 12)
        case .series1: Entry(73, 6)
        case .series2: Entry(173, 3)
        case .series3: Entry(139, 5)
        case .series4: Entry(107, 2)
        case .series5: Entry(68, 12)
        case .series6: Entry(174, 1)
        case .negative: Entry(68, 12)
        case .positive: Entry(173, 3)
        case .negativeSoft: Entry(110, 6)
        case .positiveSoft: Entry(180, 5)
        case .heat1: Entry(66, 4)
        case .heat2: Entry(72, 6)
        case .heat3: Entry(143, 3)
        case .heat4: Entry(215, 11)
        case .stale: Entry(242, nil, mono: .dim, attributes16: .dim)
        }
    }
}
