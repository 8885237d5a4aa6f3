import Foundation
import Testing
import UtsiktCore
import UtsiktScreen
import UtsiktTestSupport

/// The built dashboard's threads, as the kernel tells of them.
@Suite(.serialized, .takesTurns) struct MainThreadTests {
    private func start(_ arguments: [String], _ home: UserHome, size: Size = Size(width: 100, height: 30)) throws
        -> PtyProcess
    {
        let path = try #require(BuiltExecutable.path("utsikt"))
        let environment = PtyProcess.defaultEnvironment.merging(home.environment) { $1 }
        return try PtyProcess(path, arguments, environment: environment, size: size)
    }

    /// How often a process's main thread has waited for something.
    private func waits(_ process: Int32) throws -> Int {
        let path = "/proc/\(process)/task/\(process)/status"
        let status = try String(contentsOf: URL(fileURLWithPath: path), encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("voluntary_ctxt_switches:") }
        return try #require(Int(line?.split(whereSeparator: \.isWhitespace).last ?? ""))
    }

    /// The loop waits once for every key that is typed after the answer to the one before: were it on another thread, the main
    /// thread would not stir.
    @Test(.timeLimit(.minutes(30))) func theTerminalsLoopIsOnTheMainThread() async throws {
        let home = try UserHome()
        defer { home.remove() }
        let program = try start(["demo", "--speed", "max"], home)
        _ = try await program.waitFor("890 done")
        try await program.waitUntilQuiet(for: .seconds(1))
        let before = try waits(program.process)
        let keys = 10
        for _ in 0..<keys {
            program.type("?")
            _ = try await program.waitFor("type to find a key")
            program.type("\u{1B}")
            _ = try await program.waitUntil("the help closed") { !$0.text.contains("type to find a key") }
        }
        #expect(try waits(program.process) >= before + 2 * keys)
        program.type("q")
        #expect(try await program.waitForExit() == .exited(0))
    }

    /// A service that takes a connection and never answers.
    private func silentService() throws -> (port: UInt16, descriptor: Int32) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(descriptor, pointer, length) == 0 && listen(descriptor, 8) == 0
                    && getsockname(descriptor, pointer, &length) == 0
            }
        }
        guard isBound else { throw CocoaError(.fileReadUnknown) }
        return (UInt16(bigEndian: address.sin_port), descriptor)
    }

    /// The page would take thirty seconds to be given up; the program does not wait for it.
    @Test(.timeLimit(.minutes(30))) func quittingDoesNotWaitForAPageUnderWay() async throws {
        let home = try UserHome()
        defer { home.remove() }
        let service = try silentService()
        defer { close(service.descriptor) }
        try home.write("secret\n", to: home.folder.file("token"))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: home.folder.file("token"))
        try home.write(
            "posts: {url: \"http://127.0.0.1:\(service.port)\", user: 1, token_file: \(home.folder.file("token"))}\n",
            to: home.configuration)
        let program = try start([], home)
        _ = try await program.waitFor("utsikt.sqlite")
        // The page is under way as soon as somebody connects.
        let connection = await Task.detached { accept(service.descriptor, nil, nil) }.value
        defer { close(connection) }
        program.type("q")
        #expect(try await program.waitForExit() == .exited(0))
        // A page that was waited for to its time-out would have cost an attempt; one that is dropped leaves nothing.
        let store = try Store.open(path: home.database)
        let pending = try await store.pending(.posts)
        #expect(!pending.isEmpty && pending.allSatisfy { $0.attempts == 0 })
        try store.close()
    }
}
