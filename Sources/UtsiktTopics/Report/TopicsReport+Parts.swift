extension TopicsReport {
    /// What a report tells beyond the counts, each part only when asked for.
    public struct Parts: Sendable, Hashable {
        /// The tag whose course is wanted.
        public var series: String?
        /// The tag whose company is wanted.
        public var cooccurrence: String?
        /// Whether trends are wanted.
        public var trending = false
        /// Whether the authors' tags are wanted.
        public var byAuthor = false
        /// Whether the languages are wanted.
        public var byLanguage = false

        /// Makes the parts; none are wanted.
        public init() {}

        /// Whether posts must be remembered beyond their counts.
        public var needHistory: Bool { series != nil || cooccurrence != nil || trending || byAuthor }
    }
}

extension TopicsEngine {
    /// The report as of now with further parts; their lists are as long as the query's.
    public func report(rejected: TopicsReport.Rejected, parts: TopicsReport.Parts) -> TopicsReport {
        var report = report(rejected: rejected)
        if let series = parts.series {
            let detail = detail(of: series)
            report.series = .init(tag: detail.figures.tag, hours: detail.hours, days: detail.days)
        }
        if let cooccurrence = parts.cooccurrence {
            let detail = detail(of: cooccurrence)
            report.cooccurrence = .init(
                tag: detail.figures.tag, posts: detail.posts, with: Array(detail.companions.prefix(query.top)))
        }
        if parts.trending { report.trending = trending(query.top) }
        if parts.byAuthor { report.byAuthor = tagsByAuthor(query.top) }
        if parts.byLanguage { report.languages = postsByLanguage }
        return report
    }
}
