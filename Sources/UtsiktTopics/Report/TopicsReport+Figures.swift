// A report is a function of figures, whatever counted them.
extension TopicsReport {
    /// Makes the report that figures give; its lists are as long as the query's.
    /// - Parameter parts: What was asked for beyond the counts; the figures must have been asked for it too.
    public init(_ figures: TopicsFigures, rejected: Rejected = .init(), parts: Parts = .init()) {
        let query = figures.query
        let posts = figures.funnel.analysed
        let perPost = posts == 0 ? 0 : (Double(figures.total) / Double(posts) * 100).rounded() / 100
        self.init(
            rule: query.rule, count: query.count, fold: query.fold,
            window: .init(from: query.limit(now: figures.now), to: figures.now), funnel: figures.funnel,
            hashtags: .init(total: figures.total, distinct: figures.distinct, perPost: perPost),
            authors: figures.authors, top: figures.tags.prefix(query.top).map { Tag($0, of: figures.total) },
            rejected: rejected)
        if parts.series != nil, let detail = figures.details.first {
            series = Course(tag: detail.figures.tag, hours: detail.hours, days: detail.days)
        }
        if parts.cooccurrence != nil, let detail = figures.details.last {
            cooccurrence = Company(
                tag: detail.figures.tag, posts: detail.posts, with: Array(detail.companions.prefix(query.top)))
        }
        if parts.trending { trending = figures.trending }
        if parts.byAuthor { byAuthor = figures.byAuthor }
        if parts.byLanguage { languages = figures.languages }
    }
}

extension TopicsReport.Parts {
    /// The tags of which all that is known is wanted: that of the course first, that of the company last.
    var tags: [String] {
        let both = [series, cooccurrence].compactMap(\.self)
        return both.count == 2 && both[0].utf8.elementsEqual(both[1].utf8) ? [both[0]] : both
    }
}

extension TopicsReport.Tag {
    /// The figures of a tag.
    /// - Parameter total: The sum of all counts.
    public init(_ tag: TopicsFigures.Tag, of total: Int) {
        self.init(
            tag: tag.tag, spelling: tag.spelling, count: tag.count, authors: tag.authors,
            share: total == 0 ? 0 : Double(tag.count) / Double(total))
    }
}

extension TopicsSnapshot {
    /// Makes the snapshot that figures give.
    public init(_ figures: TopicsFigures, revision: Int, rejected: TopicsReport.Rejected = .init()) {
        let words = figures.tags.enumerated().map { index, tag in
            let past = figures.past.flatMap { $0.indices.contains(index) ? $0[index] : nil }
            return Trend(
                figures: .init(tag, of: figures.total), series: past?.series ?? [], previous: past?.previous,
                previousRank: past?.previousRank)
        }
        self.init(
            revision: revision, now: figures.now, query: figures.query,
            report: TopicsReport(figures, rejected: rejected),
            words: words, trending: figures.trending ?? [], languages: figures.languages ?? [],
            detail: figures.details.first)
    }
}
