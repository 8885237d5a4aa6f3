/// Where the words of a cloud stand.
public struct CloudLayout: Sendable, Hashable {
    /// A word in its place.
    public struct Placed: Sendable, Hashable {
        /// The word, its text sanitized.
        public var word: CloudWord
        /// Its size.
        public var tier: CloudTier
        /// Its cells.
        public var rect: Rect
        /// Whether it stands upright: plain letters below each other, block letters turned by a quarter.
        public var isVertical: Bool
        /// Bold, none or dim: three steps within the plain size.
        public var emphasis: Style.Attributes
        /// What it looks like for each colouring, in the order of `CloudColouring.allCases`.
        var styles: [Style] = []
        /// Its glyphs row by row for sizes with several rows a letter, else empty.
        var art: [[Character]] = []

        /// What it looks like. Neighbouring block words differ.
        public func style(_ colouring: CloudColouring) -> Style {
            let index = CloudColouring.allCases.firstIndex(of: colouring) ?? 0
            return styles.indices.contains(index) ? styles[index] : Style(.text, emphasis)
        }
    }

    /// A direction for `neighbour`.
    public enum Direction: Sendable, Hashable, CaseIterable {
        /// Towards smaller x.
        case left
        /// Towards larger x.
        case right
        /// Towards smaller y.
        case up
        /// Towards larger y.
        case down
    }

    /// The size it was made for.
    public let size: Size
    /// The glyphs it was made for.
    public let glyphs: GlyphSet
    /// The words, heaviest first.
    public internal(set) var placed: [Placed]
    /// How many of the words asked for had no room.
    public internal(set) var omitted: Int
    /// The part of the cells within the words' boxes.
    public internal(set) var fill: Double
    /// The meaning of the sizes in words, as `6x4 ≥ 90 · 4x3 ≥ 35 · bold ≥ 6 · plain ≥ 2`.
    public internal(set) var legend: String
    /// The sum of the weights when the places were last compared with fresh ones.
    var judgedAt = 0.0
    /// Cells a letter of the heaviest word is worth.
    var scale: Double

    /// An empty layout.
    public init(size: Size, glyphs: GlyphSet) {
        self.size = size
        self.glyphs = glyphs
        (placed, omitted, fill, legend, scale) = ([], 0, 0, "", 0)
    }

    /// The word of a key.
    public subscript(key: String) -> Placed? { placed.first { $0.word.key == key } }

    /// The word at a cell.
    public func word(at point: Point) -> Placed? { placed.first { $0.rect.contains(point) } }

    /// The nearest word in a direction; the heaviest word for an unknown key, nil when there is none farther on.
    public func neighbour(of key: String?, _ direction: Direction) -> Placed? {
        guard let key, let from = self[key] else { return placed.first }
        // Doubled centres stay whole; a row counts twice a column because cells are about twice as high as wide.
        func centre(_ r: Rect) -> (x: Int, y: Int) { (2 * r.x + r.width, 4 * r.y + 2 * r.height) }
        let start = centre(from.rect)
        var best: (cost: Int, placed: Placed)?
        for candidate in placed where candidate.word.key != key {
            let at = centre(candidate.rect)
            let (dx, dy) = (at.x - start.x, at.y - start.y)
            let (along, across) =
                switch direction {
                case .left: (-dx, abs(dy))
                case .right: (dx, abs(dy))
                case .up: (-dy, abs(dx))
                case .down: (dy, abs(dx))
                }
            guard along > 0, across <= 3 * along else { continue }
            let cost = along + 2 * across
            if best.map({ cost < $0.cost }) ?? true { best = (cost, candidate) }
        }
        return best?.placed
    }
}
