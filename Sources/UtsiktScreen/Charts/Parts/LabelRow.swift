/// One row of labels of which none touches another: each keeps a free cell on both sides.
struct LabelRow {
    /// Columns of the row.
    let width: Int
    private var taken: [Range<Int>] = []

    init(width: Int) { self.width = max(0, width) }

    /// Whether a stretch and the cells next to it are free.
    func isFree(_ span: Range<Int>) -> Bool {
        let wide = (span.lowerBound - 1)..<(span.upperBound + 1)
        return taken.allSatisfy { !$0.overlaps(wide) }
    }

    /// Keeps a stretch for what is drawn there by others.
    mutating func reserve(_ span: Range<Int>) { if !span.isEmpty { taken.append(span) } }

    /// Finds room for a label of so many columns around a column, moved inward at the ends, and takes it.
    /// - Parameters:
    ///   - leading: Its columns left of that column; nil for half of them.
    /// - Returns: Its first column; nil when it would touch another or is wider than the row.
    mutating func place(_ columns: Int, around column: Int, leading: Int? = nil) -> Int? {
        guard columns > 0, columns <= width else { return nil }
        let start = min(max(0, column - (leading ?? columns / 2)), width - columns)
        return place(columns, at: start) ? start : nil
    }

    /// Takes the room for a label that starts at a column, if it is free.
    mutating func place(_ columns: Int, at start: Int) -> Bool {
        guard columns > 0, start >= 0, start + columns <= width, isFree(start..<(start + columns)) else { return false }
        reserve(start..<(start + columns))
        return true
    }
}
