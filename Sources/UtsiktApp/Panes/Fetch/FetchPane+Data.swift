import UtsiktCore
import UtsiktScreen

extension FetchPane {
    /// How fetching stands, one line.
    public static func json(_ state: AppState) throws -> String? {
        try state.fetch.snapshot.map { try JSONOutput.line($0) + "\n" }
    }

    /// How each source stands.
    public static func csv(_ state: AppState) -> String? {
        guard let snapshot = state.fetch.snapshot else { return nil }
        return PaneCSV.rows(
            ["source", "done", "total", "set_aside", "pages", "rows", "bytes"],
            snapshot.sources.map { source in
                [
                    source.id.rawValue, "\(source.done)", "\(source.total)", "\(source.setAside)",
                    "\(source.pages)", "\(source.rows)", "\(source.bytes)",
                ]
            })
    }

    /// How fetching stands; nil while there is nothing to fetch.
    public static func sentence(_ state: AppState) -> String? {
        guard let fetch = state.fetch.snapshot, fetch.total > 0 else { return nil }
        let phase =
            switch fetch.phase {
            case .finished: "ended"
            case .failed: "failed"
            case .paused: "paused"
            case .following: "by another process"
            case .idle, .running, .stopped: "\(NumberText.fixed((fetch.doneFraction * 100).rounded(.down), 0)) percent"
            }
        func number(_ value: Int) -> String { NumberText.grouped(value) }
        var parts = ["\(number(fetch.done)) of \(number(fetch.total)) done", "\(number(fetch.rows)) rows"]
        if fetch.setAside > 0 { parts.append("\(number(fetch.setAside)) failed") }
        if fetch.rejected > 0 { parts.append("\(number(fetch.rejected)) records rejected") }
        return "Fetching \(phase): " + parts.joined(separator: ", ") + "."
    }
}
