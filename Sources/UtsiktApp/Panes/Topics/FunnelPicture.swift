import UtsiktCore
import UtsiktScreen

/// The way of the posts in the wording of 2015, and the sums over what is left.
struct FunnelPicture {
    private let snapshot: TopicsSnapshot
    private let topics: TopicsPaneState
    private let rung: TopicsRooms.Rung
    private let isReplay: Bool
    private let zone: DisplayZone

    init(_ snapshot: TopicsSnapshot, _ rung: TopicsRooms.Rung, _ state: AppState) {
        self.snapshot = snapshot
        self.rung = rung
        topics = state.topics
        isReplay = state.world.isReplay
        zone = state.preferences.zone
    }

    private var funnel: TopicsReport.Funnel { snapshot.report.funnel }
    /// The window as the age beyond which a post does not count.
    private var age: String { topics.query.window == .all ? "the window" : "\(topics.query.window)" }
    private var sums: TopicsReport.Hashtags { snapshot.report.hashtags }

    func draw(_ painter: inout Painter) {
        switch rung {
        case .full: drawFull(&painter)
        case .compact: drawCompact(&painter)
        default: posts(painter, width: painter.size.width).draw(&painter, x: 0, y: 0, limit: painter.size.width)
        }
    }

    // MARK: lines

    /// The funnel in one line, in the longest wording that fits.
    private func posts(_ painter: Painter, width: Int) -> StyledLine {
        let total = NumberText.grouped(funnel.total)
        let without = NumberText.grouped(funnel.withoutHashtags)
        let old = NumberText.grouped(funnel.tooOld)
        let left = NumberText.grouped(funnel.analysed)
        func line(_ words: [String], _ separator: String) -> StyledLine {
            StyledLine(
                [
                    (total, words[0], .text), (without, words[1], .text), (old, words[2], .text),
                    (left, words[3], .accent),
                ], separator: separator)
        }
        let wide = TopicsFormat.separator(painter.glyphs)
        return StyledLine.fitting(
            width,
            [
                line(["posts", "without hashtags", "older than \(age)", "counted"], wide),
                line(["posts", "without hashtags", "too old", "counted"], wide),
                line(["posts", "untagged", "too old", "counted"], wide),
                line(["posts", "untagged", "old", "counted"], "  "),
                StyledLine([(left, "of", .accent), (total, "posts counted", .text)], separator: " "),
                StyledLine([(left, "of", .accent), (total, "posts", .text)], separator: " "),
                StyledLine([(left, "posts", .accent)], separator: " "),
            ])
    }

    /// The sums in one line.
    private func tags(_ painter: Painter, width: Int) -> StyledLine {
        let total = NumberText.grouped(sums.total)
        let distinct = NumberText.grouped(sums.distinct)
        let perPost = NumberText.fixed(sums.perPost, 2)
        let authors = NumberText.grouped(snapshot.report.authors)
        let separator = TopicsFormat.separator(painter.glyphs)
        return StyledLine.fitting(
            width,
            [
                StyledLine(
                    [
                        (total, "hashtags", .accent), (distinct, "distinct", .text), (perPost, "per post", .text),
                        (authors, "authors", .text),
                    ], separator: separator),
                StyledLine(
                    [(total, "hashtags", .accent), (distinct, "distinct", .text), (perPost, "per post", .text)],
                    separator: separator),
                StyledLine([(total, "hashtags", .accent), (perPost, "per post", .text)], separator: "  "),
                StyledLine([(total, "hashtags", .accent)], separator: "  "),
            ])
    }

    /// What is counted and how, in the longest wording that fits.
    private func settings(_ painter: Painter, width: Int) -> StyledLine {
        let query = topics.query
        let separator = TopicsFormat.separator(painter.glyphs)
        let window = query.window == .all ? "all posts" : "\(query.window)"
        let until =
            snapshot.now.map { query.window == .all ? "" : " to \(TopicsFormat.minute($0, zone))" } ?? ""
        let fold = query.foldWords
        let rules = [query.ruleWords, query.countWords, fold]
        let preset = (query.isPreset2015 ? ["preset 2015"] : rules) + query.exceptionWords
        let label = isReplay ? ["synthetic sample"] : []
        func line(_ parts: [String]) -> StyledLine {
            var line = StyledLine()
            for (index, part) in parts.enumerated() {
                if index > 0 { line.add(separator, Style(.faint)) }
                line.add(part, Style(part == label.first ? .info : .muted))
            }
            return line
        }
        let waiting = topics.asked == nil ? [] : ["counting"]
        return StyledLine.fitting(
            width,
            [
                line(
                    label + ["window \(window)\(until)"] + rules + (query.isPreset2015 ? ["preset 2015"] : [])
                        + query.exceptionWords + waiting),
                line(label + ["\(window)\(until)"] + preset + waiting), line(label + [window] + preset + waiting),
                line(label + [window] + preset), line(label + [window]), line([window]),
            ])
    }

