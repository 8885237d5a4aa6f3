import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// A server on 127.0.0.1 that answers every connection with given steps, whether they are HTTP or not.
///
/// On threads of its own and with plain sockets, because an HTTP library would not let it lie.
public final class HostileServer: Sendable {
    /// What it does on a connection, one step after the other.
    public enum Step: Sendable {
        /// Sends bytes.
        case send([UInt8])
        /// Sends nothing for a while.
        case pause(milliseconds: UInt32)
        /// Keeps the connection open until the client closes it or the server ends.
        case hold
    }

    /// Where it listens.
    public let port: UInt16
    private let listener: Listener

    /// The socket that listens. Only the thread that accepts closes it: were it closed from elsewhere, its number could be
    /// the next server's by the time that thread accepts again, and one server would answer for another.
    private final class Listener: Sendable {
        private let open: Mutex<Int32?>

        init(_ descriptor: Int32) { open = Mutex(descriptor) }

        /// Nothing is accepted any more.
        func stop() { open.withLock { if let descriptor = $0 { _ = shutdown(descriptor, Int32(SHUT_RDWR)) } } }

        func end() {
            open.withLock {
                if let descriptor = $0 { close(descriptor) }
                $0 = nil
            }
        }
    }

    private struct Log {
        var requests: [String] = []
        var connections = 0
        var gates: [(count: Int, gate: Gate)] = []
    }
    private let log = Mutex(Log())

    /// The requests so far: their heads, and behind the empty line the bodies that their heads announce.
    public var requests: [String] { log.withLock { $0.requests } }
    /// How many connections there were.
    public var connections: Int { log.withLock { $0.connections } }
    /// Returns when there were so many requests.
    public func wait(forRequests count: Int = 1) async {
        let gate = Gate()
        let isThere = log.withLock { log in
            log.gates.append((count, gate))
            return log.requests.count >= count
        }
        if !isThere { await gate.wait() }
    }
    /// Its address.
    public var url: String { "http://127.0.0.1:\(port)" }

    /// There is no port to listen on.
    public struct CannotListen: Error {}

    /// Listens on a port of its own.
    /// - Parameters:
    ///   - keepsOpen: Whether a connection is kept for further requests after an answer.
    ///   - answer: The steps for a request, given its head and body.
    public init(keepsOpen: Bool = false, _ answer: @escaping @Sendable (String) -> [Step]) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(UInt32(0x7F00_0001).bigEndian)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, length) == 0 && listen(listener, 64) == 0
                    && getsockname(listener, address, &length) == 0
            }
        }
        guard listener >= 0, bound else { throw CannotListen() }
        let held = Listener(listener)
        self.listener = held
        port = UInt16(bigEndian: address.sin_port)
        Thread.detachNewThread { [weak self] in
            defer { held.end() }
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { return }
                self?.log.withLock { $0.connections += 1 }
                Thread.detachNewThread { [weak self] in
                    defer { close(connection) }
                    repeat {
                        let isWhole = HostileServer.serve(connection, answer) { head in self?.note(head) }
                        guard isWhole else { return }
                    } while keepsOpen
                }
            }
        }
    }

    deinit {
        listener.stop()
    }

    private func note(_ request: String) {
        let gates = log.withLock { log in
            log.requests.append(request)
            return log.gates.filter { $0.count <= log.requests.count }
        }
        for (_, gate) in gates { gate.open() }
    }

    /// Answers one request; false when the connection has ended.
    private static func serve(
        _ connection: Int32, _ answer: (String) -> [Step], _ note: (String) -> Void
    ) -> Bool {
        var head: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        // One byte at a time, so that nothing of the body is read with the head.
        while head.suffix(4) != [13, 10, 13, 10] {
            let count = recv(connection, &buffer, 1, 0)
            guard count > 0 else { return false }
            head += buffer.prefix(count)
        }
        let length = String(decoding: head, as: UTF8.self).lowercased().split(separator: "\r\n")
            .first { $0.hasPrefix("content-length:") }.flatMap { Int($0.dropFirst(15).filter(\.isNumber)) }
        let end = head.count + min(length ?? 0, 1 << 20)
        while head.count < end {
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { return false }
            head += buffer.prefix(count)
        }
        let text = String(decoding: head, as: UTF8.self)
        note(text)
        for step in answer(text) {
            switch step {
            case .send(let bytes):
                var rest = bytes[...]
                while !rest.isEmpty {
                    let sent = rest.withUnsafeBytes {
                        send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                    }
                    guard sent > 0 else { return false }
                    rest = rest.dropFirst(sent)
                }
            case .pause(let milliseconds):
                usleep(milliseconds * 1000)
            case .hold:
                while recv(connection, &buffer, buffer.count, 0) > 0 {}
                return false
            }
        }
        return true
    }
}

extension HostileServer.Step {
    /// A whole answer that is what it says.
    public static func answer(_ status: Int = 200, _ body: String, _ headers: String...) -> HostileServer.Step {
        let lines = ["HTTP/1.1 \(status) Answer", "Content-Length: \(body.utf8.count)", "Connection: close"] + headers
        return .send(Array((lines.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8))
    }

    /// Sends a text.
    public static func text(_ text: String) -> HostileServer.Step { .send(Array(text.utf8)) }
}
