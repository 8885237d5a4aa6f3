import Synchronization
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktSources

/// A small Bluesky on loopback: accounts with feeds, whose pages are as odd as those of the real one.
final class BlueskyWorld: Sendable {
    struct Item: Sendable {
        var key: String
        var created = "2026-11-20T10:00:00Z"
        var indexed = "2026-11-20T10:00:01Z"
        var reason = ""
        var tag = "Rust"
    }
    struct State: Sendable {
        var feeds: [String: [Item]] = [:]
        var followed: [String] = []
        /// What is left out of each page of feeds after it was cut, as the service does it.
        var hiddenAtFront = 0
        var emptyFirst = false
        var repeatsCursor = false
        var refusals: [String: String] = [:]
        /// The one access token that is good; nil when none is needed.
        var token: String?
        var refreshToken = "refresh-1"
        var password = "app-password"
        var refreshes = 0
        var logins = 0
    }
    let server: PostServer

    init(_ state: State) throws {
        let shelf = Shelf(state)
        server = try PostServer(answer: { request in shelf.answer(request) })
        self.shelf = shelf
    }

    private let shelf: Shelf

    func change(_ body: (inout State) -> Void) { shelf.state.withLock { body(&$0) } }
    var now: State { shelf.state.withLock { $0 } }
    /// The actors that were asked for since the last time, by the method's last word.
    func takeAsked() -> [String] {
        server.takeAsked().map { request in
            let method = request.path.split(separator: ".").last.map(String.init) ?? ""
            return [method, request.value("actor"), request.value("cursor")].compactMap { $0 }.joined(separator: " ")
        }
    }

    func source(
        account: String? = nil, accounts: [String] = [], posts: Int = 40, password: String? = nil,
        sessions: SessionFolder? = nil
    ) -> BlueskySource {
        BlueskySource(
            .init(
                baseURL: server.url, account: account, accounts: accounts, password: password.map { Secret($0) },
                postsPerAccount: posts, refreshSeconds: 3600),
            id: SourceID(rawValue: "bluesky"), transport: CurlTransport(timeoutSeconds: 60),
            sessions: sessions)
    }

    private final class Shelf: Sendable {
        let state: Mutex<State>
        init(_ state: State) { self.state = Mutex(state) }

        func answer(_ request: PostRequest) -> PostExchange {
            state.withLock { state in
                if request.path.hasSuffix("Session") { return Self.session(request, &state) }
                if let token = state.token, request.header("authorization") != "Bearer \(token)" {
                    return .json(400, #"{"error":"ExpiredToken","message":"Token has expired"}"#)
                }
                let actor = request.value("actor") ?? ""
                if let error = state.refusals[actor] {
                    return .json(400, #"{"error":"\#(error)","message":"Profile not found"}"#)
                }
                let (offset, limit) = (Int(request.value("cursor") ?? "") ?? 0, Int(request.value("limit") ?? "") ?? 50)
                let all =
                    request.path.hasSuffix("getFollows")
                    ? state.followed.map { #"{"did":"\#($0)","handle":"h\#($0.suffix(3)).example.org"}"# }
                    : (state.feeds[actor] ?? []).map { Self.text($0, of: actor) }
                if state.emptyFirst, request.value("cursor") == nil {
                    return .json(#"{"feed":[],"follows":[],"cursor":"0"}"#)
                }
                let page = all.dropFirst(offset).prefix(limit).dropFirst(state.hiddenAtFront)
                let next = state.repeatsCursor ? (request.value("cursor") ?? "7") : String(offset + limit)
                let cursor = offset + limit < all.count || state.repeatsCursor ? ",\"cursor\":\"\(next)\"" : ""
                let list = "[\(page.joined(separator: ","))]"
                return .json("{\"feed\":\(list),\"follows\":\(list)\(cursor)}")
            }
        }

        private static func session(_ request: PostRequest, _ state: inout State) -> PostExchange {
            if request.path.hasSuffix("refreshSession") {
                state.refreshes += 1
                guard request.header("authorization") == "Bearer \(state.refreshToken)" else {
                    return .json(401, #"{"error":"ExpiredToken","message":"Token has been revoked"}"#)
                }
            } else {
                state.logins += 1
                guard request.head.contains("\"password\":\"\(state.password)\"") else {
                    return .json(401, #"{"error":"AuthenticationRequired","message":"Invalid identifier or password"}"#)
                }
            }
            let number = state.refreshes + state.logins
            state.refreshToken = "refresh-\(number)"
            state.token = "access-\(number)"
            return .json(
                #"{"did":"did:plc:me","handle":"me.example.org","accessJwt":"access-\#(number)","refreshJwt":"refresh-\#(number)","active":true}"#
            )
        }

        private static func text(_ item: Item, of actor: String) -> String {
            let reason = item.reason.isEmpty ? "" : ",\"reason\":\(item.reason)"
            let facet =
                ##"{"index":{"byteStart":0,"byteEnd":\##(item.tag.utf8.count + 1)},"##
                + ##""features":[{"$type":"app.bsky.richtext.facet#tag","tag":"\##(item.tag)"}]}"##
            let record =
                ##"{"$type":"app.bsky.feed.post","text":"#\##(item.tag)","createdAt":"\##(item.created)","facets":[\##(facet)]}"##
            return
                ##"{"post":{"uri":"at://\##(actor)/app.bsky.feed.post/\##(item.key)","##
                + ##""author":{"did":"\##(actor)","handle":"a.example.org"},"record":\##(record),"##
                + ##""indexedAt":"\##(item.indexed)"}\##(reason)}"##
        }
    }

    /// So many posts, the newest first.
    static func items(_ count: Int) -> [Item] { (0..<count).map { Item(key: "p\(count - $0)") } }

    static func repost(_ key: String, by did: String) -> Item {
        Item(
            key: key, created: "2023-01-01T00:00:00Z", indexed: "2023-01-01T00:00:01Z",
            reason:
                ##"{"$type":"app.bsky.feed.defs#reasonRepost","by":{"did":"\##(did)","handle":"a.example.org"},"uri":"at://\##(did)/app.bsky.feed.repost/\##(key)","indexedAt":"2026-11-30T09:00:00Z"}"##
        )
    }

    static let pin = ##"{"$type":"app.bsky.feed.defs#reasonPin"}"##
}
