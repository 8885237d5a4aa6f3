/// Steps of which each keeps a part of the one before, as posts → tagged → within the window: one bar a row, what was lost shown
/// as empty, with the share that was kept.
public struct Funnel: Sendable, Hashable {
    /// One step.
    public struct Step: Sendable, Hashable {
        /// Its name.
        public var label: String
        /// What is left; values that are not finite or below 0 count as 0.
        public var value: Double
        /// The value as text; nil for the number.
        public var text: String?
        /// Its role; nil for the funnel's.
        public var role: Role?

        /// Makes a step.
        public init(_ label: String, _ value: Double, text: String? = nil, role: Role? = nil) {
            self.label = label
            self.value = value
            self.text = text
            self.role = role
        }
    }

    /// The steps from the first.
    public var steps: [Step]
    /// The bars' role.
    public var role: Role
    /// Whether the data is no longer fed.
    public var isStale: Bool

    /// Makes a funnel.
    public init(steps: [Step], role: Role = .series1, isStale: Bool = false) {
        self.steps = steps
        self.role = role
        self.isStale = isStale
    }
}

extension Funnel: LadderedChart {
    /// The rung of a size.
    public func rung(for size: Size) -> FitRung {
        guard size.width >= 8, size.height > 0 else { return .number }
        if size.height < steps.count { return .sparkline }
        return size.width >= 44 ? .full : (size.width >= 24 ? .labelled : .bare)
    }

    /// Draws one row a step; with fewer rows than steps, all numbers on one row: `24,271 > 9,120 > 213`.
    public func draw(_ painter: inout Painter) {
        let size = painter.size
        guard size.width > 0, size.height > 0, let last = steps.last else { return }
        switch rung(for: size) {
        case .number: painter.text(text(last), x: 0, y: 0, Style(last.role ?? role, .bold), limit: size.width)
        case .sparkline:
            painter.text(
                steps.map(text).joined(separator: " \(painter.glyphs.pointer) "), x: 0, y: 0,
                Style(last.role ?? role), limit: size.width)
        case let rung: drawRows(&painter, rung)
        }
        if isStale { painter.markStale() }
    }

    private func text(_ step: Step) -> String { step.text ?? NumberText.si(step.value) }

    private func amount(_ index: Int) -> Double {
        let value = steps[index].value
        return value.isFinite ? max(0, value) : 0
    }

    private func drawRows(_ painter: inout Painter, _ rung: FitRung) {
        let (size, glyphs) = (painter.size, painter.glyphs)
        let labels = steps.map { TextSanitizer.clean($0.label, glyphs: glyphs) }
        let texts = steps.map { TextSanitizer.clean(text($0), glyphs: glyphs) }
        let value = min(size.width, texts.map { TextWidth.of($0) }.max() ?? 0)
        let note = rung == .full ? 6 : 0
        let room = max(0, size.width - value - 1 - note)
        let label = min(labels.map { TextWidth.of($0) }.max() ?? 0, rung == .bare ? room : max(6, room * 2 / 5), room)
        let bar = rung == .bare ? 0 : max(0, room - label - 1)
        let top = steps.indices.map(amount).max() ?? 0
        let unit = EighthBlocks.steps(glyphs)
        for index in steps.indices {
            let style = Style(steps[index].role ?? role)
            painter.text(labels[index], x: 0, y: index, limit: label)
            let lit = EighthBlocks.lit(top > 0 ? amount(index) / top : 0, of: bar * unit)
            let before = EighthBlocks.lit(top > 0 ? amount(max(0, index - 1)) / top : 0, of: bar * unit)
            for column in 0..<bar {
                let part = lit - column * unit
                if part > 0 {
                    painter.put(EighthBlocks.horizontal(part, glyphs), x: label + 1 + column, y: index, style)
                } else if before > column * unit {
                    painter.put(glyphs.gridDot, x: label + 1 + column, y: index, Style(.faint))
                }
            }
            painter.textRight(texts[index], maxX: size.width - note, y: index, Style(.text))
            guard note > 0, index > 0, amount(index - 1) > 0 else { continue }
            let kept = amount(index) / amount(index - 1)
            painter.textRight(
                "\(NumberText.fixed(min(kept * 100, 999), kept < 0.0995 ? 1 : 0))%", maxX: size.width, y: index,
                Style(.muted))
        }
    }
}
