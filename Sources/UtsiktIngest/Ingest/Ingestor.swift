public import UtsiktBase

/// Fetches pages from sources into a store: keeps to budgets, retries with back-off, gives up what keeps failing.
///
/// Resumable: a page and the cursor behind it are committed in one transaction, so that ending the process at any instant
/// loses no finished page and fetches none twice. Sources do not wait for one another, and a failing task never stops
/// the others. All waiting is done on the injected clock.
public actor Ingestor {
    /// The store itself; a run uses `store`.
    let plainStore: any IngestStore
    let clock: any PaceClock
    let options: IngestOptions
    let broadcast = Broadcast<IngestEvent>()

    var runs: [SourceRun]
    var phase = FetchSnapshot.Phase.idle
    var activity: [LogEntry] = []
    var revision: UInt64 = 1
    var watchers: [Int: CheckedContinuation<Void, Never>] = [:]
    var nextWatcher = 0

    /// The disk is full, and the run waits for room.
    var withoutRoom: StoreError?
    /// The right to fetch; nil outside a run, and while another process has it.
    var claim: FetchClaim?
    /// Whether another process fetches and this one follows it.
    var isFollowing = false
    /// How much of the store whoever listens has been told.
    var told: StoreMark?
    /// Real time, whatever the pace: another process is followed by it, and a disk does not become empty sooner because a
    /// replay runs fast.
    let realClock: any PaceClock
    /// How far the pace clock was from the steady one when they were compared last.
    var clockOffset: (boot: String, milliseconds: Int64)?
    /// Sources whose journal is being read: they are not asked, and what is taken up again meanwhile is read once more.
    var preparing: Set<Int> = []
    var revivals = 0

    var isPaused = false
    var isRunning = false
    var failure: StoreError?
    var ended: CheckedContinuation<Void, Never>?
    var work: [Int: Task<Void, Never>] = [:]
    var nextWork = 0
    var timers: [Int: (until: Timestamp, task: Task<Void, Never>)] = [:]
    var announced: [Int: Timestamp] = [:]
    /// The stops for want of money that were told.
    var toldStops: [Int: SourcePause] = [:]
    /// Sources that will be looked at again, while watching.
    var looks: Set<Int> = []
    var retries: [Int: Task<Result<Int, StoreError>, Never>] = [:]
    private var generation = 0
    /// A retry came when the run was ending: the journal is to be read once more.
    private var mustPrepareAgain = false

    /// Makes an ingestor; nothing happens before `run`.
    /// - Parameter realClock: By which it looks whether another process still fetches, and whether a full disk has room.
    public init(
        sources: [any Source], store: any IngestStore, clock: any PaceClock, options: IngestOptions = IngestOptions(),
        realClock: any PaceClock = SystemPaceClock()
    ) {
        runs = sources.map { SourceRun(source: $0) }
        plainStore = store
        self.clock = clock
        self.options = options
        self.realClock = realClock
    }

    /// Fetches until all tasks are done or failed; for ever when the options say to watch.
    ///
    /// One process fetches into a store at a time. While another one does, this one follows what it commits, and goes on itself
    /// when that one ends, however it ends.
    ///
    /// Cancelling the task stops it: pages under way are dropped, committed ones are kept, and it returns normally. It may be
    /// run again later, as after `retrySetAside`; a second call while it runs returns at once.
    /// - Throws: `StoreError` when the store cannot be read or written; fetching has stopped then.
    public func run() async throws(StoreError) {
        guard !isRunning else { return }
        isRunning = true
        generation += 1
        let present = generation
        defer {
            isRunning = false
            isFollowing = false
            claim?.release()
            claim = nil
        }
        (failure, withoutRoom) = (nil, nil)
        do {
            guard try await takeClaim() else { return end() }
        } catch {
            fail(error)
            throw error
        }
        var isStarted = false
        repeat {
            do {
                repeat {
                    mustPrepareAgain = false
                    try await prepare()
                } while mustPrepareAgain
            } catch {
                fail(error)
                throw error
            }
            phase = isPaused ? .paused : .running
            if !isStarted { emit(.started) }
            isStarted = true
            await withTaskCancellationHandler {
                if !Task.isCancelled {
                    await withCheckedContinuation { continuation in
                        ended = continuation
                        pumpAll()
                    }
                }
            } onCancel: {
                Task { await self.stop(run: present) }
            }
            stop()
            while let task = work.values.first { await task.value }
            while let retry = retries.values.first { _ = await retry.value }
            if let failure { throw failure }
        } while mustPrepareAgain && !Task.isCancelled
        do {
            try await recount()
            try await noteTold()
        } catch {
            fail(error)
            throw error
        }
        end()
    }

    /// Says how the run has ended.
    private func end() {
        let isComplete = runs.allSatisfy(\.isEmpty) && runs.allSatisfy { $0.totals.pending == 0 }
        // Who was stopped while following does not know whether there is more.
        let isKnown = !isFollowing || !Task.isCancelled
        phase = isComplete && isKnown ? .finished : .stopped
        emit(.finished(outcome))
    }

    /// Stops asking for pages; those under way are still committed.
    public func pause() {
        guard !isPaused else { return }
        isPaused = true
        guard isRunning, !isFollowing else { return }
        phase = .paused
        cancelTimers()
        emit(.paused)
    }

    /// Goes on after `pause`.
    public func resume() {
        guard isPaused else { return }
        isPaused = false
        guard isRunning, !isFollowing else { return }
        phase = .running
        emit(.resumed)
        pumpAll()
    }

    /// Makes the tasks that failed for good pending again, and ends the pauses of sources. Without a run they wait for the next
    /// one. While another process fetches, that one decides, and nothing is changed.
    /// - Returns: How many.
    public func retrySetAside() async throws(StoreError) -> Int {
        guard !isFollowing else { return 0 }
        let id = nextWork
        nextWork += 1
        // A task that the run knows of: it does not end before what is retried is in it.
        let retry = Task { () -> Result<Int, StoreError> in
            let result: Result<Int, StoreError>
            do throws(StoreError) {
                // Whoever asks is answered at once, also when there is no room.
                let tasks = try await plainStore.retrySetAside(nil, at: clock.now)
                let paused = try await plainStore.endPauses(nil)
                revive(tasks)
                endPauses(of: paused)
                if isRunning, ended == nil, !tasks.isEmpty || !paused.isEmpty { mustPrepareAgain = true }
                result = .success(tasks.count)
            } catch {
                result = .failure(error)
            }
            retries[id] = nil
            if isRunning { pumpAll() }
            return result
        }
        retries[id] = retry
        return try await retry.value.get()
    }

    /// Stops the run that was cancelled, and no later one.
    private func stop(run: Int) {
        if run == generation, isRunning { stop() }
    }

    /// Takes tasks that failed for good into the run of their source.
    private func revive(_ tasks: [FetchTask]) {
        for index in runs.indices {
            let id = runs[index].source.id
            let own = tasks.filter { $0.source == id }
            guard !own.isEmpty else { continue }
            guard !preparing.contains(index) else {
                revivals += 1
                continue
            }
            let subjects = Set(own.map(\.subject))
            runs[index].setAside.removeAll { subjects.contains($0.subject) }
            runs[index].totals.setAside -= own.count
            runs[index].totals.pending += own.count
            if isRunning { own.forEach { runs[index].enqueue(SourceRun.Entry(task: $0)) } }
        }
        if !tasks.isEmpty { emit(.retried(count: tasks.count)) }
    }

    /// What happens from now on, in order. Unbounded, so that a slow reader misses no committed row; to have all rows of a
    /// run, subscribe before it.
    public nonisolated func events() -> AsyncStream<IngestEvent> { broadcast.subscribe() }

    /// What the rows of each source are.
    public var contents: [SourceID: SourceContent] {
        Dictionary(runs.map { ($0.source.id, $0.source.content) }, uniquingKeysWith: { first, _ in first })
    }

    private var outcome: IngestOutcome {
        runs.reduce(into: IngestOutcome()) { sum, run in
            if run.standing.isPaused { sum.paused += 1 }
            sum.done += run.totals.done
            sum.pending += run.totals.pending
            sum.setAside += run.totals.setAside
            sum.rejected += run.totals.rejected
        }
    }

    /// Tells everybody who follows the run.
    /// - Parameter instant: When it happened, when that is known better than now: the clock may have gone on meanwhile.
    func emit(_ kind: IngestEvent.Kind, at instant: Timestamp? = nil) {
        let event = IngestEvent(at: instant ?? clock.now, kind: kind)
        activity.append(event.logEntry)
        if activity.count > options.activityLines { activity.removeFirst(activity.count - options.activityLines) }
        broadcast.send(event)
        changed()
    }
}
