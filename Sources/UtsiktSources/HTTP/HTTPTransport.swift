public import UtsiktCore

/// Sends one request and hands back the whole answer.
///
/// The connectors know nothing else of the network, so that tests and other clients can stand in.
public protocol HTTPTransport: Sendable {
    /// Sends a GET request and reads the answer to its end.
    /// - Throws: `HTTPFailure` when there is no complete answer; an answer with any status is no failure.
    func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse
}

/// A GET request.
public struct HTTPRequest: Sendable {
    /// The absolute URL, `http` or `https`. It may hold a key and is therefore never shown.
    public var url: String
    /// Header fields in the order they are sent.
    public var headers: [(name: String, value: String)]
    /// The most bytes of body that are read; a longer answer is a failure.
    public var sizeLimit: Int

    /// Sixteen mebibytes: eight times the largest page of either service.
    public static let usualSizeLimit = 16 << 20

    /// Makes a request.
    public init(
        url: String, headers: [(name: String, value: String)] = [], sizeLimit: Int = HTTPRequest.usualSizeLimit
    ) {
        self.url = url
        self.headers = headers
        self.sizeLimit = sizeLimit
    }
}

/// A complete answer.
public struct HTTPResponse: Sendable {
    /// The status code, as 200.
    public var status: Int
    /// The header fields.
    public var headers: HTTPFields
    /// The body after content decoding.
    public var body: [UInt8]

    /// Makes an answer.
    public init(status: Int, headers: HTTPFields = HTTPFields(), body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// Header fields whose names are found in any case (RFC 9110, section 5.1).
public struct HTTPFields: Sendable, ExpressibleByDictionaryLiteral {
    private var values: [String: String] = [:]

    /// Makes an empty set of fields.
    public init() {}

    /// Makes fields from names and values; of equal names the last stays.
    public init(dictionaryLiteral elements: (String, String)...) {
        for (name, value) in elements { self[name] = value }
    }

    /// The value of a field without white space around it; nil when the field is absent.
    public subscript(name: String) -> String? {
        get { values[name.lowercased()] }
        set { values[name.lowercased()] = newValue.map(HTTPFields.trimmed) }
    }

    /// All fields with their names in lower case, in no order.
    public var all: [(name: String, value: String)] { values.map { (name: $0.key, value: $0.value) } }

    private static func trimmed(_ text: String) -> String {
        let blanks: Set<Character> = [" ", "\t", "\r", "\n", "\r\n"]
        guard let first = text.firstIndex(where: { !blanks.contains($0) }),
            let last = text.lastIndex(where: { !blanks.contains($0) })
        else { return "" }
        return String(text[first...last])
    }
}

/// Why a request got no complete answer. Never holds the URL: it may carry a key.
public struct HTTPFailure: ExplainedError, Hashable {
    /// What went wrong.
    public enum Kind: Sendable, Hashable {
        /// The URL is none, or neither `http` nor `https`.
        case unusableURL
        /// No connection, or it broke before the answer was complete.
        case connection
        /// The answer was not complete in time.
        case timedOut
        /// The body passed the size limit.
        case tooLarge
        /// What came back is no HTTP answer.
        case notHTTP
        /// The task was cancelled.
        case cancelled
    }
    /// What went wrong.
    public var kind: Kind
    /// One sentence without a full stop, free of secrets.
    public var problem: String
    /// Nothing a person must do at once: the ingestor tries again.
    public var remedy: String {
        kind == .unusableURL ? "Check the service's address in the configuration" : ""
    }
    /// Nothing could be done.
    public var exitStatus: Int32 { 3 }

    /// Makes a failure.
    public init(_ kind: Kind, _ problem: String) {
        self.kind = kind
        self.problem = problem
    }
}
