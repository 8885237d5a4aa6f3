import CHTTP
import Synchronization

/// A request that is under way, and who waits for its answer. Called from the client's thread and from the waiting task.
final class CurlExchange: Sendable {
    typealias Answer = Result<HTTPAnswer, HTTPFailure>

    private struct State {
        var waiting: CheckedContinuation<Answer, Never>?
        var number: UInt64?
        var isOver = false
        var head: HTTPHead?
        var body: [UInt8] = []
    }
    private let state = Mutex(State())

    /// The exchange behind a context that C hands back.
    static func of(_ context: UnsafeMutableRawPointer?) -> CurlExchange? {
        context.map { Unmanaged<CurlExchange>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Somebody waits from now on; false when it was ended before, and then they have been told.
    func begin(_ continuation: CheckedContinuation<Answer, Never>) -> Bool {
        let isOver = state.withLock { state in
            if !state.isOver { state.waiting = continuation }
            return state.isOver
        }
        if isOver { continuation.resume(returning: .failure(.cancelled)) }
        return !isOver
    }

    /// Takes the number of the request; true when the exchange was over before it had one.
    func take(number: UInt64) -> Bool {
        state.withLock { state in
            state.number = number
            return state.isOver
        }
    }

    /// Ends the exchange, once.
    /// - Returns: The number of the request when this call was the one that ended it.
    func end(_ answer: Answer) -> UInt64? {
        let (waiting, number) = state.withLock { state in
            defer { (state.waiting, state.isOver, state.body) = (nil, true, []) }
            return (state.waiting, state.isOver ? nil : state.number)
        }
        waiting?.resume(returning: answer)
        return number
    }

    func take(head: HTTPHead) { state.withLock { $0.head = head } }

    func take(body bytes: UnsafeBufferPointer<UInt8>) {
        state.withLock { state in if !state.isOver { state.body.append(contentsOf: bytes) } }
    }

    /// The library's last word.
    func finish(_ result: ch_result, code: Int32) {
        let (head, body) = state.withLock { state in
            defer { state.body = [] }
            return (state.head, state.body)
        }
        if result == CH_OK, let head {
            _ = end(.success(head.answer(body: body)))
        } else {
            _ = end(.failure(CurlExchange.failure(result, code: code)))
        }
    }

    /// What a result means, in words of our own: the library's hold the address.
    private static func failure(_ result: ch_result, code: Int32) -> HTTPFailure {
        switch result {
        case CH_CANCELLED: HTTPFailure.cancelled
        case CH_BAD_URL: HTTPFailure.unusableURL
        case CH_NO_HOST: HTTPFailure(.connection, "the service's host is not known")
        case CH_NO_CONNECTION: HTTPFailure(.connection, "the service cannot be reached")
        case CH_TLS: HTTPFailure(.connection, "the service's certificate or encryption is not accepted (\(code))")
        case CH_TIMED_OUT: HTTPFailure(.timedOut, "no complete answer came in time")
        case CH_TOO_LARGE: HTTPFailure.tooLarge
        case CH_NOT_HTTP, CH_OK: HTTPFailure(.notHTTP, "what came back is not an HTTP answer")
        case CH_CUT_OFF: HTTPFailure(.connection, "the connection ended before the answer did")
        case CH_NO_MEMORY: HTTPFailure(.connection, "there is no memory for the answer")
        default: HTTPFailure(.connection, "the connection failed (\(code))")
        }
    }
}
