import UtsiktCore
import UtsiktScreen

/// What the attributes hold: a table that can be sorted and searched, the target's distribution, and where values are
/// missing.
struct ReportView {
    let view: ForecastView

    init(_ view: ForecastView) { self.view = view }

    var units: TargetUnits { view.units }

    func draw(_ painter: inout Painter) {
        guard let report = view.state.report else {
            let reason = view.snapshot.facts.records == 0 ? "no records yet" : "the report is being made"
            return view.note(&painter, painter.bounds, reason)
        }
        let (width, height) = (painter.size.width, painter.size.height)
        switch view.state.chart {
        case 0?: drawTable(&painter, painter.bounds, report)
        case 1?: drawTarget(&painter, painter.bounds, report)
        case 2?: drawMissing(&painter, painter.bounds, report)
        default:
            if width >= 150, height >= 24 {
                let right = min(60, max(40, width - 172))
                drawTable(&painter, Rect(x: 0, y: 0, width: width - right - 3, height: height), report)
                let top = min(14, height / 3)
                let x = width - right
                drawTarget(&painter, Rect(x: x, y: 0, width: right, height: top), report)
                drawMissing(&painter, Rect(x: x, y: top + 1, width: right, height: height - top - 1), report)
            } else if width >= 70, height >= 16 {
                let low = min(max(8, height * 36 / 100), 14)
                drawTable(&painter, Rect(x: 0, y: 0, width: width, height: height - low - 1), report)
                let left = width * 38 / 100
                let y = height - low
                drawTarget(&painter, Rect(x: 0, y: y, width: left, height: low), report)
                drawMissing(&painter, Rect(x: left + 3, y: y, width: width - left - 3, height: low), report)
            } else {
                drawTable(&painter, painter.bounds, report)
            }
        }
    }

    // MARK: The table

    private func drawTable(_ painter: inout Painter, _ rect: Rect, _ report: DataReport) {
        guard !rect.isEmpty else { return }
        let rows = view.state.attributes
        let selected = view.state.attributeIndex ?? 0
        let direction =
            painter.glyphs.isUnicode
            ? (view.state.isAscending ? "▲" : "▼")
            : view.state.isAscending ? "up" : "down"
        let caption = "by \(view.state.order.title) \(direction)"
        let joined =
            report.overlap.any > 0
            ? ", \(NumberText.grouped(report.overlap.joined)) of \(NumberText.grouped(report.overlap.any))"
                + " instants in all places"
            : ""
        let title = "\(report.attributes.count) attributes of \(NumberText.grouped(report.rows)) records"
        let room = view.heading(
            &painter, rect, rect.width >= TextWidth.of(title + joined + caption) + 4 ? title + joined : title, caption)
        let height = max(0, room.height - 1)
        let offset = BarList.offset(
            showing: selected, count: rows.count, height: height, current: selected - height / 2)
        let shown = rows.dropFirst(offset).prefix(height)
        // Only what is seen is written out; a wide table would be too dear.
        let items = shown.map { row($0, painter.glyphs) }
        painter.inside(room) { painter in
            Table(columns: columns, rows: items, selected: rows.isEmpty ? nil : selected - offset, offset: 0)
                .draw(&painter)
            for (line, detail) in shown.enumerated() {
                painter.hit(
                    Rect(x: 0, y: line + 1, width: room.width, height: 1), action: "forecast.attribute",
                    item: detail.statistics.name)
            }
        }
    }

    private var columns: [Table.Column] {
        // Numbers are shown whole or not at all: only names give way.
        func number(_ title: String, _ priority: Int = 0) -> Table.Column {
            .init(title, .right, minimum: .max, priority: priority)
        }
        return [
            .init("attribute", minimum: 10, maximum: 24), .init("type", minimum: .max, priority: 7),
            number("target"), .init("", minimum: 6, priority: 4), number("count", 9), number("missing", 1),
            number("invalid", 10), number("unique", 8), number("min", 3), number("mean", 2), number("median", 8),
            number("max", 3), .init("unit", minimum: .max, priority: 2), .init("spread", minimum: .max, priority: 5),
            .init("most frequent", minimum: 10, maximum: 18, priority: 6),
            .init("least frequent", minimum: 10, maximum: 18, priority: 11),
        ]
    }

    private func row(_ detail: AttributeDetail, _ glyphs: GlyphSet) -> [Table.Item] {
        let statistics = detail.statistics
        let muted = Style(.muted)
        let scale = statistics.scale(units, detail.field)
        func number(_ value: Double?) -> Table.Item {
            Table.Item(value.map { ForecastWords.figure(units.converted($0, of: detail.field), among: scale) } ?? "")
        }
        let whole = statistics.count + statistics.missing + statistics.invalid
        let missing = whole > 0 ? Double(statistics.missing) / Double(whole) : 0
        let name = detail.isExcluded ? statistics.name + " off" : statistics.name
        let type = statistics.type.rawValue + (detail.isOverridden ? "*" : statistics.isTypeAmbiguous ? "?" : "")
        return [
            Table.Item(name, detail.isExcluded ? Style(.faint) : .plain), Table.Item(type, muted),
            Table.Item(relation(statistics, glyphs)), Table.Item(strength(detail, glyphs), Style(role(statistics))),
            Table.Item(NumberText.grouped(statistics.count), muted),
            Table.Item(
                statistics.missing == 0 ? "0" : ForecastWords.percent(missing, missing < 0.1 ? 1 : 0),
                missing >= 0.5 ? Style(.warning) : muted),
            Table.Item("\(statistics.invalid)", statistics.invalid > 0 ? Style(.warning) : muted),
            Table.Item(NumberText.grouped(statistics.unique), muted), number(statistics.min), number(statistics.mean),
            number(statistics.median), number(statistics.max),
            Table.Item(detail.field.map { units.symbol(of: $0) } ?? "", muted),
            Table.Item(Self.spark(detail.distribution.counts, glyphs), Style(.series3)),
            Table.Item(Self.frequency(statistics.mostFrequent.first)),
            Table.Item(Self.frequency(detail.leastFrequent.first), muted),
        ]
    }

