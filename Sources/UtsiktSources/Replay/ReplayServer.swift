import HTTPTypes
public import UtsiktCore

/// The sample world's services over HTTP on 127.0.0.1. A client cannot tell them from the real ones.
public actor ReplayServer {
    private let service: ReplayService
    private var server: LoopbackServer?

    /// Makes a server; nothing listens yet. See `ReplayService` for the parameters.
    public init(
        world: SampleWorld, clock: any PaceClock, faults: Faults = .sample, limits: Bool = true, copies: Int = 1,
        answered: [String: Int] = [:], onFault: @escaping @Sendable (String, Int) async -> Void = { _, _ in }
    ) {
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
        guard let server = LoopbackServer(port: port, { await ReplayServer.answer($0, service) }) else {
            throw ReplayServerError(port: port, reason: "the port cannot be listened on")
        }
        self.server = server
        return server.port
    }

    /// Stops listening and closes all connections. Stopping twice does nothing.
    public func stop() async {
        let server = server
        self.server = nil
        await server?.stop()
    }

    private static func answer(_ request: LoopbackRequest, _ service: ReplayService) async -> [UInt8] {
        guard request.method == "GET" else { return bytes(HTTPAnswer(status: 405, body: [])) }
        return bytes(await service.answer(ReplayService.Request(target: request.target, headers: request.fields)))
    }

    private static func bytes(_ answer: HTTPAnswer) -> [UInt8] {
        LoopbackAnswer.bytes(answer.status, answer.headers, answer.body)
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
