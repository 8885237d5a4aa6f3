import CHTTP

/// The C client: a thread and its connections. Whoever made it closes it once.
struct CurlClient: Sendable {
    /// The pointer's bits: the client locks for itself, and may be used from any thread.
    private let bits: UInt

    private var pointer: OpaquePointer? { OpaquePointer(bitPattern: bits) }

    /// Opens a client; nil when the library is missing.
    init?(connections: Int) {
        guard let pointer = ch_open(connections) else { return nil }
        bits = UInt(bitPattern: pointer)
    }

    /// Ends what is under way, each with a cancellation, and frees the client.
    func close() { ch_close(pointer) }

    /// Ends a request, unless it has ended.
    func cancel(_ number: UInt64) { ch_cancel(pointer, number) }

    /// Sends a request; its exchange is called back from the client's thread.
    /// - Returns: Its number, or 0 when there is no memory or thread: nothing is called back then.
    func send(_ request: CurlRequest, for exchange: CurlExchange) -> UInt64 {
        // Given back by the last call, or below where none comes.
        let context = Unmanaged.passRetained(exchange)
        let handler = ch_handler(
            context: context.toOpaque(),
            head: { context, status, lines, size in
                let bytes = UnsafeRawBufferPointer(start: lines, count: size)
                CurlExchange.of(context)?.take(head: HTTPHead(status: Int(status), lines: bytes))
            },
            data: { context, bytes, size in
                CurlExchange.of(context)?.take(body: UnsafeBufferPointer(start: bytes, count: size))
            },
            done: { context, result, code in
                guard let context else { return }
                Unmanaged<CurlExchange>.fromOpaque(context).takeRetainedValue().finish(result, code: code)
            })
        let number = request.withC { ch_send(pointer, $0, handler) }
        if number == 0 { context.release() }
        return number
    }
}

/// A request in the library's terms.
struct CurlRequest {
    var url: String
    var method: String
    /// Header lines without their ends.
    var lines: [String]
    var body: [UInt8]
    /// How long the whole answer may take.
    var totalMilliseconds: Int64
    var bodyLimit: Int64
    var headerLimit: Int64
    /// A proxy's address; empty for none, nil for the environment's.
    var proxy: String?

    /// Calls a body with the C value, which is good for the call alone.
    func withC<Result>(_ use: (UnsafePointer<ch_request>) -> Result) -> Result {
        withStrings([url, method, proxy ?? ""] + lines) { texts in
            body.withUnsafeBufferPointer { body in
                var request = ch_request()
                request.url = texts[0]
                request.method = texts[1]
                request.proxy = proxy == nil ? nil : texts[2]
                request.body = body.baseAddress
                request.body_size = body.count
                request.total_ms = totalMilliseconds
                request.body_limit = bodyLimit
                request.header_limit = headerLimit
                return texts[3...].withUnsafeBufferPointer { lines in
                    request.headers = lines.baseAddress
                    request.header_count = lines.count
                    return use(&request)
                }
            }
        }
    }

    private func withStrings<Result>(_ texts: [String], _ use: ([UnsafePointer<CChar>?]) -> Result) -> Result {
        func next(_ index: Int, _ pointers: [UnsafePointer<CChar>?]) -> Result {
            guard index < texts.count else { return use(pointers) }
            return texts[index].withCString { next(index + 1, pointers + [$0]) }
        }
        return next(0, [])
    }
}
