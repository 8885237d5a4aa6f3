import UtsiktApp
package import UtsiktCore

extension ArrivalSink {
    /// Says something in the footer, until the next key.
    package func notice(_ text: String) { hand(.notice(text)) }

    /// Adds a line to the log.
    package func log(_ level: LogLevel, _ text: String, source: String = "utsikt") {
        hand(.logged(LogEntry(at: WorldClock.system.now, level: level, source: source, text: text)))
    }
}
