import Foundation
import UtsiktCore

/// Takes lines off a file, whatever the pieces in which it comes. Memory is bounded by the longest line that is handed out; a longer
/// one is passed over.
struct LineReader: ~Copyable {
    /// A line without its line feed.
    enum Line {
        /// Its bytes.
        case bytes(ArraySlice<UInt8>)
        /// It is longer than may be.
        case tooLong
    }

    /// The longest line, in bytes: as in a file of posts.
    static let longest = 63 << 20
    private static let block = 256 << 10

    private let name: String
    private let descriptor: Int32
    private var pending: [UInt8] = []
    /// Where the next line begins, and up to where there is no line feed.
    private var (start, searched) = (0, 0)
    /// The present line's beginning was dropped, because it is too long.
    private var isPassing = false
    private var isAtEnd = false

    /// Opens a file; `-` is the standard input.
    /// - Throws: `LineReaderError`.
    init(_ name: String) throws(LineReaderError) {
        self.name = name
        descriptor = name == "-" ? dup(STDIN_FILENO) : open(name, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw LineReaderError(name: name, reason: "it cannot be opened") }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// The next line; nil at the end.
    /// - Throws: `LineReaderError` when the file cannot be read.
    mutating func next() throws(LineReaderError) -> Line? {
        while true {
            if let feed = lineFeed() {
                defer { (start, searched) = (feed + 1, feed + 1) }
                return line(pending[start..<feed])
            }
            searched = pending.count
            if searched - start > Self.longest {
                isPassing = true
                (start, searched) = (searched, searched)
            }
            if isAtEnd {
                guard isPassing || start < pending.count else { return nil }
                defer { start = pending.count }
                return line(pending[start...])
            }
            try more()
        }
    }

    private mutating func line(_ bytes: ArraySlice<UInt8>) -> Line {
        defer { isPassing = false }
        return isPassing || bytes.count > Self.longest ? .tooLong : .bytes(bytes)
    }

    private func lineFeed() -> Int? {
        pending.withUnsafeBytes { bytes in
            guard searched < bytes.count, let base = bytes.baseAddress,
                let hit = memchr(base + searched, 0x0A, bytes.count - searched)
            else { return nil }
            return base.distance(to: hit)
        }
    }

    private mutating func more() throws(LineReaderError) {
        // What was handed out goes when it is the larger part: every byte is moved once or twice, however long the line.
        if start > pending.count / 2 {
            pending.removeFirst(start)
            searched -= start
            start = 0
        }
        let before = pending.count
        pending.append(contentsOf: repeatElement(0, count: Self.block))
        var count = 0
        repeat {
            count = pending.withUnsafeMutableBytes { read(descriptor, $0.baseAddress.map { $0 + before }, Self.block) }
        } while count < 0 && errno == EINTR
        pending.removeLast(Self.block - max(0, count))
        if count < 0 {
            throw LineReaderError(name: name, reason: "it cannot be read: \(String(cString: strerror(errno)))")
        }
        isAtEnd = count == 0
    }
}

/// A file of lines cannot be read.
struct LineReaderError: ExplainedError {
    let name: String
    let reason: String
    var problem: String { reason }
    var location: InputLocation? { InputLocation(file: name) }
    var remedy: String { "" }
}
