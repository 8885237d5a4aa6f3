import ArgumentParser
import Foundation
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
        var rejected: [Rejection] = []
        var rejectedCount = 0
        var count = 0
        for file in files.isEmpty ? ["-"] : files {
            guard let handle = file == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: file) else {
                Failure.report("\(file): it cannot be opened")
                throw ExitCode(2)
            }
            var number = 0
            var reader = LineReader(handle)
            while let line = try reader.next() {
                number += 1
                guard line.contains(where: { $0 > 0x20 }) else { continue }
                count += 1
                guard let hashtags = finder.hashtags(line) else {
                    rejectedCount += 1
                    if rejected.count < TopicsReport.Rejected.listed {
                        rejected.append(Rejection(file: file, line: number, reason: "no JSON string"))
                    }
                    if isJSON { try Output.line("null") }
                    continue
                }
                try write(hashtags, number)
            }
        }
        Failure.report(rejected, of: rejectedCount)
        if rejectedCount > 0 { throw ExitCode(rejectedCount == count ? 2 : 1) }
    }

    private func write(_ hashtags: [HashtagLines.Hashtag], _ line: Int) throws {
        guard !isJSON else { return try Output.line(try JSONOutput.line(hashtags)) }
        for hashtag in hashtags {
            try Output.line("\(line)\t\(hashtag.start)\t\(hashtag.end)\t\(TextSanitizer.clean(hashtag.tag))")
        }
    }
}

/// Takes lines off a file, whatever the pieces in which it comes.
private struct LineReader {
    private let handle: FileHandle
    private var pending = Data()
    private var searched = 0
    private var isAtEnd = false

    init(_ handle: FileHandle) { self.handle = handle }

    /// The next line without its line feed; nil at the end.
    mutating func next() throws -> Data? {
        while true {
            if let feed = pending[(pending.startIndex + searched)...].firstIndex(of: 0x0A) {
                let line = pending[..<feed]
                pending = pending[(feed + 1)...]
                searched = 0
                return line
            }
            guard !isAtEnd else {
                defer { pending = Data() }
                return pending.isEmpty ? nil : pending
            }
            searched = pending.count
            guard let more = try handle.read(upToCount: 64 << 10), !more.isEmpty else {
                isAtEnd = true
                continue
            }
            pending = Data(pending) + more
        }
    }
}
