import Foundation
import UtsiktCore
import UtsiktSources

/// The HTTP client while it waits: fifty requests to a server that says nothing, and how soon they end.
enum HTTPBench {
    private static let requests = 50
    private static let seconds = 3.0

    static func figures() async throws -> [BenchFigure] {
        guard let server = SilentServer() else { return [] }
        defer { server.end() }
        let idle = await Stopwatch.measure { try? await Task.sleep(for: .seconds(seconds)) }
        let transport = CurlTransport(timeoutSeconds: 600, connections: requests)
        let tasks = (0..<requests).map { number in
            Task { _ = try? await transport.send(HTTPCall(url: server.url + "/\(number)")) }
        }
        // Until all are connected: what is measured is waiting.
        try await Task.sleep(for: .seconds(1))
        let waiting = await Stopwatch.measure { try? await Task.sleep(for: .seconds(seconds)) }
        let end = await Stopwatch.measure {
            for task in tasks { task.cancel() }
            for task in tasks { await task.value }
        }
        return [
            BenchFigure(
                bench: "http", what: "waiting for the answers to \(requests) requests", unit: "CPU ms per s",
                value: perSecond(waiting.cpu), largerIsBetter: false,
                comparisons: [.measured("none open (floor)", perSecond(idle.cpu)), curl(server)]),
            BenchFigure(
                bench: "http", what: "ending \(requests) requests", unit: "ms", value: end.wall * 1000,
                largerIsBetter: false, comparisons: []),
        ]
    }

    /// The command-line program with as many requests for as long. It starts and connects as well, so that its figure is an upper
    /// bound.
    private static func curl(_ server: SilentServer) -> BenchFigure.Comparison {
        let name = "curl with as many, its start included"
        let parallel = "-Z --parallel-max \(requests) '\(server.url)/[1-\(requests)]'"
        let peer = Peer(
            name: "curl", executable: "bash",
            arguments: ["-c", "curl -s -m \(Int(seconds)) \(parallel) || [ $? = 28 ]"])
        switch peer.run() {
        case .missing(let why): return .missing(name, why)
        case .ran(let cpu, _): return .measured(name, perSecond(cpu))
        }
    }

    private static func perSecond(_ cpu: Double) -> Double { cpu * 1000 / seconds }
}

/// Takes connections and never says a word; the kernel does it, no thread is needed.
private struct SilentServer {
    private let descriptor: Int32
    private let port: UInt16

    var url: String { "http://127.0.0.1:\(port)" }

    init?() {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(UInt32(0x7F00_0001).bigEndian)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = descriptor
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, length) == 0 && listen(descriptor, 256) == 0
                    && getsockname(descriptor, address, &length) == 0
            }
        }
        guard descriptor >= 0, isListening else { return nil }
        port = UInt16(bigEndian: address.sin_port)
    }

    func end() { shutdown(descriptor, Int32(SHUT_RDWR)) }
}
