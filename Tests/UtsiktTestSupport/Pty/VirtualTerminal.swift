public import UtsiktScreen

/// One cell of an emulated terminal.
public struct VirtualCell: Sendable, Hashable {
    /// The glyph with its combining marks; a space in the second cell of a wide one.
    public var glyph: Character = " "
    /// Columns: 1 or 2; 0 in the second cell of a wide glyph.
    public var width = 1
    /// How it is drawn.
    public var pen = VirtualPen()
}

/// How a terminal draws.
public struct VirtualPen: Sendable, Hashable {
    /// The foreground's palette index, 0x1000000 and more for red, green and blue; nil for the terminal's own.
    public var foreground: Int?
    /// The background likewise.
    public var background: Int?
    /// The numbers of the attributes that are on (SGR): 1 bold, 2 dim, 3 italic, 4 underlined, 5 blinking, 7 reverse.
    public var attributes: Set<Int>

    /// Makes a pen; by default a plain one.
    public init(foreground: Int? = nil, background: Int? = nil, attributes: Set<Int> = []) {
        self.foreground = foreground
        self.background = background
        self.attributes = attributes
    }
}

/// A terminal's emulation, as much of it as ncurses uses for the common kinds: what tests look at instead of a window.
///
/// After ECMA-48, the VT100 user guide and xterm's ctlseqs. Unknown sequences are skipped whole.
public struct VirtualTerminal: Sendable {
    /// Its size.
    public internal(set) var size: Size
    /// Where the cursor is.
    public internal(set) var cursor = Point(x: 0, y: 0)
    /// The private modes that are on: 25 cursor, 1049 other screen, 1000/1002/1006 mouse, 2004 paste marks, 2026 update.
    public internal(set) var modes: Set<Int> = [7, 25]
    /// Whether the keypad sends application codes.
    public internal(set) var hasApplicationKeypad = false
    /// How it draws now.
    public internal(set) var pen = VirtualPen()
    /// Every private mode that was ever turned on.
    public internal(set) var everOn: Set<Int> = []
    /// How many synchronized updates were begun.
    public internal(set) var updates = 0
    /// How often the whole screen was erased.
    public internal(set) var clears = 0
    /// What was put into the clipboard last (OSC 52), as it was sent: base64.
    public internal(set) var clipboard: String?

    var cells: [VirtualCell]
    var otherCells: [VirtualCell]
    var saved = Point(x: 0, y: 0)
    var top = 0
    var bottom: Int
    var isWrapPending = false
    var isInserting = false
    var charsets: [UInt8] = [UInt8(ascii: "B"), UInt8(ascii: "B")]
    var shift = 0
    var last: Character?
    var parser = Parser()

    /// Makes an empty terminal.
    public init(size: Size) {
        self.size = Size(width: max(1, size.width), height: max(1, size.height))
        cells = Array(repeating: VirtualCell(), count: self.size.width * self.size.height)
        otherCells = cells
        bottom = self.size.height - 1
    }

    // MARK: - What is shown

    /// The cell at a place; blank outside.
    public subscript(x: Int, y: Int) -> VirtualCell {
        guard x >= 0, x < size.width, y >= 0, y < size.height else { return VirtualCell() }
        return cells[y * size.width + x]
    }

    /// A row's text, trailing spaces trimmed.
    public func line(_ y: Int) -> String {
        var text = ""
        for x in 0..<size.width where self[x, y].width > 0 { text.append(self[x, y].glyph) }
        while text.last == " " { text.removeLast() }
        return text
    }

    /// All rows' text, one line each.
    public var text: String { (0..<size.height).map { line($0) + "\n" }.joined() }

    /// Whether the other screen is shown.
    public var isAlternate: Bool { modes.contains(1049) || modes.contains(47) || modes.contains(1047) }
    /// Whether the cursor is shown.
    public var isCursorVisible: Bool { modes.contains(25) }
    /// Whether the mouse is reported.
    public var hasMouse: Bool { !modes.isDisjoint(with: [9, 1000, 1002, 1003]) }

    /// What is not as in a fresh terminal; empty when everything is as a shell expects it.
    public var leftovers: [String] {
        var result: [String] = []
        if isAlternate { result.append("other screen") }
        if !isCursorVisible { result.append("hidden cursor") }
        for mode in modes.sorted() where ![7, 25, 1049, 47, 1047].contains(mode) { result.append("mode \(mode)") }
        if !modes.contains(7) { result.append("no wrapping") }
        if hasApplicationKeypad { result.append("application keypad") }
        if pen != VirtualPen() { result.append("pen \(pen)") }
        if isInserting { result.append("insert mode") }
        if charsets[shift] != UInt8(ascii: "B") { result.append("character set") }
        if top != 0 || bottom != size.height - 1 { result.append("scroll region") }
        return result
    }

