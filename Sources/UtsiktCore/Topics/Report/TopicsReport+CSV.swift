extension TopicsReport {
    /// The list of tags as CSV (RFC 4180) with a header line: rank, tag, spelling, count, authors, share.
    public var csv: String {
        var lines = ["rank,tag,spelling,count,authors,share"]
        for (index, tag) in top.enumerated() {
            let fields = [
                "\(index + 1)", CSVField.quoted(tag.tag), CSVField.quoted(tag.spelling), "\(tag.count)",
                "\(tag.authors)", "\(tag.share)",
            ]
            lines.append(fields.joined(separator: ","))
        }
        return lines.map { $0 + "\r\n" }.joined()
    }
}
