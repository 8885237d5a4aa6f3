public import UtsiktBase

/// Counts hashtags live: takes posts as they are stored, and tells what was counted.
///
/// The dashboard, the headless commands and the feed know a counting engine by this protocol alone. `TopicsAnalysis` counts in
/// the process; another one may hand the posts to a cluster. An engine owes figures (`TopicsFigures`): what reports and
/// snapshots say is worked out from them, the same for all.
public protocol TopicsCounting: Sendable {
    /// What is counted and how.
    var query: TopicsQuery { get async }
    /// Counts posts; those whose id was met before are left out.
    func ingest(_ posts: [Post]) async
    /// Takes posts away that were counted: their service has deleted them, or another version takes their place.
    func remove(_ posts: [RemovedPost]) async
    /// Notes records that could not be used; the snapshots tell how many there are, and the first of them.
    func note(rejected: TopicsReport.Rejected) async
    /// Changes what is counted.
    func set(_ query: TopicsQuery) async
    /// Moves the world's clock.
    func advance(to now: Timestamp) async
    /// What is known now.
    func figures(_ request: TopicsFigures.Request) async -> TopicsFigures
    /// The present state.
    func current() async -> TopicsSnapshot
    /// The states as they change, for one consumer; the first one comes at once, and what changed while the consumer was busy
    /// comes as one. `ChangeSignal` makes such a sequence.
    var snapshots: AsyncStream<TopicsSnapshot> { get }
    /// How long the latest snapshot that was handed out took to make: the consumer paces itself by it.
    var cost: Duration { get async }
    /// Ends the sequence of snapshots, after the last state was handed out.
    func finish() async
}

extension TopicsCounting {
    /// Notes records that could not be used.
    public func note(rejected: [Rejection]) async {
        await note(rejected: TopicsReport.Rejected(count: rejected.count, first: rejected))
    }
}
