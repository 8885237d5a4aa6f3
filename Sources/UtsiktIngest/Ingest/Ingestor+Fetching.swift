import UtsiktBase

extension Ingestor {
    /// Fetches one page and keeps it, or notes why it was not had.
    func fetch(_ entry: SourceRun.Entry, from source: any Source, remembering seconds: Int64, of index: Int) async {
        let task = entry.task
        do throws(StoreError) {
            // Noted before the call: a process that ends now has made it.
            if seconds > 0 || !entry.payments.isEmpty {
                let call = NotedCall(
                    budget: task.budget, at: clock.reading, cost: entry.cost, payments: entry.payments)
                try await store.noteCall(source.id, call, keep: seconds)
                noteRoom()
            }
            guard !Task.isCancelled else {
                runs[index].land(task, quota: nil, at: clock.now)
                var unmade = SourceFailure(.cancelled, "not made")
                unmade.spent = .zero
                return try await settle(entry, .failure(unmade), of: index)
            }
            let result = await Ingestor.call(source, entry)
            try await settle(entry, result, of: index)
            switch result {
            case .success(let page): try await keep(page, entry, of: index)
            case .failure(let failure): try await take(failure, entry, of: index)
            }
        } catch {
            if error.kind == .full, (try? await waitForRoom(error)) != nil {
                // The call was not noted, so it was not made.
                _ = runs[index].meter?.settle(entry.price, paidOn: entry.paidOn, actual: .zero, at: clock.now)
                runs[index].land(task, quota: nil, at: clock.now)
                return runs[index].enqueue(entry, first: true)
            }
            runs[index].land(task, quota: nil, at: clock.now)
            if case .conflict = error.kind { return drop(entry, error, of: index) }
            fail(error)
        }
    }

    /// Calls the source away from the actor: understanding an answer must not hold up the others.
    @concurrent
    private static func call(_ source: any Source, _ entry: SourceRun.Entry) async -> Result<Page, SourceFailure> {
        do throws(SourceFailure) {
            guard !entry.companions.isEmpty else { return .success(try await source.fetch(entry.task)) }
            return .success(try await source.fetch(entry.task, with: entry.companions.map(\.task)))
        } catch {
            return .failure(error)
        }
    }

    private func keep(_ answer: Page, _ entry: SourceRun.Entry, of index: Int) async throws(StoreError) {
        var page = answer
        let task = entry.task
        if let next = page.next, next == task.cursor || task.pages &+ 1 >= options.maxPagesPerTask {
            // A service that repeats its cursor would be asked for the same page for ever.
            let reason = next == task.cursor ? "the service repeats its cursor" : "the list does not end"
            page.next = nil
            page.isPartial = true
            page.rejected.append(
                Rejection(file: task.label, field: "next", reason: "\(reason); stopped after page \(task.pages &+ 1)"))
        }
        // Awaited even when this run is being stopped: the page is here and must not be asked for again.
        let commit = try await store.commit(page, of: task, at: clock.now)
        let now = clock.now
        runs[index].land(task, quota: page.quota, settled: Set(commit.settled.map(\.subject)), at: now)
        runs[index].noteAnswer(task.budget)
        runs[index].standing.noteSuccess()
        runs[index].totals.pages += 1
        runs[index].totals.posts += commit.rows.posts.count - commit.edited
        runs[index].totals.observations += commit.rows.observations.count
        runs[index].totals.rejected += commit.rejected
        runs[index].totals.bytes &+= page.bytes
        runs[index].pages.add(1, at: now)
        runs[index].rows.add(commit.rows.count, at: now)
        let own = commit.settled.first { $0.subject == task.subject }
        if own != nil || commit.isDone {
            settle(SettledTask(task.subject, own?.outcome ?? .done), label: task.label, of: index)
        } else {
            // A begun task is finished before another one is begun, and before those that its next page answers as well: one of
            // them would begin anew.
            runs[index].enqueue(
                SourceRun.Entry(task: commit.task), first: true, leads: !entry.companions.isEmpty)
        }
        for other in commit.settled where other.subject != task.subject {
            let label = entry.companions.first { $0.task.subject == other.subject }?.task.label
            settle(other, label: label ?? other.subject, of: index)
        }
        emit(.committed(commit))
        if commit.rejected > 0 {
            page.rejected.append(CommittedPage.leftOut(commit.leftOut, of: task), count: commit.leftOut)
            emit(.rejected(task, page.rejected))
        }
        runs[index].totals.done += commit.returned
        retire(commit.retired, of: index)
        take(commit.addedTasks, of: index)
        if commit.endsList { try await reopenDiscovered(of: index) }
        try await keepWaits(of: index)
    }

    /// Forgets tasks that are not wanted any more.
    private func retire(_ tasks: [CommittedPage.Retired], of index: Int) {
        guard !tasks.isEmpty else { return }
        let subjects = Set(tasks.map(\.subject))
        runs[index].drop(subjects)
        runs[index].setAside.removeAll { subjects.contains($0.subject) }
        runs[index].mustRecount = true
        for task in tasks {
            switch task.state {
            case .pending: runs[index].totals.pending -= 1
            case .done: runs[index].totals.done -= 1
            case .setAside: runs[index].totals.setAside -= 1
            }
        }
        let open = tasks.count { $0.state != .done }
        emit(.retired(runs[index].source.id, count: tasks.count, open: open))
    }

