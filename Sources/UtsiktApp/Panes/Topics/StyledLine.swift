import UtsiktScreen

/// A line of pieces that each have a style of their own: numbers stand out, words step back.
struct StyledLine {
    private(set) var pieces: [(text: String, style: Style)] = []

    /// Makes an empty line.
    init() {}

    /// Makes a line of numbers and their words, as `24,271 posts · 17,150 without hashtags`.
    init(_ figures: [(number: String, words: String, role: Role)], separator: String) {
        for (index, figure) in figures.enumerated() {
            if index > 0 { add(separator, Style(.faint)) }
            add(figure.number, Style(figure.role, .bold))
            if !figure.words.isEmpty { add(" " + figure.words, Style(.muted)) }
        }
    }

    /// Appends a piece.
    mutating func add(_ text: String, _ style: Style) { pieces.append((text, style)) }

    /// The columns it takes.
    var width: Int { pieces.reduce(0) { $0 + TextWidth.of($1.text) } }

    /// Draws it, cut at a number of columns, and returns the columns used.
    @discardableResult
    func draw(_ painter: inout Painter, x: Int, y: Int, limit: Int) -> Int {
        var column = 0
        for piece in pieces where column < limit {
            column += painter.text(piece.text, x: x + column, y: y, piece.style, limit: limit - column)
        }
        return column
    }

    /// The first of several wordings that fits, else the last.
    static func fitting(_ width: Int, _ wordings: [StyledLine]) -> StyledLine {
        wordings.first { $0.width <= width } ?? wordings.last ?? StyledLine()
    }
}
