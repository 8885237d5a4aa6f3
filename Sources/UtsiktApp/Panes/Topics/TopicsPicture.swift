import UtsiktCore
import UtsiktScreen

/// The drawing of the topics pane, part by part.
struct TopicsPicture {
    let context: PaneContext
    let rooms: TopicsRooms

    var topics: TopicsPaneState { context.state.topics }

    func draw(_ painter: inout Painter) {
        guard let snapshot = topics.snapshot else {
            let text = rooms.rung == .number ? "-" : "waiting for posts"
            painter.text(text, x: 0, y: painter.size.height / 2, Style(.muted), limit: painter.size.width)
            return
        }
        switch rooms.rung {
        case .number: drawNumber(snapshot, &painter)
        case .line: drawLine(snapshot, &painter)
        case .list, .compact, .full:
            if let opened = topics.opened.last {
                painter.inside(rooms.opened) { TagDetailPicture(opened, snapshot, context).draw(&$0) }
                return
            }
            painter.inside(rooms.head) { FunnelPicture(snapshot, rooms.rung, context.state).draw(&$0) }
            if snapshot.words.isEmpty { return drawEmpty(snapshot, &painter) }
            painter.inside(rooms.bars) { painter in
                if topics.view == .trending {
                    TrendingPicture(snapshot, context, hasHeadings: rooms.hasHeadings).draw(&painter)
                } else {
                    BarsPicture(snapshot, context, hasHeadings: rooms.hasHeadings).draw(&painter)
                }
            }
            painter.inside(rooms.detail) { drawDetail(snapshot, &$0) }
            painter.inside(rooms.trending) { TrendingPicture(snapshot, context, hasHeadings: true).draw(&$0) }
            CloudView(context: context, rooms: rooms).draw(&painter)
        }
    }

    private func drawNumber(_ snapshot: TopicsSnapshot, _ painter: inout Painter) {
        let number = snapshot.report.hashtags.total
        let long = NumberText.grouped(number)
        let text = TextWidth.of(long) <= painter.size.width ? long : NumberText.si(Double(number), 0)
        painter.text(text, x: 0, y: painter.size.height / 2, Style(.accent, .bold), limit: painter.size.width)
    }

    /// `bigdata 114 · openstack 92 …`, whole tags only; a second row has the funnel.
    private func drawLine(_ snapshot: TopicsSnapshot, _ painter: inout Painter) {
        let width = painter.size.width
        let separator = TopicsFormat.separator(painter.glyphs)
        var x = 0
        for word in topics.listed {
            let count = " \(word.figures.count)"
            let name = TextSanitizer.clean(TopicsPane.name(word.figures, snapshot.query), glyphs: painter.glyphs)
            let lead = x > 0 ? TextWidth.of(separator) : 0
            guard x + lead + TextWidth.of(name) + count.count <= width || x == 0 else { break }
            if x > 0 { x += painter.text(separator, x: x, y: 0, Style(.faint)) }
            let isSelected = word.figures.tag == topics.selected
            x += painter.text(
                name, x: x, y: 0, isSelected ? Style(.selection, .bold) : .plain, limit: max(1, width - x - count.count)
            )
            x += painter.text(count, x: x, y: 0, Style(.accent), limit: max(0, width - x))
        }
        guard painter.size.height > 1 else { return }
        painter.inside(Rect(x: 0, y: 1, width: width, height: 1)) {
            FunnelPicture(snapshot, .list, context.state).draw(&$0)
        }
    }

    private func drawEmpty(_ snapshot: TopicsSnapshot, _ painter: inout Painter) {
        let key = KeyNames.first("topics.window", context.state)
        let text =
            snapshot.report.funnel.total == 0
            ? "no posts yet" : "no hashtags in this window\(key.isEmpty ? "" : ": \(key) widens it")"
        painter.text(text, x: 0, y: rooms.head.maxY, Style(.muted), limit: painter.size.width)
    }

    // MARK: the chosen tag below the bars

    /// What is known of the chosen tag, in a line above its course.
    private func drawDetail(_ snapshot: TopicsSnapshot, _ painter: inout Painter) {
        guard painter.size.height > 0 else { return }
        let trending =
            topics.view == .trending ? snapshot.trending.map(\.figures.tag) : topics.listed.map(\.figures.tag)
        let tag = topics.selected.flatMap { trending.contains($0) ? $0 : nil } ?? trending.first
        guard let word = snapshot.words.first(where: { $0.figures.tag == tag }) else { return }
        let width = painter.size.width - 2
        StyledLine.fitting(width, TagFacts(word, snapshot, context.state.preferences.zone).lines(painter.glyphs))
            .draw(&painter, x: 2, y: 0, limit: width)
        let course = CoursePicture(
            counts: word.series, from: snapshot.report.window.from, to: snapshot.now,
            zone: context.state.preferences.zone, unit: "")
        painter.inside(Rect(x: 2, y: 1, width: width, height: painter.size.height - 1)) { course.draw(&$0) }
    }
}

