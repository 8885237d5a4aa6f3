import UtsiktBase

/// How an ingestor works.
public struct IngestOptions: Sendable, Hashable {
    /// Pages of one source that may be under way at the same time.
    public var concurrency = 2
    /// Failed attempts at a page after which its task is given up.
    public var maxAttempts = 5
    /// Attempts after which a task is given up when its answers cannot be understood: asking often does not make them better.
    public var maxMalformed = 4
    /// The wait after the first failure; it doubles with every further one.
    public var backoffBaseSeconds: Int64 = 2
    /// The longest wait between attempts.
    public var backoffCapSeconds: Int64 = 300
    /// Chooses the jitter: the same seed gives the same waits.
    public var seed: UInt64 = 0
    /// How often sources are asked for new seeds after everything is done; nil ends the run instead.
    public var watchSeconds: Int64?
    /// Whether tasks that failed for good are taken up again by themselves: those given up at the start of a run and an hour later,
    /// those refused or gone after a day.
    public var retriesSetAside = false
    /// After so many seconds what was given up is taken up again while watching.
    public var givenUpSeconds: Int64 = 3600
    /// After so many seconds what was refused or gone is asked for again.
    public var refusedSeconds: Int64 = 86_400
    /// How often somebody who waits for another process to stop fetching looks, milliseconds of real time.
    public var followMilliseconds: Int64 = 500
    /// Pages after which a task counts as done: a service that never ends a list must not be asked for ever.
    public var maxPagesPerTask = 10_000
    /// Whether a run waits when the disk is full, and goes on when there is room; otherwise it ends.
    public var waitsForRoom = false
    /// How often it tries again then.
    public var roomSeconds: Int64 = 5
    /// Lines of recent activity in a snapshot.
    public var activityLines = 60

    /// The defaults.
    public init() {}

    /// The wait before another attempt: exponential, with jitter between half and the whole of it.
    ///
    /// The jitter is a function of task, attempt and seed (SplitMix64 over FNV-1a), so that tasks that failed together do not
    /// return together and a run can be repeated.
    func backoffMilliseconds(of task: FetchTask, attempt: Int) -> Int64 {
        let base = min(max(1, backoffBaseSeconds), 86_400) * 1000
        let cap = max(base, min(max(1, backoffCapSeconds), 86_400) * 1000)
        let whole = min(cap, base << Int64(min(max(0, attempt - 1), 20)))
        let step = UInt64(truncatingIfNeeded: max(0, attempt - 1)) &* 0x9E37_79B9_7F4A_7C15
        var random = SplitMix64(seed: (FNV1a.hash(task.subject.utf8) ^ seed) &+ step)
        let z = random.next()
        return whole / 2 + Int64(z % UInt64(whole / 2 + 1))
    }
}
