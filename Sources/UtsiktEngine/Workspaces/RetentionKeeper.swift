package import UtsiktCore

/// Applies the configured retention while a world is open: at its start, and once a day.
package struct RetentionKeeper: Sendable {
    private let store: Store
    private let retention: Retention
    private let clock: any PaceClock

    /// Makes a keeper; nothing happens before `run`.
    package init(_ store: Store, _ retention: Retention, clock: any PaceClock = SystemPaceClock()) {
        self.store = store
        self.retention = retention
        self.clock = clock
    }

    /// Applies it now.
    /// - Parameter tell: Is told what went, or why nothing could.
    package func apply(tell: @Sendable (LogEntry) -> Void) async {
        guard retention.isSet else { return }
        let now = clock.now
        do throws(StoreError) {
            let outcome = try await store.retain(retention, at: now)
            if !outcome.isEmpty { tell(LogEntry(at: now, level: .info, source: "store", text: outcome.description)) }
        } catch {
            tell(LogEntry(at: now, level: .error, source: "store", text: "retention: \(error)"))
        }
    }

    /// Applies it once a day until cancelled; without a retention it returns at once.
    /// - Parameters:
    ///   - startsNow: Whether the first day begins with it.
    ///   - tell: Is told what went, and of a failure; the next day it is tried again.
    package func run(startsNow: Bool = true, tell: @Sendable (LogEntry) -> Void) async {
        guard retention.isSet else { return }
        if startsNow { await apply(tell: tell) }
        while (try? await clock.sleep(until: clock.now.adding(seconds: 86_400))) != nil { await apply(tell: tell) }
    }
}
