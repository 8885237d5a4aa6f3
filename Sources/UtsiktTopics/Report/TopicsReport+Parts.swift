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