    /// `r +0.72` for numbers, `eta 0.41` for categories, a dash where there is none.
    private func relation(_ statistics: AttributeStatistics, _ glyphs: GlyphSet) -> String {
        if let r = statistics.correlationToTarget { return TargetUnits.signed(r) + " r" }
        if let eta = statistics.etaToTarget { return NumberText.fixed(eta, 2) + (glyphs.isUnicode ? " η" : " e") }
        return glyphs.isUnicode ? "–" : "-"
    }

    private func role(_ statistics: AttributeStatistics) -> Role {
        guard let r = statistics.correlationToTarget else { return .series2 }
        return r < 0 ? .negative : .positive
    }

    /// The relation's strength as a bar of six cells.
    private func strength(_ detail: AttributeDetail, _ glyphs: GlyphSet) -> String {
        guard let strength = detail.strength, strength.isFinite else { return "" }
        let lit = Int(bounded: (min(max(strength, 0), 1) * 12).rounded())
        let full = glyphs.hasBlocks ? "▇" : glyphs.isUnicode ? "═" : "="
        let half = glyphs.hasBlocks ? "▌" : glyphs.isUnicode ? "─" : "-"
        return String(repeating: full, count: lit / 2) + (lit % 2 == 1 ? half : "")
    }

    /// Counts as a row of columns of different heights.
    static func spark(_ counts: [Int], _ glyphs: GlyphSet) -> String {
        let levels: [Character] =
            glyphs.hasBlocks
            ? [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] : [" ", ".", ":", "-", "=", "+", "*", "#", "#"]
        guard let top = counts.max(), top > 0 else { return "" }
        return String(
            counts.prefix(SmallDistribution.size).map { count -> Character in
                guard count > 0 else { return " " }
                return levels[min(8, max(1, Int(bounded: (Double(count) / Double(top) * 8).rounded())))]
            })
    }

    static func frequency(_ frequency: AttributeStatistics.Frequency?) -> String {
        frequency.map { "\($0.value) \(NumberText.grouped($0.count))" } ?? ""
    }

    // MARK: The target and what is missing

    private func drawTarget(_ painter: inout Painter, _ rect: Rect, _ report: DataReport) {
        guard !rect.isEmpty else { return }
        let place = view.snapshot.targetPlace
        let caption = report.target?.mean.map { "mean " + units.full($0) } ?? ""
        let room = view.heading(&painter, rect, "Target: \(ForecastWords.title(units.field)), \(place)", caption)
        let distribution = report.targetDistribution
        painter.inside(room) { Distribution(distribution, units, units.field).draw(&$0) }
    }

    private func drawMissing(_ painter: inout Painter, _ rect: Rect, _ report: DataReport) {
        guard !rect.isEmpty else { return }
        let map = report.missing
        let share = ForecastWords.percent(view.snapshot.facts.missingShare, 1)
        let span = map.daysPerColumn == 1 ? "by day" : "by \(map.daysPerColumn) days"
        let room = view.heading(&painter, rect, "Missing values, \(span)", share + " of all")
        let selected = view.state.attribute.flatMap { map.rows.firstIndex(of: $0) }
        let days = map.columns.map { CivilDay($0).map { ForecastWords.day($0) } ?? $0 }
        let chart = Heatmap(
            rows: zip(map.rows, map.share).map { name, shares in Heatmap.Row(name, shares.map { $0.map { $0 * 100 } })
            },
            xAxis: .nice { column in
                let index = column.isFinite && abs(column) < 1e6 ? Int(bounded: column.rounded()) : -1
                return days.indices.contains(index) ? days[index] : ""
            }, range: 0...100, unit: "%", name: "missing", cursor: selected.map { Point(x: -1, y: $0) },
            summary: share + " missing")
        painter.inside(room) { chart.draw(&$0) }
    }
}

extension DataReport.AttributeOrder {
    /// As the caption names it.
    var title: String {
        switch self {
        case .file: "order of the file"
        case .name: "name"
        case .type: "type"
        case .missing: "missing"
        case .unique: "unique values"
        case .correlation: "relation to the target"
        case .mean: "mean"
        }
    }
}

extension AttributeStatistics {
    /// The largest of its numbers in the unit shown.
    func scale(_ units: TargetUnits, _ field: WeatherField?) -> Double {
        [min, max].compactMap { $0.map { abs(units.converted($0, of: field)) } }.max() ?? 0
    }
}

extension ForecastPaneState {
    /// The attributes as the report lists them.
    var attributes: [AttributeDetail] { report?.sorted(by: order, ascending: isAscending) ?? [] }

    /// The place of the chosen attribute in that list; nil when it is not in it.
    var attributeIndex: Int? {
        attribute.flatMap { name in attributes.firstIndex { $0.statistics.name == name } }
    }
}
