import Foundation

/// An exchange with a service, as the files of `Tests/Data/services` and of the shared data hold it.
public struct PostExchange: Sendable {
    /// How it was asked.
    public var method = "GET"
    /// What was asked for, decoded.
    public var path = ""
    /// The query as it was written.
    public var query = ""
    /// The answer's status.
    public var status = 200
    /// The answer's header fields, names as they were sent.
    public var headers: [(String, String)] = []
    /// The answer's body.
    public var body: [UInt8] = []
    /// The frames of a stream.
    public var frames: [String] = []

    /// Makes an exchange.
    public init(status: Int = 200, headers: [(String, String)] = [], body: [UInt8] = []) {
        (self.status, self.headers, self.body) = (status, headers, body)
    }

    /// The file does not hold exchanges.
    public struct Unreadable: Error {
        /// Makes it.
        public init() {}
    }

    /// The exchanges of a file.
    public static func load(_ path: String) throws -> [PostExchange] {
        guard let data = FileManager.default.contents(atPath: path),
            let root = try JSONSerialization.jsonObject(with: data) as? [String: Any],
            let list = root["exchanges"] as? [[String: Any]]
        else { throw Unreadable() }
        return try list.map { entry in
            guard let request = entry["request"] as? [String: Any], let response = entry["response"] as? [String: Any]
            else { throw Unreadable() }
            var exchange = PostExchange()
            exchange.method = request["method"] as? String ?? "GET"
            exchange.path = request["path"] as? String ?? ""
            exchange.query = request["query"] as? String ?? ""
            exchange.status = response["status"] as? Int ?? 0
            exchange.headers = (response["headers"] as? [[String]] ?? []).map { ($0[0], $0[1]) }
            if let packed = response["body_base64"] as? String, let data = Data(base64Encoded: packed) {
                exchange.body = Array(data)
            } else {
                exchange.body = Array((response["body"] as? String ?? "").utf8)
            }
            exchange.frames = response["frames"] as? [String] ?? []
            return exchange
        }
    }

    /// Those of the project's own file, as `bluesky/feed`.
    public static func own(_ name: String) throws -> [PostExchange] { try load(TestData.path("services/\(name).json")) }

    /// Those of the shared file, as `bluesky/profiles`; nil where it is not at hand.
    public static func shared(_ name: String) throws -> [PostExchange]? {
        try SharedData.path("services/\(name).json").map { try load($0) }
    }

    /// The files of a service's shared exchanges; none where they are not at hand.
    public static func sharedFiles(_ service: String) -> [String] {
        guard let folder = SharedData.path("services/\(service)"),
            let files = try? FileManager.default.contentsOfDirectory(atPath: folder)
        else { return [] }
        return files.filter { $0.hasSuffix(".json") }.sorted().map { folder + "/" + $0 }
    }

    /// The body as text.
    public var text: String { String(decoding: body, as: UTF8.self) }
}
