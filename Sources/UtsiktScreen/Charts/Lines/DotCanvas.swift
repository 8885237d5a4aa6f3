/// What a dot belongs to, where the glyph set has one glyph a cell for each kind.
enum DotMark: Sendable, Hashable {
    /// A connected line.
    case line
    /// A broken line.
    case dashes
    /// Single points.
    case dots
    /// A filled stretch.
    case shade

    init(_ mark: LineChart.Mark) {
        switch mark {
        case .line: self = .line
        case .dashes: self = .dashes
        case .dots: self = .dots
        }
    }
}

/// A grid of dots, several to a cell: 2x4 in braille, 1x2 in ASCII and Latin.
struct DotCanvas {
    /// Dots across and down.
    let width: Int
    let height: Int
    /// Dots in a cell, across and down.
    let dots: (across: Int, down: Int)
    private let glyphs: GlyphSet
    private let cells: Size
    private var bits: [UInt8]
    private var styles: [Style]
    private var marks: [DotMark]

    init(_ size: Size, _ glyphs: GlyphSet) {
        dots = glyphs.hasBlocks ? (2, 4) : (1, 2)
        self.glyphs = glyphs
        cells = size
        (width, height) = (size.width * dots.across, size.height * dots.down)
        bits = Array(repeating: 0, count: size.width * size.height)
        styles = Array(repeating: .plain, count: bits.count)
        marks = Array(repeating: .line, count: bits.count)
    }

    /// Whether any dot of a cell is lit.
    func isLit(x: Int, y: Int) -> Bool {
        x >= 0 && x < cells.width && y >= 0 && y < cells.height && bits[y * cells.width + x] != 0
    }

    /// Lights a dot. A cell has one style: the last writer's, whose dots replace those of another, so that lines stay apart.
    mutating func set(_ x: Int, _ y: Int, _ style: Style, _ mark: DotMark) {
        guard x >= 0, x < width, y >= 0, y < height else { return }
        let index = (y / dots.down) * cells.width + x / dots.across
        if styles[index] != style || marks[index] != mark { bits[index] = 0 }
        styles[index] = style
        marks[index] = mark
        bits[index] |= bit(x % dots.across, y % dots.down)
    }

    /// Lights a dot beside those of the same mark, whatever their style; the last style wins.
    mutating func add(_ x: Int, _ y: Int, _ style: Style, _ mark: DotMark) {
        guard x >= 0, x < width, y >= 0, y < height else { return }
        let index = (y / dots.down) * cells.width + x / dots.across
        if marks[index] != mark { bits[index] = 0 }
        styles[index] = style
        marks[index] = mark
        bits[index] |= bit(x % dots.across, y % dots.down)
    }

    /// Lights the dots of a straight line after its first one (Bresenham); `phase` counts them for broken lines.
    mutating func line(_ from: Point, _ to: Point, _ style: Style, _ mark: DotMark, phase: inout Int) {
        var (x, y) = (from.x, from.y)
        let (dx, dy) = (abs(to.x - x), -abs(to.y - y))
        let (stepX, stepY) = (x < to.x ? 1 : -1, y < to.y ? 1 : -1)
        var error = dx + dy
        while x != to.x || y != to.y {
            let twice = 2 * error
            if twice >= dy { (error, x) = (error + dy, x + stepX) }
            if twice <= dx { (error, y) = (error + dx, y + stepY) }
            phase += 1
            if mark != .dashes || phase % (2 * dots.down) < dots.down { set(x, y, style, mark) }
        }
    }

    /// Puts the lit cells into the painter's present rectangle.
    func draw(_ painter: inout Painter) {
        for y in 0..<cells.height {
            for x in 0..<cells.width where bits[y * cells.width + x] != 0 {
                let index = y * cells.width + x
                painter.put(glyph(bits[index], marks[index]), x: x, y: y, styles[index])
            }
        }
    }

    private func bit(_ x: Int, _ y: Int) -> UInt8 {
        guard dots.across == 2 else { return 1 << UInt8(y) }
        return y == 3 ? 0x40 << UInt8(x) : 1 << UInt8(y + 3 * x)
    }

    private func glyph(_ bits: UInt8, _ mark: DotMark) -> Character {
        guard !glyphs.hasBlocks else {
            return Unicode.Scalar(0x2800 + UInt32(bits)).map { Character($0) } ?? " "
        }
        switch mark {
        case .line: return bits == 1 ? "'" : (bits == 2 ? "." : ":")
        case .dashes: return "-"
        case .dots: return "o"
        case .shade: return ":"
        }
    }
}
