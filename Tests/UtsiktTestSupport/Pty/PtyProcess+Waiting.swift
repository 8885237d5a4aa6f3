import Synchronization

/// Waiting for what a program does. All waits sleep as tasks do and never hold a thread.
extension PtyProcess {
    /// Waits until the screen fulfils a condition.
    /// - Parameters:
    ///   - what: What is waited for, for the error.
    /// - Throws: `PtyError` with the screen when the time is over or the program ended without it.
    @discardableResult
    public func waitUntil(
        timeout: Duration = .seconds(180), _ what: String, _ condition: (VirtualTerminal) -> Bool
    ) async throws -> VirtualTerminal {
        try await wait(timeout: timeout, what, endsInVain: true) { condition($0.screen) }.screen
    }

    /// Waits until a text stands on the screen.
    @discardableResult
    public func waitFor(_ text: String, timeout: Duration = .seconds(180)) async throws -> VirtualTerminal {
        try await waitUntil(timeout: timeout, "‘\(text)’") { $0.text.contains(text) }
    }

    /// Waits until the program is over.
    @discardableResult
    public func waitForExit(timeout: Duration = .seconds(180)) async throws -> PtyStatus {
        try await wait(timeout: timeout, "the end", endsInVain: false) { $0.status.hasEnded }.status
    }

    /// Waits until the program was stopped so many times in all.
    public func waitForStop(count: Int = 1, timeout: Duration = .seconds(180)) async throws {
        _ = try await wait(timeout: timeout, "stop \(count)", endsInVain: true) { $0.stops >= count }
    }

    /// Waits until the program wrote nothing for a while.
    public func waitUntilQuiet(
        for pause: Duration = .milliseconds(300), timeout: Duration = .seconds(180)
    ) async throws {
        var last = -1
        var since = ContinuousClock.now
        _ = try await wait(timeout: timeout, "quiet", endsInVain: false) { state in
            if state.bytesRead != last {
                last = state.bytesRead
                since = .now
            }
            return since.duration(to: .now) >= pause
        }
    }

    private func wait(
        timeout: Duration, _ what: String, endsInVain: Bool, _ condition: (State) -> Bool
    ) async throws -> State {
        let deadline = ContinuousClock.now.advanced(by: timeout)
        while true {
            let now = state.withLock { state in
                // Not more at a time, so that a program that floods its terminal leaves the other tests their turns.
                Self.pump(&state, limit: 65536)
                return state
            }
            if condition(now) { return now }
            let isOver = endsInVain && now.status.hasEnded
            if isOver || now.failure != nil || .now > deadline {
                let reason = now.failure.map { "exec failed with error \($0)" } ?? "\(now.status)"
                throw PtyError(description: "waited in vain for \(what); \(reason); the screen:\n\(now.screen.text)")
            }
            // What is typed goes in by small pieces.
            try await Task.sleep(for: .milliseconds(now.written < now.unwritten.count ? 1 : 8))
        }
    }
}
