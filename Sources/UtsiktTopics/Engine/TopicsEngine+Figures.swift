extension TopicsEngine {
    /// What was counted, as of now.
    /// - Complexity: O(distinct tags log distinct tags) for the counts. What goes beyond them is worked out from the posts with
    ///   hashtags of this window, of the one before, and of the days that tell what is usual: ask when somebody looks, not per
    ///   post. It needs a history.
    public func figures(_ request: TopicsFigures.Request) -> TopicsFigures {
        let hidden = hiddenTags
        let ids = ranked(request.tags, hiding: hidden)
        var figures = TopicsFigures(
            query: query, now: now, funnel: funnel, authors: tally.distinctAuthors, total: total(hiding: hidden),
            distinct: tally.distinctTags - hidden.count { tally.perTag[$0].occurrences > 0 }, tags: tags(of: ids))
        let before = request.past || !request.details.isEmpty ? PreviousWindow(self) : nil
        if request.past {
            let course = SpanCounts(self, tags: ids)
            figures.past = ids.indices.map { index in
                .init(
                    series: course.series(index), previous: before?.count(ids[index]),
                    previousRank: before?.rank(ids[index]))
            }
        }
        figures.trending = request.trending.map { trending($0) }
        if request.languages { figures.languages = postsByLanguage }
        figures.details = request.details.map { detail(of: $0, before: before) }
        figures.byAuthor = request.byAuthor.map { tagsByAuthor($0) }
        return figures
    }

    /// The report as of now.
    public func report(rejected: TopicsReport.Rejected = .init(), parts: TopicsReport.Parts = .init()) -> TopicsReport {
        TopicsReport(figures(.init(report: query, parts: parts)), rejected: rejected, parts: parts)
    }

    /// A snapshot as of now.
    public func snapshot(revision: Int, rejected: TopicsReport.Rejected = .init()) -> TopicsSnapshot {
        TopicsSnapshot(figures(.init(snapshot: query)), revision: revision, rejected: rejected)
    }
}
