import CHTTP
import HTTPTypes
import Synchronization
import UtsiktCore

/// HTTP over libcurl: one thread waits for all requests together and costs nothing while nothing comes.
///
/// No cookies, no cache, no credentials of the system, no redirects: what comes back is handed over. Header lines, body and
/// time are limited here, whatever an answer says of itself. The library is loaded with the first request.
public final class CurlTransport: HTTPTransport {
    private let userAgent: String
    private let timeoutMilliseconds: Int64
    private let connections: Int
    private let client = Mutex(CurlClient?.none)

    /// The most bytes that the header lines of an answer may have, interim answers included.
    public static let headerLimit: Int64 = 256 << 10

    /// Makes a transport with its own connections.
    /// - Parameters:
    ///   - userAgent: What the service's logs see.
    ///   - timeoutSeconds: How long an answer may take from the first byte sent to the last byte read.
    ///   - connections: How many connections to one host are kept open.
    public init(userAgent: String = "utsikt", timeoutSeconds: Double = 30, connections: Int = 4) {
        self.userAgent = userAgent
        let seconds = timeoutSeconds.isFinite ? min(max(timeoutSeconds, 0.001), 86_400) : 30
        timeoutMilliseconds = max(1, Int64(seconds * 1000))
        self.connections = max(1, connections)
    }

    deinit { client.withLock { $0?.close() } }

    /// Sends a request and reads the answer to its end or a limit; ends at once when the task is cancelled.
    public func send(_ call: HTTPCall) async throws(HTTPFailure) -> HTTPAnswer {
        guard let address = call.address else {
            throw HTTPFailure.unusableURL
        }
        guard let client = opened() else { throw CurlTransport.missing }
        let exchange = CurlExchange()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                guard exchange.begin(continuation) else { return }
                let number = send(call, to: address, over: client, for: exchange)
                // Ended already, by an answer or by the handler below, which knew no number.
                if exchange.take(number: number) { client.cancel(number) }
            }
        } onCancel: {
            if let number = exchange.end(.failure(.cancelled)) {
                client.cancel(number)
            }
        }
        return try result.get()
    }

    /// The client, opened with the first request; nil when there is no library.
    private func opened() -> CurlClient? {
        client.withLock { client in
            if client == nil { client = CurlClient(connections: connections) }
            return client
        }
    }

    /// Why there is no client.
    private static var missing: HTTPFailure {
        guard let library = ch_missing() else {
            return HTTPFailure(.connection, "there is no memory for an HTTP client")
        }
        return HTTPFailure(
            .connection,
            "nothing can be fetched without \(String(cString: library)), which is not installed (on Debian: libcurl4)")
    }

    /// Hands a request to the library.
    /// - Returns: Its number; 0 when it could not be sent, which the exchange has been told.
    private func send(
        _ call: HTTPCall, to address: WebAddress, over client: CurlClient, for exchange: CurlExchange
    ) -> UInt64 {
        var lines = call.request.headerFields.map { field in
            // The library takes a name with nothing behind its colon for a field to leave out.
            field.value.isEmpty ? "\(field.name.rawName);" : "\(field.name.rawName): \(field.value)"
        }
        if call.request.headerFields[.userAgent] == nil { lines.append("User-Agent: \(userAgent)") }
        // No round trip to ask whether a body is welcome.
        lines.append("Expect:")
        // What goes to an http address can be read on the way: a proxy that the environment names was not meant for it.
        let proxy: String? = address.scheme == "http" ? "" : nil
        let request = CurlRequest(
            url: address.text, method: call.request.method.rawValue, lines: lines, body: call.body,
            totalMilliseconds: timeoutMilliseconds, bodyLimit: Int64(clamping: call.sizeLimit),
            headerLimit: CurlTransport.headerLimit, proxy: proxy)
        let number = client.send(request, for: exchange)
        if number == 0 {
            _ = exchange.end(.failure(HTTPFailure(.connection, "there is no memory or thread left for a request")))
        }
        return number
    }
}

/// The library keeps the addresses of its requests, and a key may be part of one: nothing of it is ever dumped.
extension CurlTransport: CustomReflectable {
    /// Shows nothing, so that `dump` of whatever holds a transport shows nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
