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
                guard let hashtags = finder.hashtags(text) else {
                    try reject("no JSON string")
                    continue
                }
                try write(hashtags, number)
            }
        }
        Failure.report(rejected.prefix(TopicsReport.Rejected.listed), of: rejected.count)
        if !rejected.isEmpty { throw ExitCode(rejected.count == count ? 2 : 1) }
    }

    private func write(_ hashtags: [HashtagLines.Hashtag], _ line: Int) throws {
        guard !isJSON else { return try Output.line(try JSONOutput.line(hashtags)) }
        for hashtag in hashtags {
            try Output.words("\(line)\t\(hashtag.start)\t\(hashtag.end)\t\(TextSanitizer.clean(hashtag.tag))\n")
        }
    }
}
