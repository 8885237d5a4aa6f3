extension TopicsReport {
    /// The list of tags as CSV (RFC 4180) with a header line: rank, tag, spelling, count, authors, share.
    public var csv: String {
        var lines = ["rank,tag,spelling,count,authors,share"]
        for (index, tag) in top.enumerated() {
            let fields = [
                "\(index + 1)", TopicsReport.quoted(tag.tag), TopicsReport.quoted(tag.spelling), "\(tag.count)",
                "\(tag.authors)", "\(tag.share)",
            ]
            lines.append(fields.joined(separator: ","))
        }
        return lines.map { $0 + "\r\n" }.joined()
    }

    private static func quoted(_ field: String) -> String {
        let needsQuotes = field.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
        guard needsQuotes else { return field }
        return "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
