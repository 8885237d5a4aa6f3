import UtsiktCore
import UtsiktScreen

/// Everything about one tag: its course, its authors, spellings, languages, the tags used together with it, and the latest posts.
///
/// The ladder: full (a chart and four lists side by side above the posts), compact (two lists), list (figures, a line of columns
/// and the tags used together with it).
struct TagDetailPicture {
    private let opened: OpenedTag
    private let snapshot: TopicsSnapshot
    private let context: PaneContext

    init(_ opened: OpenedTag, _ snapshot: TopicsSnapshot, _ context: PaneContext) {
        self.opened = opened
        self.snapshot = snapshot
        self.context = context
    }

    private var zone: DisplayZone { context.state.preferences.zone }
    /// The detail, if it has come.
    private var detail: TopicsDetail? { context.state.topics.openedDetail }

    func draw(_ painter: inout Painter) {
        let (width, height) = (painter.size.width, painter.size.height)
        guard let detail else { return drawWaiting(&painter) }
        StyledLine.fitting(width, TagFacts(detail, snapshot).lines(painter.glyphs))
            .draw(&painter, x: 0, y: 0, limit: width)
        let body = Rect(x: 0, y: 1, width: width, height: height - 1)
        switch (width, height) {
        case (100..., 24...): drawFull(detail, body, &painter)
        case (56..., 12...): drawCompact(detail, body, &painter)
        default: drawNarrow(detail, body, &painter)
        }
    }

    /// What the list knows already, until the rest has come.
    private func drawWaiting(_ painter: inout Painter) {
        let width = painter.size.width
        guard let word = snapshot.words.first(where: { $0.figures.tag == opened.tag }) else {
            painter.text("#\(opened.tag)", x: 0, y: 0, Style(.accent, .bold), limit: width)
            painter.text("counting", x: 0, y: 1, Style(.muted), limit: width)
            return
        }
        StyledLine.fitting(width, TagFacts(word, snapshot, zone).lines(painter.glyphs))
            .draw(&painter, x: 0, y: 0, limit: width)
        painter.text("counting", x: 0, y: 1, Style(.muted), limit: width)
    }

    // MARK: rungs

    private func drawFull(_ detail: TopicsDetail, _ room: Rect, _ painter: inout Painter) {
        let chartRows = min(16, max(6, room.height * 28 / 100))
        let (chart, below) = room.splitTop(chartRows + 1)
        drawCourse(detail, Rect(x: chart.x, y: chart.y + 1, width: chart.width, height: chart.height - 1), &painter)
        let most =
            [detail.companions.count, detail.authors.count, detail.spellings.count, detail.languages.count].max() ?? 0
        let postRows = detail.latest.isEmpty ? 0 : min(detail.latest.count + 2, max(4, below.height * 45 / 100))
        let listRows = min(below.height - postRows, most + 2)
        let (lists, posts) = below.splitTop(max(3, listRows))
        // The parts of a hundred columns, and the most that a list is worth.
        let columns: [(list: RankedList, share: Int, most: Int)] = [
            (beside(detail), 32, 48), (authors(detail), 26, 36), (spellings(detail), 24, 36),
            (languages(detail), 18, 24),
        ]
        let gap = 4
        let usable = lists.width - gap * (columns.count - 1)
        var x = lists.x
        for column in columns {
            let width = min(column.most, usable * column.share / 100)
            column.list.draw(&painter, in: Rect(x: x, y: lists.y + 1, width: width, height: lists.height - 1))
            x += width + gap
        }
        drawPosts(detail, Rect(x: posts.x, y: posts.y + 1, width: posts.width, height: posts.height - 1), &painter)
    }

