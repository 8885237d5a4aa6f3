import Glibc

/// A connection of the loopback server: what has come of the next request, and what is still to be sent.
struct LoopbackConnection {
    /// The longest head of a request, in bytes.
    static let longestHead = 16 << 10
    /// The longest body that is read and dropped, in bytes.
    private static let longestBody = 64 << 10

    /// What is to be done with what has come.
    enum Step {
        /// There is no whole request yet.
        case wait
        /// A request is to be answered.
        case answer(LoopbackRequest)
        /// Something is wrong with it: this status is answered, and nothing more is read.
        case refuse(Int)
    }

    let descriptor: Int32
    /// When it last sent or took something: counted up by the server.
    var lastUse: UInt64
    /// Whether an answer is being made.
    var isAnswering = false
    /// Whether it ends with the present answer.
    var closes = false
    private var input: [UInt8] = []
    private var searched = 0
    private var output: ArraySlice<UInt8> = []

    init(_ descriptor: Int32, at use: UInt64) {
        self.descriptor = descriptor
        lastUse = use
    }

    /// Whether something waits to be sent.
    var isSending: Bool { !output.isEmpty }
    /// Whether it may be read from: not while it has an answer to take.
    var isReading: Bool { !isAnswering && !isSending && !closes }

    /// Reads what is there.
    /// - Returns: Whether the connection goes on.
    mutating func receive() -> Bool {
        withUnsafeTemporaryAllocation(byteCount: LoopbackConnection.longestHead, alignment: 1) { buffer in
            let count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
            if count < 0 { return errno == EAGAIN || errno == EINTR }
            input += buffer[..<count]
            return count > 0
        }
    }

    /// Takes the next request off what has come.
    mutating func next() -> Step {
        guard let end = headEnd() else {
            return input.count > LoopbackConnection.longestHead ? .refuse(431) : .wait
        }
        guard let request = LoopbackRequest(head: input[..<end]) else { return .refuse(400) }
        guard let body = request.bodyLength, body <= LoopbackConnection.longestBody else { return .refuse(413) }
        guard input.count >= end + body else { return .wait }
        input.removeFirst(end + body)
        searched = 0
        return .answer(request)
    }

    /// Where the head ends, with the empty line after it; nil when that has not come.
    private mutating func headEnd() -> Int? {
        while searched + 3 < input.count {
            if input[searched] == 0x0D, input[searched + 1] == 0x0A, input[searched + 2] == 0x0D,
                input[searched + 3] == 0x0A
            {
                return searched + 4
            }
            searched += 1
        }
        return nil
    }

    /// Takes an answer to send.
    mutating func take(_ bytes: [UInt8]) {
        isAnswering = false
        output = bytes[...]
    }

    /// Sends what the client takes.
    /// - Returns: Whether the connection goes on.
    mutating func send() -> Bool {
        while !output.isEmpty {
            let count = output.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0 { return errno == EAGAIN || errno == EINTR }
            output = output.dropFirst(count)
        }
        output = []
        return !closes
    }
}
