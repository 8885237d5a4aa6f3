import HTTPTypes

/// A transport that asks a `ReplayService` in the same process, without sockets: for tests and for figures without a network.
public struct ReplayTransport: HTTPTransport {
    private let service: ReplayService

    /// Makes a transport.
    public init(_ service: ReplayService) { self.service = service }

    /// Answers as the service does over HTTP; scheme, host and port of the URL do not matter.
    public func send(_ call: HTTPCall) async throws(HTTPFailure) -> HTTPAnswer {
        guard !Task.isCancelled else { throw HTTPFailure.cancelled }
        guard let address = call.address else {
            throw HTTPFailure.unusableURL
        }
        let request = ReplayService.Request(target: address.path, headers: call.request.headerFields)
        let answer = await service.answer(request)
        guard answer.body.count <= call.sizeLimit else {
            throw HTTPFailure.tooLarge
        }
        return answer
    }
}
