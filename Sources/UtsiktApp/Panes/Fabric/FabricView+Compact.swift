import UtsiktCore
import UtsiktScreen

// The pane in 80 columns, in a tile, and in less.
extension FabricView {
    /// Eighty columns: panel and legend, the port, then rack, checks and settings side by side, and the next step.
    func drawMedium(_ painter: inout Painter) {
        let size = painter.size
        let cell = cell(room: size.width - 12) ?? cell(room: size.width) ?? 1
        let taken = FrontPanelView.width(ports: analysis.layout.ports.count, cell: cell)
        panel.draw(&painter, x: 0, y: 0, cell: cell)
        if size.width - taken >= 11 {
            legend.draw(
                &painter, in: Rect(x: taken + 1, y: 0, width: size.width - taken - 1, height: FrontPanelView.rows))
        }
        portLine(&painter, y: 5)
        capacity(&painter, x: 0, y: 6, limit: size.width - 12)
        counts(&painter, maxX: size.width, y: 6)

        let stepRows = min(3, max(1, size.height - 16))
        let body = Rect(x: 0, y: 8, width: size.width, height: max(0, size.height - 9 - stepRows))
        let rackWidth = min(34, size.width * 35 / 100)
        let settingsWidth = min(26, size.width * 26 / 100)
        let (_, rest) = body.splitLeft(rackWidth)
        let (checkRect, settingsRect) = rest.splitLeft(rest.width - settingsWidth)
        rule("rack \(plan.rack)", &painter, x: 0, y: 7, width: rackWidth)
        rule("checks", &painter, x: rackWidth, y: 7, width: checkRect.width)
        rule("what if", &painter, x: settingsRect.x, y: 7, width: settingsWidth)
        rack.draw(&painter, in: Rect(x: 0, y: 8, width: rackWidth - 1, height: body.height))
        for y in body.y..<body.maxY {
            painter.put(glyphs.bar, x: rackWidth, y: y, Style(.border))
            painter.put(glyphs.bar, x: settingsRect.x, y: y, Style(.border))
        }
        checks.draw(
            &painter, in: Rect(x: checkRect.x + 1, y: 8, width: checkRect.width - 1, height: body.height))
        painter.inside(Rect(x: settingsRect.x + 1, y: 8, width: settingsWidth - 1, height: body.height)) { painter in
            settings.draw(&painter, in: painter.bounds)
            let room = painter.size.height - SettingsView.height - 1
            guard room >= 1 else { return }
            let most = analysis.simulation.kMax.map(String.init) ?? "none"
            let lines = ["can move \(most)", "scattered \(analysis.kMaxScattered.map(String.init) ?? "-")"]
            for (index, line) in lines.prefix(room).enumerated() {
                painter.text(line, x: 0, y: SettingsView.height + index, Style(index == 0 ? .accent : .muted))
            }
        }
        rule("next step", &painter, x: 0, y: body.maxY, width: size.width)
        step.draw(&painter, in: Rect(x: 0, y: body.maxY + 1, width: size.width, height: stepRows))
    }

