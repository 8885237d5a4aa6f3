import UtsiktCore

/// A pane's data as rows.
package enum PaneCSV {
    /// Rows with a header line, in CRLF as RFC 4180 has it.
    package static func rows(_ header: [String], _ rows: [[String]]) -> String {
        CSVTable(header, rows, lineEnd: .crlf).text
    }
}
