import UtsiktCore
import UtsiktScreen

// The cut sheet and the bill.
extension FabricView {
    /// Every cable with both its ends, a line for each leg.
    func drawSheet(_ painter: inout Painter) {
        let size = painter.size
        let rows = CutSheet(analysis).rows
        let selected = state.selected?.number
        let leaf = "leaf-\(state.leaf)"
        let room = max(0, size.height - 2)
        let first = min(state.offset, max(0, rows.count - room))
        let table = Table(
            columns: [
                .init("cable", .right, minimum: 5, priority: 3), .init("leaf", minimum: 6, priority: 4),
                .init("port", .right, minimum: 4), .init("lane", .right, minimum: 4),
                .init("interface", minimum: 9, priority: 5), .init("device", minimum: 7), .init("to", minimum: 5),
                .init("unit", .right, minimum: 4, priority: 1), .init("cable type", minimum: 10, priority: 6),
                .init("medium", minimum: 8, priority: 2), .init("length", .right, minimum: 6),
            ],
            rows: rows.map { row in
                let style = row.leaf == leaf && row.port == selected ? Style(.selection, .bold) : Style(.text)
                let quiet = row.leaf == leaf && row.port == selected ? style : Style(.muted)
                return [
                    .init("\(row.cable)", quiet), .init(row.leaf, quiet), .init("p\(row.port)", style),
                    .init(row.lane.map(String.init) ?? "", quiet), .init(row.interface, quiet),
                    .init(row.device, style),
                    .init(row.devicePort, quiet), .init(row.unit.map { "U\($0)" } ?? "", quiet),
                    .init(glyphs.text(row.kind), quiet), .init(row.medium ?? "none reaches", quiet),
                    .init(row.length.map(FabricWords.metres) ?? "-", style),
                ]
            }, offset: first)
        let (top, foot) = painter.bounds.splitTop(size.height - 1)
        table.draw(&painter, in: top)
        let last = min(rows.count, first + room)
        let text =
            rows.isEmpty
            ? "no cable"
            : "lines \(first + 1)-\(last) of \(rows.count) · \(FabricWords.counted(analysis.cables.count, "cable"))"
                + " · longest \(FabricWords.metres(analysis.longestCable))"
        painter.text(glyphs.text(text), x: 0, y: foot.y, Style(.muted), limit: size.width)
    }

    /// What is bought, and the same servers with the switch at the end of the row.
    func drawBill(_ painter: inout Painter) {
        let size = painter.size
        guard let prices = state.prices else {
            let lines = [
                ("prices", "none are loaded: counts and metres only"),
                ("cables", "\(analysis.cables.count)"),
                ("longest", FabricWords.metres(analysis.longestCable)),
            ]
            LabelledLines(lines: lines, glyphs: glyphs).draw(&painter, in: painter.bounds)
            return
        }
        let bill = BillOfMaterials(analysis, prices)
        let isWide = size.width >= 110 && size.height >= 10
        let (left, right) =
            isWide ? painter.bounds.splitLeft(size.width / 2) : (painter.bounds, Rect(Size(width: 0, height: 0)))
        let rowRows = isWide ? 0 : min(10, max(0, size.height - bill.lines.count - 3))
        let billRect = Rect(
            x: 0, y: 0, width: left.width - (isWide ? 2 : 0), height: left.height - (rowRows >= 4 ? rowRows : 0))
        drawBillTable(bill, &painter, billRect)
        if isWide {
            for y in 0..<size.height { painter.put(glyphs.bar, x: left.width - 1, y: y, Style(.border)) }
            compare(prices, &painter, Rect(x: right.x + 1, y: 0, width: right.width - 1, height: right.height))
        } else if rowRows >= 4 {
            rule("top of rack or end of row", &painter, x: 0, y: billRect.maxY, width: size.width)
            compare(prices, &painter, Rect(x: 0, y: billRect.maxY + 1, width: size.width, height: rowRows - 1))
        }
    }

