/// Reads a stream of server-sent events, cut into chunks anywhere.
///
/// Lines of `event:` and `data:` make an event, which an empty line ends; lines that begin with a colon are comments, by which a server
/// says that it is still there. Lines end with a line feed, a carriage return or both.
struct ServerSentEvents: Sendable {
    /// One event.
    struct Event: Sendable, Hashable {
        /// Its name; `message` where the stream names none.
        var name: String
        /// Its data, the lines joined by line feeds.
        var data: [UInt8]
    }

    /// What a chunk brought.
    struct Outcome: Sendable, Hashable {
        /// The events that ended in it.
        var events: [Event] = []
        /// Comments and other signs of life.
        var comments = 0
        /// Events that were longer than any may be, and lines that were.
        var dropped = 0
    }

    /// The most bytes of an event's data and of a line.
    static let longest = 4 << 20

    private var line: [UInt8] = []
    private var name: [UInt8] = []
    private var data: [UInt8] = []
    private var hasData = false
    /// The line is longer than any may be: the rest of it is passed over.
    private var isLineLost = false
    /// A part of the event is lost, and with it the event.
    private var isEventLost = false
    private var isFirstLine = true
    private var lastByte: UInt8 = 0

    /// Makes a reader at the beginning of a stream.
    init() {}

    /// Reads the next chunk.
    mutating func read(_ chunk: [UInt8]) -> Outcome {
        var outcome = Outcome()
        var start = 0
        for (index, byte) in chunk.enumerated() {
            defer { lastByte = byte }
            guard byte == 0x0A || byte == 0x0D else { continue }
            take(chunk[start..<index])
            start = index + 1
            // The second half of a line end.
            if byte == 0x0A, lastByte == 0x0D { continue }
            endLine(&outcome)
        }
        take(chunk[start...])
        return outcome
    }

    private mutating func take(_ bytes: ArraySlice<UInt8>) {
        guard !isLineLost else { return }
        if line.count + bytes.count > Self.longest {
            isLineLost = true
            line = []
        } else {
            line += bytes
        }
    }

    private mutating func endLine(_ outcome: inout Outcome) {
        defer { line.removeAll(keepingCapacity: line.count < 1 << 16) }
        if isFirstLine {
            isFirstLine = false
            if line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
        }
        if isLineLost {
            isLineLost = false
            isEventLost = true
            return
        }
        guard !line.isEmpty else { return dispatch(&outcome) }
        guard line.first != 0x3A else {
            outcome.comments += 1
            return
        }
        let colon = line.firstIndex(of: 0x3A) ?? line.count
        var value = line[min(colon + 1, line.count)...]
        if value.first == 0x20 { value = value.dropFirst() }
        if line[..<colon].elementsEqual("event".utf8) { name = Array(value.prefix(200)) }
        if line[..<colon].elementsEqual("data".utf8) { add(value) }
    }

    private mutating func add(_ value: ArraySlice<UInt8>) {
        guard !isEventLost, data.count + value.count < Self.longest else {
            isEventLost = true
            data = []
            return
        }
        if hasData { data.append(0x0A) }
        hasData = true
        data += value
    }

    private mutating func dispatch(_ outcome: inout Outcome) {
        defer { (name, data, hasData, isEventLost) = ([], [], false, false) }
        if isEventLost { outcome.dropped += 1 }
        guard hasData, !isEventLost else { return }
        let name = name.isEmpty ? "message" : String(decoding: name, as: UTF8.self)
        outcome.events.append(Event(name: name, data: data))
    }
}
