/// One cell of a picture.
public struct Cell: Sendable, Hashable {
    /// The glyph: one spacing character with its combining marks; a space in the second cell of a wide one.
    public var glyph: Character
    /// How it looks.
    public var style: Style
    /// Columns the glyph takes: 1 or 2; 0 marks the second cell of a wide glyph, which is never drawn by itself.
    public var width: UInt8

    /// Makes a cell.
    public init(_ glyph: Character = " ", _ style: Style = .plain, width: UInt8 = 1) {
        self.glyph = glyph
        self.style = style
        self.width = width
    }

    /// An empty cell.
    public static let blank = Cell()
}

/// A region that answers to the mouse as an action's key would.
public struct HitRegion: Sendable, Hashable {
    /// The cells.
    public var rect: Rect
    /// The action that a click performs, by its id; empty to only focus the pane.
    public var action: String
    /// The pane in which it lies, by its id; empty outside panes.
    public var pane: String
    /// What within the pane is meant (a port, a hashtag); empty when nothing in particular.
    public var item: String
    /// The action that the wheel turned up performs, by its id; empty to scroll the pane.
    public var wheelUp: String
    /// The action that the wheel turned down performs.
    public var wheelDown: String

    /// Makes a region.
    public init(
        rect: Rect, action: String = "", pane: String = "", item: String = "", wheelUp: String = "",
        wheelDown: String = ""
    ) {
        self.rect = rect
        self.action = action
        self.pane = pane
        self.item = item
        self.wheelUp = wheelUp
        self.wheelDown = wheelDown
    }
}

/// A finished picture: cells, the text cursor, and what answers to the mouse. A value that golden files compare.
public struct Frame: Sendable, Hashable {
    /// Its size.
    public let size: Size
    /// The cells, row by row; `size.width * size.height` of them.
    public internal(set) var cells: [Cell]
    /// Where the text cursor is; nil when hidden.
    public var cursor: Point?
    /// What answers to the mouse; a later region lies above an earlier one.
    public internal(set) var hits: [HitRegion]

    /// Makes an empty picture.
    public init(size: Size) {
        self.size = size
        cells = Array(repeating: .blank, count: size.width * size.height)
        hits = []
    }

    /// The cell at a place; blank outside.
    public subscript(x: Int, y: Int) -> Cell {
        guard x >= 0, x < size.width, y >= 0, y < size.height else { return .blank }
        return cells[y * size.width + x]
    }

    /// The topmost region under a point.
    public func hit(at point: Point) -> HitRegion? { hits.last { $0.rect.contains(point) } }

    /// A row's glyphs as text, trailing spaces kept.
    public func line(_ y: Int) -> String {
        guard y >= 0, y < size.height else { return "" }
        var text = ""
        for x in 0..<size.width where self[x, y].width > 0 { text.append(self[x, y].glyph) }
        return text
    }

    /// The whole picture as text: one line a row, trailing spaces trimmed.
    public var text: String {
        (0..<size.height).map { y in
            var row = Substring(line(y))
            while row.last == " " { row.removeLast() }
            return row + "\n"
        }.joined()
    }
}
