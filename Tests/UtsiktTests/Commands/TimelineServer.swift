import Foundation
import Synchronization
import UtsiktTestSupport

/// A service of timelines on 127.0.0.1 with a few accounts, which counts every call and can end its caller at one of them.
final class TimelineServer: Sendable {
    /// A call as the service saw it.
    struct Call: Sendable {
        var path: String
        /// Seconds of a clock that only goes forward.
        var at: Double
    }

    private struct State {
        var calls: [Call] = []
        var victim: (process: Int32, after: Int, delay: UInt32)?
        var waiting: [(count: Int, gate: Gate)] = []
    }

    private let state: Shared
    private let server: HostileServer

    private final class Shared: Sendable {
        let value = Mutex(State())
    }

    /// - Parameters:
    ///   - accounts: How many there are; every tenth is protected.
    ///   - posts: Posts of each.
    init(accounts: Int, posts: Int) throws {
        let state = Shared()
        self.state = state
        server = try HostileServer { head in
            let path = head.split(separator: " ").dropFirst().first.map(String.init) ?? ""
            let victim = state.value.withLock { state -> (process: Int32, after: Int, delay: UInt32)? in
                state.calls.append(Call(path: path, at: Double(DispatchTime.now().uptimeNanoseconds) / 1e9))
                let count = state.calls.count
                for waiter in state.waiting where waiter.count <= count { waiter.gate.open() }
                state.waiting.removeAll { $0.count <= count }
                guard let victim = state.victim, count >= victim.after else { return nil }
                state.victim = nil
                return victim
            }
            if let victim {
                // Before, in the middle of, or after what the caller does with the answers that are on their way.
                Thread.detachNewThread {
                    usleep(victim.delay)
                    kill(victim.process, SIGKILL)
                }
            }
            return [TimelineServer.answer(path, accounts: accounts, posts: posts)]
        }
    }

    var url: String { server.url }
    var calls: [Call] { state.value.withLock { $0.calls } }

    /// Kills a process some microseconds after so many more calls.
    func end(_ process: Int32, afterMore calls: Int, delay: UInt32) {
        state.value.withLock { $0.victim = (process, $0.calls.count + calls, delay) }
    }

    private static func answer(_ path: String, accounts: Int, posts: Int) -> HostileServer.Step {
        let query = Dictionary(
            (path.split(separator: "?").dropFirst().first ?? "").split(separator: "&").compactMap { part in
                let pair = part.split(separator: "=").map(String.init)
                return pair.count == 2 ? (pair[0], pair[1]) : nil
            }, uniquingKeysWith: { first, _ in first })
        if path.contains("friends/ids") {
            let ids = (1...accounts).map { "\(1000 + $0)" }.joined(separator: ",")
            return .answer(200, "{\"ids\":[\(ids)],\"next_cursor_str\":\"0\"}", "Content-Type: application/json")
        }
        let account = query["user_id"].flatMap { Int($0) } ?? 0
        if account % 10 == 7 { return .answer(401, "{\"errors\":[{\"code\":179}]}") }
        let count = query["count"].flatMap { Int($0) } ?? 20
        let highest = query["max_id"].flatMap { Int($0) } ?? .max
        let ids = (1...posts).map { account * 100_000 + $0 }.reversed().filter { $0 <= highest }.prefix(count)
        let list = ids.map { id in
            """
            {"id_str":"\(id)","created_at":"Mon Jul 13 10:\(String(id % 60 + 100).dropFirst()):30 +0000 2015",\
            "text":"post \(id) #tag\(id % 7)","lang":"en","user":{"id_str":"\(account)","screen_name":"u\(account)"},\
            "entities":{"hashtags":[{"text":"tag\(id % 7)"},{"text":"all"}]}}
            """
        }
        return .answer(200, "[\(list.joined(separator: ","))]", "Content-Type: application/json")
    }
}
