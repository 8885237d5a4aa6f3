import UtsiktCore
import UtsiktScreen

// The plan's view with the whole of a large screen: rack at the left, everything else at the right.
extension FabricView {
    func drawFull(_ painter: inout Painter) {
        let size = painter.size
        let (left, right) = painter.bounds.splitLeft(size.width >= 150 ? 46 : 38)
        drawRack(&painter, left)

        let (top, below) = right.splitTop(9)
        let bottomRows = size.height >= 50 ? 10 : 7
        let (rest, bottom) = below.splitTop(below.height - bottomRows)
        box(nextTitle, "", &painter, bottom) { drawNext(&$0, in: $0.bounds) }
        if right.width >= 140, rest.height >= 24 {
            // Wide: the port beside the panel, checks and settings in a row, and the curve with the whole width.
            var (top, rest) = (top, rest)
            let both = analysis.layouts.count > 1 && rest.height >= 34
            if both { (top, rest) = Rect(x: top.x, y: top.y, width: top.width, height: 9 + rest.height).splitTop(18) }
            let (panels, port) = top.splitLeft(88)
            if both {
                let (first, second) = panels.splitTop(9)
                panelBox(leaf: 1, isAlone: false, &painter, first)
                panelBox(leaf: 2, isAlone: false, &painter, second)
            } else {
                panelBox(&painter, panels)
            }
            drawPort(&painter, port)
            let (upper, lower) = rest.splitTop(max(13, min(rest.height / 2, analysis.checks.count + 4)))
            let (checks, settings) = upper.splitLeft(right.width - 40)
            drawChecks(&painter, checks)
            drawSettings(&painter, settings)
            drawCurve(&painter, lower)
        } else {
            panelBox(&painter, top)
            let (upper, lower) = rest.splitTop(max(9, rest.height * 42 / 100))
            let (port, checks) = upper.splitLeft(right.width / 2)
            drawPort(&painter, port)
            drawChecks(&painter, checks)
            let (curve, settings) = lower.splitLeft(lower.width - 28)
            drawCurve(&painter, curve)
            drawSettings(&painter, settings)
        }
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
            painter.text(
                "cable \(glyphs.lit) split \(glyphs.diamond) whole \(glyphs.wave) AOC \(glyphs.ring) fibre",
                x: key.x, y: key.maxY - 1, Style(.faint), limit: key.width)
        }
    }

    func drawPort(_ painter: inout Painter, _ rect: Rect) {
        guard let detail else { return }
        box(detail.title, "", &painter, rect) { detail.draw(&$0, in: $0.bounds) }
    }

    private func drawChecks(_ painter: inout Painter, _ rect: Rect) {
        let counts =
            FabricWords.counted(analysis.count(.error), "error") + ", "
            + FabricWords.counted(analysis.count(.warning), "warning")
        box("checks", counts, &painter, rect) { checks.draw(&$0, in: $0.bounds) }
    }

    private func drawCurve(_ painter: inout Painter, _ rect: Rect) {
        let leafs = rect.width < 60 ? "" : (plan.leafs == 1 ? ", one leaf" : ", each of two leaves")
        box("ports needed by servers moved", "\(plan.servers) servers\(leafs)", &painter, rect) {
            curve.draw(&$0, in: $0.bounds)
        }
    }

    private func drawSettings(_ painter: inout Painter, _ rect: Rect) {
        let hint = state.isWhatIf ? "\(key("adopt")) keeps it" : key("whatif")
        box(state.isWhatIf ? "what if" : "plan", hint, &painter, rect) { painter in
            settings.draw(&painter, in: painter.bounds)
            guard painter.size.height >= SettingsView.fullHeight + 2 else { return }
            let layout = state.analysis.layout
            let used = layout.ports.count - layout.free
            let text = "ports \(used) of \(layout.ports.count)"
            let y = painter.size.height - 1
            let taken = painter.text(text, x: 0, y: y, Style(.muted), limit: painter.size.width) + 2
            ProgressBar(
                Double(used) / Double(max(1, layout.ports.count)), text: "", role: layout.isComplete ? .good : .bad
            ).draw(&painter, in: Rect(x: taken, y: y, width: painter.size.width - taken, height: 1))
        }
    }
}
