import UtsiktCore
import UtsiktScreen

/// The drawing of the topics pane, part by part.
struct TopicsPicture {
    let context: PaneContext
    let rooms: TopicsRooms

    var topics: TopicsPaneState { context.state.topics }
    var isReplay: Bool { context.state.world.isReplay }

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
            painter.inside(rooms.head) { FunnelPicture(snapshot, topics, rooms.rung, isReplay).draw(&$0) }
            if snapshot.words.isEmpty { return drawEmpty(snapshot, &painter) }
            painter.inside(rooms.bars) { drawBars(snapshot, &$0) }
            painter.inside(rooms.detail) { drawDetail(snapshot, &$0) }
            drawCloud(&painter)
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
        let separator = painter.glyphs.isUnicode ? " · " : " - "
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
            FunnelPicture(snapshot, topics, .list, isReplay).draw(&$0)
        }
    }

    private func drawEmpty(_ snapshot: TopicsSnapshot, _ painter: inout Painter) {
        let text =
            snapshot.report.funnel.total == 0
            ? "no posts yet" : "no hashtags in this window: w widens it"
        painter.text(text, x: 0, y: rooms.head.maxY, Style(.muted), limit: painter.size.width)
    }

    private func drawCloud(_ painter: inout Painter) {
        guard let cloud = topics.cloud, !rooms.cloud.isEmpty else { return }
        // A layout of another room stays in the middle until the new one is there.
        let (room, made) = (rooms.cloud, cloud.layout.size)
        let middle = Rect(
            x: (room.width - made.width) / 2, y: (room.height - made.height) / 2, width: made.width, height: made.height
        )
        painter.inside(room) { painter in
            painter.inside(middle) { painter in
                WordCloud.draw(cloud.layout, &painter, selected: topics.selected)
                for placed in cloud.layout.placed {
                    painter.hit(
                        placed.rect, action: "topics.choose", pane: PaneID.topics.rawValue, item: placed.word.key)
                }
            }
        }
        painter.inside(rooms.legend) { painter in
            var text = cloud.layout.legend
            let separator = painter.glyphs.isUnicode ? " · " : " - "
            if cloud.layout.omitted > 0 { text += "\(separator)\(cloud.layout.omitted) of \(cloud.asked) left out" }
            painter.text(text, x: 0, y: 0, Style(.muted), limit: painter.size.width)
        }
    }

    // MARK: the bars

    /// The columns at the right of the bars: the change since the window before and the course over the window.
    private func extras(_ width: Int) -> (change: Int, course: Int) {
        let hasChange = topics.snapshot?.query.window != .all
        if width >= 84 { return (hasChange ? 7 : 0, 28) }
        if width >= 60 { return (hasChange ? 7 : 0, 14) }
        if width >= 50 { return (hasChange ? 7 : 0, 0) }
        return (0, 0)
    }

    private func drawBars(_ snapshot: TopicsSnapshot, _ painter: inout Painter) {
        let size = painter.size
        guard size.width > 0, size.height > 0 else { return }
        let listed = topics.listed
        let extras = extras(size.width)
        let right = (extras.change > 0 ? extras.change + 1 : 0) + (extras.course > 0 ? extras.course + 2 : 0)
        let hasHeadings = rooms.rung == .full && size.height >= 8
        let (headings, rest) = Rect(size).splitTop(hasHeadings ? 1 : 0)
        let list = rest.splitLeft(rest.width - right).left
        let rows = listed.map { word in
            BarList.Row(
                label: TopicsPane.name(word.figures, snapshot.query), value: Double(word.figures.count),
                text: NumberText.grouped(word.figures.count),
                note: NumberText.fixed(word.figures.share * 100, 1) + "%", marker: nil)
        }
        let selected = listed.firstIndex { $0.figures.tag == topics.selected }
        let offset = BarList.offset(
            showing: selected ?? 0, count: rows.count, height: list.height, current: topics.offset)
        let bars = BarList(
            rows: rows, selected: context.isFocused || selected != nil ? selected ?? -1 : nil, offset: offset,
            showsRank: list.width >= 36)
        bars.draw(&painter, in: list)
        for index in bars.visible(height: list.height) {
            let y = list.y + index - offset
            let word = listed[index]
            painter.hit(
                Rect(x: 0, y: y, width: size.width, height: 1), action: "topics.choose",
                pane: PaneID.topics.rawValue, item: word.figures.tag)
            if extras.change > 0, let change = word.change {
                let role: Role = change > 0 ? .positive : change < 0 ? .negative : .faint
                let text = change > 0 ? "+\(change)" : "\(change)"
                painter.textRight(text, maxX: list.maxX + 1 + extras.change, y: y, Style(role))
            }
            if extras.course > 0 {
                Sparkline(word.series.map { Double($0) }, role: .series2)
                    .draw(&painter, in: Rect(x: size.width - extras.course, y: y, width: extras.course, height: 1))
            }
        }
        guard hasHeadings else { return }
        painter.inside(headings) { painter in
            painter.text("hashtags \(topics.sort.title)", x: 2, y: 0, Style(.muted), limit: list.width)
            // Narrower bars drop their shares.
            if list.width >= 44 { painter.textRight("share", maxX: list.maxX, y: 0, Style(.muted)) }
            if extras.change > 0 {
                painter.textRight("change", maxX: list.maxX + 1 + extras.change, y: 0, Style(.muted))
            }
            if extras.course > 0 {
                let span = snapshot.query.window == .all ? "over time" : "over \(snapshot.query.window)"
                painter.text(span, x: size.width - extras.course, y: 0, Style(.muted), limit: extras.course)
            }
        }
    }

    /// What is known of the chosen tag, on two rows.
    private func drawDetail(_ snapshot: TopicsSnapshot, _ painter: inout Painter) {
        let chosen = snapshot.words.first { $0.figures.tag == topics.selected } ?? topics.listed.first
        guard let word = chosen, painter.size.height > 0 else { return }
        let width = painter.size.width
        let separator = painter.glyphs.isUnicode ? " · " : " - "
        var line = StyledLine()
        line.add("  #\(TopicsPane.name(word.figures, snapshot.query))", Style(.accent, .bold))
        if word.figures.spelling != TopicsPane.name(word.figures, snapshot.query) {
            line.add(" written \(word.figures.spelling)", Style(.muted))
        }
        line.add("  \(NumberText.grouped(word.figures.count))", .plain)
        line.add(" by ", Style(.muted))
        line.add(NumberText.grouped(word.figures.authors), .plain)
        line.add(word.figures.authors == 1 ? " author" : " authors", Style(.muted))
        line.add(separator + NumberText.fixed(word.figures.share * 100, 2) + " %", Style(.muted))
        if let previous = word.previous {
            line.add("\(separator)\(NumberText.grouped(previous)) in the window before", Style(.muted))
        }
        line.draw(&painter, x: 0, y: 0, limit: width)
        drawCourse(word, snapshot, &painter)
    }

    /// The chosen tag's counts over the window as columns, with the window's ends below where there is room.
    private func drawCourse(_ word: TopicsSnapshot.Trend, _ snapshot: TopicsSnapshot, _ painter: inout Painter) {
        let (width, height) = (painter.size.width, painter.size.height)
        guard height > 1, width > 8, !word.series.isEmpty else { return }
        let spans = word.series.count
        let columns = min(width - 4, spans * max(1, (width - 4) / spans))
        let stretched = (0..<columns).map { Double(word.series[$0 * spans / columns]) }
        let hasAxis = height >= 6
        let rows = height - 1 - (hasAxis ? 1 : 0)
        Sparkline(stretched, role: .accent).draw(&painter, in: Rect(x: 2, y: 1, width: columns, height: rows))
        guard hasAxis, let now = snapshot.now else { return }
        let from = snapshot.report.window.from.map(TopicsFormat.minute) ?? "oldest"
        let peak = "peak \(word.series.max() ?? 0)"
        if columns >= 48 { painter.text(from, x: 2, y: height - 1, Style(.muted)) }
        painter.textRight(TopicsFormat.minute(now), maxX: 2 + columns, y: height - 1, Style(.muted))
        if columns >= 60 { painter.text(peak, x: 2 + columns / 2 - 4, y: height - 1, Style(.muted)) }
    }
}
