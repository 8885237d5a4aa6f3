/// Few steps from the least to the most, told apart by glyph as well as by colour.
public enum Ramp: Sendable, Hashable {
    /// From nothing to the most: four steps, dense and hot at the end.
    case sequential
    /// From far below zero to far above: two steps each way, below drawn low in the cell and above drawn high.
    case diverging

    /// Steps on each side of nothing.
    var steps: Int { self == .sequential ? 4 : 2 }

    /// The step of a value, where 1 (or -1) is the most: 0 only for nothing, at least one step for anything else.
    ///
    /// Values that are not finite have the step of the nearest end; NaN has none.
    func step(_ part: Double) -> Int {
        guard !part.isNaN else { return 0 }
        let count = Double(steps)
        // The inner steps are half open, so that only what is above three quarters gets the fourth.
        let size = min(max((abs(part) * count).rounded(.up), part == 0 ? 0 : 1), count)
        return part < 0 ? (self == .diverging ? -Int(size) : 0) : Int(size)
    }

    /// What a step looks like in colour.
    public func role(step: Int) -> Role {
        switch self {
        case .sequential:
            switch step {
            case ...0: .faint
            case 1: .heat1
            case 2: .heat2
            case 3: .heat3
            default: .heat4
            }
        case .diverging:
            switch step {
            case ...(-2): .negative
            case -1: .negativeSoft
            case 0: .faint
            case 1: .positiveSoft
            default: .positive
            }
        }
    }

    /// What a step looks like without colour: one cell.
    func glyph(step: Int, _ glyphs: GlyphSet) -> Character {
        let ladder: [Character] =
            switch (self, glyphs) {
            case (.sequential, .ascii): [".", ":", "+", "x", "#"]
            case (.sequential, .latin): ["·", "-", "+", "x", "■"]
            case (.sequential, _): ["·", "░", "▒", "▓", "█"]
            case (.diverging, .ascii): ["=", "-", ".", "+", "#"]
            case (.diverging, .latin): ["═", "─", "·", "+", "■"]
            case (.diverging, _): ["▄", "▂", "·", "▔", "▀"]
            }
        let index = self == .sequential ? step : step + steps
        return ladder[min(max(index, 0), ladder.count - 1)]
    }
}
