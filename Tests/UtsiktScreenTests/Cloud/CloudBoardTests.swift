import Testing
import UtsiktTestSupport

@testable import UtsiktScreen

@Suite struct CloudBoardTests {
    /// Every place looked at, one cell after the other.
    private static func plainNearest(
        _ taken: Set<[Int]>, board: Size, _ box: Size, margin: (dx: Int, dy: Int), target: Point
    ) -> (place: Point, cost: Double)? {
        let aspect = Double(board.height) / Double(board.width)
        var best: (place: Point, cost: Double)?
        for y in 0...max(0, board.height - box.height) where box.height <= board.height {
            for x in 0...max(0, board.width - box.width) where box.width <= board.width {
                let isFree = !(y - margin.dy..<y + box.height + margin.dy).contains { row in
                    (x - margin.dx..<x + box.width + margin.dx).contains { taken.contains([$0, row]) }
                }
                guard isFree else { continue }
                let (dx, dy) = (Double(2 * x + box.width - target.x) * aspect, Double(2 * y + box.height - target.y))
                let cost = dx * dx + dy * dy
                if best.map({ cost < $0.cost }) ?? true { best = (Point(x: x, y: y), cost) }
            }
        }
        return best
    }

    @Test(arguments: 1...5)
    func theNearestFreePlaceIsTheOneAPlainSearchFinds(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let size = Size(width: Int.random(in: 5...140, using: &random), height: Int.random(in: 2...14, using: &random))
        var board = CloudBoard(size)
        var taken: Set<[Int]> = []
        for _ in 0..<14 {
            let box = Size(width: Int.random(in: 1...30, using: &random), height: Int.random(in: 1...6, using: &random))
            let margin = (dx: Int.random(in: 0...3, using: &random), dy: Int.random(in: 0...1, using: &random))
            let target =
                Bool.random(using: &random)
                ? Point(x: size.width, y: size.height)
                : Point(
                    x: Int.random(in: -20...2 * size.width + 20, using: &random),
                    y: Int.random(in: -20...2 * size.height + 20, using: &random))
            let found = board.nearest(box, margin: margin, target: target)
            let plain = Self.plainNearest(taken, board: size, box, margin: margin, target: target)
            #expect((found == nil) == (plain == nil), "seed \(seed)")
            guard let found, let plain else { continue }
            #expect(abs(found.cost - plain.cost) < 1e-9, "seed \(seed): \(found) \(plain)")
            let rect = Rect(x: found.place.x, y: found.place.y, width: box.width, height: box.height)
            board.take(rect)
            for y in rect.y..<rect.maxY { for x in rect.x..<rect.maxX { taken.insert([x, y]) } }
        }
    }
}
