import Foundation
import Glibc
import Testing
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktSources

/// The replay server's own HTTP: no client can stop it for the others.
@Suite(.timeLimit(.minutes(30))) struct LoopbackServerTests {
    /// A connection of a client that says what it likes.
    private struct Client {
        let descriptor: Int32

        init(port: UInt16) throws {
            descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            let result = withUnsafePointer(to: address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            try #require(result == 0)
        }

        /// Does what may block on a thread of its own: the server's answers need the tasks' threads.
        private func apart<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
            await withCheckedContinuation { continuation in
                Thread.detachNewThread { continuation.resume(returning: body()) }
            }
        }

        /// Sends what is taken: the server may have closed the connection.
        func send(_ bytes: [UInt8]) async {
            let descriptor = descriptor
            await apart { Self.send(bytes, to: descriptor) }
        }

        /// Everything up to the end of the connection, or up to a text.
        func receive(until end: String? = nil) async -> String {
            let descriptor = descriptor
            return await apart { Self.receive(from: descriptor, until: end) }
        }

        private static func send(_ bytes: [UInt8], to descriptor: Int32) {
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes {
                    Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { return }
                rest = rest.dropFirst(count)
            }
        }

        private static func receive(from descriptor: Int32, until end: String?) -> String {
            var bytes: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            while true {
                let count = recv(descriptor, &buffer, buffer.count, 0)
                guard count > 0 else { break }
                bytes += buffer[..<count]
                if let end, String(decoding: bytes, as: UTF8.self).contains(end) { break }
            }
            return String(decoding: bytes, as: UTF8.self)
        }

        func close() { _ = Glibc.close(descriptor) }
    }

    private func withServer(_ body: (UInt16) async throws -> Void) async throws {
        let world = try TestWorld.load()
        let clock = ReplayPaceClock(start: world.paceStart, speed: .max)
        let server = ReplayServer(world: world, clock: clock, faults: .none, limits: false)
        let port = try await server.start()
        let result: Result<Void, any Error>
        do { result = .success(try await body(port)) } catch { result = .failure(error) }
        await server.stop()
        try result.get()
    }

    /// Requests that never end, or are none.
    static let unfinished: [String] = [
        "", "G", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nContent-Length: 9223372036854775807\r\n\r\n",
        "GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "GET / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "GET / HTTP/1.1\r\nContent-Length: 100\r\n\r\nabc",
        "GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n",
        "GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n7FFFFFFFFFFFFFFF\r\nab",
        "GET /" + String(repeating: "a", count: 3_000_000),
        "GET / HTTP/1.1\r\nX: " + String(repeating: "a", count: 3_000_000),
        "GET /%zz?%=&&=%ff HTTP/1.1\r\n\r\n",
        "GET ws HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\n\r\n",
        "\r\n\r\n\r\n\r\n", "\u{0}\u{1}\u{2}\r\n\r\n", "GET  HTTP/1.1\r\n\r\n", "GET / HTTP/9.9\r\n\r\n",
    ]

    private static let truth = "GET /api/\(SampleWorld.key)/history_20130501/q/US/JFK.json HTTP/1.1\r\nHost: x\r\n\r\n"

    @Test(arguments: unfinished.indices) func unfinishedRequestsStopNobody(_ index: Int) async throws {
        try await withServer { port in
            let bytes = Array(Self.unfinished[index].utf8)
            let stuck = try (0..<16).map { _ in try Client(port: port) }
            defer { for client in stuck { client.close() } }
            for client in stuck { await client.send(bytes) }
            let client = try Client(port: port)
            defer { client.close() }
            await client.send(Array(Self.truth.utf8))
            let answer = await client.receive(until: "\"observations\"")
            #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
        }
    }

    @Test func idleConnectionsMakeRoomForOthers() async throws {
        try await withServer { port in
            var idle: [Client] = []
            defer { for client in idle { client.close() } }
            // More than the server keeps, and fewer than a process may have open.
            for _ in 0..<520 { idle.append(try Client(port: port)) }
            let client = try Client(port: port)
            defer { client.close() }
            await client.send(Array(Self.truth.utf8))
            #expect(await client.receive(until: "\"observations\"").hasPrefix("HTTP/1.1 200 OK\r\n"))
        }
    }

    @Test(arguments: [
        ("GET /1.1/nothing HTTP/1.1\r\nConnection: close\r\n\r\n", 404),
        ("GET /1.1/nothing HTTP/1.0\r\n\r\n", 404),
        ("POST / HTTP/1.1\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc", 405),
        ("GET / HTTP/1.1\r\nContent-Length: 70000\r\n\r\n", 413),
        ("GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", 413),
        ("GET /\r\n\r\n", 400), ("GET / HTTP/1.1\r\nno colon\r\n\r\n", 400),
    ])
    func aRequestGetsItsStatus(_ request: String, _ status: Int) async throws {
        try await withServer { port in
            let client = try Client(port: port)
            defer { client.close() }
            await client.send(Array(request.utf8))
            #expect(await client.receive().hasPrefix("HTTP/1.1 \(status) "))
        }
    }

    @Test func requestsInOnePieceAreAnsweredInTheirOrder() async throws {
        try await withServer { port in
            let client = try Client(port: port)
            defer { client.close() }
            let last = "GET /last HTTP/1.1\r\nConnection: close\r\n\r\n"
            await client.send(Array((Self.truth + "POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\nGE" + last).utf8))
            let parts = await client.receive().components(separatedBy: "HTTP/1.1 ")
            let statuses = parts.dropFirst().map { String($0.prefix(3)) }
            #expect(statuses == ["200", "405", "404"])
        }
    }

    @Test func stoppingClosesWhatIsOpen() async throws {
        let world = try TestWorld.load()
        let server = ReplayServer(world: world, clock: ReplayPaceClock(start: world.paceStart, speed: .max))
        let client = try Client(port: try await server.start())
        defer { client.close() }
        await client.send(Array("GET / HTTP/1.1\r\n".utf8))
        await server.stop()
        await server.stop()
        #expect(await client.receive().isEmpty)
    }

    @Test(arguments: 0..<300 as Range<UInt64>) func anyHeadIsReadOrRefused(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var bytes = Array("GET /a%20b?c=d&e HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n".utf8)
        for _ in 0..<Int.random(in: 1...8, using: &generator) {
            let at = Int.random(in: 0..<bytes.count, using: &generator)
            switch Int.random(in: 0...2, using: &generator) {
            case 0: bytes[at] = UInt8.random(in: 0...255, using: &generator)
            case 1: bytes.remove(at: at)
            default: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: at)
            }
        }
        guard let request = LoopbackRequest(head: bytes[...]) else { return }
        #expect((request.bodyLength ?? 0) >= 0)
        _ = ReplayService.Request(target: request.target, headers: request.fields)
    }
}
