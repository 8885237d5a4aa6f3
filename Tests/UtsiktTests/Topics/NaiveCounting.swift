import UtsiktCore

/// A second counting engine, to prove that a world needs nothing of the first one but the protocol: it keeps every post and
/// counts all of them anew whenever somebody asks.
///
/// Spellings are only lower-cased, and what goes beyond the counts is left out: it owes figures, and gives those it has.
actor NaiveCounting: TopicsCounting {
    private(set) var query: TopicsQuery
    private(set) var cost = Duration.zero
    private var posts: [String: Post] = [:]
    private var rejected = TopicsReport.Rejected()
    private let changes = ChangeSignal()

    init(_ query: TopicsQuery) { self.query = query }

    func ingest(_ posts: [Post]) {
        for post in posts where self.posts[post.id] == nil { self.posts[post.id] = post }
        changes.changed()
    }

    func remove(_ posts: [RemovedPost]) {
        for post in posts { self.posts[post.id] = nil }
        changes.changed()
    }

    func note(rejected more: TopicsReport.Rejected) {
        rejected.add(more)
        changes.changed()
    }

    func set(_ query: TopicsQuery) {
        self.query = query
        changes.changed()
    }

    func advance(to now: Timestamp) {
        query.now = now
        changes.changed()
    }

    func current() -> TopicsSnapshot { snapshot(changes.revision) }

    func finish() { changes.finish() }

    nonisolated var snapshots: AsyncStream<TopicsSnapshot> {
        changes.states { await self.next() }
    }

    private func next() -> TopicsSnapshot { snapshot(changes.take()) }

    private func snapshot(_ revision: Int) -> TopicsSnapshot {
        TopicsSnapshot(figures(.init(snapshot: query)), revision: revision, rejected: rejected)
    }

    func figures(_ request: TopicsFigures.Request) -> TopicsFigures {
        let now = query.now ?? posts.values.map(\.createdAt).max()
        let all = Array(posts.values)
        let tagged = all.filter { !tags($0).isEmpty }
        let analysed = tagged.filter { post in
            guard case .seconds(let seconds) = query.window, let now else { return true }
            return post.createdAt > now.adding(seconds: -seconds)
        }
        var counts: [String: Int] = [:]
        var authors: [String: Set<String>] = [:]
        var spellings: [String: [String: Int]] = [:]
        for post in analysed {
            for tag in tags(post) {
                let key = tag.lowercased()
                counts[key, default: 0] += 1
                authors[key, default: []].insert(post.author)
                spellings[key, default: [:]][tag, default: 0] += 1
            }
        }
        let best = counts.sorted { $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value }.prefix(request.tags)
        let listed = best.map { key, count in
            let spelling = (spellings[key] ?? [:]).max { a, b in a.value == b.value ? a.key > b.key : a.value < b.value
            }
            return TopicsFigures.Tag(
                tag: key, spelling: spelling?.key ?? key, count: count, authors: authors[key]?.count ?? 0)
        }
        return TopicsFigures(
            query: query, now: now,
            funnel: .init(
                total: all.count, withoutHashtags: all.count - tagged.count, tooOld: tagged.count - analysed.count,
                analysed: analysed.count),
            authors: Set(analysed.map(\.author)).count, total: counts.values.reduce(0, +), distinct: counts.count,
            tags: listed)
    }

    private func tags(_ post: Post) -> [String] { query.rule == .topLevel ? post.hashtags : post.fullHashtags }
}
