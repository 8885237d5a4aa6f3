/// A theme as a user describes it: a base and what differs from it, by names. How it is written in a file is not known here.
///
/// Colours are `default` (the terminal's own), a name of the sixteen (`red`, `bright-blue`), an index of the 256 (`208`) or
/// `#rrggbb`, which becomes the nearest of the 256 and of the 16 in CIELAB. Attributes are `bold`, `dim`, `reverse`, `underline`.
public struct ThemeSpec: Sendable, Hashable {
    /// What differs for one role; nil leaves what the base has.
    public struct Entry: Sendable, Hashable {
        /// The role, by its name.
        public var role: String
        /// The foreground.
        public var foreground: String?
        /// The background.
        public var background: String?
        /// The attributes, with colours and without; an empty list takes the base's away.
        public var attributes: [String]?

        /// Makes an entry.
        public init(
            role: String, foreground: String? = nil, background: String? = nil, attributes: [String]? = nil
        ) {
            self.role = role
            self.foreground = foreground
            self.background = background
            self.attributes = attributes
        }
    }

    /// Its name, which must not be that of a known theme.
    public var name: String
    /// The theme it changes, by its name; nil for the standard one.
    public var base: String?
    /// What differs; a role at most once.
    public var entries: [Entry]

    /// Makes a description.
    public init(name: String, base: String? = nil, entries: [Entry] = []) {
        self.name = name
        self.base = base
        self.entries = entries
    }

    /// Makes the theme.
    /// - Parameters:
    ///   - known: The themes that may be its base.
    /// - Throws: What cannot be used first, with its role and field.
    public func theme(from known: [Theme] = Theme.builtIn) throws(ThemeFault) -> Theme {
        guard Self.isName(name) else { throw ThemeFault(.nameUnusable, field: "name", value: name) }
        guard !known.contains(where: { $0.name == name }) else {
            throw ThemeFault(.nameTaken, field: "name", value: name)
        }
        let wanted = base ?? Theme.standard.name
        guard let start = known.first(where: { $0.name == wanted }) else {
            throw ThemeFault(.unknownBase(known.map(\.name)), field: "base", value: wanted)
        }
        var seen: Set<Role> = []
        var changes: [(Role, Theme.Entry)] = []
        for entry in entries {
            guard let role = Role(name: entry.role) else {
                throw ThemeFault(.unknownRole, role: entry.role, value: entry.role)
            }
            guard seen.insert(role).inserted else {
                throw ThemeFault(.repeatedRole, role: entry.role, value: entry.role)
            }
            changes.append((role, try Self.apply(entry, to: start[role])))
        }
        return start.renamed(name) { looks in
            for (role, look) in changes { looks[Int(role.rawValue)] = look }
        }
    }

    /// Lower-case letters, digits and `-`, at most 32, a letter first.
    private static func isName(_ name: String) -> Bool {
        let bytes = Array(name.utf8)
        guard let first = bytes.first, bytes.count <= 32, (0x61...0x7A).contains(first) else { return false }
        return bytes.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    }

    private static func apply(_ entry: Entry, to look: Theme.Entry) throws(ThemeFault) -> Theme.Entry {
        var look = look
        if let text = entry.foreground {
            let colour = try colour(text, entry.role, "foreground")
            (look.colour256, look.colour16) = (colour?.index256, colour?.index16)
        }
        if let text = entry.background {
            let colour = try colour(text, entry.role, "background")
            (look.background256, look.background16) = (colour?.index256, colour?.index16)
        }
        if let names = entry.attributes {
            var attributes: Style.Attributes = []
            for name in names {
                guard let attribute = Style.Attributes(name: name) else {
                    throw ThemeFault(.unknownAttribute, role: entry.role, field: "attributes", value: name)
                }
                attributes.formUnion(attribute)
            }
            (look.mono, look.attributes16, look.attributes256) = (attributes, attributes, attributes)
        }
        return look
    }

    /// The indices of a colour as a user writes it; nil for the terminal's own.
    private static func colour(
        _ text: String, _ role: String, _ field: String
    ) throws(ThemeFault) -> (index256: UInt8, index16: UInt8)? {
        if text == "default" { return nil }
        if let index = Palette.names.firstIndex(of: text) { return (UInt8(index), UInt8(index)) }
        if let rgb = RGB(hex: text) { return (Palette.nearest256(rgb), Palette.nearest16(rgb)) }
        guard let index = UInt8(text), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw ThemeFault(.unknownColour, role: role, field: field, value: text)
        }
        return (index, index < 16 ? index : Palette.nearest16(Palette.rgb(index)))
    }
}

/// What cannot be used in a user's theme, and where. The reader of the file adds the line.
public struct ThemeFault: Error, Sendable, Hashable {
    /// What is wrong.
    public enum Kind: Sendable, Hashable {
        /// The name is not lower-case letters, digits and `-`.
        case nameUnusable
        /// A known theme has the name.
        case nameTaken
        /// No theme of this name; these are known.
        case unknownBase([String])
        /// No role of this name.
        case unknownRole
        /// A role for the second time.
        case repeatedRole
        /// Not a colour.
        case unknownColour
        /// Not an attribute.
        case unknownAttribute
    }

    /// What is wrong.
    public var kind: Kind
    /// The role as it was written; nil outside roles.
    public var role: String?
    /// The field: `name`, `base`, `foreground`, `background` or `attributes`; nil when the role itself is meant.
    public var field: String?
    /// What was written.
    public var value: String

    /// Makes a fault.
    public init(_ kind: Kind, role: String? = nil, field: String? = nil, value: String) {
        self.kind = kind
        self.role = role
        self.field = field
        self.value = value
    }

    /// What is wrong, one sentence without a full stop.
    public var problem: String {
        let place = role.map { role in field.map { "\(role).\($0): " } ?? "" } ?? ""
        // A hostile value must not reach the terminal or fill the screen.
        let shown = TextWidth.truncate(TextSanitizer.clean(value), to: 40, ellipsis: "…")
        switch kind {
        case .nameUnusable: return "\"\(shown)\" cannot be a theme's name"
        case .nameTaken: return "there is a theme named \"\(shown)\" already"
        case .unknownBase: return "there is no theme named \"\(shown)\" to start from"
        case .unknownRole: return "there is no role named \"\(shown)\""
        case .repeatedRole: return "the role \"\(shown)\" is there twice"
        case .unknownColour: return "\(place)\"\(shown)\" is not a colour"
        case .unknownAttribute: return "\(place)\"\(shown)\" is not an attribute"
        }
    }

    /// What the user can do, one sentence.
    public var remedy: String {
        switch kind {
        case .nameUnusable: "Use up to 32 lower-case letters, digits and -, a letter first"
        case .nameTaken: "Choose another name"
        case .unknownBase(let known): "Known are \(known.joined(separator: ", "))"
        case .unknownRole: "Roles are \(Role.allCases.map(\.name).joined(separator: ", "))"
        case .repeatedRole: "Keep one of them"
        case .unknownColour:
            "Use default, a name such as red or bright-blue, an index from 0 to 255, or #rrggbb"
        case .unknownAttribute: "Attributes are bold, dim, reverse and underline"
        }
    }
}
