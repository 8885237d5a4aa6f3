/// What one run of fetching has brought, told by its events: the totals of a snapshot are those of all runs.
public struct FetchTally: Sendable, Hashable {
    /// New posts.
    public private(set) var posts = 0
    /// New or changed observations.
    public private(set) var observations = 0
    /// Pages with them and without.
    public private(set) var pages = 0

    /// Nothing yet.
    public init() {}

    /// Counts an event.
    public mutating func count(_ event: IngestEvent) {
        switch event.kind {
        case .committed(let page):
            pages &+= 1
            add(page.rows)
        case .followed(let rows): add(rows)
        default: break
        }
    }

    private mutating func add(_ rows: Rows) {
        posts &+= rows.posts.count
        observations &+= rows.observations.count
    }

    /// A sentence for the end of the run: `24,271 posts and 1,680 observations fetched in 4:12; 605 of 613 done, 8 failed`.
    /// - Parameters:
    ///   - outcome: How the run ended.
    ///   - seconds: How long it took.
    ///   - grouped: Writes a count with its thousands apart.
    public func summary(
        _ outcome: IngestOutcome, seconds: Double, grouped: (Int) -> String = { String($0) }
    ) -> String {
        func some(_ count: Int, _ one: String, _ many: String) -> String? {
            count == 0 ? nil : "\(grouped(count)) \(count == 1 ? one : many)"
        }
        let rows = [some(posts, "post", "posts"), some(observations, "observation", "observations")]
            .compactMap { $0 }.joined(separator: " and ")
        let total = outcome.done &+ outcome.pending &+ outcome.setAside
        let state = [
            "\(grouped(outcome.done)) of \(grouped(total)) done", some(outcome.setAside, "failed", "failed"),
            some(outcome.paused, "source paused", "sources paused"),
            some(outcome.rejected, "record rejected", "records rejected"),
        ]
        let what = rows.isEmpty ? "nothing new" : "\(rows) fetched"
        return "\(what) in \(ShortDuration.text(seconds)); \(state.compactMap { $0 }.joined(separator: ", "))"
    }
}
