import UtsiktApp
import UtsiktCore
import UtsiktEngine

/// The data behind a pane as JSON or CSV: the pane's own, from the core value that it draws; for the overview the run's figures.
enum PaneData {
    /// Lines of JSON with their line feeds: one, or for the log one an entry.
    static func json(
        _ subject: DumpSubject, _ run: HeadlessRun, _ state: AppState, world: StoreWorld
    ) throws -> String {
        guard let pane = subject.pane else { return try JSONOutput.line(RunSummary(run, world: world)) + "\n" }
        guard let json = try state.panes.pane(pane).json(state) else { throw Failure.notYet("\(pane) as json") }
        return json
    }

    /// Rows with a header line (RFC 4180).
    static func csv(_ subject: DumpSubject, _ state: AppState) throws -> String {
        guard let pane = subject.pane else { throw Failure.notYet("the overview as csv") }
        guard let csv = state.panes.pane(pane).csv(state) else { throw Failure.notYet("\(pane) as csv") }
        return csv
    }
}
