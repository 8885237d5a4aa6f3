/// Draws into a frame, clipped to a rectangle: whatever is drawn outside it is dropped, and a wide glyph is never cut in half.
///
/// Coordinates are relative to the present rectangle. All texts pass the sanitizer, so a hostile one can neither reach the
/// terminal as control bytes nor break a row.
public struct Painter: Sendable {
    /// The picture so far.
    public internal(set) var frame: Frame
    /// The glyphs that may be used.
    public let glyphs: GlyphSet
    /// The colours that may be used; a picture must say the same without, so only two values in one cell ask for this.
    public let colours: ColourMode
    private var area: Rect
    private var clip: Rect

    /// Makes a painter over an empty frame.
    public init(size: Size, glyphs: GlyphSet = .blocks, colours: ColourMode = .twoFiftySix) {
        frame = Frame(size: size)
        self.glyphs = glyphs
        self.colours = colours
        area = Rect(size)
        clip = Rect(size)
    }

    /// The size of the present rectangle.
    public var size: Size { area.size }
    /// The present rectangle at the origin.
    public var bounds: Rect { Rect(area.size) }

    /// Draws within a part of the present rectangle.
    public mutating func inside(_ rect: Rect, _ body: (inout Painter) -> Void) {
        let saved = (area, clip)
        area = Rect(x: area.x &+ rect.x, y: area.y &+ rect.y, width: rect.width, height: rect.height)
        clip = clip.intersection(area)
        body(&self)
        (area, clip) = saved
    }

    /// Writes one glyph. Glyphs come from the program, not from outside; use `text` for anything else.
    public mutating func put(_ glyph: Character, x: Int, y: Int, _ style: Style = .plain) {
        var scalars = glyph.unicodeScalars.makeIterator()
        guard let first = scalars.next() else { return }
        let width = TextWidth.of(first)
        guard width > 0 else { return }
        // More than one scalar may be more than one cell's worth.
        guard scalars.next() == nil else {
            text(String(glyph), x: x, y: y, style)
            return
        }
        write(Cell(glyph, style, width: UInt8(width)), x: x, y: y)
    }

    /// Writes a sanitized text on one row and returns the columns it took (also those clipped away).
    /// - Parameters:
    ///   - limit: The most columns to use; a longer text ends in the glyph set's ellipsis.
    @discardableResult
    public mutating func text(
        _ string: some StringProtocol, x: Int, y: Int, _ style: Style = .plain, limit: Int? = nil
    ) -> Int {
        if let columns = plainText(string, x: x, y: y, style, limit: limit) { return columns }
        var clean = TextSanitizer.clean(string, glyphs: glyphs)
        if let limit { clean = TextWidth.truncate(clean, to: limit, ellipsis: glyphs.ellipsis) }
        var column = x
        for glyph in TextSanitizer.cells(clean) {
            let width = TextWidth.of(glyph)
            guard width > 0 else { continue }
            if column >= area.width, limit == nil { break }
            write(Cell(glyph, style, width: UInt8(width)), x: column, y: y)
            column &+= width
        }
        return column &- x
    }

    /// The short way for texts that need no sanitizing and no cutting, one cell a scalar; nil for anything else.
    private mutating func plainText(
        _ string: some StringProtocol, x: Int, y: Int, _ style: Style, limit: Int?
    ) -> Int? {
        let isUnicode = glyphs.isUnicode
        var count = 0
        for scalar in string.unicodeScalars {
            guard TextWidth.isSimple(scalar), isUnicode || scalar.value < 0x7F else { return nil }
            count += 1
        }
        if let limit, count > limit { return nil }
        var column = x
        for scalar in string.unicodeScalars {
            if column >= area.width, limit == nil { break }
            write(Cell(TextSanitizer.character(scalar), style), x: column, y: y)
            column &+= 1
        }
        return column &- x
    }

    /// Writes a text so that it ends before column `maxX`.
    public mutating func textRight(_ string: some StringProtocol, maxX: Int, y: Int, _ style: Style = .plain) {
        let clean = TextSanitizer.clean(string, glyphs: glyphs)
        text(clean, x: maxX &- TextWidth.of(clean), y: y, style)
    }

    /// Fills a rectangle with a glyph one column wide.
    public mutating func fill(_ rect: Rect, _ glyph: Character = " ", _ style: Style = .plain) {
        let visible = Rect(x: area.x &+ rect.x, y: area.y &+ rect.y, width: rect.width, height: rect.height)
            .intersection(clip)
        guard !visible.isEmpty else { return }
        let glyph = TextWidth.of(glyph) == 1 && glyph.unicodeScalars.count == 1 ? glyph : " "
        for y in visible.y..<visible.maxY {
            for x in visible.x..<visible.maxX {
                write(Cell(glyph, style), x: x - area.x, y: y - area.y)
            }
        }
    }

    /// Changes the style of cells that are already drawn, keeping their glyphs.
    public mutating func restyle(_ rect: Rect, _ change: (inout Style) -> Void) {
        let visible = Rect(x: area.x &+ rect.x, y: area.y &+ rect.y, width: rect.width, height: rect.height)
            .intersection(clip)
        guard !visible.isEmpty else { return }
        for y in visible.y..<visible.maxY {
            for x in visible.x..<visible.maxX { change(&frame.cells[y * frame.size.width + x].style) }
        }
    }

    /// The glyph at a place of the present rectangle; a space outside what is visible of it.
    func glyph(x: Int, y: Int) -> Character {
        let p = Point(x: area.x &+ x, y: area.y &+ y)
        return clip.contains(p) ? frame[p.x, p.y].glyph : " "
    }

    /// Declares that a part of the present rectangle answers to the mouse. The pane is the one of the region below, unless
    /// named.
    public mutating func hit(
        _ rect: Rect, action: String = "", pane: String = "", item: String = "", wheelUp: String = "",
        wheelDown: String = ""
    ) {
        let visible = Rect(x: area.x &+ rect.x, y: area.y &+ rect.y, width: rect.width, height: rect.height)
            .intersection(clip)
        guard !visible.isEmpty else { return }
        frame.hits.append(
            HitRegion(
                rect: visible, action: action, pane: pane, item: item, wheelUp: wheelUp, wheelDown: wheelDown))
    }

    /// Shows the text cursor.
    public mutating func cursor(x: Int, y: Int) {
        let p = Point(x: area.x &+ x, y: area.y &+ y)
        if clip.contains(p) { frame.cursor = p }
    }

    private mutating func write(_ cell: Cell, x: Int, y: Int) {
        let (column, row) = (area.x &+ x, area.y &+ y)
        guard row >= clip.y, row < clip.maxY, column >= clip.x, column <= clip.maxX - Int(cell.width) else { return }
        let index = row * frame.size.width + column
        unpair(index, row: row, column: column)
        if cell.width == 2 {
            unpair(index + 1, row: row, column: column + 1)
            frame.cells[index + 1] = Cell(" ", cell.style, width: 0)
        }
        frame.cells[index] = cell
    }

    /// Blanks the other half of a wide glyph before one of its cells is overwritten.
    private mutating func unpair(_ index: Int, row: Int, column: Int) {
        let old = frame.cells[index]
        if old.width == 2, column + 1 < frame.size.width {
            frame.cells[index + 1] = Cell(" ", old.style)
        } else if old.width == 0, column > 0 {
            frame.cells[index - 1] = Cell(" ", old.style)
        }
    }
}
