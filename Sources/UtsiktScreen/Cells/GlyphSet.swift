/// The rungs of the glyph ladder, chosen from locale and TERM and overridable.
public enum GlyphSet: String, Sendable, Hashable, CaseIterable {
    /// Bytes 0x20 ... 0x7E only.
    case ascii
    /// Box drawing and Latin letters, no block elements or braille.
    case latin
    /// Block elements and braille (U+2580 ... 259F, U+2800 ... 28FF) as well.
    case blocks
    /// Sextants (U+1FB00 ...) as well.
    case sextants

    /// Whether box drawing and other non-ASCII characters may be used.
    public var isUnicode: Bool { self != .ascii }
    /// Whether eighth blocks and braille may be used.
    public var hasBlocks: Bool { self == .blocks || self == .sextants }
    /// Whether sextants may be used.
    public var hasSextants: Bool { self == .sextants }
    /// What ends a text that was cut.
    public var ellipsis: Character { isUnicode ? "…" : "~" }

    /// A small triangle to the right: what is selected, or goes on.
    public var pointer: Character {
        switch self {
        case .ascii: ">"
        // In code page 437 and WGL4, unlike the small ones.
        case .latin: "►"
        case .blocks, .sextants: "▸"
        }
    }

    /// A small triangle to the left.
    public var pointerBack: Character {
        switch self {
        case .ascii: "<"
        case .latin: "◄"
        case .blocks, .sextants: "◂"
        }
    }
}
