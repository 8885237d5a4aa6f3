/// The pixels of a word as runs of lit ones, for placing.
struct PictureMask: Sendable {
    /// A run of lit pixels.
    struct Run: Sendable {
        var start: Int
        var length: Int
    }

    let width: Int
    /// The runs of each row.
    let rows: [[Run]]
    var height: Int { rows.count }

    /// What thick strokes cover.
    /// - Parameters:
    ///   - strokes: Rows of points in pixels, inside the mask.
    ///   - radius: Half of the thickness and the free space around it.
    init(strokes: [[(x: Double, y: Double)]], radius: Double, width: Int, height: Int) {
        self.width = width
        var lit = Array(repeating: false, count: max(0, width * height))
        for stroke in strokes {
            for index in stroke.indices {
                let segment = Segment(stroke[index], stroke[min(index + 1, stroke.count - 1)])
                segment.visit(radius: radius, width: width, height: height) { x, y, distance in
                    if distance <= radius { lit[y * width + x] = true }
                }
                if stroke.count > 1, index == stroke.count - 2 { break }
            }
        }
        rows = (0..<max(0, height)).map { y in
            var runs: [Run] = []
            var start: Int?
            for x in 0...width {
                let isLit = x < width && lit[y * width + x]
                if isLit, start == nil { start = x }
                if !isLit, let from = start {
                    runs.append(Run(start: from, length: x - from))
                    start = nil
                }
            }
            return runs
        }
    }

    /// The rows, the ones in the middle first: they are the fullest and decide soonest.
    var order: [Int] { rows.indices.sorted { abs(2 * $0 - height) < abs(2 * $1 - height) } }
}

/// A straight piece of a stroke.
struct Segment {
    private let a: (x: Double, y: Double)
    private let b: (x: Double, y: Double)
    private let length: Double

    init(_ a: (x: Double, y: Double), _ b: (x: Double, y: Double)) {
        self.a = a
        self.b = b
        length = (b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y)
    }

    /// Calls for each pixel within a radius and a pixel more, with the distance of its middle.
    func visit(radius: Double, width: Int, height: Int, _ body: (_ x: Int, _ y: Int, _ distance: Double) -> Void) {
        let reach = radius + 1
        let left = max(0, Int(min(a.x, b.x) - reach))
        let right = min(width - 1, Int(max(a.x, b.x) + reach))
        let top = max(0, Int(min(a.y, b.y) - reach))
        let bottom = min(height - 1, Int(max(a.y, b.y) + reach))
        guard left <= right, top <= bottom else { return }
        for y in top...bottom {
            for x in left...right {
                let (px, py) = (Double(x) + 0.5 - a.x, Double(y) + 0.5 - a.y)
                let along = length > 0 ? min(1, max(0, (px * (b.x - a.x) + py * (b.y - a.y)) / length)) : 0
                let (dx, dy) = (px - along * (b.x - a.x), py - along * (b.y - a.y))
                let squared = dx * dx + dy * dy
                if squared <= reach * reach { body(x, y, squared.squareRoot()) }
            }
        }
    }
}

/// Which pixels of a picture are taken, by the letters' own shapes: small words may stand inside large letters.
struct PictureBoard {
    private let width: Int
    private let height: Int
    private let words: Int
    /// For each power of two the rows of bits that tell whether so many pixels from a place on are not all free.
    private var levels: [[UInt64]]

    private static let levelCount = 10

    init(width: Int, height: Int) {
        self.width = width
        self.height = height
        words = (width + 63) / 64
        levels = Array(repeating: Array(repeating: 0, count: words * height), count: Self.levelCount)
    }

    /// Takes a word's pixels.
    mutating func take(_ mask: PictureMask, x: Int, y: Int) {
        for (dy, runs) in mask.rows.enumerated() where y + dy >= 0 && y + dy < height && !runs.isEmpty {
            let row = (y + dy) * words
            for run in runs {
                for column in max(0, x + run.start)..<min(width, x + run.start + run.length) {
                    levels[0][row + column / 64] |= 1 << UInt64(column % 64)
                }
            }
            for level in 1..<Self.levelCount {
                for word in 0..<words {
                    let low = levels[level - 1]
                    levels[level][row + word] = low[row + word] | shifted(low, row, word, by: 1 << (level - 1))
                }
            }
        }
    }

    /// The free place nearest to the middle, in an ellipse as wide as the picture is; nil when there is none.
    /// - Parameter limit: A cost that is not worth reaching.
    func nearest(_ mask: PictureMask, limit: Double = .infinity) -> (x: Int, y: Int, cost: Double)? {
        let (columns, lines) = (width - mask.width, height - mask.height)
        guard columns >= 0, lines >= 0, mask.height > 0 else { return nil }
        let order = mask.order
        let aspect = Double(height) / Double(width)
        var best: (x: Int, y: Int, cost: Double)?
        for step in 0...lines + 1 {
            let y = step % 2 == 0 ? lines / 2 - step / 2 : lines / 2 + (step + 1) / 2
            guard y >= 0, y <= lines else { continue }
            let down = Double(2 * y - lines) * Double(2 * y - lines)
            if down > best?.cost ?? limit { break }
            guard let x = nearestColumn(mask, order, y: y, last: columns) else { continue }
            let across = Double(2 * x - columns) * aspect
            let cost = down + across * across
            if cost < best?.cost ?? limit { best = (x, y, cost) }
        }
        return best
    }

    /// The free column nearest to the middle in a row.
    private func nearestColumn(_ mask: PictureMask, _ order: [Int], y: Int, last: Int) -> Int? {
        var taken = Array(repeating: UInt64(0), count: last / 64 + 1)
        // What lies right of the last column does not count as free.
        if last % 64 != 63 { taken[last / 64] = UInt64.max << UInt64(last % 64 + 1) }
        for dy in order {
            let row = (y + dy) * words
            for run in mask.rows[dy] {
                let level = min(Self.levelCount - 1, Int.bitWidth - 1 - run.length.leadingZeroBitCount)
                var start = run.start
                let end = run.start + run.length
                while start < end {
                    let from = min(start, end - (1 << level))
                    for word in taken.indices { taken[word] |= shifted(levels[level], row, word, by: from) }
                    start = from + (1 << level)
                }
            }
            if taken.allSatisfy({ $0 == .max }) { return nil }
        }
        return Self.nearestZero(taken, to: last / 2, last: last)
    }

    private static func nearestZero(_ row: [UInt64], to middle: Int, last: Int) -> Int? {
        func isFree(_ x: Int) -> Bool { row[x / 64] & (1 << UInt64(x % 64)) == 0 }
        for distance in 0...last {
            if middle - distance >= 0, isFree(middle - distance) { return middle - distance }
            if middle + distance <= last, isFree(middle + distance) { return middle + distance }
        }
        return nil
    }

    /// 64 places of a row, moved to the left by so many.
    private func shifted(_ bits: [UInt64], _ row: Int, _ word: Int, by distance: Int) -> UInt64 {
        let (whole, part) = (word + distance / 64, UInt64(distance % 64))
        guard whole < words else { return 0 }
        var result = bits[row + whole] >> part
        if part > 0, whole + 1 < words { result |= bits[row + whole + 1] << (64 - part) }
        return result
    }
}
