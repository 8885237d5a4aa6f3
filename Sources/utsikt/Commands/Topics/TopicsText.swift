import UtsiktCore
import UtsiktScreen

/// A report for people: the funnel, the sums, and the tags as a table.
struct TopicsText {
    private let report: TopicsReport

    init(_ report: TopicsReport) { self.report = report }

    var text: String {
        let funnel = report.funnel
        var lines: [String] = [
            counted(funnel.total, "post"),
            "\(NumberText.grouped(funnel.withoutHashtags)) without hashtags",
            "\(NumberText.grouped(funnel.tooOld)) too old" + since,
            "\(NumberText.grouped(funnel.analysed)) counted, of \(counted(report.authors, "author"))",
            "\(counted(report.hashtags.total, "hashtag")), \(NumberText.grouped(report.hashtags.distinct)) "
                + "distinct, \(NumberText.fixed(report.hashtags.perPost, 2)) per post",
            "",
        ]
        let rows = report.top.enumerated().map { index, tag in
            [
                "\(index + 1)", TextSanitizer.clean(tag.tag), NumberText.grouped(tag.count),
                NumberText.grouped(tag.authors), NumberText.fixed(tag.share * 100, 2) + " %",
                TextSanitizer.clean(tag.spelling),
            ]
        }
        lines += TopicsText.table(
            [["", "hashtag", "count", "authors", "share", "mostly written"]] + rows,
            isNumber: [true, false, true, true, true, false])
        lines += series + companions + trends + authors + languages
        return lines.map { $0 + "\n" }.joined()
    }

    private func counted(_ number: Int, _ word: String) -> String {
        "\(NumberText.grouped(number)) \(word)\(number == 1 ? "" : "s")"
    }

    private var since: String {
        guard let from = report.window.from else { return "" }
        return " (not newer than \(from))"
    }

    private var series: [String] {
        guard let series = report.series else { return [] }
        let rows = series.days.counts.enumerated().map { index, count in
            let day = series.days.start?.adding(seconds: Int64(index) * 86_400).day
            return [day.map { "\($0)" } ?? "", NumberText.grouped(count)]
        }
        return section("#\(series.tag) by day", [["day", "count"]] + rows, isNumber: [false, true])
    }

    private var companions: [String] {
        guard let company = report.cooccurrence else { return [] }
        let rows = company.with.map {
            [TextSanitizer.clean($0.tag), NumberText.grouped($0.count), NumberText.fixed($0.jaccard, 3)]
        }
        let title = "used together with #\(company.tag), in \(NumberText.grouped(company.posts)) posts"
        return section(title, [["hashtag", "posts", "overlap"]] + rows, isNumber: [false, true, true])
    }

    private var trends: [String] {
        guard let trending = report.trending else { return [] }
        let rows = trending.map {
            [
                TextSanitizer.clean($0.figures.tag), NumberText.fixed($0.score, 2), NumberText.fixed($0.authorsNow, 1),
                NumberText.fixed($0.expected, 1), "\($0.weeks)",
            ]
        }
        return section(
            "trending", [["hashtag", "score", "authors now", "expected", "weeks"]] + rows,
            isNumber: [false, true, true, true, true])
    }

    private var authors: [String] {
        guard let authors = report.byAuthor else { return [] }
        let rows = authors.map { author in
            let tags = author.top.prefix(5).map { "\(TextSanitizer.clean($0.name)) \($0.count)" }
            return [
                TextSanitizer.clean(author.name), NumberText.grouped(author.posts), NumberText.grouped(author.hashtags),
                tags.joined(separator: ", "),
            ]
        }
        return section(
            "by author", [["author", "posts", "hashtags", "mostly"]] + rows, isNumber: [false, true, true, false])
    }

    private var languages: [String] {
        guard let languages = report.languages else { return [] }
        let rows = languages.map { [TextSanitizer.clean($0.name), NumberText.grouped($0.count)] }
        return section("by language", [["language", "posts"]] + rows, isNumber: [false, true])
    }

    private func section(_ title: String, _ rows: [[String]], isNumber: [Bool]) -> [String] {
        ["", TextSanitizer.clean(title)] + TopicsText.table(rows, isNumber: isNumber)
    }

    /// Aligns columns: texts to the left, numbers to the right; the last column is not padded when it is a text.
    private static func table(_ rows: [[String]], isNumber: [Bool]) -> [String] {
        let widths = isNumber.indices.map { column in rows.map { TextWidth.of($0[column]) }.max() ?? 0 }
        return rows.map { row in
            row.enumerated().map { column, cell in
                let gap = String(repeating: " ", count: widths[column] - TextWidth.of(cell))
                if isNumber[column] { return gap + cell }
                return column == row.count - 1 ? cell : cell + gap
            }.joined(separator: "  ")
        }
    }
}

/// How far a scan is, in words.
enum TopicsProgress {
    /// What most calls report as read since the one before.
    private static let part = 256 << 10

    /// The part read, at every four megabytes; nil in between.
    static func text(_ done: Int, of size: Int?) -> String? {
        let step = 4 << 20
        guard done / step != (done - part) / step else { return nil }
        let read = "\(NumberText.grouped(done >> 20)) MB"
        guard let size, size > 0 else { return "\(read) read" }
        let percent = Double(done) / Double(size) * 100
        return "\(read) of \(NumberText.grouped(size >> 20)) MB, \(NumberText.fixed(percent)) %"
    }
}