    private func drawCompact(_ detail: TopicsDetail, _ room: Rect, _ painter: inout Painter) {
        let hasPosts = room.height >= 17 && !detail.latest.isEmpty
        let (chart, below) = room.splitTop(room.height >= 15 ? 5 : 3)
        drawCourse(detail, chart, &painter)
        let words = [names("written", detail.spellings, detail), names("languages", detail.languages, detail)]
        var y = below.y
        for line in words {
            line.draw(&painter, x: 0, y: y, limit: below.width)
            y += 1
        }
        let rest = Rect(x: 0, y: y, width: below.width, height: below.maxY - y)
        let (lists, posts) = rest.splitTop(hasPosts ? rest.height * 6 / 10 : rest.height)
        let half = (lists.width - 3) / 2
        beside(detail).draw(&painter, in: Rect(x: 0, y: lists.y + 1, width: half, height: lists.height - 1))
        authors(detail)
            .draw(
                &painter, in: Rect(x: half + 3, y: lists.y + 1, width: lists.width - half - 3, height: lists.height - 1)
            )
        if hasPosts {
            drawPosts(detail, Rect(x: 0, y: posts.y + 1, width: posts.width, height: posts.height - 1), &painter)
        }
    }

    private func drawNarrow(_ detail: TopicsDetail, _ room: Rect, _ painter: inout Painter) {
        let (chart, below) = room.splitTop(room.height >= 9 ? 3 : room.height >= 4 ? 1 : 0)
        drawCourse(detail, chart, &painter)
        beside(detail).draw(&painter, in: below)
    }

    // MARK: parts

    private func drawCourse(_ detail: TopicsDetail, _ rect: Rect, _ painter: inout Painter) {
        let series = opened.showsDays ? detail.days : detail.hours
        guard rect.width > 7, rect.height > 0, let start = series.start, series.bucketSeconds > 0 else { return }
        let (counts, width) = Rebucket.sums(series.counts, atMost: rect.width)
        let seconds = Int64(series.bucketSeconds) &* Int64(width)
        let end = start.adding(seconds: Int64(series.bucketSeconds) &* Int64(series.counts.count))
        let course = CoursePicture(counts: counts, from: start, to: end, zone: zone, unit: "per \(Self.span(seconds))")
        painter.inside(rect) { course.draw(&$0) }
    }

    /// `hour`, `day`, `6 h`, `2 d`.
    private static func span(_ seconds: Int64) -> String {
        switch seconds {
        case 3600: "hour"
        case 86_400: "day"
        case let other where other % 86_400 == 0: "\(other / 86_400) d"
        default: "\(seconds / 3600) h"
        }
    }

    private func beside(_ detail: TopicsDetail) -> RankedList {
        RankedList(
            title: "used together", numbers: ["posts", "overlap"],
            rows: detail.companions.map { beside in
                RankedList.Row(
                    name: "#" + (snapshot.query.fold == .lower ? beside.tag : beside.spelling),
                    numbers: [NumberText.grouped(beside.count), NumberText.fixed(beside.jaccard, 2)], item: beside.tag)
            }, selected: opened.companion, empty: "no other tags")
    }

    private func authors(_ detail: TopicsDetail) -> RankedList {
        RankedList(
            title: detail.figures.authors > detail.authors.count
                ? "authors, \(detail.authors.count) of \(NumberText.grouped(detail.figures.authors))" : "authors",
            numbers: ["uses"],
            rows: detail.authors.map {
                RankedList.Row(name: $0.name.isEmpty ? $0.id : $0.name, numbers: [NumberText.grouped($0.count)])
            },
            empty: "no authors")
    }

    private func spellings(_ detail: TopicsDetail) -> RankedList {
        RankedList(
            title: "spellings", numbers: ["uses"],
            rows: detail.spellings.map { RankedList.Row(name: "#" + $0.name, numbers: [NumberText.grouped($0.count)]) },
            empty: "none")
    }

    private func languages(_ detail: TopicsDetail) -> RankedList {
        RankedList(
            title: "languages", numbers: ["posts"],
            rows: detail.languages.map {
                RankedList.Row(name: $0.name == "und" ? "not given" : $0.name, numbers: [NumberText.grouped($0.count)])
            },
            empty: "none")
    }

    /// `written docker 52, Docker 4`.
    private func names(_ title: String, _ list: [TopicsSnapshot.Named], _ detail: TopicsDetail) -> StyledLine {
        var line = StyledLine()
        line.add(title, Style(.muted))
        for (index, name) in list.prefix(12).enumerated() {
            line.add(index == 0 ? "  " : ", ", Style(.faint))
            line.add(name.name == "und" ? "not given" : name.name, .plain)
            line.add(" \(NumberText.grouped(name.count))", Style(.muted))
        }
        return line
    }

