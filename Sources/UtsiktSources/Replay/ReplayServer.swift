import FlyingFox
import FlyingSocks
import Foundation
import HTTPTypes
public import UtsiktCore

/// The sample world's services over HTTP on 127.0.0.1. A client cannot tell them from the real ones.
public actor ReplayServer {
    private let service: ReplayService
    private let answerSeconds: Double
    private var server: HTTPServer?
    private var running: Task<Void, any Error>?

    /// Makes a server; nothing listens yet. See `ReplayService` for the other parameters.
    /// - Parameter answerSeconds: How long an answer may take. Each one leaves a timer behind that runs out only then, so
    ///   that a server which few requests meet had better allow more than it will live, and others less.
    public init(
        world: SampleWorld, clock: any PaceClock, faults: Faults = .sample, limits: Bool = true,
        copies: Int = 1, answerSeconds: Double = 30, answered: [String: Int] = [:],
        onFault: @escaping @Sendable (String, Int) async -> Void = { _, _ in }
    ) {
        self.answerSeconds = answerSeconds
        service = ReplayService(
            world: world, clock: clock, faults: faults, limits: limits, copies: copies, answered: answered,
            onFault: onFault)
    }

    /// The address of a server on a port.
    public static func baseURL(port: UInt16) -> String { "http://127.0.0.1:\(port)" }

    /// What has been asked and answered since the start.
    public func statistics() async -> ReplayService.Statistics { await service.statistics }

    /// Listens.
    /// - Parameter port: The port, or 0 for one that is free.
    /// - Returns: The port that is listened on.
    /// - Throws: `ReplayServerError` when the port is taken, or the server runs already.
    public func start(port: UInt16 = 0) async throws(ReplayServerError) -> UInt16 {
        guard server == nil else { throw ReplayServerError(port: port, reason: "it listens already") }
        let service = service
        let handler = ClosureHTTPHandler { request in await ReplayServer.answer(request, service) }
        guard let address = try? sockaddr_in.inet(ip4: "127.0.0.1", port: port) else {
            throw ReplayServerError(port: port, reason: "the address cannot be made")
        }
        let server = HTTPServer(
            address: address, timeout: answerSeconds, pool: PromptSocketPool(base: HTTPServer.defaultPool()),
            logger: .disabled, handler: handler)
        self.server = server
        let running = Task { try await server.run() }
        self.running = running
        // On a busy machine it takes its time; a server that fails before it listens would be waited for in vain.
        let listening = Task { try await server.waitUntilListening(timeout: 120) }
        let watcher = Task {
            _ = await running.result
            listening.cancel()
        }
        defer { watcher.cancel() }
        do {
            try await listening.value
        } catch {
            await stop()
            throw ReplayServerError(port: port, reason: "the port cannot be listened on")
        }
        guard case .ip4(_, let port) = await server.listeningAddress else {
            await stop()
            throw ReplayServerError(port: port, reason: "the port cannot be listened on")
        }
        return port
    }

    /// Stops listening and closes all connections. Stopping twice does nothing.
    public func stop() async {
        let (server, running) = (server, running)
        self.server = nil
        self.running = nil
        await server?.stop()
        running?.cancel()
        _ = await running?.result
    }

    private static func answer(_ request: FlyingFox.HTTPRequest, _ service: ReplayService) async
        -> FlyingFox.HTTPResponse
    {
        guard request.method == .GET else { return FlyingFox.HTTPResponse(statusCode: .methodNotAllowed) }
        var query: [String: String] = [:]
        for item in request.query { query[item.name] = item.value }
        var headers = HTTPTypes.HTTPFields()
        headers["authorization"] = request.headers[.authorization]
        let answer = await service.answer(.init(path: request.path, query: query, headers: headers))
        var fields = HTTPHeaders()
        for field in answer.headers { fields[HTTPHeader(field.name.rawName)] = field.value }
        return FlyingFox.HTTPResponse(
            statusCode: HTTPStatusCode(answer.status, phrase: phrase(answer.status)), headers: fields,
            body: HTTPBodySequence(data: Data(answer.body), suggestedBufferSize: 1 << 18))
    }

    private static func phrase(_ status: Int) -> String {
        switch status {
        case 200: "OK"
        case 401: "Authorization Required"
        case 404: "Not Found"
        case 429: "Too Many Requests"
        case 500...: "Server Error"
        default: "Answer"
        }
    }
}

/// The replay server cannot listen.
public struct ReplayServerError: ExplainedError {
    /// The port that was asked for.
    public let port: UInt16
    /// Why.
    public let reason: String

    /// What is wrong.
    public var problem: String { "the replay server cannot start on 127.0.0.1:\(port): \(reason)" }
    /// What to do.
    public var remedy: String { "Choose another port; 0 takes a free one" }
    /// Nothing could be done.
    public var exitStatus: Int32 { 3 }
}