    private func drawBillTable(_ bill: BillOfMaterials, _ painter: inout Painter, _ rect: Rect) {
        let (top, foot) = rect.splitTop(rect.height - 1)
        let table = Table(
            columns: [
                .init("item", minimum: 16), .init("count", .right, minimum: 5),
                .init("each", .right, minimum: 5, priority: 1), .init("cost", .right, minimum: 6),
            ],
            rows: bill.lines.map { line in
                [
                    .init(glyphs.text(line.item)), .init("\(line.count)"),
                    .init(line.price.map(FabricWords.cost) ?? "-", Style(.muted)),
                    .init(line.cost.map(FabricWords.cost) ?? "-", Style(.text)),
                ]
            }, offset: min(state.offset, max(0, bill.lines.count - max(0, top.height - 1))))
        table.draw(&painter, in: top)
        let watts = FabricWords.cost(bill.watts)
        let x = painter.text(
            "total \(FabricWords.cost(bill.total)) ", x: rect.x, y: foot.y, Style(.accent, .bold), limit: rect.width)
        let unpriced = bill.unpriced > 0 ? " · \(FabricWords.counted(bill.unpriced, "line")) without a price" : ""
        painter.text(
            glyphs.text("\(bill.unit) · \(FabricWords.metres(bill.metres)) of cable · \(watts) W\(unpriced)"),
            x: rect.x + x, y: foot.y, Style(.muted), limit: max(0, rect.width - x))
    }

    /// Media, lengths and cost of the servers' cables with the switch on top of the rack and at the end of the row.
    private func compare(_ prices: PriceList, _ painter: inout Painter, _ rect: Rect) {
        guard rect.width > 20, rect.height > 1 else { return }
        let both = RowComparison(analysis, prices)
        func media(_ side: RowComparison.Side) -> String {
            side.media.sorted { $0.key < $1.key }.map { "\($0.value) \(glyphs.times) \($0.key)" }.joined(
                separator: ", ")
        }
        func longest(_ side: RowComparison.Side) -> String { side.longest.map(FabricWords.metres) ?? "too long" }
        let (one, other) = (both.topOfRack, both.endOfRow)
        let rows: [(String, String, String)] = [
            ("media", media(one), media(other)), ("longest", longest(one), longest(other)),
            ("cable", FabricWords.metres(one.bill.metres), FabricWords.metres(other.bill.metres)),
            ("power", FabricWords.cost(one.bill.watts) + " W", FabricWords.cost(other.bill.watts) + " W"),
            ("rel. cost", FabricWords.cost(one.bill.total), FabricWords.cost(other.bill.total)),
        ]
        let table = Table(
            columns: [.init("", minimum: 9), .init("top of rack", minimum: 12), .init("end of row", minimum: 12)],
            rows: rows.map { [.init($0.0, Style(.muted)), .init($0.1), .init($0.2)] })
        let (top, rest) = rect.splitTop(min(rect.height, rows.count + 1))
        table.draw(&painter, in: top)
        guard rest.height >= 1 else { return }
        let times = both.factor.map { ": \(NumberText.fixed($0, 1)) times the cost" } ?? ""
        painter.text(
            "the row's end adds \(FabricWords.metres(both.addedMetres)) to every cable\(times)", x: rest.x, y: rest.y,
            Style(.accent), limit: rest.width)
        guard rest.height >= 4, one.bill.total > 0 || other.bill.total > 0 else { return }
        BarList(
            rows: [
                .init(label: "top of rack", value: one.bill.total, text: FabricWords.cost(one.bill.total)),
                .init(label: "end of row", value: other.bill.total, text: FabricWords.cost(other.bill.total)),
            ], showsRank: false, role: .series2
        ).draw(&painter, in: Rect(x: rest.x, y: rest.y + 2, width: rest.width, height: 2))
    }
}
