import UtsiktScreen

/// A number in digits larger than a cell: three columns and five half rows each, or twice that.
struct BigNumber {
    /// The text: digits, `.`, `-`, `°`, `C` and `F`.
    var text: String
    /// How it looks.
    var style: Style

    /// The cells that a scale needs.
    func size(scale: Int) -> Size {
        let width = text.reduce(0) { $0 + (BigNumber.shapes[$1]?.first?.count ?? 0) + 1 }
        return Size(width: max(0, width - 1) * scale, height: (5 * scale + 1) / 2)
    }

    /// Draws it at the top left, at the largest scale that fits; as one line of text where there are no blocks or no room.
    /// - Returns: The rows used.
    func draw(_ painter: inout Painter, x: Int, y: Int, maxScale: Int = 2) -> Int {
        let room = Size(width: painter.size.width - x, height: painter.size.height - y)
        let scale = stride(from: maxScale, through: 1, by: -1).first {
            size(scale: $0).width <= room.width && size(scale: $0).height <= room.height
        }
        guard painter.glyphs.hasBlocks, let scale, text.allSatisfy({ BigNumber.shapes[$0] != nil }) else {
            painter.text(text, x: x, y: y, style, limit: room.width)
            return 1
        }
        var column = x
        for character in text {
            let shape = BigNumber.shapes[character] ?? []
            let width = shape.first?.count ?? 0
            func isLit(_ px: Int, _ py: Int) -> Bool {
                let row = py / scale
                return row < shape.count && shape[row][px / scale]
            }
            for cellY in 0..<((5 * scale + 1) / 2) {
                for cellX in 0..<(width * scale) {
                    switch (isLit(cellX, cellY * 2), isLit(cellX, cellY * 2 + 1)) {
                    case (true, true): painter.put("█", x: column + cellX, y: y + cellY, style)
                    case (true, false): painter.put("▀", x: column + cellX, y: y + cellY, style)
                    case (false, true): painter.put("▄", x: column + cellX, y: y + cellY, style)
                    case (false, false): break
                    }
                }
            }
            column += (width + 1) * scale
        }
        return (5 * scale + 1) / 2
    }

    private static let shapes: [Character: [[Bool]]] = [
        "0": "### #.# #.# #.# ###", "1": ".#. ##. .#. .#. ###", "2": "### ..# ### #.. ###",
        "3": "### ..# ### ..# ###", "4": "#.# #.# ### ..# ..#", "5": "### #.. ### ..# ###",
        "6": "### #.. ### #.# ###", "7": "### ..# ..# ..# ..#", "8": "### #.# ### #.# ###",
        "9": "### #.# ### ..# ###", ".": ". . . . #", "-": "... ... ### ... ...", "°": "## ## .. .. ..",
        "C": "### #.. #.. #.. ###", "F": "### #.. ##. #.. #..", " ": ". . . . .",
    ].mapValues { text in text.split(separator: " ", omittingEmptySubsequences: true).map { $0.map { $0 == "#" } } }
}