    // MARK: - Changes

    /// Gives it another size: rows are cut or filled at the right and at the bottom.
    public mutating func resize(_ new: Size) {
        let new = Size(width: max(1, new.width), height: max(1, new.height))
        func fitted(_ old: [VirtualCell]) -> [VirtualCell] {
            var result = Array(repeating: VirtualCell(), count: new.width * new.height)
            for y in 0..<min(size.height, new.height) {
                for x in 0..<min(size.width, new.width) { result[y * new.width + x] = old[y * size.width + x] }
                if size.width > new.width, result[(y + 1) * new.width - 1].width == 2 {
                    result[(y + 1) * new.width - 1] = VirtualCell()
                }
            }
            return result
        }
        cells = fitted(cells)
        otherCells = fitted(otherCells)
        size = new
        (top, bottom) = (0, new.height - 1)
        cursor = Point(x: min(cursor.x, new.width - 1), y: min(cursor.y, new.height - 1))
        isWrapPending = false
    }

    /// Puts a glyph at the cursor.
    mutating func put(_ glyph: Character) {
        let width = TextWidth.of(glyph)
        if width == 0 { return combine(glyph) }
        if isWrapPending, modes.contains(7) {
            cursor.x = 0
            lineFeed()
        }
        isWrapPending = false
        if cursor.x + width > size.width {
            guard modes.contains(7), width <= size.width else { return }
            cursor.x = 0
            lineFeed()
        }
        if isInserting { insertBlanks(width) }
        set(VirtualCell(glyph: glyph, width: width, pen: pen), cursor.x, cursor.y)
        if width == 2 { set(VirtualCell(glyph: " ", width: 0, pen: pen), cursor.x + 1, cursor.y, keepsLeft: true) }
        last = glyph
        if cursor.x + width >= size.width {
            cursor.x = size.width - 1
            isWrapPending = true
        } else {
            cursor.x += width
        }
    }

    private mutating func combine(_ mark: Character) {
        var x = isWrapPending ? cursor.x : cursor.x - 1
        guard x >= 0 else { return }
        if self[x, cursor.y].width == 0 { x -= 1 }
        guard x >= 0 else { return }
        let text = String(cells[cursor.y * size.width + x].glyph) + String(mark)
        if text.count == 1, let glyph = text.first { cells[cursor.y * size.width + x].glyph = glyph }
    }

    /// Sets a cell; the other half of a wide glyph that is cut becomes blank.
    mutating func set(_ cell: VirtualCell, _ x: Int, _ y: Int, keepsLeft: Bool = false) {
        let index = y * size.width + x
        let old = cells[index]
        if old.width == 2, x + 1 < size.width { cells[index + 1] = VirtualCell(pen: old.pen) }
        if old.width == 0, x > 0, !keepsLeft { cells[index - 1] = VirtualCell(pen: old.pen) }
        cells[index] = cell
    }

    /// An erased cell: the background stays (back colour erase).
    var erased: VirtualCell { VirtualCell(pen: VirtualPen(background: pen.background)) }

    mutating func erase(_ columns: Range<Int>, row y: Int) {
        for x in columns.clamped(to: 0..<size.width) { set(erased, x, y) }
    }

    mutating func lineFeed() {
        if cursor.y == bottom {
            scroll(top, bottom, by: 1)
        } else if cursor.y < size.height - 1 {
            cursor.y += 1
        }
    }

    /// Moves the rows of a region up, or down when negative.
    mutating func scroll(_ first: Int, _ last: Int, by count: Int) {
        guard first <= last else { return }
        let height = last - first + 1
        let old = cells
        for y in first...last {
            let source = y + count
            for x in 0..<size.width {
                cells[y * size.width + x] =
                    source >= first && source <= last && abs(count) < height ? old[source * size.width + x] : erased
            }
        }
    }

    mutating func insertBlanks(_ count: Int) {
        shiftRow(by: min(count, size.width - cursor.x))
    }

    /// Moves the rest of the cursor's row right, or left when negative.
    mutating func shiftRow(by count: Int) {
        let row = cursor.y * size.width
        let old = Array(cells[row..<(row + size.width)])
        for x in cursor.x..<size.width {
            let source = x - count
            cells[row + x] = source >= cursor.x && source < size.width ? old[source] : erased
        }
    }
}
