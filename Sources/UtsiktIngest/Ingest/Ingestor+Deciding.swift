import UtsiktBase

extension Ingestor {
    /// Reads the journal of all sources and begins a round of each.
    func prepare() async throws(StoreError) {
        looks = []
        for index in runs.indices { try await prepare(index, isStart: true) }
    }

    /// Begins a round of a source, and reads what its journal says then.
    private func prepare(_ index: Int, isStart: Bool) async throws(StoreError) {
        preparing.insert(index)
        defer { preparing.remove(index) }
        let source = runs[index].source
        let now = clock.reading
        var round = Round(
            source: StoredSource(source), seeds: source.seeds(at: now.at), fingerprint: { source.fingerprint(key: $0) })
        if options.retriesSetAside {
            let patience = isStart ? 0 : max(0, options.givenUpSeconds)
            round.retry = Round.Retry(
                givenUp: now.at.adding(seconds: 0 &- patience),
                refused: now.at.adding(seconds: 0 &- max(0, options.refusedSeconds)))
        }
        round.refreshBefore = source.refreshSeconds.map { now.at.adding(seconds: 0 &- max(0, $0)) }
        let changes = try await store.begin(round, at: now)
        var seen: Int
        var run: SourceRun
        repeat {
            seen = revivals
            run = try await journal(of: index, at: now)
            for entry in try await store.pending(source.id) {
                run.enqueue(
                    SourceRun.Entry(task: entry.task, attempts: entry.attempts), due: entry.due(seenFrom: now))
            }
        } while revivals != seen
        run.seeds = Set(round.seeds.map(\.subject))
        runs[index] = run
        if changes.endedPause { emit(.sourceResumed(source.id, .secret)) }
        if isStart, let pause = run.standing.pause { emit(.sourcePaused(source.id, pause)) }
        if changes.retired > 0 { emit(.retired(source.id, count: changes.retired, open: changes.retiredOpen)) }
        if changes.retried > 0 { emit(.retried(count: changes.retried)) }
        let added = changes.added + (isStart ? 0 : changes.reopened)
        if added > 0 { emit(.added(source.id, count: added)) }
    }

    /// A source's run as its journal has it, with nothing queued.
    func journal(of index: Int, at now: PaceInstant) async throws(StoreError) -> SourceRun {
        let source = runs[index].source
        var run = SourceRun(source: source)
        (run.pages, run.rows) = (runs[index].pages, runs[index].rows)
        run.setAside = try await store.setAsideTasks(source.id).map { entry in
            SetAsideTask(
                subject: entry.task.subject, label: entry.task.label, reason: entry.problem ?? "", at: entry.changedAt)
        }
        run.totals = try await store.progress()[source.id] ?? SourceTotals()
        run.limiter.restore(
            try await store.notedCalls(source.id).map { ($0.budget, $0.at.seen(from: now), $0.cost) }, at: now.at)
        run.standing.isBounded = !source.budgets.isEmpty
        run.standing.takeOver(runs[index].standing)
        run.standing.restore(try await store.pause(of: source.id), at: now.at)
        if let budget = source.money {
            // Two months, whatever day it is.
            run.meter = MoneyMeter(
                budget, days: try await store.spent(source.id, since: now.at.day.adding(days: -62).number))
        }
        run.restore(try await store.waits(source.id), at: now)
        return run
    }

    /// Reads the totals anew where retired tasks may have been under way.
    func recount() async throws(StoreError) {
        guard runs.contains(where: \.mustRecount) else { return }
        let totals = try await store.progress()
        for index in runs.indices {
            runs[index].mustRecount = false
            runs[index].totals = totals[runs[index].source.id] ?? SourceTotals()
        }
    }

    func pumpAll() {
        for index in runs.indices { pump(index) }
        endIfDone()
    }

    /// Starts as many pages of a source as may be under way now, and sets the timer for what must wait.
    func pump(_ index: Int) {
        guard isRunning, !isPaused, failure == nil, ended != nil, !preparing.contains(index) else { return }
        if followSetClock() {
            for other in runs.indices where other != index { pump(other) }
        }
        while true {
            let concurrency = max(1, runs[index].source.concurrency ?? options.concurrency)
            endPauseIfOver(of: index)
            let step = runs[index].next(at: clock.now, concurrency: concurrency)
            tellStop(of: index, step)
            switch step {
            case .fetch(let entry):
                start(entry, of: index)
                announced[index] = nil
            case .wait(let until, let key, let reason):
                guard !isOver else { return setTimer(index, until: nil) }
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

    func cancelTimers() {
        for timer in timers.values { timer.task.cancel() }
        timers = [:]
        announced = [:]
    }

    /// Ends the run when nothing is left to do, or, when watching, looks again at each source that is at rest.
    func endIfDone() {
        guard ended != nil, failure == nil else { return }
        guard let seconds = options.watchSeconds else {
            if isOver { finishWaiting() }
            return
        }
        // Each source by itself: one that waits for its budget for days must not keep the others from what is new.
        for index in runs.indices where runs[index].isEmpty && looks.insert(index).inserted {
            let until = clock.now.adding(seconds: max(1, seconds))
            let id = nextWork
            nextWork += 1
            work[id] = Task {
                if (try? await self.clock.sleep(until: until)) != nil { await self.look(index) }
                self.work[id] = nil
                self.looks.remove(index)
                self.pump(index)
                self.endIfDone()
            }
        }
    }

    /// Whether a run that does not watch has nothing left to do. What is paused may be so for weeks: it does not wait for that.
    private var isOver: Bool {
        options.watchSeconds == nil && work.isEmpty && retries.isEmpty && runs.allSatisfy(\.isAtRest)
    }

    /// Begins another round of a source at rest.
    private func look(_ index: Int) async {
        // By key something may have been taken up again meanwhile; then it is looked at when that is done.
        guard runs[index].isEmpty, !isPaused else { return }
        do throws(StoreError) {
            try await prepare(index, isStart: false)
        } catch {
            fail(error)
        }
    }

    /// Takes up what a list had discovered, once the list has been read again or cannot be read.
    func reopenDiscovered(of index: Int) async throws(StoreError) {
        guard let seconds = runs[index].source.refreshSeconds else { return }
        let now = clock.now
        let again = try await store.reopen(
            runs[index].source.id, doneBefore: now.adding(seconds: 0 &- max(0, seconds)), at: now)
        runs[index].totals.done -= again.count
        take(again, of: index)
    }

    /// Adds tasks that are new in the journal, or pending again, to the run of their source.
    func take(_ tasks: [FetchTask], of origin: Int) {
        guard !tasks.isEmpty else { return }
        for index in runs.indices {
            let own = tasks.filter { $0.source == runs[index].source.id }
            guard !own.isEmpty else { continue }
            guard !preparing.contains(index) else {
                revivals += 1
                continue
            }
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
    func stop() {
        cancelTimers()
        for task in work.values { task.cancel() }
        finishWaiting()
    }

    private func finishWaiting() {
        ended?.resume()
        ended = nil
    }
}
