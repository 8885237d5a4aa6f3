public import HTTPTypes

/// Sends one request and hands back the answer as it came; a redirect is an answer like any other.
///
/// The connectors know nothing else of the network, so that tests and other clients can stand in. The head of an answer is a
/// value of its own, apart from the body: a transport that streams bodies can hand it over first.
public protocol HTTPTransport: Sendable {
    /// Sends a request and reads the answer to its end.
    /// - Throws: `HTTPFailure` when there is no complete answer; an answer with any status is not a failure.
    func send(_ call: HTTPCall) async throws(HTTPFailure) -> HTTPAnswer
}

/// A request with its body.
public struct HTTPCall: Sendable {
    /// Method, address and header fields. The address may hold a key and is therefore never shown.
    public var request: HTTPRequest
    /// The body; empty for none.
    public var body: [UInt8]
    /// The most bytes of the answer's body that are read; a longer answer is a failure.
    public var sizeLimit: Int

    /// Eight mebibytes: four times the largest page that a service is known to send. Six sources may each read one at the
    /// same time, and what is made of it takes some times as much.
    public static let usualSizeLimit = 8 << 20

    /// Makes a request.
    /// - Parameter url: An absolute URL, `http` or `https`; of another text the request has no address, and the transport
    ///   says so.
    public init(
        _ method: HTTPRequest.Method = .get, url: String, headers: HTTPFields = [:], body: [UInt8] = [],
        sizeLimit: Int = HTTPCall.usualSizeLimit
    ) {
        let address = WebAddress(url)
        request = HTTPRequest(
            method: method, scheme: address?.scheme, authority: address?.authority, path: address?.path,
            headerFields: headers)
        self.body = body
        self.sizeLimit = sizeLimit
    }

    /// Where it goes; nil when it has no usable address.
    public var address: WebAddress? {
        guard let scheme = request.scheme, let authority = request.authority, let path = request.path else {
            return nil
        }
        return WebAddress("\(scheme)://\(authority)\(path)")
    }

    /// The address as text; empty when it has none.
    public var url: String { address?.text ?? "" }
}

/// A complete answer.
public struct HTTPAnswer: Sendable {
    /// Status and header fields.
    public var head: HTTPResponse
    /// The body after content decoding.
    public var body: [UInt8]
    /// Where it was found when the service says that this is its address from now on; nil where it was asked for.
    public var permanentAddress: WebAddress?

    /// Makes an answer.
    public init(head: HTTPResponse, body: [UInt8] = []) {
        self.head = head
        self.body = body
    }

    /// Makes an answer.
    public init(status: Int, headers: HTTPFields = [:], body: [UInt8] = []) {
        // Three digits: what else a server may say is not a status, and no status is taken for it.
        let code = (100...999).contains(status) ? status : 999
        self.init(head: HTTPResponse(status: .init(code: code), headerFields: headers), body: body)
    }

    /// The status code, as 200.
    public var status: Int { head.status.code }
    /// The header fields.
    public var headers: HTTPFields {
        get { head.headerFields }
        set { head.headerFields = newValue }
    }
    /// Whether what was asked for has not changed since the last time (`If-None-Match`, `If-Modified-Since`).
    public var isUnchanged: Bool { status == 304 }
}

extension HTTPFields {
    /// The value of a field by its name in any case; nil when the field is absent or the name is none. Of several lines of the
    /// name, all their values with commas between them; `subscript(values:)` hands them out one by one.
    public subscript(name: String) -> String? {
        get { HTTPField.Name(name).flatMap { self[$0] } }
        set {
            guard let name = HTTPField.Name(name) else { return }
            self[name] = newValue
        }
    }
}
