import Foundation
import HTTPTypes
import Synchronization
import UtsiktCore

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// HTTP over Foundation's `URLSession`.
///
/// No cookies, no cache, no credentials of the system. Redirects are not followed but handed over as answers (see `follow`).
/// Several lines of one name come as one, since `URLSession` joins them. Time-outs are counted over the whole answer, so that a
/// server which sends a byte now and then cannot hold a task for ever.
public final class URLSessionTransport: HTTPTransport {
    private let session: URLSession
    private let exchanges: Exchanges
    private let userAgent: String

    /// Makes a transport with its own connections.
    /// - Parameters:
    ///   - userAgent: What the service's logs see.
    ///   - timeoutSeconds: How long an answer may take from the first byte sent to the last byte read.
    ///   - connections: How many connections to one host are kept open.
    public init(userAgent: String = "utsikt", timeoutSeconds: Double = 30, connections: Int = 4) {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpMaximumConnectionsPerHost = max(1, connections)
        configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
        configuration.urlCache = nil
        configuration.httpCookieStorage = nil
        configuration.httpShouldSetCookies = false
        configuration.urlCredentialStorage = nil
        let seconds = timeoutSeconds.isFinite ? min(max(timeoutSeconds, 0.001), 86_400) : 30
        // The session's own timer only counts silence; ours below counts the whole answer.
        configuration.timeoutIntervalForRequest = seconds.rounded(.up) + 1
        let timeout = Duration.milliseconds(Int64(seconds * 1000))
        self.userAgent = userAgent
        exchanges = Exchanges(timeout: timeout)
        session = URLSession(configuration: configuration, delegate: exchanges, delegateQueue: nil)
    }

    deinit { session.finishTasksAndInvalidate() }

    /// Sends a request and reads the answer to its end or the size limit.
    public func send(_ call: HTTPCall) async throws(HTTPFailure) -> HTTPAnswer {
        guard let url = URL(string: call.url), url.host != nil else {
            throw HTTPFailure(.unusableURL, "the service's address is not an http or https URL")
        }
        var message = URLRequest(url: url)
        message.httpMethod = call.request.method.rawValue
        if !call.body.isEmpty { message.httpBody = Data(call.body) }
        message.setValue(userAgent, forHTTPHeaderField: "User-Agent")
        for field in call.request.headerFields { message.addValue(field.value, forHTTPHeaderField: field.name.rawName) }

        let task = session.dataTask(with: message)
        let exchanges = exchanges
        let limit = call.sizeLimit
        let cancelled = HTTPFailure(.cancelled, "the request was cancelled")
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                exchanges.begin(task, limit: limit, continuation)
                task.resume()
                // The handler below may have run before the exchange was known.
                if Task.isCancelled { exchanges.end(task, cancelled) }
            }
        } onCancel: {
            exchanges.end(task, cancelled)
        }
        return try result.get()
    }
}

/// A session keeps the URLs of its latest requests, and a key may be part of one: nothing of it is ever dumped.
extension URLSessionTransport: CustomReflectable {
    /// Shows nothing, so that `dump` of whatever holds a transport shows nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// The answers that are being received, by task. The session calls it from its own queue.
private final class Exchanges: NSObject, URLSessionDataDelegate, Sendable {
    typealias Answer = Result<HTTPAnswer, HTTPFailure>

    private struct Exchange {
        var task: URLSessionDataTask
        var deadline: ContinuousClock.Instant
        var continuation: CheckedContinuation<Answer, Never>
        var limit: Int
        var head: HTTPURLResponse?
        var body: [UInt8] = []
    }

    private let running = Mutex<[Int: Exchange]>([:])
    private let timeout: Duration
    private let isWatched = Mutex(false)

    init(timeout: Duration) { self.timeout = timeout }

    func begin(_ task: URLSessionDataTask, limit: Int, _ continuation: CheckedContinuation<Answer, Never>) {
        let exchange = Exchange(
            task: task, deadline: .now.advanced(by: timeout), continuation: continuation, limit: limit)
        running.withLock { $0[task.taskIdentifier] = exchange }
        let wasWatched = isWatched.withLock { isWatched in
            defer { isWatched = true }
            return isWatched
        }
        if !wasWatched { Task { await watch() } }
    }

    /// Gives up what takes too long, until nothing is running.
    ///
    /// One sleeper for all: a sleep that is cancelled leaves its timer behind on Linux, and the timers of a thousand answers
    /// would wake an idle process half a minute later. Later exchanges have later deadlines, so none is overslept.
    private func watch() async {
        while let next = endOverdue() { try? await Task.sleep(until: next, clock: .continuous) }
    }

