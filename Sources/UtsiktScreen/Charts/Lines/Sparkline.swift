/// A tiny chart without axes: one column a value, eighth blocks, as many rows as there are.
///
/// With more values than columns, each column shows the highest of its values; gaps stay gaps.
public struct Sparkline: Drawable, Sendable, Hashable {
    /// The values from left to right; nil is a gap.
    public var values: [Double?]
    /// What the lowest and the full column mean; nil for 0 (or the least value, if negative) to the largest.
    public var range: ClosedRange<Double>?
    /// Its role.
    public var role: Role
    /// Whether the data is no longer fed.
    public var isStale: Bool

    /// Makes a sparkline.
    public init(
        _ values: [Double?], range: ClosedRange<Double>? = nil, role: Role = .series1, isStale: Bool = false
    ) {
        self.values = values
        self.range = range
        self.role = role
        self.isStale = isStale
    }

    /// Draws the newest values at the right.
    public func draw(_ painter: inout Painter) {
        let (width, height) = (painter.size.width, painter.size.height)
        guard width > 0, height > 0, !values.isEmpty else { return }
        let finite = values.compactMap { $0 }.filter(\.isFinite)
        let low = range?.lowerBound ?? min(0, finite.min() ?? 0)
        let high = range?.upperBound ?? finite.max() ?? 1
        let steps = EighthBlocks.steps(painter.glyphs)
        let count = min(width, values.count)
        for column in 0..<count {
            let part = values[(column * values.count / count)..<max((column + 1) * values.count / count, 1)]
            guard let value = part.compactMap({ $0 }).filter(\.isFinite).max() else { continue }
            let span = high / 2 - low / 2
            let fraction = span > 0 ? min(max((value / 2 - low / 2) / span, 0), 1) : (value > low ? 1 : 0)
            // The lowest value keeps one eighth, so that it differs from a gap.
            let lit = max(1, EighthBlocks.lit(fraction, of: height * steps))
            for row in 0..<height where lit > row * steps {
                painter.put(
                    EighthBlocks.vertical(lit - row * steps, painter.glyphs), x: column, y: height - 1 - row,
                    Style(isStale ? .stale : role))
            }
        }
    }
}
