/// How often each hashtag occurred: the facts the synthetic timeline is made from.
public struct HashtagCounts: Sendable, Hashable {
    /// One hashtag, lower-cased, and its number of occurrences (at least 1).
    public struct Entry: Sendable, Hashable {
        /// The hashtag without `#`.
        public var tag: String
        /// Occurrences.
        public var count: Int
    }
    /// The hashtags in the order of the file.
    public let entries: [Entry]
    /// All occurrences.
    public let total: Int

    /// Reads lines of count, tab and hashtag; lines that start with `#` are comments.
    /// - Parameters:
    ///   - bytes: The file's content.
    ///   - file: The file's name for messages.
    /// - Throws: `SampleWorldError` with the line that is none.
    public init(tsv bytes: [UInt8], file: String) throws(SampleWorldError) {
        var entries: [Entry] = []
        var seen: Set<String> = []
        var total = 0
        for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            guard let first = line.first, first != 0x23 else { continue }
            let cells = line.split(separator: 0x09, omittingEmptySubsequences: false)
            guard cells.count == 2, let count = Int(String(decoding: cells[0], as: UTF8.self)),
                (1...1_000_000).contains(count),
                let tag = String(validating: cells[1], as: UTF8.self), !tag.isEmpty, tag.utf8.count <= 400,
                tag.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F })
            else {
                throw SampleWorldError(file: file, line: index + 1, problem: "this is not a count, tab and hashtag")
            }
            guard tag.lowercased().unicodeScalars.elementsEqual(tag.unicodeScalars), seen.insert(tag).inserted else {
                let problem = "‘\(tag)’ is not lower-cased or is there twice"
                throw SampleWorldError(file: file, line: index + 1, problem: problem)
            }
            entries.append(Entry(tag: tag, count: count))
            total += count
        }
        self.entries = entries
        self.total = total
    }
}
