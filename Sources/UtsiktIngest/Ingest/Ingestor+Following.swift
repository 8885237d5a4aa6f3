import UtsiktBase

// Following: another process that fetches, and a clock that was set.
extension Ingestor {
    /// Says how much of the store whoever listens knows already, from before `run`: what another process adds from there on is
    /// told as an event.
    public func follow(from mark: StoreMark) { told = mark }

    /// Takes the right to fetch; until it is free, follows the process that has it.
    /// - Returns: Whether there is something to fetch for this process; otherwise it was cancelled, or the other one has
    ///   fetched everything.
    func takeClaim() async throws(StoreError) -> Bool {
        guard !runs.isEmpty else { return true }
        // Once even when it is cancelled already: the journal then says what is left to do.
        repeat {
            if let claim = try store.claim() {
                self.claim = claim
                // What the other one committed last.
                if isFollowing { try await follow() }
                isFollowing = false
                return true
            }
            if !isFollowing {
                isFollowing = true
                phase = .following
                emit(.following)
            }
            try await follow()
            if options.watchSeconds == nil, runs.allSatisfy({ $0.totals.total > 0 && $0.totals.pending == 0 }) {
                return false
            }
            try? await realClock.sleep(until: realClock.now.adding(milliseconds: max(1, options.followMilliseconds)))
        } while !Task.isCancelled
        return false
    }

    /// Takes in what another process has committed since the last time.
    private func follow() async throws(StoreError) {
        var mark: StoreMark
        if let told { mark = told } else { mark = try await store.mark() }
        told = mark
        let totals = try await store.progress()
        guard runs.contains(where: { $0.totals != totals[$0.source.id] ?? SourceTotals() }) else { return }
        let now = clock.reading
        for index in runs.indices {
            let before = runs[index].totals
            runs[index] = try await journal(of: index, at: now)
            let after = runs[index].totals
            // The first look finds what was there before.
            guard before.pages > 0 else { continue }
            runs[index].pages.add(max(0, after.pages &- before.pages), at: now.at)
            runs[index].rows.add(
                max(0, after.posts &- before.posts) &+ max(0, after.observations &- before.observations), at: now.at)
        }
        while true {
            let news = try await store.rows(after: mark)
            mark = news.mark
            told = mark
            guard !news.rows.isEmpty else { break }
            emit(.followed(news.rows))
        }
        changed()
    }

    /// Notes how much of the store is told when this process has fetched itself: all of it.
    func noteTold() async throws(StoreError) {
        if told != nil, claim != nil { told = try await store.mark() }
    }

    /// Follows a clock that was set: budgets and waits are spans of time that has passed, whatever the clock says, so that
    /// every instant that is kept moves along with it.
    /// - Returns: Whether it was set.
    func followSetClock() -> Bool {
        let reading = clock.reading
        guard let steady = reading.steady else { return false }
        let offset = reading.at.adding(milliseconds: 0 &- steady.milliseconds).milliseconds
        defer { clockOffset = (steady.boot, offset) }
        guard let known = clockOffset, known.boot == steady.boot else { return false }
        let (step, overflow) = offset.subtractingReportingOverflow(known.milliseconds)
        // Small steps are the two clocks' own differences.
        guard !overflow, step.magnitude > 1500 else { return false }
        for index in runs.indices { runs[index].shift(by: step) }
        cancelTimers()
        emit(.clockSet(milliseconds: step))
        return true
    }
}