    // MARK: rungs

    /// Settings (where there is a row for them), the posts, a bar of three parts, the sums.
    private func drawCompact(_ painter: inout Painter) {
        let (width, height) = (painter.size.width, painter.size.height)
        posts(painter, width: width).draw(&painter, x: 0, y: 0, limit: width)
        drawParts(&painter, y: 1, width: width)
        tags(painter, width: width).draw(&painter, x: 0, y: 2, limit: width)
        if height > 3 { settings(painter, width: width).draw(&painter, x: 0, y: 3, limit: width) }
    }

    private func drawParts(_ painter: inout Painter, y: Int, width: Int) {
        let parts: [(Int, Role, TopicsFormat.Shade)] = [
            (funnel.withoutHashtags, .faint, .light), (funnel.tooOld, .muted, .medium),
            (funnel.analysed, .accent, .full),
        ]
        var x = 0
        var sum = 0
        for (count, role, shade) in parts {
            sum += count
            let end = funnel.total > 0 ? TopicsFormat.columns(sum, of: funnel.total, width: width) : 0
            // A part that is not empty is never invisible.
            let stop = count > 0 ? min(width, max(end, x + 1)) : end
            for column in x..<max(x, stop) { painter.put(shade.glyph(painter.glyphs), x: column, y: y, Style(role)) }
            x = max(x, stop)
        }
    }

    /// The settings, four bars of which each begins where the one above ended, and the sums beside them.
    private func drawFull(_ painter: inout Painter) {
        let width = painter.size.width
        settings(painter, width: width).draw(&painter, x: 0, y: 0, limit: width)
        let sumsWidth = width >= 96 ? 24 : 20
        let rows: [(String, Int, Int, Role, TopicsFormat.Shade)] = [
            ("posts", funnel.total, 0, .muted, .full),
            ("without hashtags", funnel.withoutHashtags, 0, .faint, .light),
            ("older than \(age)", funnel.tooOld, funnel.withoutHashtags, .muted, .medium),
            ("counted", funnel.analysed, funnel.withoutHashtags + funnel.tooOld, .accent, .full),
        ]
        let barX = 29
        let barWidth = max(0, width - barX - sumsWidth - 3)
        for (index, row) in rows.enumerated() {
            let y = index + 1
            let isLast = index == 3
            painter.text(row.0, x: 0, y: y, Style(isLast ? .text : .muted), limit: 19)
            painter.textRight(
                NumberText.grouped(row.1), maxX: barX - 1, y: y, Style(isLast ? .accent : .text, .bold))
            guard funnel.total > 0, row.1 > 0 else { continue }
            let start = TopicsFormat.columns(row.2, of: funnel.total, width: barWidth)
            let end = TopicsFormat.columns(row.2 + row.1, of: funnel.total, width: barWidth)
            for column in min(start, max(0, barWidth - 1))..<max(start + 1, end) where column < barWidth {
                painter.put(row.4.glyph(painter.glyphs), x: barX + column, y: y, Style(row.3))
            }
        }
        drawSums(&painter, x: width - sumsWidth)
    }

    private func drawSums(_ painter: inout Painter, x: Int) {
        let rows: [(String, String, Role)] = [
            (NumberText.grouped(sums.total), "hashtags", .accent),
            (NumberText.grouped(sums.distinct), "distinct", .text),
            (NumberText.fixed(sums.perPost, 2), "per post", .text),
            (NumberText.grouped(snapshot.report.authors), "authors", .text),
        ]
        for (index, row) in rows.enumerated() {
            painter.textRight(row.0, maxX: x + 10, y: index + 1, Style(row.2, .bold))
            painter.text(row.1, x: x + 11, y: index + 1, Style(.muted))
        }
    }
}
