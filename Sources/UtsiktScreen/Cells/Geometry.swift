/// A size in cells; never negative.
public struct Size: Sendable, Hashable {
    /// Columns.
    public var width: Int
    /// Rows.
    public var height: Int
    /// Makes a size; negative values count as 0.
    public init(width: Int, height: Int) {
        self.width = max(0, width)
        self.height = max(0, height)
    }
}

/// A cell's place, from the top left, 0-based.
public struct Point: Sendable, Hashable {
    /// Column.
    public var x: Int
    /// Row.
    public var y: Int
    /// Makes a point.
    public init(x: Int, y: Int) {
        self.x = x
        self.y = y
    }
}

/// A rectangle of cells; may be empty, never negative in size.
public struct Rect: Sendable, Hashable {
    /// Leftmost column.
    public var x: Int
    /// Topmost row.
    public var y: Int
    /// Columns.
    public var width: Int
    /// Rows.
    public var height: Int

    /// Makes a rectangle; negative sizes count as 0.
    public init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = max(0, width)
        self.height = max(0, height)
    }

    /// The rectangle of a size at the origin.
    public init(_ size: Size) { self.init(x: 0, y: 0, width: size.width, height: size.height) }

    /// Its size.
    public var size: Size { Size(width: width, height: height) }
    /// The first column right of it.
    public var maxX: Int { Self.sum(x, width) }
    /// The first row below it.
    public var maxY: Int { Self.sum(y, height) }
    /// Whether it has no cell.
    public var isEmpty: Bool { width == 0 || height == 0 }

    /// Whether a point lies in it.
    public func contains(_ p: Point) -> Bool { p.x >= x && p.x < maxX && p.y >= y && p.y < maxY }

    /// The cells that both have.
    public func intersection(_ other: Rect) -> Rect {
        let left = max(x, other.x)
        let top = max(y, other.y)
        return Rect(
            x: left, y: top, width: Self.span(left, min(maxX, other.maxX)),
            height: Self.span(top, min(maxY, other.maxY)))
    }

    /// A sum that stops at the largest number instead of trapping.
    private static func sum(_ a: Int, _ b: Int) -> Int {
        let (result, overflow) = a.addingReportingOverflow(b)
        return overflow ? Int.max : result
    }

    /// From one end to the other; 0 when they are the wrong way round.
    private static func span(_ from: Int, _ to: Int) -> Int {
        guard to > from else { return 0 }
        let (result, overflow) = to.subtractingReportingOverflow(from)
        return overflow ? Int.max : result
    }

    /// The rectangle without a margin on each side.
    public func inset(dx: Int, dy: Int) -> Rect {
        Rect(x: x &+ dx, y: y &+ dy, width: width &- 2 &* dx, height: height &- 2 &* dy)
    }

    /// Splits off the top rows (at most all) and returns both parts.
    public func splitTop(_ rows: Int) -> (top: Rect, rest: Rect) {
        let rows = min(max(0, rows), height)
        return (
            Rect(x: x, y: y, width: width, height: rows),
            Rect(x: x, y: y &+ rows, width: width, height: height - rows)
        )
    }

    /// Splits off the left columns (at most all) and returns both parts.
    public func splitLeft(_ columns: Int) -> (left: Rect, rest: Rect) {
        let columns = min(max(0, columns), width)
        return (
            Rect(x: x, y: y, width: columns, height: height),
            Rect(x: x &+ columns, y: y, width: width - columns, height: height)
        )
    }
}
