import UtsiktCore
import UtsiktScreen

// The plan's view in 80 columns, in a tile, and in less.
extension FabricView {
    /// Eighty columns: panel and legend, the port, then rack, checks and settings side by side, and what comes next.
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
        capacity(&painter, x: 0, y: 6, limit: size.width - 24)
        counts(&painter, maxX: size.width, y: 6, inWords: true)

        let stepRows = min(size.height >= 30 ? 6 : 3, max(1, size.height - 16))
        let body = Rect(x: 0, y: 8, width: size.width, height: max(0, size.height - 9 - stepRows))
        let rackWidth = min(34, size.width * 35 / 100)
        let settingsWidth = min(26, size.width * 28 / 100)
        let (_, rest) = body.splitLeft(rackWidth)
        let (checkRect, settingsRect) = rest.splitLeft(rest.width - settingsWidth)
        rule("checks", &painter, x: rackWidth, y: 7, width: checkRect.width)
        rule(state.isWhatIf ? "what if" : "plan", &painter, x: settingsRect.x, y: 7, width: settingsWidth)
        let (legs, lines) = drawLegs(&painter, Rect(x: 0, y: 8, width: rackWidth - 1, height: body.height))
        let port = state.selected.map { "port \($0.number)" } ?? ""
        rule(legs ? port : "rack \(plan.rack)", &painter, x: 0, y: 7, width: rackWidth)
        if legs { rule("rack \(plan.rack)", &painter, x: 0, y: lines.y - 1, width: rackWidth) }
        rack.draw(&painter, in: lines)
        for y in body.y..<body.maxY {
            painter.put(glyphs.bar, x: rackWidth, y: y, Style(.border))
            painter.put(glyphs.bar, x: settingsRect.x, y: y, Style(.border))
        }
        checks.draw(
            &painter, in: Rect(x: checkRect.x + 1, y: 8, width: checkRect.width - 1, height: body.height))
        drawSettingsColumn(
            &painter, Rect(x: settingsRect.x + 1, y: 8, width: settingsWidth - 1, height: body.height))
        rule(nextTitle, &painter, x: 0, y: body.maxY, width: size.width)
        drawNext(&painter, in: Rect(x: 0, y: body.maxY + 1, width: size.width, height: stepRows))
    }

    /// The selected split's legs above the rack where there is room for both.
    private func drawLegs(_ painter: inout Painter, _ rect: Rect) -> (Bool, Rect) {
        guard case .split(let lanes) = state.selected?.role, rect.height >= 8, let port = state.selected else {
            return (false, rect)
        }
        let cable = PortWords(state.leafAnalysis, port, leaf: state.leaf).cable
        let first = plan.model.system.firstLane
        for (index, lane) in lanes.enumerated() {
            let y = rect.y + index
            let mark = "p\(port.number)/\(first + index)"
            var x = rect.x + painter.text(mark, x: rect.x, y: y, Style(.muted))
            x = rect.x + max(7, x - rect.x + 1)
            guard let lane else {
                painter.put(glyphs.dark, x: x, y: y, Style(.muted))
                painter.text("unused", x: x + 2, y: y, Style(.muted), limit: max(0, rect.maxX - x - 2))
                continue
            }
            painter.put(glyphs.lit, x: x, y: y, Style(.series3))
            let leg = cable?.legs.first { $0.lane == index }
            let unit =
                analysis.placement.servers.indices.contains(lane.server)
                ? analysis.placement.servers[lane.server].map { "U\($0)" } ?? "" : ""
            painter.textRight(unit, maxX: rect.maxX, y: y, Style(.muted))
            let name = "\(plan.name(ofServer: lane.server)) \(leg?.nic ?? "")"
            painter.text(name, x: x + 2, y: y, Style(.text), limit: max(0, rect.maxX - x - 3 - unit.count))
        }
        return (true, Rect(x: rect.x, y: rect.y + 5, width: rect.width, height: rect.height - 5))
    }

    private func drawSettingsColumn(_ painter: inout Painter, _ rect: Rect) {
        painter.inside(rect) { painter in
            let height = painter.size.height
            let facts = [
                ("can move", FabricWords.most(state.analysis)),
                ("one by one", state.analysis.kMaxScattered.map(String.init) ?? "-"),
            ]
            let rows = height >= SettingsView.height + 2 ? height - 2 : height
            settings.draw(&painter, in: Rect(x: 0, y: 0, width: painter.size.width, height: rows))
            let start = min(rows, SettingsView.fullHeight)
            for (index, fact) in facts.enumerated() where start + index < height && rows < height {
                let x = painter.text(fact.0, x: 0, y: start + index, Style(.muted))
                painter.text(fact.1, x: x + 1, y: start + index, Style(index == 0 ? .accent : .text))
            }
        }
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
        capacity(&painter, x: 0, y: 5, limit: size.width - (size.width >= 64 ? 24 : size.width >= 50 ? 10 : 0))
        if size.width >= 50 { counts(&painter, maxX: size.width, y: 5, inWords: size.width >= 64) }
        let left = size.height - 6
        guard left > 0 else { return }
        let worst = analysis.checks.first
        if left == 1 {
            painter.text(
                glyphs.text(headline), x: 0, y: 6, worst?.severity == .error ? Style(.bad) : Style(.muted),
                limit: size.width)
            return
        }
        if let delta {
            delta.draw(line: &painter, in: Rect(x: 0, y: 6, width: size.width, height: 1))
        } else {
            let moved = SettingsView.migration(analysis)
            let text = glyphs.text(moved + " · now " + FabricWords.ratio(analysis.ratio))
            // A ratio that is cut says nothing.
            painter.text(
                TextWidth.of(text) <= size.width ? text : glyphs.text(moved), x: 0, y: 6, Style(.text),
                limit: size.width)
        }
        guard left >= 4 else {
            checks.draw(&painter, in: Rect(x: 0, y: 7, width: size.width, height: left - 1))
            return
        }
        portLine(&painter, y: 7)
        drawTileBody(&painter, Rect(x: 0, y: 8, width: size.width, height: size.height - 8))
    }

    private func drawTileBody(_ painter: inout Painter, _ rect: Rect) {
        var body = rect
        let width = rect.width
        if body.height >= 22 {
            let parts = body.splitTop(body.height - 15)
            body = parts.top
            rule("ports needed by servers moved", &painter, x: 0, y: parts.rest.y, width: width)
            curve.draw(&painter, in: Rect(x: 0, y: parts.rest.y + 1, width: width, height: 10))
            rule(nextTitle, &painter, x: 0, y: parts.rest.y + 11, width: width)
            drawNext(&painter, in: Rect(x: 0, y: parts.rest.y + 12, width: width, height: 3))
        }
        let rows = analysis.checks.count
        if body.height >= rows + 5, let detail {
            let (list, rest) = body.splitTop(rows)
            checks.draw(&painter, in: list)
            rule(detail.title, &painter, x: 0, y: rest.y, width: width)
            detail.draw(&painter, in: Rect(x: 0, y: rest.y + 1, width: width, height: rest.height - 1))
        } else {
            checks.draw(&painter, in: body)
        }
    }

    /// A few rows or columns: roles, the capacity, the ratio.
    func drawSmall(_ painter: inout Painter) {
        let size = painter.size
        let ports = analysis.layout.ports.count
        let ratio = analysis.capacity.ratio?.text ?? "-"
        let lanes = "\(analysis.capacity.tenGig + analysis.capacity.sfp)\(glyphs.times)\(plan.speeds.laneTitle)"
        let short = "\(lanes) \(ratio)"
        if size.height == 1 {
            if size.width >= short.count + 2 + ports {
                panel.drawLine(&painter, x: short.count + 2, y: 0)
            }
            if size.width >= short.count {
                painter.text(lanes, x: 0, y: 0, Style(.text))
                painter.text(ratio, x: lanes.count + 1, y: 0, Style(.accent, .bold))
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
                    painter.text("\(plan.moved) of \(plan.servers) moved", x: 0, y: 0, Style(.text))
                    painter.text("\(FabricWords.most(analysis)) can move", x: 0, y: 1, Style(.muted))
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

    func portLine(_ painter: inout Painter, y: Int) {
        guard let detail else { return }
        painter.put(glyphs.pointer, x: 0, y: y, Style(.selection, .bold))
        painter.text(detail.line, x: 2, y: y, Style(.text), limit: max(0, painter.size.width - 2))
    }
}