    /// One line a post: when, who, and as much of the text as there is room for.
    private func drawPosts(_ detail: TopicsDetail, _ rect: Rect, _ painter: inout Painter) {
        guard rect.height >= 2, rect.width >= 30 else { return }
        painter.text("latest posts", x: rect.x, y: rect.y, Style(.muted), limit: rect.width)
        let posts = detail.latest.dropFirst(min(opened.postOffset, max(0, detail.latest.count - rect.height + 1)))
        let widest =
            detail.latest.map { TextWidth.of(TextSanitizer.clean($0.authorName, glyphs: painter.glyphs)) }.max() ?? 0
        let nameWidth = min(18, widest, rect.width / 4)
        for (row, post) in posts.prefix(rect.height - 1).enumerated() {
            let y = rect.y + 1 + row
            let time = post.createdAt.map { TopicsFormat.short($0, zone) } ?? ""
            painter.text(time, x: rect.x, y: y, Style(.muted))
            painter.text(post.authorName, x: rect.x + 13, y: y, Style(.info), limit: nameWidth)
            let x = rect.x + 13 + nameWidth + 2
            painter.text(
                post.text ?? "(text not kept)", x: x, y: y,
                Style(post.text == nil ? .faint : .text),
                limit: max(0, rect.maxX - x))
        }
    }
}

/// A short list with a heading: names at the left, numbers right-aligned under theirs.
struct RankedList {
    struct Row {
        var name: String
        var numbers: [String]
        /// What a click on it chooses; nil for nothing.
        var item: String?
    }

    var title: String
    var numbers: [String]
    var rows: [Row]
    var selected: Int?
    var empty: String

    func draw(_ painter: inout Painter, in rect: Rect) {
        guard rect.width >= 6, rect.height >= 1 else { return }
        painter.inside(rect) { draw(&$0) }
    }

    private func draw(_ painter: inout Painter) {
        let (width, height) = (painter.size.width, painter.size.height)
        // The last numbers go first when there is no room.
        var widths = numbers.indices.map { index in
            max(
                numbers[index].count,
                rows.map { $0.numbers.indices.contains(index) ? $0.numbers[index].count : 0 }.max() ?? 0)
        }
        while !widths.isEmpty, width - widths.reduce(0, { $0 + $1 + 2 }) < 8 { widths.removeLast() }
        let nameWidth = width - widths.reduce(0) { $0 + $1 + 2 }
        let mark = selected == nil ? 0 : 2
        painter.text(title, x: mark, y: 0, Style(.muted), limit: max(0, nameWidth - mark))
        var x = nameWidth
        for (index, column) in widths.enumerated() {
            x += column + 2
            painter.textRight(numbers[index], maxX: x, y: 0, Style(.muted))
        }
        guard height > 1 else { return }
        guard !rows.isEmpty else {
            painter.text(empty, x: mark, y: 1, Style(.faint), limit: width - mark)
            return
        }
        let offset = BarList.offset(showing: selected ?? 0, count: rows.count, height: height - 1, current: 0)
        for (y, index) in (offset..<min(rows.count, offset + height - 1)).enumerated() {
            let (row, isSelected) = (rows[index], index == selected)
            if isSelected { painter.put(painter.glyphs.pointer, x: 0, y: y + 1, Style(.selection)) }
            painter.text(
                row.name, x: mark, y: y + 1, isSelected ? Style(.selection, .bold) : .plain,
                limit: max(0, nameWidth - mark))
            var x = nameWidth
            for (column, number) in zip(widths, row.numbers) {
                x += column + 2
                painter.textRight(number, maxX: x, y: y + 1, isSelected ? Style(.selection, .bold) : Style(.muted))
            }
            if let item = row.item {
                painter.hit(Rect(x: 0, y: y + 1, width: width, height: 1), action: "topics.open", item: item)
            }
        }
    }
}
