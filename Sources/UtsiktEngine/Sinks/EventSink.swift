package import UtsiktApp
package import UtsiktCore

/// Where everybody outside the app leaves events for it: the terminal's inbox, or a script's.
package protocol EventSink: Sendable {
    /// Leaves an event.
    func post(_ event: Event)
    /// Leaves an event in place of the one with the same key, if that was not taken yet.
    func post(_ event: Event, replacing key: String)
}

extension EventSink {
    /// Changes the state.
    package func update(_ change: @escaping @Sendable (inout AppState) -> Void) { post(.update(change)) }

    /// Says something in the footer, until the next key.
    package func notice(_ text: String) { update { $0.notice = text } }

    /// Adds a line to the log.
    package func log(_ level: LogLevel, _ text: String, source: String = "utsikt") {
        let entry = LogEntry(at: WorldClock.system.now, level: level, source: source, text: text)
        update { $0.log.append(entry) }
    }
}
