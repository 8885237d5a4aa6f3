import UtsiktCore
import UtsiktScreen

/// The tags as bars, with their shares, ranks, changes and courses.
struct BarsPicture {
    private let snapshot: TopicsSnapshot
    private let context: PaneContext
    private let hasHeadings: Bool

    init(_ snapshot: TopicsSnapshot, _ context: PaneContext, hasHeadings: Bool) {
        self.snapshot = snapshot
        self.context = context
        self.hasHeadings = hasHeadings
    }

    /// Columns right of the bars; what does not fit is 0.
    private struct Extras {
        var change = 0
        var rank = 0
        var authors = 0
        var course = 0

        init(width: Int, hasPast: Bool) {
            guard width >= 50 else { return }
            change = hasPast ? 7 : 0
            if width >= 58, hasPast { rank = 5 }
            if width >= 72 { authors = 8 }
            course = width >= 96 ? 28 : width >= 72 ? 14 : 0
        }

        var sum: Int { [change, rank, authors, course].filter { $0 > 0 }.reduce(0) { $0 + $1 + 1 } }
    }

    func draw(_ painter: inout Painter) {
        let size = painter.size
        guard size.width > 0, size.height > 0 else { return }
        let topics = context.state.topics
        let listed = topics.listed
        let extras = Extras(width: size.width, hasPast: topics.hasPast)
        let (headings, rest) = Rect(size).splitTop(hasHeadings ? 1 : 0)
        let list = rest.splitLeft(rest.width - extras.sum).left
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
        let places = Dictionary(
            snapshot.words.enumerated().map { ($1.figures.tag, $0 + 1) }, uniquingKeysWith: { first, _ in first })
        for index in bars.visible(height: list.height) {
            let y = list.y + index - offset
            painter.hit(
                Rect(x: 0, y: y, width: size.width, height: 1), action: "topics.choose", item: listed[index].figures.tag
            )
            drawExtras(listed[index], rank: places[listed[index].figures.tag], extras, x: list.maxX, y: y, &painter)
        }
        if hasHeadings { painter.inside(headings) { drawHeadings(topics, extras, list.maxX, &$0) } }
    }

    private func drawExtras(
        _ word: TopicsSnapshot.Trend, rank: Int?, _ extras: Extras, x: Int, y: Int, _ painter: inout Painter
    ) {
        var x = x
        if extras.change > 0 {
            x += extras.change + 1
            if let change = word.change {
                painter.textRight(TopicsFormat.signed(change), maxX: x, y: y, Style(TopicsFormat.role(change)))
            }
        }
        if extras.rank > 0 {
            x += extras.rank + 1
            if let before = word.previousRank {
                painter.textRight("\(before)", maxX: x, y: y, Style(before == rank ? .faint : .muted))
            } else if word.previous != nil {
                painter.textRight("new", maxX: x, y: y, Style(.good))
            }
        }
        if extras.authors > 0 {
            x += extras.authors + 1
            painter.textRight(NumberText.grouped(word.figures.authors), maxX: x, y: y, Style(.muted))
        }
        if extras.course > 0 {
            Sparkline(course(word, extras.course), role: .series2)
                .draw(&painter, in: Rect(x: x + 2, y: y, width: extras.course - 1, height: 1))
        }
    }

    /// The series with as many values as there are columns.
    private func course(_ word: TopicsSnapshot.Trend, _ columns: Int) -> [Double?] {
        columns - 1 >= word.series.count
            ? word.series.map { Double($0) }
            : Rebucket.sums(word.series, atMost: columns - 1).counts.map { Double($0) }
    }

    private func drawHeadings(_ topics: TopicsPaneState, _ extras: Extras, _ listEnd: Int, _ painter: inout Painter) {
        painter.text("hashtags \(topics.sort.title)", x: 2, y: 0, Style(.muted), limit: listEnd)
        // Narrower bars drop their shares.
        if listEnd >= 44 { painter.textRight("share", maxX: listEnd, y: 0, Style(.muted)) }
        var x = listEnd
        for (width, title) in [(extras.change, "change"), (extras.rank, "was"), (extras.authors, "authors")]
        where width > 0 {
            x += width + 1
            painter.textRight(title, maxX: x, y: 0, Style(.muted))
        }
        if extras.course > 0 {
            let span = snapshot.query.window == .all ? "over time" : "over \(snapshot.query.window)"
            painter.text(span, x: x + 2, y: 0, Style(.muted), limit: extras.course - 1)
        }
    }
}

/// Counts in fewer, wider spans.
enum Rebucket {
    /// Neighbouring counts summed so that no more than `atMost` are left, all of the same width but the last.
    /// - Returns: The sums and how many counts each holds.
    static func sums(_ counts: [Int], atMost: Int) -> (counts: [Int], width: Int) {
        guard atMost > 0, counts.count > atMost else { return (counts, 1) }
        let width = (counts.count + atMost - 1) / atMost
        // The newest span is whole: what is left over is at the old end.
        var result: [Int] = []
        var end = counts.count
        while end > 0 {
            result.append(counts[max(0, end - width)..<end].reduce(0) { $0 &+ $1 })
            end -= width
        }
        return (result.reversed(), width)
    }
}
