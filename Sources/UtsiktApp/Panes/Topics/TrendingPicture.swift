import UtsiktCore
import UtsiktScreen

/// What is used by more people than is usual now: score, people now and usually.
struct TrendingPicture {
    private let snapshot: TopicsSnapshot
    private let context: PaneContext
    private let hasHeadings: Bool

    init(_ snapshot: TopicsSnapshot, _ context: PaneContext, hasHeadings: Bool) {
        self.snapshot = snapshot
        self.context = context
        self.hasHeadings = hasHeadings
    }

    func draw(_ painter: inout Painter) {
        let size = painter.size
        guard size.width > 0, size.height > 0 else { return }
        guard !snapshot.trending.isEmpty else {
            let words = "nothing is trending: a trend needs three authors in the last 24 h"
            for (y, line) in TextWrap.lines(words, width: size.width - 2).enumerated() where y < size.height {
                painter.text(line, x: min(2, size.width - 1), y: y, Style(.muted), limit: size.width)
            }
            return
        }
        let topics = context.state.topics
        let (headings, rest) = Rect(size).splitTop(hasHeadings ? 1 : 0)
        let columns: [(title: String, width: Int)] =
            size.width >= 84
            ? [("people now", 11), ("usual", 8), ("weeks", 7), ("uses", 7)]
            : size.width >= 52 ? [("now", 7), ("usual", 7)] : []
        let list = rest.splitLeft(rest.width - columns.reduce(0) { $0 + $1.width }).left
        let rows = snapshot.trending.map { trend in
            BarList.Row(
                label: TopicsPane.name(trend.figures, snapshot.query), value: max(0, trend.score),
                text: NumberText.fixed(trend.score, 1))
        }
        let selected = snapshot.trending.firstIndex { $0.figures.tag == topics.selected }
        let offset = BarList.offset(
            showing: selected ?? 0, count: rows.count, height: list.height, current: topics.offset)
        let bars = BarList(
            rows: rows, selected: context.isFocused || selected != nil ? selected ?? -1 : nil, offset: offset,
            showsRank: list.width >= 36, role: .series2)
        bars.draw(&painter, in: list)
        for index in bars.visible(height: list.height) {
            let trend = snapshot.trending[index]
            let y = list.y + index - offset
            painter.hit(
                Rect(x: 0, y: y, width: size.width, height: 1), action: "topics.choose", item: trend.figures.tag)
            let values = [
                NumberText.fixed(trend.authorsNow, 1), trend.weeks > 0 ? NumberText.fixed(trend.expected, 1) : "-",
                "\(trend.weeks)", NumberText.grouped(trend.figures.count),
            ]
            var x = list.maxX
            for (column, value) in zip(columns, values) {
                x += column.width
                painter.textRight(value, maxX: x, y: y, Style(column.title.hasSuffix("now") ? .text : .muted))
            }
        }
        guard hasHeadings else { return }
        painter.inside(headings) { painter in
            let wordings = [
                "trending: more people than usual at this weekday and hour", "trending: more people than usual",
            ]
            let title = wordings.first { $0.count + 10 <= list.maxX } ?? "trending"
            painter.text(title, x: 2, y: 0, Style(.muted), limit: max(0, list.maxX - 8))
            painter.textRight("score", maxX: list.maxX, y: 0, Style(.muted))
            var x = list.maxX
            for column in columns {
                x += column.width
                painter.textRight(column.title, maxX: x, y: 0, Style(.muted))
            }
        }
    }
}
