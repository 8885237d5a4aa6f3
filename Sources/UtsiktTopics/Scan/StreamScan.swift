/// Reads an input from its beginning to its end on one thread: what is compressed, what comes through a pipe, and what is not
/// laid out in lines. Memory is bounded by the longest line or element.
struct StreamScan: ~Copyable {
    private var stream: ByteStream
    private var buffer = ByteBuffer(capacity: 512 << 10)
    private var isAtEnd = false
    private var told = 0

    init(_ stream: consuming ByteStream) { self.stream = stream }

    /// Reads everything.
    /// - Parameter progress: Called with the bytes read since the last call.
    mutating func run(
        _ worker: inout ScanWorker, progress: (Int) -> Void
    ) throws(TopicsInputError) {
        while buffer.count < InputForm.headSize, !isAtEnd { try more(progress) }
        switch InputForm.detect(buffer.base, count: buffer.count) {
        case .lines: try lines(areTexts: false, &worker, progress)
        case .texts: try lines(areTexts: true, &worker, progress)
        case .document(let start): try document(start, &worker, progress)
        case .bson: try dump(&worker, progress)
        }
        if let damage = stream.damage {
            worker.reject("\(damage); what came before counts", at: worker.line)
        }
    }

    private mutating func more(_ progress: (Int) -> Void) throws(TopicsInputError) {
        // A cancelled scan has no result, so that what is missing does not matter.
        if Task.isCancelled { isAtEnd = true } else { isAtEnd = try !stream.read(into: &buffer) }
        progress(stream.taken - told)
        told = stream.taken
    }

    private mutating func lines(
        areTexts: Bool, _ worker: inout ScanWorker, _ progress: (Int) -> Void
    ) throws(TopicsInputError) {
        var scan = LineScan()
        var start = InputForm.skipMark(buffer.base, buffer.count)
        var searched = start
        while !isAtEnd {
            if let last = buffer.lastLineFeed(from: searched) {
                scan.read(buffer, from: start, to: last + 1, areTexts: areTexts, into: &worker)
                buffer.dropFirst(last + 1)
                start = 0
            } else if buffer.count > LineScan.longest {
                return try skipRest(&worker)
            }
            searched = buffer.count
            try more(progress)
        }
        scan.read(buffer, from: start, to: buffer.count, areTexts: areTexts, into: &worker)
    }

    private func skipRest(_ worker: inout ScanWorker) throws(TopicsInputError) {
        worker.reject("longer than \(LineScan.longest >> 20) MB; the rest is left out", at: worker.line + 1)
    }

    private mutating func document(
        _ start: Int, _ worker: inout ScanWorker, _ progress: (Int) -> Void
    ) throws(TopicsInputError) {
        var scan = DocumentScan(start: start)
        var feeds = 0
        worker.linesBefore = 0
        while true {
            guard case .needsMore(let place) = scan.read(buffer, isLast: isAtEnd, into: &worker), !isAtEnd else {
                break
            }
            feeds += ScanWorker.lineFeeds(buffer.base, place)
            worker.linesBefore = feeds
            buffer.dropFirst(place)
            guard buffer.count <= LineScan.longest else {
                worker.line = feeds
                worker.linesBefore = nil
                return try skipRest(&worker)
            }
            // A long element is searched again from its beginning: as much again at a time keeps that linear.
            let goal = min(buffer.count * 2, LineScan.longest + 1)
            repeat { try more(progress) } while buffer.count < goal && !isAtEnd
        }
        worker.line = feeds + ScanWorker.lineFeeds(buffer.base, buffer.count)
        worker.linesBefore = nil
    }

    private mutating func dump(_ worker: inout ScanWorker, _ progress: (Int) -> Void) throws(TopicsInputError) {
        var scan = BSONScan()
        while scan.read(&buffer, isLast: isAtEnd, into: &worker), !isAtEnd { try more(progress) }
        worker.line = scan.number
    }
}
