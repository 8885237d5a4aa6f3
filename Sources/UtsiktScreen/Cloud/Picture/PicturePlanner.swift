/// Finds the largest scale at which all words of a picture find a place.
struct PicturePlanner {
    private struct Item {
        var word: CloudWord
        var letters: [StrokeFont.Placed]
        /// In heights of a capital.
        var width: Double
        /// The square root of its part of the heaviest weight.
        var height: Double
        /// The strokes in heights of a capital, the top of the highest mark at 0.
        var strokes: [[(x: Double, y: Double)]]
        /// From the top of the highest mark to the lowest descender.
        var depth: Double
        /// How far the strokes' top lies above a capital's.
        var rise: Double
    }

    private let items: [Item]
    /// The place there is, without the edge.
    private let width: Int
    private let height: Int
    /// What stays free at every side.
    private let edge: Int
    /// Pixels of the picture for one of the board.
    private let grain: Double

    /// Letters are never smaller than so many pixels.
    private static let least = 5.0
    /// Free space around letters in pixels of the picture: more around larger ones.
    private static func air(_ height: Double) -> Double { max(2.5, height * 0.06) }
    /// What stays free at every side of a picture that is not tiny.
    private static let frame = 14
    /// Columns of the board: finer ones would cost time and show nothing.
    private static let columns = 640.0

    init(_ words: [CloudWord], width: Int, height: Int) {
        edge = min(width, height) >= 200 ? Self.frame : 0
        (self.width, self.height) = (max(0, width - 2 * edge), max(0, height - 2 * edge))
        grain = max(1, (Double(width) / Self.columns).rounded(.up))
        let heaviest = words.first?.usableWeight ?? 0
        items = words.compactMap { word in
            guard let (letters, width) = StrokeFont.standard.set(word.text), heaviest > 0 else { return nil }
            var strokes: [[(x: Double, y: Double)]] = []
            for letter in letters {
                for stroke in StrokeFont.standard[letter.letter]?.flattened() ?? [] {
                    strokes.append(stroke.map { ($0.x + letter.x, $0.y) })
                }
            }
            let half = StrokeFont.thickness / 2
            let top = (strokes.joined().map(\.y).min() ?? 0) - half
            let bottom = (strokes.joined().map(\.y).max() ?? 1) + half
            return Item(
                word: word, letters: letters, width: width, height: (word.usableWeight / heaviest).squareRoot(),
                strokes: strokes.map { $0.map { ($0.x, $0.y - top) } }, depth: bottom - top, rise: -top)
        }
    }

    /// The words in their places; those without room are missing.
    func best() -> [CloudPicture.Placed] {
        guard let first = items.first, width > 0, height > 0 else { return [] }
        // The heaviest word may take most of the width, and all letters together a part of the picture.
        let boxes = items.reduce(0) { $0 + $1.width * $1.depth * $1.height * $1.height }
        let byWidth = items.map { Double(width) * 0.9 / ($0.width * $0.height) }.min() ?? 1
        let byArea = (Double(width * height) * 0.95 / max(boxes, 0.01)).squareRoot()
        var scale = min(byWidth, byArea, Double(height) * 0.6 / first.depth)
        var best: [CloudPicture.Placed] = []
        for _ in 0..<18 {
            let (placed, isWhole) = attempt(scale)
            if isWhole { return placed }
            if placed.count > best.count { best = placed }
            if scale * (items.last?.height ?? 1) <= Self.least { break }
            scale *= 0.93
        }
        // Too many words for their smallest size: as many as there is room for.
        return best
    }

    private func attempt(_ scale: Double) -> (placed: [CloudPicture.Placed], isWhole: Bool) {
        var board = PictureBoard(
            width: Int((Double(width) / grain).rounded(.up)), height: Int((Double(height) / grain).rounded(.up)))
        var result: [CloudPicture.Placed] = []
        let canShrink = scale * (items.last?.height ?? 1) > Self.least
        for (rank, item) in items.enumerated() {
            let height = max(min(Self.least, scale), scale * item.height)
            let lying = mask(item, height, isVertical: false)
            var choice = board.nearest(lying).map { (place: $0, mask: lying, isVertical: false) }
            if rank > 0 {
                let standing = mask(item, height, isVertical: true)
                if let other = board.nearest(standing, limit: (choice?.place.cost ?? .infinity) * Self.uprightness) {
                    choice = (other, standing, true)
                }
            }
            guard let choice else {
                if canShrink { return (result, false) }
                continue
            }
            board.take(choice.mask, x: choice.place.x, y: choice.place.y)
            let air = Self.air(height)
            let (left, top) = (
                Double(choice.place.x) * grain + air + Double(edge), Double(choice.place.y) * grain + air + Double(edge)
            )
            result.append(
                CloudPicture.Placed(
                    word: item.word, height: height, x: choice.isVertical ? left + item.rise * height : left,
                    y: choice.isVertical ? top + item.width * height : top + item.rise * height,
                    isVertical: choice.isVertical, role: .series1))
        }
        return (result, result.count == items.count)
    }

    /// How much nearer a standing word must be than a lying one.
    private static let uprightness = 0.88

    /// A word's pixels on the board, with the free space around them.
    private func mask(_ item: Item, _ height: Double, isVertical: Bool) -> PictureMask {
        let air = Self.air(height)
        let (long, high) = (item.width * height + 2 * air, item.depth * height + 2 * air)
        let strokes = item.strokes.map { stroke in
            stroke.map { point -> (x: Double, y: Double) in
                let (x, y) = (point.x * height + air, point.y * height + air)
                return isVertical ? (y / grain, (long - x) / grain) : (x / grain, y / grain)
            }
        }
        let size = isVertical ? (high, long) : (long, high)
        // Half a pixel more: a pixel counts where its middle is covered.
        return PictureMask(
            strokes: strokes, radius: (StrokeFont.thickness / 2 * height + air) / grain + 0.5,
            width: Int((size.0 / grain).rounded(.up)), height: Int((size.1 / grain).rounded(.up)))
    }
}
