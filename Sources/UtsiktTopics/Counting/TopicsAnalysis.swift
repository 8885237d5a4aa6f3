public import UtsiktBase

/// The live topics: takes posts as they are stored and hands out snapshots, off the main thread.
///
/// A snapshot is computed only when the consumer asks for the next one and something has changed since the last: however fast
/// posts arrive, the work is what the consumer can take, and the final state always arrives.
public actor TopicsAnalysis {
    private var engine: TopicsEngine
    private var rejected = TopicsReport.Rejected()
    private var revision = 0
    private var handedOut = -1
    private var waiting: CheckedContinuation<Void, Never>?
    private var isFinished = false
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
        if isChanged { changed() }
    }

    /// Notes records that could not be used; the reports tell how many there are, and the first of them.
    public func note(rejected more: TopicsReport.Rejected) {
        guard more.count > 0 else { return }
        rejected.add(more)
        changed()
    }

    /// Notes records that could not be used.
    public func note(rejected: [Rejection]) {
        note(rejected: TopicsReport.Rejected(count: rejected.count, first: rejected))
    }

    /// Changes what is counted.
    public func set(_ query: TopicsQuery) {
        guard query != engine.query else { return }
        engine.set(query)
        changed()
    }

    /// Moves the world's clock.
    public func advance(to now: Timestamp) {
        guard now != engine.query.now else { return }
        engine.advance(to: now)
        changed()
    }

    /// What is counted and how.
    public var query: TopicsQuery { engine.query }

    /// The present state.
    public func current() -> TopicsSnapshot { engine.snapshot(revision: revision, rejected: rejected) }

    /// Ends the sequence of snapshots, after the last state was handed out.
    public func finish() {
        isFinished = true
        wake()
    }

    /// The states as they change, for one consumer; the first one comes at once, and what changed while the consumer was busy
    /// comes as one.
    public nonisolated var snapshots: AsyncStream<TopicsSnapshot> {
        AsyncStream {
            await self.next()
        } onCancel: {
            Task { await self.finish() }
        }
    }

    private func next() async -> TopicsSnapshot? {
        while handedOut == revision {
            if isFinished || Task.isCancelled { return nil }
            await withCheckedContinuation { continuation in
                waiting?.resume()
                waiting = continuation
            }
        }
        handedOut = revision
        let began = ContinuousClock.now
        let snapshot = current()
        cost = began.duration(to: .now)
        return snapshot
    }

    private func changed() {
        revision += 1
        wake()
    }

    private func wake() {
        waiting?.resume()
        waiting = nil
    }
}
