public import UtsiktBase

/// How fetching stands in the few figures that one line holds: for a log, a progress line, a program that reads JSON.
public struct FetchStatus: Sendable, Hashable, Encodable {
    /// When, by the pace clock.
    public var at: Timestamp
    /// `status`, so that it is told from the events that it is printed among.
    public var event = "status"
    /// What the ingestor is doing.
    public var phase: FetchSnapshot.Phase
    /// Tasks fetched to their end as a part of all, 0 ... 100, rounded down to a decimal: what failed is not done, so that it
    /// never says 100 over calls that were refused. 100 where there is nothing to do.
    public var percent: Double
    /// Tasks fetched to their end.
    public var done: Int
    /// All tasks.
    public var total: Int
    /// Tasks that are not done and have not failed.
    public var pending: Int
    /// Tasks that failed.
    public var errors: Int
    /// Tasks that have failed and are tried again.
    public var retrying: Int
    /// Posts stored.
    public var posts: Int
    /// Observations stored.
    public var observations: Int
    /// Calls that are left, as far as is known.
    public var callsLeft: Int
    /// Seconds until everything can have been fetched, by the budgets and the services' words; nil when nothing is left or
    /// nothing can be said.
    public var secondsRemaining: Double?
    /// What decides that: a source's title and the name of its budget.
    public var waitsFor: String?
    /// When the next call may be made, while every source that has something to do waits.
    public var waitingUntil: Timestamp?
    /// The titles of sources that are paused as a whole.
    public var paused: [String]
    /// What is being fetched, at most five of it.
    public var current: [String]

    /// The longest time that is said: a plan of more is none.
    private static let longest = 366.0 * 86_400

    /// Reads the figures off a picture.
    public init(_ snapshot: FetchSnapshot) {
        at = snapshot.at
        phase = snapshot.phase
        (done, total, errors) = (snapshot.done, snapshot.total, snapshot.setAside)
        retrying = snapshot.retrying
        let sources = snapshot.sources
        pending = sources.reduce(0) { $0 &+ $1.pending }
        posts = sources.reduce(0) { $0 &+ $1.posts }
        observations = sources.reduce(0) { $0 &+ $1.observations }
        percent = total > 0 ? (Double(min(done, total)) / Double(total) * 1000).rounded(.down) / 10 : 100
        paused = sources.filter { $0.pause != nil }.map(\.title)
        current = Array(sources.flatMap(\.current).map(\.label).prefix(5))
        let asked = sources.filter { $0.pause == nil }
        let plans = asked.compactMap { source in source.plan.map { (source, $0) } }.filter { $0.1.calls > 0 }
        callsLeft = plans.reduce(0) { $0 &+ $1.1.calls }
        if let (source, plan) = plans.max(by: { $0.1.endsAt < $1.1.endsAt }) {
            let seconds = plan.endsAt.seconds(since: at)
            secondsRemaining = seconds > Self.longest ? nil : max(0, seconds)
            waitsFor = plan.waitsFor.map { "\(source.title): \($0.rawValue)" }
        }
        let busy = asked.filter { $0.pending > 0 }
        if current.isEmpty, busy.allSatisfy({ $0.isExhausted && $0.waitingUntil != nil }) {
            waitingUntil = busy.compactMap(\.waitingUntil).min()
        }
    }

    /// Whether something is left that will be fetched without anybody's help.
    public var isBusy: Bool { phase == .running && callsLeft > 0 }

    /// The figures as words, the most important first, so that a short line may end anywhere:
    /// `43 %, 263 of 613 done, 8 failed, about 14:05 left (timelines: timeline), 12,034 posts`.
    /// - Parameter grouped: Writes a count with its thousands apart.
    public func words(grouped: (Int) -> String = { String($0) }) -> String {
        var parts = ["\(Self.whole(percent)) %", "\(grouped(done)) of \(grouped(total)) done"]
        if errors > 0 { parts.append("\(grouped(errors)) failed") }
        if !paused.isEmpty { parts.append("paused: \(paused.joined(separator: ", "))") }
        switch phase {
        case .following: parts.append("another process fetches")
        case .paused: parts.append("fetching is paused")
        case .running where callsLeft > 0:
            if let until = waitingUntil { parts.append("waits \(ShortDuration.text(until.seconds(since: at)))") }
            if let seconds = secondsRemaining, seconds >= 1 {
                let cause = waitsFor.map { " (\($0))" } ?? ""
                parts.append("about \(ShortDuration.text(seconds)) left\(cause)")
            }
        default: break
        }
        if retrying > 0 { parts.append("\(grouped(retrying)) tried again") }
        if posts > 0 { parts.append("\(grouped(posts)) posts") }
        if observations > 0 { parts.append("\(grouped(observations)) observations") }
        return parts.joined(separator: ", ")
    }

    private static func whole(_ percent: Double) -> Int { Int(bounded: percent.rounded(.down)) }
}