    /// A tile: panel, capacity, the port, then checks and, in a tall one, the curve.
    func drawTile(_ painter: inout Painter) {
        let size = painter.size
        let ports = analysis.layout.ports.count
        let cell = cell(room: size.width) ?? 1
        let taken = FrontPanelView.width(ports: ports, cell: cell)
        panel.draw(&painter, x: 0, y: 0, cell: cell)
        if size.width - taken >= 10 {
            legend.draw(
                &painter, in: Rect(x: taken + 1, y: 0, width: size.width - taken - 1, height: FrontPanelView.rows))
        }
        capacity(&painter, x: 0, y: 5, limit: size.width - (size.width >= 50 ? 10 : 0))
        if size.width >= 50 { counts(&painter, maxX: size.width, y: 5) }
        let left = size.height - 6
        guard left > 0 else { return }
        let worst = analysis.checks.first
        if left == 1 {
            painter.text(
                glyphs.text(headline), x: 0, y: 6, worst?.severity == .error ? Style(.bad) : Style(.muted),
                limit: size.width)
            return
        }
        painter.text(
            glyphs.text(SettingsView.migration(analysis) + " · now " + (analysis.ratio?.text ?? "no uplink")), x: 0,
            y: 6,
            Style(.text), limit: size.width)
        guard left >= 4 else {
            checks.draw(&painter, in: Rect(x: 0, y: 7, width: size.width, height: left - 1))
            return
        }
        portLine(&painter, y: 7)
        var body = Rect(x: 0, y: 8, width: size.width, height: size.height - 8)
        if body.height >= 22 {
            let parts = body.splitTop(body.height - 14)
            body = parts.top
            rule("ports needed by servers moved", &painter, x: 0, y: parts.rest.y, width: size.width)
            curve.draw(&painter, in: Rect(x: 0, y: parts.rest.y + 1, width: size.width, height: 10))
            step.draw(&painter, in: Rect(x: 0, y: parts.rest.y + 11, width: size.width, height: 3))
        }
        let rows = analysis.checks.count
        if body.height >= rows + 5, let detail {
            let (list, rest) = body.splitTop(rows)
            checks.draw(&painter, in: list)
            rule(detail.title, &painter, x: 0, y: rest.y, width: size.width)
            detail.draw(&painter, in: Rect(x: 0, y: rest.y + 1, width: size.width, height: rest.height - 1))
        } else {
            checks.draw(&painter, in: body)
        }
    }

    /// A few rows or columns: roles, the capacity, the ratio.
    func drawSmall(_ painter: inout Painter) {
        let size = painter.size
        let ports = analysis.layout.ports.count
        let ratio = analysis.capacity.ratio?.text ?? "-"
        let tenGig = "\(analysis.capacity.tenGig)\(glyphs.times)10G"
        let short = "\(tenGig) \(ratio)"
        if size.height == 1 {
            if size.width >= short.count + 2 + ports {
                panel.drawLine(&painter, x: short.count + 2, y: 0)
            }
            if size.width >= short.count {
                painter.text(tenGig, x: 0, y: 0, Style(.text))
                painter.text(ratio, x: tenGig.count + 1, y: 0, Style(.accent, .bold))
            } else {
                painter.text(ratio, x: 0, y: 0, Style(.accent, .bold), limit: size.width)
            }
            return
        }
        var y = 0
        if size.width >= (ports + 1) / 2, size.height >= 3 {
            panel.drawRows(&painter, x: 0, y: 0)
            if size.width >= (ports + 1) / 2 + 16 {
                painter.inside(Rect(x: (ports + 1) / 2 + 2, y: 0, width: size.width, height: 2)) { painter in
                    let most = analysis.simulation.kMax.map(String.init) ?? "none"
                    painter.text("\(plan.moved) of \(plan.servers) moved", x: 0, y: 0, Style(.text))
                    painter.text("\(most) can move", x: 0, y: 1, Style(.muted))
                }
            }
            y = 2
        }
        if size.width >= short.count {
            capacity(&painter, x: 0, y: y, limit: size.width)
        } else {
            painter.text(ratio, x: 0, y: y, Style(.accent, .bold), limit: size.width)
        }
        y += 1
        if y < size.height {
            checks.draw(&painter, in: Rect(x: 0, y: y, width: size.width, height: size.height - y))
        }
    }

    private var headline: String {
        if let error = analysis.checks.first(where: { $0.severity == .error }) { return "E " + error.reason }
        return SettingsView.migration(analysis)
    }

    private func portLine(_ painter: inout Painter, y: Int) {
        guard let detail else { return }
        painter.put(glyphs.pointer, x: 0, y: y, Style(.selection, .bold))
        painter.text(detail.line, x: 2, y: y, Style(.text), limit: max(0, painter.size.width - 2))
    }
}
