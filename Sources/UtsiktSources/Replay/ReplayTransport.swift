import HTTPTypes

/// A transport that asks a `ReplayService` in the same process, without sockets: for tests and for figures without a network.
public struct ReplayTransport: HTTPTransport {
    private let service: ReplayService

    /// Makes a transport.
    public init(_ service: ReplayService) { self.service = service }

    /// Answers as the service does over HTTP; scheme, host and port of the URL do not matter.
    public func send(_ call: HTTPCall) async throws(HTTPFailure) -> HTTPAnswer {
        guard !Task.isCancelled else { throw HTTPFailure(.cancelled, "the request was cancelled") }
        guard let address = call.address else {
            throw HTTPFailure(.unusableURL, "the service's address is not an http or https URL")
        }
        let target = address.path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var query: [String: String] = [:]
        for item in target.count > 1 ? target[1].split(separator: "&") : [] {
            let pair = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            query[String(pair[0])] = pair.count > 1 ? ReplayTransport.decoded(pair[1]) : ""
        }
        let request = ReplayService.Request(
            path: ReplayTransport.decoded(target[0]), query: query, headers: call.request.headerFields)
        let answer = await service.answer(request)
        guard answer.body.count <= call.sizeLimit else {
            throw HTTPFailure(.tooLarge, "the answer is larger than the limit")
        }
        return answer
    }

    /// A text without its percent escapes; what is not an escape stays as it is.
    private static func decoded(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = rest.prefix(2)
            if byte == 0x25, digits.count == 2,
                let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
