/// Reads the lines of a buffer: posts in JSON, or texts.
struct LineScan: ~Copyable {
    private var reader = PostReader(needsEveryAuthor: false)

    /// A longer line is refused: nothing that writes posts writes such lines. A little less than a power of two, so that a buffer
    /// that grows by doubling holds it.
    static let longest = 63 << 20

    /// Counts the lines between two places; the last one may lack its line feed.
    mutating func read(
        _ buffer: borrowing ByteBuffer, from start: Int, to end: Int, areTexts: Bool, into worker: inout ScanWorker
    ) {
        var at = start
        while at < end {
            worker.line += 1
            at =
                areTexts
                ? reader.readText(buffer.base, from: at, to: end, into: &worker) + 1
                : reader.readLine(buffer.base, from: at, to: end, into: &worker) + 1
        }
    }
}
