import UtsiktBase

extension TopicsReport {
    /// The list of tags as CSV (RFC 4180) with a header line: rank, tag, spelling, count, authors, share.
    public var csv: String {
        TopicsReport.table(
            ["rank", "tag", "spelling", "count", "authors", "share"],
            top.enumerated().map { index, tag in
                ["\(index + 1)", tag.tag, tag.spelling, "\(tag.count)", "\(tag.authors)", "\(tag.share)"]
            })
    }

    /// A course as CSV: tag, from (ISO 8601), count; by hour, or by day.
    public static func csv(_ course: Course, byHour: Bool) -> String {
        let series = byHour ? course.hours : course.days
        return table(
            ["tag", "from", "count"],
            series.counts.enumerated().map { index, count in
                let from = series.start?.adding(seconds: Int64(index) * Int64(series.bucketSeconds))
                return [course.tag, from?.iso8601 ?? "", "\(count)"]
            })
    }

    /// The tags beside a tag as CSV: tag, with, spelling, count, jaccard.
    public static func csv(_ company: Company) -> String {
        table(
            ["tag", "with", "spelling", "count", "jaccard"],
            company.with.map { [company.tag, $0.tag, $0.spelling, "\($0.count)", "\($0.jaccard)"] })
    }

    /// Trends as CSV: rank, tag, spelling, score, authors_now, expected, weeks, count.
    public static func csv(_ trending: [TopicsSnapshot.Trending]) -> String {
        table(
            ["rank", "tag", "spelling", "score", "authors_now", "expected", "weeks", "count"],
            trending.enumerated().map { index, trend in
                [
                    "\(index + 1)", trend.figures.tag, trend.figures.spelling, "\(trend.score)", "\(trend.authorsNow)",
                    "\(trend.expected)", "\(trend.weeks)", "\(trend.figures.count)",
                ]
            })
    }

    /// Authors' tags as CSV, a row for each author and tag: author, name, posts, hashtags, tag, count.
    public static func csv(_ authors: [AuthorTags]) -> String {
        table(
            ["author", "name", "posts", "hashtags", "tag", "count"],
            authors.flatMap { author in
                author.top.map {
                    [author.author, author.name, "\(author.posts)", "\(author.hashtags)", $0.name, "\($0.count)"]
                }
            })
    }

    private static func table(_ header: [String], _ rows: [[String]]) -> String {
        CSVTable(header, rows, lineEnd: .crlf).text
    }
}
