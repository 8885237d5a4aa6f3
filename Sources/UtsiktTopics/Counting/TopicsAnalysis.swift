public import UtsiktBase

/// The embedded counting engine: counts in this process, off the main thread.
///
/// A snapshot is computed only when the consumer asks for the next one and something has changed since the last: however fast
/// posts arrive, the work is what the consumer can take, and the final state always arrives.
public actor TopicsAnalysis: TopicsCounting {
    private var engine: TopicsEngine
    private var rejected = TopicsReport.Rejected()
    private let changes = ChangeSignal()
    /// How long the latest snapshot that was handed out took to make.
    public private(set) var cost = Duration.zero

    /// Makes an analysis without posts.
    public init(query: TopicsQuery) {
        engine = TopicsEngine(query: query)
    }

    /// Counts posts; those whose id was met before are left out.
    public func ingest(_ posts: [Post]) {
        var isChanged = false
        for post in posts where engine.add(post) { isChanged = true }
        if isChanged { changes.changed() }
    }

    /// Takes posts away that were counted.
    public func remove(_ posts: [RemovedPost]) {
        var isChanged = false
        for post in posts where engine.remove(post) { isChanged = true }
        if isChanged { changes.changed() }
    }

    /// Notes records that could not be used; the reports tell how many there are, and the first of them.
    public func note(rejected more: TopicsReport.Rejected) {
        guard more.count > 0 else { return }
        rejected.add(more)
        changes.changed()
    }

    /// Changes what is counted.
    public func set(_ query: TopicsQuery) {
        guard query != engine.query else { return }
        engine.set(query)
        changes.changed()
    }

    /// Moves the world's clock.
    public func advance(to now: Timestamp) {
        guard now != engine.query.now else { return }
        engine.advance(to: now)
        changes.changed()
    }

    /// What is counted and how.
    public var query: TopicsQuery { engine.query }

    /// What is known.
    public func figures(_ request: TopicsFigures.Request) -> TopicsFigures { engine.figures(request) }

    /// The present state.
    public func current() -> TopicsSnapshot { engine.snapshot(revision: changes.revision, rejected: rejected) }

    /// Ends the sequence of snapshots, after the last state was handed out.
    public func finish() { changes.finish() }

    /// The states as they change, for one consumer; the first one comes at once, and what changed while the consumer was busy
    /// comes as one.
    public nonisolated var snapshots: AsyncStream<TopicsSnapshot> {
        changes.states { await self.next() }
    }

    private func next() -> TopicsSnapshot {
        let began = ContinuousClock.now
        let snapshot = engine.snapshot(revision: changes.take(), rejected: rejected)
        cost = began.duration(to: .now)
        return snapshot
    }
}
