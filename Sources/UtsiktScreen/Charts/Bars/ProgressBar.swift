/// How much is done: a bar in eighths and a text, on one row.
public struct ProgressBar: Drawable, Sendable, Hashable {
    /// The part that is done, 0 ... 1; values that are not finite count as 0.
    public var fraction: Double
    /// Written right of the bar; nil for the percentage. The full bar and `100%` appear only when all is done.
    public var text: String?
    /// The bar's role.
    public var role: Role
    /// Whether what it counts is no longer fed.
    public var isStale: Bool

    /// Makes a bar.
    public init(_ fraction: Double, text: String? = nil, role: Role = .good, isStale: Bool = false) {
        self.fraction = fraction
        self.text = text
        self.role = role
        self.isStale = isStale
    }

    /// Draws on the first row.
    public func draw(_ painter: inout Painter) {
        let glyphs = painter.glyphs
        let done = fraction.isFinite ? min(max(fraction, 0), 1) : 0
        let percent = done < 1 ? min(99, NumberText.clamped((done * 100).rounded(.down), 0...99)) : 100
        let words = text ?? "\(percent)%"
        let reserved = text == nil ? 4 : TextWidth.of(words)
        let width = painter.size.width - reserved - 1
        guard width >= 4 else {
            painter.text(words, x: 0, y: 0, Style(isStale ? .stale : role), limit: painter.size.width)
            return
        }
        let steps = EighthBlocks.steps(glyphs)
        var lit = EighthBlocks.lit(done, of: width * steps)
        if done < 1 { lit = min(lit, width * steps - 1) }
        for x in 0..<width {
            let part = lit - x * steps
            if part > 0 {
                painter.put(EighthBlocks.horizontal(part, glyphs), x: x, y: 0, Style(isStale ? .stale : role))
            } else {
                painter.put(glyphs.isUnicode ? "·" : ".", x: x, y: 0, Style(.faint))
            }
        }
        painter.textRight(words, maxX: painter.size.width, y: 0, Style(.text))
    }
}
