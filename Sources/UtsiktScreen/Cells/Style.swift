/// What a cell's colour means. Panes name roles; themes turn them into colours, golden files into letters.
public enum Role: UInt8, Sendable, Hashable, CaseIterable {
    /// Ordinary text on the terminal's own background.
    case text
    /// Secondary text: units, captions.
    case muted
    /// Barely there: grid lines, empty bars, unlit dots, stale data.
    case faint
    /// A pane's title.
    case title
    /// A pane's frame.
    case border
    /// The frame of the pane that has the keys.
    case borderFocused
    /// The selected row or item.
    case selection
    /// A key cap in the footer and help.
    case key
    /// The one number or word that matters here.
    case accent
    /// Good: done, within limits.
    case good
    /// Worth a look: retrying, warnings.
    case warning
    /// Wrong: errors and nothing else.
    case bad
    /// Neutral information.
    case info
    /// First series of a chart.
    case series1
    /// Second series.
    case series2
    /// Third series.
    case series3
    /// Fourth series.
    case series4
    /// Fifth series.
    case series5
    /// Sixth series.
    case series6
    /// Residuals below zero (under-prediction), falling things.
    case negative
    /// Residuals above zero (over-prediction), rising things.
    case positive
    /// A little below zero: the weaker step of a diverging ramp.
    case negativeSoft
    /// A little above zero.
    case positiveSoft
    /// First step of a sequential ramp: the least that is not nothing.
    case heat1
    /// Second step.
    case heat2
    /// Third step.
    case heat3
    /// Last step: the most.
    case heat4
    /// Data that is no longer being fed: the picture of some time ago.
    case stale

    /// One letter for golden style files and for monochrome legends.
    public var letter: Character {
        switch self {
        case .text: "."
        case .muted: "m"
        case .faint: "f"
        case .title: "t"
        case .border: "b"
        case .borderFocused: "B"
        case .selection: "s"
        case .key: "k"
        case .accent: "a"
        case .good: "g"
        case .warning: "w"
        case .bad: "e"
        case .info: "i"
        case .series1: "1"
        case .series2: "2"
        case .series3: "3"
        case .series4: "4"
        case .series5: "5"
        case .series6: "6"
        case .negative: "-"
        case .positive: "+"
        case .negativeSoft: "n"
        case .positiveSoft: "p"
        case .heat1: "W"
        case .heat2: "X"
        case .heat3: "Y"
        case .heat4: "Z"
        case .stale: "z"
        }
    }
}

extension Role {
    /// The name in theme files, as `border-focused` or `series-1`.
    public var name: String {
        var result = ""
        for character in "\(self)" {
            if character.isUppercase || character.isNumber { result += "-" }
            result += character.lowercased()
        }
        return result
    }

    /// The role of a name.
    public init?(name: some StringProtocol) {
        guard let role = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = role
    }
}

/// How a cell looks besides its glyph.
public struct Style: Sendable, Hashable {
    /// Attributes every terminal has in some form.
    public struct Attributes: OptionSet, Sendable, Hashable {
        /// The bits.
        public let rawValue: UInt8
        /// Makes a set from bits.
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        /// Bold.
        public static let bold = Attributes(rawValue: 1)
        /// Dim.
        public static let dim = Attributes(rawValue: 2)
        /// Foreground and background exchanged.
        public static let reverse = Attributes(rawValue: 4)
        /// Underlined.
        public static let underline = Attributes(rawValue: 8)

        /// The attribute of a name in theme files.
        public init?(name: some StringProtocol) {
            switch name {
            case "bold": self = .bold
            case "dim": self = .dim
            case "reverse": self = .reverse
            case "underline": self = .underline
            default: return nil
            }
        }
    }

    /// The meaning of the foreground.
    public var role: Role
    /// The meaning of the background; nil for the terminal's own. Used by half blocks, which carry two colours.
    public var background: Role?
    /// The attributes.
    public var attributes: Attributes

    /// Makes a style.
    public init(_ role: Role = .text, _ attributes: Attributes = [], on background: Role? = nil) {
        self.role = role
        self.attributes = attributes
        self.background = background
    }

    /// Ordinary text.
    public static let plain = Style()
}
