import UtsiktBase

// Sources that fail as a whole, and what calls have cost.
extension Ingestor {
    /// Pauses a source; the task stays as it was.
    /// - Parameter refused: Tasks that have failed for the same reason before it was known to be one.
    func pause(
        _ order: SourcePause.Order, _ failure: SourceFailure, _ entry: SourceRun.Entry, refused: [FetchTask] = [],
        of index: Int
    ) async throws(StoreError) {
        let now = clock.now
        let pause = SourcePause(order, failure.problem, at: now)
        // Before anything is awaited: nothing more is asked from here on.
        let isFirst = runs[index].standing.begin(pause)
        runs[index].land(entry.task, quota: failure.quota, at: now)
        runs[index].noteAnswer(entry.task.budget)
        runs[index].enqueue(entry, first: true)
        changed()
        guard isFirst else { return }
        let others = refused.filter { $0.subject != entry.task.subject }
        try await store.keep(
            pause, of: runs[index].source.id, reviving: others.map(\.subject), at: now)
        revive(others, of: index)
        emit(.sourcePaused(runs[index].source.id, pause), at: now)
        try await keepWaits(of: index)
    }

    /// Takes tasks of a source up again that had failed.
    private func revive(_ tasks: [FetchTask], of index: Int) {
        let subjects = Set(tasks.map(\.subject))
        let failed = runs[index].setAside.filter { subjects.contains($0.subject) }
        runs[index].setAside.removeAll { subjects.contains($0.subject) }
        runs[index].totals.setAside -= failed.count
        runs[index].totals.pending += failed.count
        for task in tasks { runs[index].enqueue(SourceRun.Entry(task: task)) }
    }

    /// Ends the pauses of sources, since somebody asked for it.
    func endPauses(of sources: [SourceID]) {
        for index in runs.indices where sources.contains(runs[index].source.id) {
            guard !preparing.contains(index) else {
                revivals += 1
                continue
            }
            if runs[index].standing.end() { emit(.sourceResumed(runs[index].source.id, .key)) }
        }
    }

    /// Ends a pause whose date has come. The store forgets it with the next round.
    func endPauseIfOver(of index: Int) {
        guard let pause = runs[index].standing.pause, pause.isOver(at: clock.now), runs[index].standing.end() else {
            return
        }
        emit(.sourceResumed(runs[index].source.id, .date))
    }

    /// Tells once that nothing which costs money is asked for, and once that it is again.
    func tellStop(of index: Int, _ step: SourceRun.Step) {
        if let stop = runs[index].standing.moneyStop {
            guard toldStops[index]?.problem != stop.problem || toldStops[index]?.until != stop.until else { return }
            toldStops[index] = stop
            emit(.sourcePaused(runs[index].source.id, stop))
        } else if case .fetch = step, toldStops.removeValue(forKey: index) != nil {
            emit(.sourceResumed(runs[index].source.id, .date))
        }
    }

    /// Takes note of what a call has cost.
    func settle(
        _ entry: SourceRun.Entry, _ result: Result<Page, SourceFailure>, of index: Int
    ) async throws(StoreError) {
        guard entry.price > .zero else { return }
        let actual: Money?
        switch result {
        case .success(let page): actual = page.spent
        case .failure(let failure):
            // Nothing was handed out where the answer is a refusal. Without an answer nobody knows.
            let isRefusal = failure.status.map { !(200...299).contains($0) } ?? false
            actual = failure.spent ?? (isRefusal ? Money.zero : nil)
        }
        let changes =
            runs[index].meter?.settle(entry.price, paidOn: entry.paidOn, actual: actual, at: clock.now) ?? []
        if !changes.isEmpty { try await store.settle(changes, of: runs[index].source.id) }
    }
}
