import UtsiktScreen

/// The debug display in the corner: what the last picture cost.
enum MetricsView {
    static func draw(_ painter: inout Painter, _ metrics: FrameMetrics, _ state: AppState) {
        let lines = [
            ("render", "\(metrics.renderMicroseconds) us"), ("output", "\(metrics.outputMicroseconds) us"),
            ("cells", "\(metrics.cells)"), ("bytes", metrics.bytes.map { "\($0)" } ?? "?"),
            ("queue", "\(metrics.events)"), ("frames", "\(metrics.frames)"),
        ]
        let width = 20
        guard painter.size.width >= width, painter.size.height >= 3 else { return }
        let rect = Rect(
            x: painter.size.width - width, y: 0, width: width, height: min(lines.count, painter.size.height))
        // One ground for the whole of it, so that it stands out from whatever lies below.
        painter.fill(rect, " ", Style(.text, .reverse))
        painter.inside(rect) { painter in
            for (y, line) in lines.enumerated() {
                painter.text(line.0, x: 1, y: y, Style(.text, .reverse))
                painter.textRight(line.1, maxX: width - 1, y: y, Style(.text, [.bold, .reverse]))
            }
        }
    }
}
