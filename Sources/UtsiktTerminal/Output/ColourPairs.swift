import CTerminal
import UtsiktScreen

/// How a look is drawn by the C library: attribute bits and the number of a colour pair.
struct Ink: Sendable, Hashable {
    /// `CT_BOLD` and its like.
    var attributes: Int32 = 0
    /// The pair's number; 0 is the terminal's own colours.
    var pair: Int32 = 0
}

/// The colour pairs that were given a number so far. Pairs are not given back one by one: a theme uses a few hundred at most.
struct ColourPairs: Sendable {
    /// How many colours the terminal has; 0 draws with attributes only.
    let colours: Int
    private let capacity: Int32
    private var numbers: [Int64: Int32] = [:]
    private let define: @Sendable (_ pair: Int32, _ foreground: Int32, _ background: Int32) -> Bool

    /// The terminal's own foreground or background.
    private static let own: Int32 = -1
    /// Numbers kept for foregrounds without a background, which stand in when there are too few.
    private static let reserve: Int32 = 17

    /// Makes an empty table.
    /// - Parameters:
    ///   - colours: How many colours the terminal has.
    ///   - pairs: How many pairs it has.
    ///   - define: Gives a pair its colours; false when the terminal refuses.
    init(
        colours: Int, pairs: Int,
        define: @escaping @Sendable (Int32, Int32, Int32) -> Bool = { ct_pair_define($0, $1, $2) }
    ) {
        self.colours = colours
        capacity = Int32(clamping: min(pairs, 1024))
        self.define = define
    }

    /// The ink of a look.
    mutating func ink(_ look: Look) -> Ink {
        var ink = Ink(attributes: Self.bits(look.attributes))
        guard colours >= 8 else { return ink }
        let foreground = colour(look.foreground, &ink.attributes, isForeground: true)
        let background = colour(look.background, &ink.attributes, isForeground: false)
        ink.pair = pair(foreground, background) ?? pair(foreground, Self.own) ?? 0
        return ink
    }

    private mutating func pair(_ foreground: Int32, _ background: Int32) -> Int32? {
        if foreground == Self.own, background == Self.own { return 0 }
        let key = Int64(foreground &+ 1) << 32 | Int64(background &+ 1)
        if let number = numbers[key] { return number }
        let next = Int32(numbers.count + 1)
        guard next < capacity - (background == Self.own ? 0 : Self.reserve), define(next, foreground, background) else {
            return nil
        }
        numbers[key] = next
        return next
    }

    /// A palette index as this terminal has it.
    private func colour(_ index: UInt8?, _ attributes: inout Int32, isForeground: Bool) -> Int32 {
        guard let index else { return Self.own }
        if colours >= 256 { return colours > 256 ? Self.direct(index) : Int32(index) }
        if index < 8 { return Int32(index) }
        guard index < 16 else { return Self.own }
        if colours >= 16 { return Int32(index) }
        // Eight colours: the bright ones are the bold ones, and bright black would be invisible where bold is only bold.
        if index == 8 {
            if isForeground { attributes |= Int32(CT_DIM) }
            return isForeground ? Self.own : 0
        }
        if isForeground { attributes |= Int32(CT_BOLD) }
        return Int32(index) - 8
    }

    /// A palette index on a terminal whose colour numbers are red, green and blue (xterm-direct); 0 ... 7 stay what they are.
    static func direct(_ index: UInt8) -> Int32 {
        switch index {
        case 0..<8: return Int32(index)
        case 8..<16:
            let bright: [Int32] = [
                0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
            ]
            return bright[Int(index) - 8]
        case 16..<232:
            let levels: [Int32] = [0, 95, 135, 175, 215, 255]
            let cube = Int(index) - 16
            return levels[cube / 36] << 16 | levels[cube / 6 % 6] << 8 | levels[cube % 6]
        default:
            let grey = 8 + 10 * (Int32(index) - 232)
            return grey << 16 | grey << 8 | grey
        }
    }

    private static func bits(_ attributes: Style.Attributes) -> Int32 {
        var bits: Int32 = 0
        if attributes.contains(.bold) { bits |= Int32(CT_BOLD) }
        if attributes.contains(.dim) { bits |= Int32(CT_DIM) }
        if attributes.contains(.reverse) { bits |= Int32(CT_REVERSE) }
        if attributes.contains(.underline) { bits |= Int32(CT_UNDERLINE) }
        return bits
    }
}
