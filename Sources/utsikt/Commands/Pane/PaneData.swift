import UtsiktApp
import UtsiktCore
import UtsiktEngine

/// The data behind a pane as JSON or CSV, from the core value that the pane draws.
enum PaneData {
    /// Lines of JSON with their line feeds: one, or for the log one an entry.
    static func json(
        _ subject: DumpCommand.Subject, _ run: HeadlessRun, _ state: AppState, world: StoreWorld
    ) throws -> String {
        switch subject {
        case .overview: try JSONOutput.line(RunSummary(run, world: world)) + "\n"
        case .fetch: try JSONOutput.line(run.fetch) + "\n"
        case .topics: try JSONOutput.line(run.topics.report) + "\n"
        case .forecast: try JSONOutput.line(ForecastReport(run.forecast)) + "\n"
        case .fabric: try JSONOutput.line(FabricReport(state.fabric.analysis)) + "\n"
        case .log: try run.log.map { try JSONOutput.line($0) + "\n" }.joined()
        }
    }

    /// Rows with a header line (RFC 4180).
    static func csv(_ subject: DumpCommand.Subject, _ run: HeadlessRun, _ state: AppState) throws -> String {
        switch subject {
        case .overview: throw Failure.notYet("the overview as csv")
        case .fetch:
            rows(
                ["source", "done", "total", "set_aside", "pages", "rows", "bytes"],
                run.fetch.sources.map { source in
                    [
                        source.id.rawValue, "\(source.done)", "\(source.total)", "\(source.setAside)",
                        "\(source.pages)", "\(source.rows)", "\(source.bytes)",
                    ]
                })
        case .topics: run.topics.report.csv
        case .forecast: run.forecast.csv
        case .fabric:
            rows(
                ["port", "role", "spine", "servers"],
                FabricReport(state.fabric.analysis).ports.map { port in
                    [
                        "\(port.port)", port.role, port.spine.map { "\($0)" } ?? "",
                        port.servers.map { $0 ?? "" }.joined(separator: " "),
                    ]
                })
        case .log:
            rows(
                ["at", "level", "source", "text"],
                run.log.map { [$0.at.iso8601, "\($0.level)", $0.source, $0.text] })
        }
    }

    /// Rows with a header line, in CRLF as the RFC has it.
    static func rows(_ header: [String], _ rows: [[String]]) -> String {
        ([header] + rows).map { CSVWriter.line($0).dropLast() + "\r\n" }.joined()
    }
}
