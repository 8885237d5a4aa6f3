import UtsiktCore
import UtsiktScreen

// The pane with the whole of a large screen: rack at the left, everything else at the right.
extension FabricView {
    func drawFull(_ painter: inout Painter) {
        let size = painter.size
        let (left, right) = painter.bounds.splitLeft(size.width >= 150 ? 44 : 38)
        drawRack(&painter, left)

        let (top, below) = right.splitTop(9)
        let (rest, bottom) = below.splitTop(below.height - 7)
        drawStep(&painter, bottom)
        if right.width >= 140, rest.height >= 24 {
            // Wide: the port beside the panel, checks and settings in a row, and the curve with the whole width.
            let (left, port) = top.splitLeft(88)
            drawPanel(&painter, left)
            drawPort(&painter, port)
            let (upper, lower) = rest.splitTop(max(12, min(rest.height / 2, analysis.checks.count + 3)))
            let (checks, settings) = upper.splitLeft(right.width - 40)
            drawChecks(&painter, checks)
            drawSettings(&painter, settings)
            drawCurve(&painter, lower)
        } else {
            drawPanel(&painter, top)
            let (upper, lower) = rest.splitTop(max(9, rest.height * 42 / 100))
            let (port, checks) = upper.splitLeft(right.width / 2)
            drawPort(&painter, port)
            drawChecks(&painter, checks)
            let (curve, settings) = lower.splitLeft(lower.width - 26)
            drawCurve(&painter, curve)
            drawSettings(&painter, settings)
        }
    }

    private func box(
        _ title: String, _ caption: String = "", _ painter: inout Painter, _ rect: Rect,
        _ body: (inout Painter) -> Void
    ) {
        let inner = Box(title: glyphs.text(title), caption: glyphs.text(caption)).draw(&painter, in: rect)
        painter.inside(inner) { body(&$0) }
    }

    private func drawRack(_ painter: inout Painter, _ rect: Rect) {
        box("rack \(plan.rack) · \(plan.rackHeight)U", "a line a cable", &painter, rect) { painter in
            let legendRows = 2 + legend.rows(all: false).count
            let rackRows = min(analysis.rack.count, max(6, painter.size.height - legendRows - 1))
            let (rows, rest) = painter.bounds.splitTop(rackRows)
            rack.draw(&painter, in: rows)
            guard rest.height >= 3 else { return }
            let (_, key) = rest.splitTop(rest.height - min(rest.height - 1, legendRows))
            painter.text("glyph, letter, meaning, ports", x: key.x, y: key.y, Style(.faint), limit: key.width)
            let (_, lines) = key.splitTop(1)
            legend.draw(&painter, in: lines)
            let diamond = glyphs.glyphSet.hasBlocks ? "◇" : "*"
            let wave = glyphs.glyphSet.hasBlocks ? "≋" : "~"
            painter.text(
                "cable \(glyphs.lit) DAC split  \(diamond) QSFP DAC  \(wave) AOC", x: key.x, y: key.maxY - 1,
                Style(.faint),
                limit: key.width)
        }
    }

    private func drawPanel(_ painter: inout Painter, _ rect: Rect) {
        let title = "leaf-1 front panel · \(plan.model.title)"
        box(title, "trust \(plan.model.trust.letter) \(plan.model.trust.rawValue)", &painter, rect) { painter in
            let width = painter.size.width
            let ports = analysis.layout.ports.count
            let cell = cell(room: width) ?? 1
            let taken = FrontPanelView.width(ports: ports, cell: cell)
            panel.draw(&painter, x: 0, y: 0, cell: cell)
            if width - taken >= 12 {
                legend.draw(
                    &painter, in: Rect(x: taken + 2, y: 0, width: width - taken - 2, height: FrontPanelView.rows))
            }
            capacity(&painter, x: 0, y: 5, limit: width)
            let layout = analysis.layout
            let now = analysis.ratio.map { "now \($0.text)" } ?? "no uplink"
            let cap = plan.model.limits.logicalCap.map { " of \($0)" } ?? ""
            painter.text(
                glyphs.text(
                    "\(SettingsView.migration(analysis)) · \(now) · lanes \(layout.litLanes)/\(4 * layout.splits) · logical \(layout.logicalUsed)\(cap)"
                ), x: 0, y: 6, Style(.muted), limit: width)
        }
    }

    private func drawPort(_ painter: inout Painter, _ rect: Rect) {
        guard let detail else { return }
        box(detail.title, "", &painter, rect) { detail.draw(&$0, in: $0.bounds) }
    }

    private func drawChecks(_ painter: inout Painter, _ rect: Rect) {
        let counts = "\(analysis.count(.error)) E, \(analysis.count(.warning)) W"
        box("checks", counts, &painter, rect) { checks.draw(&$0, in: $0.bounds) }
    }

    private func drawCurve(_ painter: inout Painter, _ rect: Rect) {
        let leafs = rect.width < 60 ? "" : (plan.leafs == 1 ? ", one leaf" : ", each of two leafs")
        box("ports needed by servers moved", "\(plan.servers) servers\(leafs)", &painter, rect) {
            curve.draw(&$0, in: $0.bounds)
        }
    }

    private func drawSettings(_ painter: inout Painter, _ rect: Rect) {
        box("what if", "", &painter, rect) { painter in
            settings.draw(&painter, in: painter.bounds)
            let y = painter.size.height > SettingsView.height + 2 ? SettingsView.height + 1 : SettingsView.height
            guard painter.size.height > y else { return }
            let used = analysis.layout.ports.count - analysis.layout.free
            let text = "ports \(used) of \(analysis.layout.ports.count)"
            painter.text(text, x: 0, y: y, Style(.muted), limit: painter.size.width)
            guard painter.size.height > y + 1 else { return }
            ProgressBar(
                Double(used) / Double(max(1, analysis.layout.ports.count)), text: "",
                role: analysis.layout.isComplete ? .good : .bad
            ).draw(&painter, in: Rect(x: 0, y: y + 1, width: painter.size.width, height: 1))
        }
    }

    private func drawStep(_ painter: inout Painter, _ rect: Rect) {
        box("next step", "", &painter, rect) { step.draw(&$0, in: $0.bounds) }
    }
}
