/// Which cells of a cloud are taken: a row of bits for each row of cells, so that 64 places are tested at once.
struct CloudBoard {
    private let width: Int
    private let height: Int
    /// Machine words a row.
    private let words: Int
    private var bits: [UInt64]

    init(_ size: Size) {
        (width, height) = (size.width, size.height)
        words = (size.width + 63) / 64
        bits = Array(repeating: 0, count: words * size.height)
    }

    /// Takes a box's cells.
    mutating func take(_ rect: Rect) {
        let inside = rect.intersection(Rect(x: 0, y: 0, width: width, height: height))
        guard !inside.isEmpty else { return }
        for y in inside.y..<inside.maxY {
            var x = inside.x
            while x < inside.maxX {
                let count = min(64 - x % 64, inside.maxX - x)
                let run: UInt64 = count == 64 ? .max : (1 << UInt64(count)) - 1
                bits[y * words + x / 64] |= run << UInt64(x % 64)
                x += count
            }
        }
    }

    /// Whether a box and a margin around it (as far as it lies inside) are free.
    func isFree(_ rect: Rect, margin: (dx: Int, dy: Int)) -> Bool {
        guard rect.x >= 0, rect.y >= 0, rect.maxX <= width, rect.maxY <= height, !rect.isEmpty else { return false }
        let row = blocked(y: rect.y, rect.size, margin)
        return row[rect.x / 64] & (1 << UInt64(rect.x % 64)) == 0
    }

    /// The free place whose middle is nearest to a target, distances measured in an ellipse as wide as the board is; the least
    /// (y, x) among equals. Exact: every place is looked at, outward from the target, until none can be nearer.
    /// - Parameters:
    ///   - margin: Cells kept free left and right, and above and below.
    ///   - target: Twice the target's coordinates; nil for the board's middle.
    /// - Complexity: O(rows x (box height + log box width) x width / 64).
    func nearest(
        _ size: Size, margin: (dx: Int, dy: Int), target: Point? = nil
    ) -> (place: Point, cost: Double)? {
        let (columns, rows) = (width - size.width, height - size.height)
        guard columns >= 0, rows >= 0, size.width > 0, size.height > 0 else { return nil }
        // Twice the place that would hit the target.
        let aim = Point(x: (target?.x ?? width) - size.width, y: (target?.y ?? height) - size.height)
        let aspect = Double(height) / Double(max(width, 1))
        func square(_ distance: Int) -> Double { Double(distance) * Double(distance) }
        var best: (place: Point, cost: Double)?
        let start = min(max(0, aim.y / 2), rows)
        for step in 0...(2 * max(start, rows - start) + 1) {
            // start, start + 1, start − 1, start + 2 …
            let y = step % 2 == 0 ? start - step / 2 : start + (step + 1) / 2
            guard y >= 0, y <= rows else { continue }
            let down = square(2 * y - aim.y)
            if let best, down > best.cost {
                if step % 2 == 0, square(2 * (start + step / 2 + 1) - aim.y) > best.cost { break }
                continue
            }
            let row = blocked(y: y, size, margin)
            for x in freeBeside(aim.x, in: row, last: columns) {
                let cost = down + square(2 * x - aim.x) * aspect * aspect
                if let best {
                    if cost > best.cost { continue }
                    if cost == best.cost, (y, x) >= (best.place.y, best.place.x) { continue }
                }
                best = (Point(x: x, y: y), cost)
            }
        }
        return best
    }

    /// For each column whether a box that begins there in row `y` would meet something.
    private func blocked(y: Int, _ size: Size, _ margin: (dx: Int, dy: Int)) -> [UInt64] {
        var row = Array(repeating: UInt64(0), count: words)
        for line in max(0, y - margin.dy)..<min(height, y + size.height + margin.dy) {
            for word in 0..<words { row[word] |= bits[line * words + word] }
        }
        // A box that begins at x meets what lies from x − dx to x + width + dx: spread to the left by doubling, then to the right.
        var reach = 1
        let wanted = size.width + margin.dx
        while reach < wanted {
            let step = min(reach, wanted - reach)
            Self.spreadLeft(&row, by: step)
            reach += step
        }
        if margin.dx > 0 {
            for _ in 0..<margin.dx { Self.spreadRight(&row) }
        }
        return row
    }

    private static func spreadLeft(_ row: inout [UInt64], by distance: Int) {
        let (whole, part) = (distance / 64, UInt64(distance % 64))
        for word in row.indices where word + whole < row.count {
            var moved = row[word + whole] >> part
            if part > 0, word + whole + 1 < row.count { moved |= row[word + whole + 1] << (64 - part) }
            row[word] |= moved
        }
    }

    private static func spreadRight(_ row: inout [UInt64]) {
        for word in row.indices.reversed() {
            row[word] |= row[word] << 1
            if word > 0 { row[word] |= row[word - 1] >> 63 }
        }
    }

    /// The free columns next to twice a column on both sides, at most one on each.
    private func freeBeside(_ aim: Int, in row: [UInt64], last: Int) -> [Int] {
        var found: [Int] = []
        let left = min(max(-1, Int((Double(aim) / 2).rounded(.down))), last)
        if left >= 0 {
            var word = left / 64
            // Bits above the start do not count.
            var free = ~row[word] & (left % 64 == 63 ? .max : (1 << UInt64(left % 64 + 1)) - 1)
            while free == 0, word > 0 {
                word -= 1
                free = ~row[word]
            }
            if free != 0 { found.append(word * 64 + 63 - free.leadingZeroBitCount) }
        }
        let right = max(0, left + 1)
        if right <= last {
            var word = right / 64
            var free = ~row[word] & (UInt64.max << UInt64(right % 64))
            while free == 0, word + 1 < words {
                word += 1
                free = ~row[word]
            }
            let x = word * 64 + free.trailingZeroBitCount
            if free != 0, x <= last { found.append(x) }
        }
        return found
    }
}
