/// A grid of dots, several to a cell where the glyph set has braille (2x4), else one a cell.
struct DotCanvas {
    /// Dots across and down.
    let width: Int
    let height: Int
    private let glyphs: GlyphSet
    private let cells: Size
    private var bits: [UInt8]
    private var styles: [Style]
    private var marks: [Character]

    /// Dots in a cell, across and down.
    static func dots(_ glyphs: GlyphSet) -> (across: Int, down: Int) { glyphs.hasBlocks ? (2, 4) : (1, 1) }

    init(_ size: Size, _ glyphs: GlyphSet) {
        let dots = Self.dots(glyphs)
        self.glyphs = glyphs
        cells = size
        (width, height) = (size.width * dots.across, size.height * dots.down)
        bits = Array(repeating: 0, count: size.width * size.height)
        styles = Array(repeating: .plain, count: bits.count)
        marks = Array(repeating: " ", count: bits.count)
    }

    /// Lights a dot; a cell has one style, and the last writer's other dots give way so that lines stay apart.
    mutating func set(_ x: Int, _ y: Int, _ style: Style, mark: Character) {
        guard x >= 0, x < width, y >= 0, y < height else { return }
        let dots = Self.dots(glyphs)
        let index = (y / dots.down) * cells.width + x / dots.across
        if styles[index] != style { bits[index] = 0 }
        styles[index] = style
        marks[index] = mark
        let row = y % dots.down
        bits[index] |= row == 3 ? 0x40 << UInt8(x % dots.across) : 1 << UInt8(row + 3 * (x % dots.across))
    }

    /// Lights the dots of a straight line, both ends included, where `isOn` (the dot's column and row) allows.
    mutating func line(
        _ from: Point, _ to: Point, _ style: Style, mark: Character, isOn: (Int, Int) -> Bool = { _, _ in true }
    ) {
        var (x, y) = (from.x, from.y)
        let (dx, dy) = (abs(to.x - x), -abs(to.y - y))
        let (stepX, stepY) = (x < to.x ? 1 : -1, y < to.y ? 1 : -1)
        var error = dx + dy
        while true {
            if isOn(x, y) { set(x, y, style, mark: mark) }
            if x == to.x, y == to.y { return }
            let twice = 2 * error
            if twice >= dy { (error, x) = (error + dy, x + stepX) }
            if twice <= dx { (error, y) = (error + dx, y + stepY) }
        }
    }

    /// Puts the lit cells into the painter's present rectangle.
    func draw(_ painter: inout Painter) {
        for y in 0..<cells.height {
            for x in 0..<cells.width where bits[y * cells.width + x] != 0 {
                let index = y * cells.width + x
                guard glyphs.hasBlocks else {
                    painter.put(marks[index], x: x, y: y, styles[index])
                    continue
                }
                guard let scalar = Unicode.Scalar(0x2800 + UInt32(bits[index])) else { continue }
                painter.put(Character(scalar), x: x, y: y, styles[index])
            }
        }
    }
}