    /// Keeps what the service has imposed, when that has changed.
    func keepWaits(of index: Int) async throws(StoreError) {
        let waits = runs[index].waits(at: clock.reading)
        let known = runs[index].keptWaits
        let isSame = waits.elementsEqual(known) { a, b in
            a.budget == b.budget && a.until == b.until && a.times == b.times
        }
        guard !isSame else { return }
        runs[index].keptWaits = waits
        try await store.keep(waits, of: runs[index].source.id)
    }

    private func take(_ failure: SourceFailure, _ entry: SourceRun.Entry, of index: Int) async throws(StoreError) {
        let task = entry.task
        let now = clock.now
        if let order = failure.pause { return try await pause(order, failure, entry, of: index) }
        let isOfOne = [.refused, .gone].contains(failure.kind) || failure.kind == .malformed && entry.failures >= 2
        if isOfOne, !entry.companions.isEmpty {
            runs[index].split(entry, quota: failure.quota, at: now)
            changed()
            return try await keepWaits(of: index)
        }
        switch failure.kind {
        case .cancelled where Task.isCancelled:
            runs[index].land(task, quota: failure.quota, at: now)
        case .rateLimited:
            runs[index].land(task, quota: failure.quota, at: now)
            runs[index].limiter.noteRefusal(task.budget, retryAfterSeconds: failure.retryAfterSeconds, at: now)
            runs[index].enqueue(entry, first: true)
        case .refused, .gone:
            let isSuspect = failure.kind == .refused && failure.status == 403
            if !isSuspect || !runs[index].source.pausesOnRefusals {
                runs[index].standing.noteOther()
            } else if runs[index].standing.pause != nil {
                return try await pause(SourcePause.Order(.refusals), failure, entry, of: index)
            } else if let refused = runs[index].standing.noteRefused(task) {
                return try await pause(SourcePause.Order(.refusals), failure, entry, refused: refused, of: index)
            }
            try await store.setAside(
                task, cause: failure.kind == .gone ? .gone : .refused, reason: failure.problem, at: now)
            runs[index].land(task, quota: failure.quota, at: clock.now)
            runs[index].noteAnswer(task.budget)
            if runs[index].standing.isPaused(by: task.subject) {
                // Meanwhile it has turned out that it is not the task.
                runs[index].enqueue(entry, first: true)
                return changed()
            }
            noteSetAside(task, failure.problem, of: index)
            // A list that cannot be read does not keep what it named before from being asked.
            if runs[index].seeds.contains(task.subject) { try await reopenDiscovered(of: index) }
        case .temporary, .malformed, .cancelled:
            guard !Task.isCancelled else { return runs[index].land(task, quota: failure.quota, at: now) }
            var entry = entry
            entry.attempts = min(max(0, entry.attempts), 1_000_000) + 1
            entry.failures += 1
            let most = failure.kind == .malformed ? min(options.maxMalformed, options.maxAttempts) : options.maxAttempts
            if entry.failures >= most {
                // All that were asked for together were so every time, or nearly.
                let tasks = [task] + entry.companions.map(\.task)
                for task in tasks {
                    try await store.setAside(task, cause: .givenUp, reason: failure.problem, at: now)
                }
                runs[index].land(task, quota: failure.quota, settled: Set(tasks.map(\.subject)), at: clock.now)
                for task in tasks {
                    noteSetAside(task, "\(failure.problem) (\(entry.failures) attempts)", of: index)
                }
                if runs[index].seeds.contains(task.subject) { try await reopenDiscovered(of: index) }
                return
            }
            let wait = max(
                options.backoffMilliseconds(of: task, attempt: entry.attempts),
                min(max(0, failure.retryAfterSeconds ?? 0), 86_400) * 1000)
            let reading = clock.reading
            let until = reading.at.adding(milliseconds: wait)
            try await store.noteFailure(
                of: task, NotedFailure(attempts: entry.attempts, problem: failure.problem, due: until), at: reading)
            runs[index].land(task, quota: failure.quota, due: until, at: clock.now)
            runs[index].putOff(entry, until: until, at: reading.at, options: options)
            emit(.retrying(task, attempt: entry.attempts, until: until, problem: failure.problem), at: reading.at)
        }
        changed()
        try await keepWaits(of: index)
    }

    private func noteSetAside(_ task: FetchTask, _ reason: String, of index: Int) {
        runs[index].totals.setAside += 1
        runs[index].totals.pending -= 1
        runs[index].setAside.append(
            SetAsideTask(subject: task.subject, label: task.label, reason: reason, at: clock.now))
        emit(.setAside(task, reason: reason))
    }

    /// Counts a task that a page has settled.
    private func settle(_ settled: SettledTask, label: String, of index: Int) {
        switch settled.outcome {
        case .done, .open:
            runs[index].totals.done += 1
            runs[index].totals.pending -= 1
            if case .open = settled.outcome { runs[index].totals.open += 1 }
        case .failed(_, let reason):
            noteSetAside(
                FetchTask(
                    source: runs[index].source.id, subject: settled.subject, label: label,
                    budget: BudgetKey(rawValue: "")), reason, of: index)
        }
    }

    /// Another process has committed this page: the task is its business now.
    private func drop(_ entry: SourceRun.Entry, _ error: StoreError, of index: Int) {
        runs[index].totals.pending -= 1
        emit(.setAside(entry.task, reason: error.problem))
    }
}
