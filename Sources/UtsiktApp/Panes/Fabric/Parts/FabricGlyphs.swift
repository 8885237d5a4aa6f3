import UtsiktCore
import UtsiktScreen

/// How ports and cables look in a glyph set: every role has a glyph, a letter and a colour, so that none carries it alone.
struct FabricGlyphs {
    let glyphSet: GlyphSet

    init(_ glyphSet: GlyphSet) { self.glyphSet = glyphSet }

    private var shapes: Bool { glyphSet.hasBlocks }

    /// Glyphs of the roles.
    var uplink: Character { shapes ? "▲" : "^" }
    var native: Character { glyphSet.isUnicode ? "━" : "=" }
    var lit: Character { shapes ? "■" : "#" }
    var dark: Character { shapes ? "□" : "o" }
    var reserved: Character { shapes ? "△" : "r" }
    var peer: Character { glyphSet.isUnicode ? "═" : "P" }
    var free: Character { glyphSet.isUnicode ? "·" : "." }
    var dead: Character { shapes ? "╳" : "x" }

    /// Glyphs of texts.
    var dot: String { glyphSet.isUnicode ? "·" : "-" }
    var times: String { glyphSet.isUnicode ? "×" : "x" }
    var pointer: Character { glyphSet.pointer }
    var less: String { String(glyphSet.pointerBack) }
    var more: String { String(glyphSet.pointer) }
    var arrow: String { shapes ? "→" : "->" }
    var diamond: Character { shapes ? "◇" : "*" }
    var wave: Character { shapes ? "≋" : "~" }
    var ring: Character { shapes ? "○" : "o" }
    var tick: Character { shapes ? "✓" : "+" }
    var cross: Character { shapes ? "✗" : "x" }
    var line: Character { glyphSet.isUnicode ? "─" : "-" }
    var bar: Character { glyphSet.isUnicode ? "│" : "|" }

    /// A text of the core with signs that the glyph set has.
    func text(_ string: String) -> String {
        if shapes { return string }
        var result = ""
        for character in string {
            switch character {
            case "→": result += "->"
            case "×" where glyphSet == .ascii: result += "x"
            case "·" where glyphSet == .ascii: result += "-"
            case "≤": result += "<="
            case "−": result += "-"
            default: result.append(character)
            }
        }
        return result
    }

    /// The glyph of a cable's medium.
    func cable(_ medium: CableMedium?, isSplit: Bool) -> Character {
        switch medium {
        case .passiveDAC, .activeDAC, nil: isSplit ? lit : diamond
        case .activeOptical: wave
        default: ring
        }
    }

    /// The style of a cable's medium: copper is calm, light stands out.
    static func style(_ medium: CableMedium?) -> Style {
        switch medium {
        case nil: Style(.bad)
        case .passiveDAC: Style(.muted)
        case .activeDAC: Style(.series6)
        case .activeOptical: Style(.series5)
        default: Style(.series2)
        }
    }

    /// The style of a role.
    static func style(_ role: PortRole) -> Style {
        switch role {
        case .uplink: Style(.series1)
        case .native: Style(.series4, .bold)
        case .split: Style(.series3)
        case .reserved, .peerLink: Style(.warning)
        case .free: Style(.muted)
        case .off, .killed: Style(.faint)
        }
    }

    /// The glyph of a role where there is room for one only.
    func glyph(_ role: PortRole) -> Character {
        switch role {
        case .uplink: uplink
        case .native: native
        case .split(let lanes): lanes.contains { $0 != nil } ? lit : dark
        case .reserved: reserved
        case .peerLink: peer
        case .free: free
        case .off, .killed: dead
        }
    }

    /// A port's cell on the panel.
    /// - Parameter width: 1 ... 4 columns.
    func cell(_ role: PortRole, width: Int, speeds: LaneSpeeds = .tenForty) -> String {
        func spine(_ glyph: Character, _ number: Int) -> String {
            let digits = "\(number)"
            switch width {
            case 1: return String(glyph)
            case 2: return String(glyph) + (digits.count == 1 ? digits : "")
            case 3: return String(glyph) + digits
            default: return String(glyph) + (digits.count == 1 ? " s" : "s") + digits
            }
        }
        let text: String
        switch role {
        case .uplink(let number, _): text = spine(uplink, number)
        case .reserved(let number): text = spine(reserved, number)
        case .native:
            text =
                width < 4
                ? String(repeating: native, count: width)
                : (speeds == .tenForty ? "\(native)40\(native)" : "\(native)100")
        case .split(let lanes):
            switch width {
            case 4: text = String(lanes.map { $0 == nil ? dark : lit })
            case 3:
                let count = lanes.count { $0 != nil }
                text =
                    count == 4
                    ? String(repeating: lit, count: 3)
                    : (count == 0 ? "\(dark)\(dark)\(dark)" : "\(count)\(lit)\(dark)")
            case 2:
                let count = lanes.count { $0 != nil }
                text = count == 4 ? "\(lit)\(lit)" : (count == 0 ? "\(dark)\(dark)" : "\(lit)\(dark)")
            default: text = String(glyph(role))
            }
        case .peerLink: text = width >= 3 ? "\(peer)P\(peer)" : String(repeating: peer, count: width)
        case .free: text = width >= 3 ? " \(free)" : String(free)
        case .off, .killed: text = String(repeating: dead, count: min(3, width))
        }
        return text.count < width
            ? text + String(repeating: " ", count: width - text.count) : String(text.prefix(width))
    }

    /// The mark of a finding: a sign and a letter, closer together where there is little room.
    func mark(_ severity: CheckSeverity, isNarrow: Bool) -> (String, Style) {
        let gap = isNarrow ? "" : " "
        return switch severity {
        case .error: ("\(cross)\(gap)E ", Style(.bad, .bold))
        case .warning: ("!\(gap)W ", Style(.warning))
        case .info: ("i\(gap)I ", Style(.info))
        case .ok: ("\(tick)\(gap)  ", Style(.good))
        }
    }
}