/// A tag's figures as a line, in several widths.
struct TagFacts {
    private let name: String
    private let spelling: String
    private let figures: TopicsReport.Tag
    private let previous: Int?
    private let rank: Int?
    private let previousRank: Int?

    init(_ word: TopicsSnapshot.Trend, _ snapshot: TopicsSnapshot, _ zone: DisplayZone) {
        name = TopicsPane.name(word.figures, snapshot.query)
        spelling = word.figures.spelling
        figures = word.figures
        previous = word.previous
        rank = snapshot.words.firstIndex { $0.figures.tag == word.figures.tag }.map { $0 + 1 }
        previousRank = word.previousRank
    }

    init(_ detail: TopicsDetail, _ snapshot: TopicsSnapshot) {
        name = TopicsPane.name(detail.figures, snapshot.query)
        spelling = detail.figures.spelling
        figures = detail.figures
        previous = detail.previous
        rank = detail.rank
        previousRank = detail.previousRank
    }

    /// From the longest wording to the shortest.
    func lines(_ glyphs: GlyphSet) -> [StyledLine] {
        let separator = TopicsFormat.separator(glyphs)
        return (0..<5).map { level in
            var line = StyledLine()
            line.add("#\(name)", Style(.accent, .bold))
            if spelling != name, level < 1 { line.add("  written \(spelling)", Style(.muted)) }
            line.add("  \(NumberText.grouped(figures.count))", Style(.text, .bold))
            if level < 4 {
                line.add(" by ", Style(.muted))
                line.add(TopicsFormat.count(figures.authors, "author", "authors"), .plain)
            }
            if let rank, level < 3 {
                line.add(separator, Style(.faint))
                line.add("rank \(rank)", .plain)
                if let previousRank, level < 2 { line.add(" was \(previousRank)", Style(.muted)) }
            }
            if level < 3 {
                line.add(separator, Style(.faint))
                line.add("\(NumberText.fixed(figures.share * 100, 2)) %", Style(.muted))
            }
            if let previous, level < 2 {
                line.add(separator, Style(.faint))
                let change = figures.count - previous
                line.add(TopicsFormat.signed(change), Style(TopicsFormat.role(change)))
                line.add(level < 1 ? " since the window before" : " since", Style(.muted))
            }
            return line
        }
    }
}

/// Counts over time as columns, with the ends of the time below where there is room.
struct CoursePicture {
    /// Oldest first, over equal spans.
    var counts: [Int]
    var from: Timestamp?
    var to: Timestamp?
    var zone: DisplayZone
    /// What a span is, as `per hour`; empty for none.
    var unit: String

    func draw(_ painter: inout Painter) {
        let (width, height) = (painter.size.width, painter.size.height)
        guard width > 7, height > 0, !counts.isEmpty else { return }
        let hasAxis = height >= 4
        let chart = Rect(x: 0, y: 0, width: width, height: height - (hasAxis ? 1 : 0))
        // Wide columns stand apart; narrow ones fill the width, each as many cells as come out.
        let each = width / counts.count
        let columns = each >= 3 ? counts.count * each - 1 : width
        let values = (0..<columns).map { x -> Double? in
            if each >= 3, x % each == each - 1 { return nil }
            return Double(counts[min(counts.count - 1, x * counts.count / (each >= 3 ? columns + 1 : columns))])
        }
        painter.inside(chart) { Sparkline(values, role: .series1).draw(&$0) }
        guard hasAxis, let from, let to else { return }
        let (first, last) = (TopicsFormat.short(from, zone), TopicsFormat.short(to, zone))
        let y = height - 1
        let peak = "peak \(NumberText.grouped(counts.max() ?? 0))\(unit.isEmpty ? "" : " \(unit)")"
        if columns >= first.count + last.count + 2 { painter.text(first, x: 0, y: y, Style(.muted)) }
        painter.textRight(last, maxX: columns, y: y, Style(.muted))
        if columns >= first.count + last.count + peak.count + 6 {
            painter.text(peak, x: (columns - peak.count) / 2, y: y, Style(.muted))
        }
    }
}
