import UtsiktCore

extension LogPane {
    /// A line for each entry that is kept.
    public static func json(_ state: AppState) throws -> String? {
        try state.log.entries.map { try JSONOutput.line($0) + "\n" }.joined()
    }

    /// The entries that are kept.
    public static func csv(_ state: AppState) -> String? {
        PaneCSV.rows(
            ["at", "level", "source", "text"],
            state.log.entries.map { [$0.at.iso8601, "\($0.level)", $0.source, $0.text] })
    }
}
