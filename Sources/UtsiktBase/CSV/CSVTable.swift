/// A table as comma-separated values (RFC 4180): the one place that quotes fields and ends lines.
public struct CSVTable: Sendable {
    /// How a line ends. RFC 4180 says CRLF, tools that read lines want LF: each table says which.
    public enum LineEnd: String, Sendable {
        /// A line feed.
        case lf = "\n"
        /// A carriage return and a line feed.
        case crlf = "\r\n"
    }

    /// The table as text.
    public private(set) var text = ""
    private let lineEnd: LineEnd
    private let guardsFormulas: Bool

    /// Begins a table with its header line.
    /// - Parameter guardsFormulas: Whether a field that a spreadsheet would take for a formula gets an apostrophe in front: for
    ///   tables of names from outside.
    public init(_ header: [String], lineEnd: LineEnd, guardsFormulas: Bool = false) {
        self.lineEnd = lineEnd
        self.guardsFormulas = guardsFormulas
        add(header)
    }

    /// Makes a table of its header line and its rows.
    public init(
        _ header: [String], _ rows: some Sequence<[String]>, lineEnd: LineEnd, guardsFormulas: Bool = false
    ) {
        self.init(header, lineEnd: lineEnd, guardsFormulas: guardsFormulas)
        for row in rows { add(row) }
    }

    /// Adds a row.
    public mutating func add(_ row: [String]) {
        for (index, field) in row.enumerated() {
            if index > 0 { text += "," }
            text += CSVField.quoted(guardsFormulas ? CSVField.guarded(field) : field)
        }
        text += lineEnd.rawValue
    }

    /// A number as a field; nothing for one that is missing. Unrounded, as in JSON.
    public static func number(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
}
