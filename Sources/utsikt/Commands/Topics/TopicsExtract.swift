import ArgumentParser
import UtsiktCore
import UtsiktScreen

/// `utsikt topics extract`: the hashtags of texts, by the rules of twitter-text.
struct TopicsExtract {
    /// What to read; standard input when empty.
    var files: [String]
    /// Whether each line's hashtags are written as JSON; else a table for people.
    var isJSON: Bool

    /// Reads a text a line, each a JSON string, and writes its hashtags as a line.
    /// - Throws: `ExitCode` 1 when lines were no JSON strings (their lines are `null`), 2 when nothing else was there.
    func run() throws {
        var finder = HashtagLines()
        var rejected = RejectionList()
        var count = 0
        for file in files.isEmpty ? ["-"] : files {
            var number = 0
            var reader = try LineReader(file)
            func reject(_ reason: String) throws {
                rejected.append(Rejection(file: file, line: number, reason: reason))
                if isJSON { try Output.line("null") }
            }
            while let line = try reader.next() {
                number += 1
                guard case .bytes(let text) = line else {
                    count += 1
                    try reject("longer than \(LineReader.longest >> 20) MB")
                    continue
                }
                guard text.contains(where: { $0 > 0x20 }) else { continue }
                count += 1
                if try !write(text, number, &finder) { try reject("not a JSON string") }
            }
        }
        Failure.report(rejected.prefix(TopicsReport.Rejected.listed), of: rejected.count)
        if !rejected.isEmpty { throw ExitCode(rejected.count == count ? 2 : 1) }
    }

    /// Writes a text's hashtags a piece at a time, so that a text of millions of them needs no more memory than its bytes.
    /// - Returns: Whether the line is a JSON string; otherwise nothing is written.
    private func write(_ text: ArraySlice<UInt8>, _ line: Int, _ finder: inout HashtagLines) throws -> Bool {
        var piece = isJSON ? "[" : ""
        var isFirst = true
        let isString = try finder.forEach(text) { bytes, range in
            let tag = String(decoding: bytes, as: UTF8.self)
            if isJSON {
                // Letters, marks, digits and the few characters of tags: nothing that JSON would escape.
                piece += isFirst ? "{" : ",{"
                piece += "\"end\":\(range.upperBound),\"start\":\(range.lowerBound),\"tag\":\"\(tag)\"}"
            } else {
                piece += "\(line)\t\(range.lowerBound)\t\(range.upperBound)\t\(TextSanitizer.clean(tag))\n"
            }
            isFirst = false
            if piece.utf8.count > 64 << 10 {
                try write(piece)
                piece = ""
            }
        }
        guard isString else { return false }
        if isJSON { piece += "]\n" }
        try write(piece)
        return true
    }

    private func write(_ piece: String) throws {
        if isJSON { try Output.write(piece) } else { try Output.words(piece) }
    }
}
