import CPty
import Foundation
import Synchronization

/// Waiting for what a program does. A wait looks when the terminal or the reports say something, and holds no thread of tasks.
extension PtyProcess {
    /// Waits until the screen fulfils a condition.
    /// - Parameters:
    ///   - what: What is waited for, for the error.
    /// - Throws: `PtyError` with the screen when the time is over or the program ended without it.
    @discardableResult
    public func waitUntil(
        timeout: Duration = .seconds(600), _ what: String, _ condition: (VirtualTerminal) -> Bool
    ) async throws -> VirtualTerminal {
        try await wait(timeout: timeout, what, endsInVain: true) { condition($0.screen) }.screen
    }

    /// Waits until a text stands on the screen.
    @discardableResult
    public func waitFor(_ text: String, timeout: Duration = .seconds(600)) async throws -> VirtualTerminal {
        try await waitUntil(timeout: timeout, "‘\(text)’") { $0.text.contains(text) }
    }

    /// Waits until the program is over.
    @discardableResult
    public func waitForExit(timeout: Duration = .seconds(600)) async throws -> PtyStatus {
        try await wait(timeout: timeout, "the end", endsInVain: false) { $0.status.hasEnded }.status
    }

    /// Waits until the program was stopped so many times in all.
    public func waitForStop(count: Int = 1, timeout: Duration = .seconds(600)) async throws {
        _ = try await wait(timeout: timeout, "stop \(count)", endsInVain: true) { $0.stops >= count }
    }

    /// Waits until the program wrote nothing for a while and none of its threads wants to run: on a busy machine a program that
    /// is silent may only not have had its turn.
    public func waitUntilQuiet(
        for pause: Duration = .milliseconds(300), timeout: Duration = .seconds(600)
    ) async throws {
        var last = -1
        var since = ContinuousClock.now
        _ = try await wait(timeout: timeout, "quiet", endsInVain: false) { state in
            if state.bytesRead != last || !Self.isAtRest(state.process) {
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
        var last = -1
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
            await readiness(isMoving: now.bytesRead != last)
            last = now.bytesRead
        }
    }

    /// Returns when there is something to read or to write, and after a tenth of a second in any case: quiet is something to
    /// see as well.
    private func readiness(isMoving: Bool) async {
        let files = state.withLock { state in
            let wants = (state.isReading ? POLLIN : 0) | (state.written < state.unwritten.count ? POLLOUT : 0)
            return [
                pollfd(fd: state.pty.master, events: Int16(wants), revents: 0),
                pollfd(fd: state.pty.status, events: Int16(POLLIN), revents: 0),
            ]
        }
        let started = ContinuousClock.now
        let isHungUp = await withCheckedContinuation { continuation in
            // A thread of its own: it would hold up the tests' tasks.
            Thread.detachNewThread {
                var files = files
                _ = poll(&files, nfds_t(files.count), 100)
                continuation.resume(
                    returning: files.contains { $0.revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 })
            }
        }
        // A line that is hung up is ready for ever, without anything to be had from it.
        if isHungUp, !isMoving, started.duration(to: .now) < .milliseconds(8) {
            try? await Task.sleep(for: .milliseconds(8))
        }
    }

    /// Whether all threads of a process sleep, or it is no more.
    private static func isAtRest(_ process: Int32) -> Bool {
        let folder = "/proc/\(process)/task"
        guard let threads = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return true }
        return threads.allSatisfy { thread in
            guard let data = FileManager.default.contents(atPath: "\(folder)/\(thread)/stat") else { return true }
            // The state follows the name, which may hold anything.
            let tail = String(decoding: data, as: UTF8.self).split(separator: ")").last ?? ""
            return !tail.hasPrefix(" R") && !tail.hasPrefix(" D")
        }
    }
}
