import UtsiktCore
import UtsiktScreen

/// All racks that share the spines: a bar of ports each, as warm as the leaf is full, and the sums.
struct WideView {
    let view: FabricView

    private var glyphs: FabricGlyphs { view.glyphs }
    private var state: FabricPaneState { view.state }

    func draw(_ painter: inout Painter) {
        let size = painter.size
        guard let wide = state.wide else { return }
        sums(wide, &painter, rows: WideGrid.headRows(size))
        let rows = WideGrid.rows(in: size, racks: wide.racks.count)
        let columns = max(1, size.width / WideGrid.cellWidth)
        let top = WideGrid.headRows(size)
        // Whole columns are scrolled, so that a rack keeps its row.
        let column = state.rackCursor / rows
        let first = max(0, min(column - columns + 1, column)) * rows
        for (index, rack) in wide.racks.enumerated().dropFirst(first).prefix(columns * rows) {
            let place = index - first
            cell(rack, index, &painter, x: place / rows * WideGrid.cellWidth, y: top + place % rows)
        }
        guard WideGrid.footRows(size) > 0, wide.racks.indices.contains(state.rackCursor) else { return }
        selected(wide.racks[state.rackCursor], &painter, y: size.height - WideGrid.footRows(size))
    }

    private func sums(_ wide: WideAnalysis, _ painter: inout Painter, rows: Int) {
        let width = painter.size.width
        let servers = NumberText.grouped(wide.servers)
        let first = "\(wide.racks.count) racks · \(wide.leafs) leaves · \(servers) servers"
        let x = painter.text(glyphs.text(first), x: 0, y: 0, Style(.title), limit: width)
        let moved = " · \(NumberText.grouped(wide.moved)) moved, \(NumberText.grouped(wide.movable)) can"
        painter.text(glyphs.text(moved), x: x, y: 0, Style(.text), limit: max(0, width - x))
        guard rows > 1 else { return }
        let isShort = !wide.spinesSuffice
        let ports = "\(wide.spines) spines, \(wide.spinePortsNeeded) of \(wide.spinePorts) ports each"
        let mark = isShort ? "\(glyphs.cross) E " : "\(glyphs.tick)   "
        var column = painter.text(mark + ports, x: 0, y: 1, isShort ? Style(.bad, .bold) : Style(.good), limit: width)
        let rest = [
            "worst \(FabricWords.ratio(wide.worstRatio))",
            "one spine down \(wide.worstRatioSpineDown?.text ?? "cuts racks off")",
        ]
        for part in rest where column + part.count + 3 <= width {
            column += painter.text(" \(glyphs.dot) ", x: column, y: 1, Style(.faint))
            column += painter.text(part, x: column, y: 1, Style(.text))
        }
        let unfit = wide.unfit == 0 ? "every rack fits" : FabricWords.counted(wide.unfit, "rack") + " without room"
        if column + unfit.count + 3 <= width {
            painter.text(" \(glyphs.dot) ", x: column, y: 1, Style(.faint))
            painter.text(unfit, x: column + 3, y: 1, wide.unfit == 0 ? Style(.good) : Style(.bad, .bold))
        }
        view.rule("ports needed by rack, moved and can move", &painter, x: 0, y: 2, width: width)
    }

    /// `r001 ▇▇▇▇▇▇▇▇▇▇ 24/24  4/10`.
    private func cell(_ rack: RackFigures, _ index: Int, _ painter: inout Painter, x: Int, y: Int) {
        let isSelected = index == state.rackCursor
        let style = isSelected ? Style(.selection, .bold) : Style(.text)
        painter.put(isSelected ? glyphs.glyphSet.pointer : " ", x: x, y: y, style)
        painter.text(rack.rack, x: x + 1, y: y, style, limit: 6)
        let share = Double(rack.portsNeeded) / Double(max(1, rack.ports))
        let bar = 10
        let full = min(bar, max(0, Int(bounded: (share * Double(bar)).rounded(.up))))
        let heat: Role =
            rack.fits ? (share > 0.99 ? .heat4 : share > 0.85 ? .heat3 : share > 0.6 ? .heat2 : .heat1) : .bad
        let (solid, empty): (Character, Character) = glyphs.glyphSet.hasBlocks ? ("▇", "·") : ("=", ".")
        for column in 0..<bar {
            painter.put(
                column < full ? solid : empty, x: x + 8 + column, y: y, Style(column < full ? heat : .faint))
        }
        painter.textRight("\(rack.portsNeeded)/\(rack.ports)", maxX: x + 24, y: y, Style(rack.fits ? .muted : .bad))
        let most = rack.kMax.map(String.init) ?? "E"
        painter.text("\(rack.moved)/\(most)", x: x + 25, y: y, Style(rack.moved > 0 ? .series4 : .muted))
        painter.hit(
            Rect(x: x, y: y, width: WideGrid.cellWidth - 1, height: 1), action: "fabric.rack.select", pane: "fabric",
            item: "\(index)", wheelUp: "fabric.moved.more", wheelDown: "fabric.moved.fewer")
    }

    private func selected(_ rack: RackFigures, _ painter: inout Painter, y: Int) {
        let width = painter.size.width
        view.rule(rack.rack, &painter, x: 0, y: y, width: width)
        let fit =
            rack.fits ? "\(glyphs.tick) fits" : "\(glyphs.cross) E \(FabricWords.counted(rack.short, "port")) short"
        let x = painter.text(fit, x: 0, y: y + 1, rack.fits ? Style(.good) : Style(.bad, .bold), limit: width)
        let most = rack.kMax.map { "at most \($0) can" } ?? "no state fits"
        let text =
            " · \(rack.servers) servers, \(rack.moved) moved, \(most) · ports \(rack.portsNeeded) of \(rack.ports)"
            + " · \(FabricWords.ratio(rack.ratio)), spine down \(rack.ratioSpineDown?.text ?? "cut off")"
        painter.text(glyphs.text(text), x: x, y: y + 1, Style(.text), limit: max(0, width - x))
        let keys =
            "\(view.key("moved.more")) \(view.key("moved.fewer")) move servers of this rack; every other key "
            + "changes all racks"
        painter.text(keys, x: 0, y: y + 2, Style(.muted), limit: width)
    }
}
