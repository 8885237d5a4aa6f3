import Foundation
import Synchronization
import UtsiktCore
import UtsiktScreen

/// What `utsikt fetch` says while it fetches and when it is done, for people, logs and programs.
final class FetchReport: Sendable {
    private let ingestor: Ingestor
    private let isJSON: Bool
    private let progress = ProgressLine()
    private let start = ContinuousClock.now
    private let pulse: Mutex<StatusPulse>

    init(_ ingestor: Ingestor, json: Bool) {
        self.ingestor = ingestor
        isJSON = json
        pulse = Mutex(
            json
                ? StatusPulse(quickest: 1, slowest: 60, start: 0) : StatusPulse(quickest: 60, slowest: 60, start: 0))
    }

    /// Says a sentence on standard error.
    func say(_ text: String) { progress.say(text) }

    /// Tells how fetching stands until its task is cancelled: drawn over itself on a terminal, else line by line.
    func keepTelling() async {
        // Lines of JSON on the same terminal would be drawn over.
        let isDrawn = progress.isShown && !(isJSON && isatty(STDOUT_FILENO) == 1)
        defer { progress.clear() }
        while (try? await Task.sleep(for: isDrawn ? .milliseconds(250) : .seconds(1))) != nil {
            let status = FetchStatus(await ingestor.snapshot())
            guard !Task.isCancelled else { return }
            if isDrawn { progress.show(status) }
            if isJSON || !isDrawn { tell(status) }
        }
    }

    private func tell(_ status: FetchStatus) {
        let now = (ContinuousClock.now - start) / .seconds(1)
        guard pulse.withLock({ $0.isDue(status, at: now) }) else { return }
        if isJSON {
            try? Output.line((try? JSONOutput.line(status)) ?? "")
        } else {
            Output.say("\(status.at) \(status.words { NumberText.grouped($0) })\n")
        }
    }

    /// Says events until the run ends, and how it has ended.
    /// - Returns: How; nil when it was cancelled or the store failed.
    func follow(_ events: AsyncStream<IngestEvent>) async throws -> IngestOutcome? {
        var tally = FetchTally()
        for await event in events {
            tally.count(event)
            if isJSON { try Output.line(JSONOutput.line(event.record)) } else { say(event) }
            switch event.kind {
            case .finished(let outcome):
                progress.clear()
                if !isJSON {
                    let seconds = (ContinuousClock.now - start) / .seconds(1)
                    try Output.words(tally.summary(outcome, seconds: seconds) { NumberText.grouped($0) } + "\n")
                }
                return outcome
            case .failed: return nil
            default: break
            }
        }
        return nil
    }

    /// Says what somebody may have to do something about.
    private func say(_ event: IngestEvent) {
        switch event.kind {
        case .setAside, .rejected, .retrying, .stalled, .unstalled, .following, .clockSet:
            progress.say(event.logEntry.text)
        case .sourcePaused, .sourceResumed:
            let entry = event.logEntry
            progress.say("\(entry.source): \(entry.text)")
        default: break
        }
    }
}
