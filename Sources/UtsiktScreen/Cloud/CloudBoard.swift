/// Which cells of a cloud are taken, with a summed-area table so that a box is tested in constant time.
struct CloudBoard {
    private let width: Int
    private let height: Int
    private var taken: [Bool]
    /// `sums[(y) * (width + 1) + x]`: taken cells above and left of a corner.
    private var sums: [Int32]

    init(_ size: Size) {
        (width, height) = (size.width, size.height)
        taken = Array(repeating: false, count: width * height)
        sums = Array(repeating: 0, count: (width + 1) * (height + 1))
    }

    /// Takes a box's cells.
    mutating func take(_ rect: Rect) {
        let inside = rect.intersection(Rect(x: 0, y: 0, width: width, height: height))
        guard !inside.isEmpty else { return }
        for y in inside.y..<inside.maxY {
            for x in inside.x..<inside.maxX { taken[y * width + x] = true }
        }
        // Rows above the box keep their sums.
        for y in inside.y..<height {
            var row: Int32 = 0
            for x in 0..<width {
                if taken[y * width + x] { row += 1 }
                sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + row
            }
        }
    }

    /// Whether a box and a margin around it (as far as it lies inside) are free.
    private func isFree(x: Int, y: Int, _ size: Size, dx: Int, dy: Int) -> Bool {
        let (left, right) = (max(0, x - dx), min(width, x + size.width + dx))
        let (top, bottom) = (max(0, y - dy) * (width + 1), min(height, y + size.height + dy) * (width + 1))
        return sums[bottom + right] - sums[top + right] - sums[bottom + left] + sums[top + left] == 0
    }

    /// The free place nearest to the centre, distances measured in an ellipse as wide as the board is; the least (y, x) among
    /// equals. Exact: every place is looked at, outward from the centre, until none can be nearer.
    /// - Parameter margin: Cells kept free left and right, and above and below.
    func nearest(_ size: Size, margin: (dx: Int, dy: Int)) -> (place: Point, cost: Double)? {
        let (columns, rows) = (width - size.width, height - size.height)
        guard columns >= 0, rows >= 0, size.width > 0, size.height > 0 else { return nil }
        let aspect = Double(height) / Double(max(width, 1))
        func across(_ x: Int) -> Double {
            let d = Double(2 * x - columns) * aspect
            return d * d
        }
        var best: (place: Point, cost: Double)?
        for y in Self.outward(rows) {
            let down = Double(2 * y - rows) * Double(2 * y - rows)
            if let best, down > best.cost { break }
            for x in Self.outward(columns) {
                let cost = down + across(x)
                if let best {
                    if cost > best.cost { break }
                    if cost == best.cost, (y, x) >= (best.place.y, best.place.x) { continue }
                }
                if isFree(x: x, y: y, size, dx: margin.dx, dy: margin.dy) { best = (Point(x: x, y: y), cost) }
            }
        }
        return best
    }

    /// 0 ... last from the middle outward.
    private static func outward(_ last: Int) -> some Sequence<Int> {
        let middle = last / 2
        return sequence(state: 0) { step -> Int? in
            guard step <= last else { return nil }
            defer { step += 1 }
            // For an even count both middles are as near: the lower one first.
            let half = (step + 1) / 2
            let isBelow = (step % 2 == 1) != (last % 2 == 1)
            let place = isBelow ? middle - half : middle + half
            return min(max(place, 0), last)
        }
    }
}
