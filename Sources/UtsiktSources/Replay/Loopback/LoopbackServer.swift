import Foundation
import Glibc
import Synchronization

/// A small HTTP server on 127.0.0.1 for requests that have nothing but a head: one thread with one `poll` reads and writes, the
/// answers are made on the concurrency pool.
///
/// No request can hold up another one: a head that does not end, or a body that is announced and does not come, costs its
/// connection a place in a list and nothing else. What a client may send is bounded (`LoopbackConnection`).
final class LoopbackServer: Sendable {
    /// What answers.
    typealias Answering = @Sendable (LoopbackRequest) async -> [UInt8]

    private let mail: LoopbackMail
    private let over = Over()
    /// The port that is listened on.
    let port: UInt16

    /// Somebody waits for the thread's end.
    private final class Over: Sendable {
        private struct State {
            var isOver = false
            var waiters: [CheckedContinuation<Void, Never>] = []
        }
        private let state = Mutex(State())

        func end() {
            let waiters = state.withLock { state in
                state.isOver = true
                defer { state.waiters = [] }
                return state.waiters
            }
            for waiter in waiters { waiter.resume() }
        }

        func wait() async {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    if !state.isOver { state.waiters.append(continuation) }
                    return state.isOver
                }
                if isOver { continuation.resume() }
            }
        }
    }

    /// Listens, and answers from now on; nil when the port cannot be listened on.
    /// - Parameter port: The port, or 0 for one that is free.
    init?(port: UInt16, _ answering: @escaping Answering) {
        guard let mail = LoopbackMail(), let (listener, port) = Self.listen(port) else { return nil }
        self.mail = mail
        self.port = port
        let over = over
        Thread.detachNewThread {
            var loop = LoopbackLoop(listener: listener, mail: mail, answering: answering)
            loop.run()
            over.end()
        }
    }

    /// Stops listening and closes all connections; returns when that is done. Stopping twice does nothing.
    func stop() async {
        mail.stop()
        await over.wait()
    }

    private static func listen(_ port: UInt16) -> (descriptor: Int32, port: UInt16)? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, size) == 0 && Glibc.listen(descriptor, 128) == 0
                    && getsockname(descriptor, address, &size) == 0
            }
        }
        guard isListening, fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0 else {
            close(descriptor)
            return nil
        }
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }
}