    /// Gives up what is over its time; when the next one is, or nil when nothing is running.
    private func endOverdue() -> ContinuousClock.Instant? {
        let now = ContinuousClock.now
        for exchange in running.withLock({ $0.values.filter { $0.deadline <= now } }) {
            end(exchange.task, HTTPFailure(.timedOut, "no complete answer came in \(timeout)"))
        }
        return isWatched.withLock { isWatched in
            let next = running.withLock { $0.values.lazy.map(\.deadline).min() }
            isWatched = next != nil
            return next
        }
    }

    /// Hands over the answer once; says whether this call was the one.
    @discardableResult
    func finish(_ id: Int, _ answer: Answer) -> Bool {
        let exchange = running.withLock { $0.removeValue(forKey: id) }
        exchange?.continuation.resume(returning: answer)
        return exchange != nil
    }

    /// Gives up an exchange that is still running.
    ///
    /// Only who finished an exchange may touch its task: `URLSession` on Linux traps when a task is cancelled while it waits
    /// for the word about a redirect.
    func end(_ task: URLSessionDataTask, _ failure: HTTPFailure) {
        if finish(task.taskIdentifier, .failure(failure)) { task.cancel() }
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        let answer = HTTPAnswer(status: response.statusCode, headers: Exchanges.fields(of: response))
        // An exchange that is no longer there is being cancelled: then the word about the redirect must not come.
        if finish(task.taskIdentifier, .success(answer)) { completionHandler(nil) }
    }

    func urlSession(
        _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
        completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
    ) {
        let id = dataTask.taskIdentifier
        let tooLong = running.withLock { exchanges in
            exchanges[id]?.head = response as? HTTPURLResponse
            return response.expectedContentLength > Int64(clamping: exchanges[id]?.limit ?? .max)
        }
        if tooLong { reject(dataTask) }
        completionHandler(tooLong ? .cancel : .allow)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        let id = dataTask.taskIdentifier
        let tooLong = running.withLock { exchanges in
            // In place: a copy of the exchange would make each append copy the body.
            guard let index = exchanges.index(forKey: id) else { return false }
            let room = exchanges.values[index].limit - exchanges.values[index].body.count
            guard data.count <= room else { return true }
            exchanges.values[index].body.append(contentsOf: data)
            return false
        }
        if tooLong { reject(dataTask) }
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        let id = task.taskIdentifier
        guard let exchange = running.withLock({ $0[id] }) else { return }
        if let error {
            finish(id, .failure(Exchanges.failure(error)))
        } else if let head = exchange.head ?? task.response as? HTTPURLResponse {
            let fields = Exchanges.fields(of: head)
            finish(id, .success(HTTPAnswer(status: head.statusCode, headers: fields, body: exchange.body)))
        } else {
            finish(id, .failure(HTTPFailure(.notHTTP, "what came back is not an HTTP answer")))
        }
    }

    private func reject(_ task: URLSessionDataTask) {
        end(task, HTTPFailure(.tooLarge, "the answer is larger than the limit"))
    }

    private static func fields(of response: HTTPURLResponse) -> HTTPFields {
        var fields = HTTPFields()
        for (name, value) in response.allHeaderFields {
            guard let name = (name as? String).flatMap({ HTTPField.Name($0) }), let value = value as? String else {
                continue
            }
            fields.append(HTTPField(name: name, value: value))
        }
        return fields
    }

    /// The system's error in words of our own: its texts and its `userInfo` hold the URL.
    private static func failure(_ error: any Error) -> HTTPFailure {
        guard let code = (error as? URLError)?.code else { return HTTPFailure(.connection, "the connection failed") }
        switch code {
        case .timedOut: return HTTPFailure(.timedOut, "no complete answer came in time")
        case .cancelled: return HTTPFailure(.cancelled, "the request was cancelled")
        case .cannotFindHost, .dnsLookupFailed: return HTTPFailure(.connection, "the service's host is not known")
        case .cannotConnectToHost: return HTTPFailure(.connection, "the service cannot be reached")
        case .badServerResponse: return HTTPFailure(.connection, "the connection ended without an answer")
        case .cannotParseResponse: return HTTPFailure(.notHTTP, "what came back is not an HTTP answer")
        default: return HTTPFailure(.connection, "the connection failed (\(code.rawValue))")
        }
    }
}
