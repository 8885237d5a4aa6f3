import HTTPTypes
import Synchronization
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktSources

/// A service with a list of followed accounts and their posts, which counts what it is asked for.
final class FollowedWorld: HTTPTransport {
    struct State {
        var followed: [Int]
        var newest: [Int: Int] = [:]
        var refused: Set<Int> = []
        var token = "t"
        var friendsStatus = 200
        var knowsSince = true
        var calls: [String] = []
    }
    private let state: Mutex<State>

    init(accounts: Int) {
        state = Mutex(State(followed: Array(1...accounts)))
    }

    func change(_ body: (inout State) -> Void) { state.withLock { body(&$0) } }
    /// What was asked for since the last time: paths and queries.
    func takeCalls() -> [String] {
        state.withLock { state in
            defer { state.calls = [] }
            return state.calls
        }
    }

    func send(_ call: HTTPCall) async throws(HTTPFailure) -> HTTPAnswer {
        state.withLock { state in
            let url = call.url
            state.calls.append(url)
            guard call.request.headerFields[.authorization] == "Bearer \(state.token)" else {
                return HTTPAnswer(status: 401)
            }
            func number(_ name: String) -> Int? {
                url.firstRange(of: name + "=").flatMap { Int(url[$0.upperBound...].prefix(while: \.isNumber)) }
            }
            if url.contains("friends/ids") {
                guard state.friendsStatus == 200 else { return HTTPAnswer(status: state.friendsStatus) }
                let ids = state.followed.map { String($0) }.joined(separator: ",")
                return HTTPAnswer(status: 200, body: Array("{\"ids\":[\(ids)],\"next_cursor\":0}".utf8))
            }
            let account = number("user_id") ?? 0
            if state.refused.contains(account) { return HTTPAnswer(status: 401) }
            // Posts number 1 to the newest; the account is part of the id.
            let base = account * 1_000_000
            let top = min(state.newest[account] ?? 50, (number("max_id") ?? .max) - base)
            let bottom = max(0, state.knowsSince ? (number("since_id") ?? 0) - base : 0)
            let ids = stride(from: top, to: max(bottom, top - (number("count") ?? 20)), by: -1)
            let posts = ids.map { id in
                #"{"id":\#(base + id),"id_str":"\#(base + id)","created_at":"Mon Jul 13 10:16:30 +0000 2015","#
                    + #""text":"x","user":{"id_str":"\#(account)","screen_name":"u"},"entities":{"hashtags":[]}}"#
            }
            return HTTPAnswer(status: 200, body: Array(("[" + posts.joined(separator: ",") + "]").utf8))
        }
    }

    func source(_ token: String = "t", pages: Int = 2) -> TimelinesSource {
        TimelinesSource(
            .init(
                baseURL: "http://in.process", userID: "1", token: Secret(token), pagesPerAccount: pages,
                refreshSeconds: 3600), transport: self)
    }
}
