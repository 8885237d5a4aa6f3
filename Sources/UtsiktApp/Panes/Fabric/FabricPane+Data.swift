import UtsiktCore

extension FabricPane {
    /// The plan and what follows from it, one line.
    public static func json(_ state: AppState) throws -> String? {
        try JSONOutput.line(FabricReport(state.fabric.analysis)) + "\n"
    }

    /// What each port is for.
    public static func csv(_ state: AppState) -> String? {
        PaneCSV.rows(
            ["port", "role", "spine", "servers"],
            FabricReport(state.fabric.analysis).ports.map { port in
                [
                    "\(port.port)", port.role, port.spine.map { "\($0)" } ?? "",
                    port.servers.map { $0 ?? "" }.joined(separator: " "),
                ]
            })
    }
}
