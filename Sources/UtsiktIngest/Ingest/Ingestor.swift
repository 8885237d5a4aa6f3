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
    /// Real time, whatever the pace: a disk does not become empty sooner because a replay runs fast.
    let roomClock: any PaceClock
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
    private var isPaused = false
    private var isRunning = false
    private var generation = 0
    private var failure: StoreError?
    private var ended: CheckedContinuation<Void, Never>?
    private var work: [Int: Task<Void, Never>] = [:]
    private var nextWork = 0
    private var timers: [Int: (until: Timestamp, task: Task<Void, Never>)] = [:]
    private var announced: [Int: Timestamp] = [:]
    private var reseedAt: Timestamp?
    private var retries: [Int: Task<Result<Int, StoreError>, Never>] = [:]
    /// A retry came when the run was reading the journal or ending: the journal is to be read once more.
    private var mustPrepareAgain = false

    /// Makes an ingestor; nothing happens before `run`.
    public init(
        sources: [any Source], store: any IngestStore, clock: any PaceClock, options: IngestOptions = IngestOptions(),
        roomClock: any PaceClock = SystemPaceClock()
    ) {
        runs = sources.map { SourceRun(source: $0) }
        plainStore = store
        self.clock = clock
        self.roomClock = roomClock
        self.options = options
    }

    /// Fetches until all tasks are done or failed; for ever when the options say to watch.
    ///
    /// Cancelling the task stops it: pages under way are dropped, committed ones are kept, and it returns normally. It may be
    /// run again later, as after `retrySetAside`; a second call while it runs returns at once.
    /// - Throws: `StoreError` when the store cannot be read or written; fetching has stopped then.
    public func run() async throws(StoreError) {
        guard !isRunning else { return }
        isRunning = true
        generation += 1
        let present = generation
        defer { isRunning = false }
        (failure, withoutRoom) = (nil, nil)
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
        let isComplete = runs.allSatisfy(\.isEmpty) && runs.allSatisfy { $0.totals.pending == 0 }
        phase = isComplete ? .finished : .stopped
        emit(.finished(outcome))
    }

    /// Stops asking for pages; those under way are still committed.
    public func pause() {
        guard !isPaused else { return }
        isPaused = true
        guard isRunning else { return }
        phase = .paused
        cancelTimers()
        emit(.paused)
    }

    /// Goes on after `pause`.
    public func resume() {
        guard isPaused else { return }
        isPaused = false
        guard isRunning else { return }
        phase = .running
        emit(.resumed)
        pumpAll()
    }

    /// Makes the tasks that failed for good pending again. Without a run they wait for the next one.
    /// - Returns: How many.
    public func retrySetAside() async throws(StoreError) -> Int {
        let id = nextWork
        nextWork += 1
        // A task that the run knows of: it does not end before what is retried is in it.
        let retry = Task { () -> Result<Int, StoreError> in
            let result: Result<Int, StoreError>
            do throws(StoreError) {
                // Whoever asks is answered at once, also when there is no room.
                let tasks = try await plainStore.retrySetAside(nil, at: clock.now)
                revive(tasks)
                if isRunning, ended == nil, !tasks.isEmpty { mustPrepareAgain = true }
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

    /// Takes tasks that failed for good into the run of their source.
    private func revive(_ tasks: [FetchTask]) {
        for index in runs.indices {
            let id = runs[index].source.id
            let own = tasks.filter { $0.source == id }
            guard !own.isEmpty else { continue }
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

// MARK: - Deciding

extension Ingestor {
    /// Reads the journal and adds the seeds it does not have yet.
    private func prepare() async throws(StoreError) {
        for index in runs.indices {
            let source = runs[index].source
            let now = clock.now
            var run = SourceRun(source: source)
            (run.pages, run.rows) = (runs[index].pages, runs[index].rows)
            try await store.register(StoredSource(source))
            let added = try await store.add(source.seeds(at: now), at: now)
            _ = try await reopened(source, at: now)
            if options.retriesSetAside {
                let tasks = try await store.retrySetAside(source.id, at: now)
                if !tasks.isEmpty { emit(.retried(count: tasks.count)) }
            }
            for entry in try await store.pending(source.id) {
                run.enqueue(SourceRun.Entry(task: entry.task, attempts: entry.attempts))
            }
            run.setAside = try await store.setAsideTasks(source.id).map { entry in
                SetAsideTask(
                    subject: entry.task.subject, label: entry.task.label, reason: entry.problem ?? "",
                    at: entry.changedAt)
            }
            run.totals = try await store.progress()[source.id] ?? SourceTotals()
            let longest = source.budgets.keys.map { run.limiter.memory(of: $0) }.max() ?? 0
            for (key, instants) in try await store.calls(source.id, since: now.adding(seconds: -longest)) {
                run.limiter.restore(instants, of: key, at: now)
            }
            runs[index] = run
            if !added.isEmpty { emit(.added(source.id, count: added.count)) }
        }
        reseedAt = nil
    }

    private func pumpAll() {
        for index in runs.indices { pump(index) }
        endIfDone()
    }

    /// Starts as many pages of a source as may be under way now, and sets the timer for what must wait.
    private func pump(_ index: Int) {
        guard isRunning, !isPaused, failure == nil, ended != nil else { return }
        while true {
            let concurrency = max(1, runs[index].source.concurrency ?? options.concurrency)
            switch runs[index].next(at: clock.now, concurrency: concurrency) {
            case .fetch(let entry):
                start(entry, of: index)
                announced[index] = nil
            case .wait(let until, let key, let reason):
                setTimer(index, until: until)
                if reason == .exhausted || reason == .asked, let key, announced[index] != until {
                    announced[index] = until
                    emit(.waiting(runs[index].source.id, key, until: until))
                }
                return
            case .nothing:
                setTimer(index, until: nil)
                return
            }
        }
    }

    private func start(_ entry: SourceRun.Entry, of index: Int) {
        let source = runs[index].source
        let memory = runs[index].limiter.memory(of: entry.task.budget)
        runs[index].totals.calls += 1
        let id = nextWork
        nextWork += 1
        changed()
        work[id] = Task {
            await self.fetch(entry, from: source, remembering: memory, of: index)
            self.work[id] = nil
            self.pump(index)
            self.endIfDone()
        }
    }

    private func setTimer(_ index: Int, until: Timestamp?) {
        guard timers[index]?.until != until else { return }
        timers[index]?.task.cancel()
        timers[index] = nil
        guard let until else { return }
        timers[index] = (
            until,
            Task {
                do { try await self.clock.sleep(until: until) } catch { return }
                guard self.timers[index]?.until == until, !Task.isCancelled else { return }
                self.timers[index] = nil
                self.changed()
                self.pump(index)
                self.endIfDone()
            }
        )
    }

    private func cancelTimers() {
        for timer in timers.values { timer.task.cancel() }
        timers = [:]
        announced = [:]
    }

    /// Ends the run when nothing is left to do, or waits for new seeds when watching.
    private func endIfDone() {
        guard ended != nil, failure == nil, work.isEmpty, retries.isEmpty, runs.allSatisfy(\.isEmpty)
        else { return }
        guard let seconds = options.watchSeconds else { return finishWaiting() }
        guard reseedAt == nil else { return }
        let until = clock.now.adding(seconds: max(1, seconds))
        reseedAt = until
        let id = nextWork
        nextWork += 1
        work[id] = Task {
            if (try? await self.clock.sleep(until: until)) != nil { await self.reseed() }
            self.work[id] = nil
            self.reseedAt = nil
            self.pumpAll()
        }
    }

    private func reseed() async {
        for index in runs.indices {
            let (source, now) = (runs[index].source, clock.now)
            do throws(StoreError) {
                if options.retriesSetAside { revive(try await store.retrySetAside(source.id, at: now)) }
                let again = try await reopened(source, at: now)
                runs[index].totals.done -= again.count
                take(again, of: index)
                take(try await store.add(source.seeds(at: now), at: now), of: index)
            } catch {
                return fail(error)
            }
        }
    }

    /// The tasks of a source that were done so long ago that they are asked again.
    private func reopened(_ source: any Source, at now: Timestamp) async throws(StoreError) -> [FetchTask] {
        guard let seconds = source.refreshSeconds else { return [] }
        return try await store.reopen(source.id, doneBefore: now.adding(seconds: 0 &- max(0, seconds)), at: now)
    }

    /// Adds tasks that are new in the journal, or pending again, to the run of their source.
    func take(_ tasks: [FetchTask], of origin: Int) {
        guard !tasks.isEmpty else { return }
        for index in runs.indices {
            let own = tasks.filter { $0.source == runs[index].source.id }
            guard !own.isEmpty else { continue }
            runs[index].totals.pending += own.count
            own.forEach { runs[index].enqueue(SourceRun.Entry(task: $0)) }
            emit(.added(runs[index].source.id, count: own.count))
            if index != origin { pump(index) }
        }
    }

    func fail(_ error: StoreError) {
        guard failure == nil else { return }
        failure = error
        phase = .failed
        emit(.failed(error))
        stop()
    }

    var problem: String? { (failure ?? withoutRoom)?.description }

    /// Ends the waiting of `run` and cancels what is under way.
    private func stop() {
        cancelTimers()
        for task in work.values { task.cancel() }
        finishWaiting()
    }

    /// Stops the run that was cancelled, and no later one.
    private func stop(run: Int) {
        if run == generation, isRunning { stop() }
    }

    private func finishWaiting() {
        ended?.resume()
        ended = nil
    }
}
