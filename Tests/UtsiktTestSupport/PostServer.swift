import Foundation
import Synchronization

/// What a server was asked.
public struct PostRequest: Sendable {
    /// How it was asked.
    public var method: String
    /// What was asked for, decoded.
    public var path: String
    /// The query as it was written.
    public var query: String
    /// All of it: the head, and the body.
    public var head: String

    /// Reads a request's head and body.
    public init(_ head: String) {
        let words = head.prefix { $0 != "\r\n" && $0 != "\n" }.split(separator: " ").map(String.init)
        let target = words.count > 1 ? words[1] : ""
        let parts = target.split(separator: "?", maxSplits: 1).map(String.init)
        method = words.first ?? ""
        path = parts.first?.removingPercentEncoding ?? ""
        query = parts.count > 1 ? parts[1] : ""
        self.head = head
    }

    /// Path and query.
    public var target: String { query.isEmpty ? path : path + "?" + query }

    /// The value of a parameter, decoded.
    public func value(_ name: String) -> String? {
        PostRequest.pairs(query).first { $0.0 == name }?.1
    }

    /// The value of a header field.
    public func header(_ name: String) -> String? {
        head.split(whereSeparator: \.isNewline).first { $0.lowercased().hasPrefix(name.lowercased() + ":") }
            .map { $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces) }
    }

    /// Names and values of a query, decoded and sorted.
    public static func pairs(_ query: String) -> [(String, String)] {
        query.split(separator: "&").map { part in
            let pair = part.split(separator: "=", maxSplits: 1).map { String($0).removingPercentEncoding ?? "" }
            return (pair.first ?? "", pair.count > 1 ? pair[1] : "")
        }.sorted { $0 < $1 }
    }
}

/// A server on loopback that answers as exchanges say: the one of a path and query first, else the next one of that path; or as a test
/// says. It notes what it was asked.
public final class PostServer: Sendable {
    /// What a test answers.
    public typealias Answer = @Sendable (PostRequest) -> PostExchange

    private final class Shelf: Sendable {
        struct State {
            var answer: Answer?
            var exchanges: [PostExchange]
            var used: [String: Int] = [:]
            var asked: [PostRequest] = []
            var url = ""
        }
        let state: Mutex<State>

        init(_ exchanges: [PostExchange], _ answer: Answer?) {
            state = Mutex(State(answer: answer, exchanges: exchanges))
        }

        func respond(_ head: String) -> [UInt8] {
            let request = PostRequest(head)
            let (answer, url) = state.withLock { state in
                state.asked.append(request)
                return (state.answer, state.url)
            }
            let exchange = answer?(request) ?? next(request)
            let home = { (text: String) in
                text.replacingOccurrences(of: "https://mastodon.example", with: url)
            }
            let body = exchange.body
            var lines = ["HTTP/1.1 \(exchange.status) Answer", "Content-Length: \(body.count)", "Connection: close"]
            let ours = ["content-length", "transfer-encoding", "content-encoding", "connection"]
            for (name, value) in exchange.headers where !ours.contains(name.lowercased()) {
                lines.append("\(name): \(home(value))")
            }
            return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + (exchange.status == 304 ? [] : body)
        }

        private func next(_ request: PostRequest) -> PostExchange {
            state.withLock { state in
                func isQuery(_ query: String) -> Bool {
                    PostRequest.pairs(query).elementsEqual(PostRequest.pairs(request.query)) { $0 == $1 }
                }
                let same = state.exchanges.filter { $0.path == request.path && $0.method == request.method }
                let exact = same.filter { isQuery($0.query) }
                let choice = exact.isEmpty ? same : exact
                guard !choice.isEmpty else {
                    return PostExchange(
                        status: 404, headers: [("Content-Type", "application/json")], body: Array("{}".utf8))
                }
                let key = exact.isEmpty ? request.path : request.target
                let index = min(state.used[key] ?? 0, choice.count - 1)
                state.used[key] = index + 1
                return choice[index]
            }
        }
    }

    private let shelf: Shelf
    private let server: HostileServer

    /// Listens on a port of its own.
    public init(_ exchanges: [PostExchange] = [], answer: Answer? = nil) throws {
        let shelf = Shelf(exchanges, answer)
        let server = try HostileServer { head in [.send(shelf.respond(head))] }
        shelf.state.withLock { $0.url = server.url }
        self.shelf = shelf
        self.server = server
    }

    /// Its address.
    public var url: String { server.url }

    /// What was asked since the last time.
    public func takeAsked() -> [PostRequest] {
        shelf.state.withLock { state in
            defer { state.asked = [] }
            return state.asked
        }
    }

    /// Answers in another way from now on.
    public func set(_ exchanges: [PostExchange] = [], answer: Answer? = nil) {
        shelf.state.withLock { state in (state.exchanges, state.answer, state.used) = (exchanges, answer, [:]) }
    }
}

extension PostExchange {
    /// An answer of success in JSON.
    public static func json(_ text: String) -> PostExchange { json(200, text) }

    /// An answer in JSON.
    public static func json(_ status: Int, _ text: String, _ headers: (String, String)...) -> PostExchange {
        PostExchange(
            status: status, headers: [("Content-Type", "application/json")] + headers,
            body: Array(text.utf8))
    }
}
