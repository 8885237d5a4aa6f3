import Foundation
import Testing
import UtsiktTestSupport

/// Where a token goes when the environment names a proxy.
@Suite(.timeLimit(.minutes(15))) struct ProxyTests {
    private static let variables = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]

    /// Arguments and environment of a fetch from a service, with a proxy named in every way there is.
    private func fetch(
        from url: String, proxy: String, in folder: TemporaryFolder
    ) throws -> (arguments: [String], environment: [String: String]) {
        let file = folder.file("config.yaml")
        try Data("posts: {url: \"\(url)\", user: \"1\", token_env: TOKEN_OF_THE_TEST}\n".utf8).write(
            to: URL(fileURLWithPath: file))
        var environment = Dictionary(uniqueKeysWithValues: Self.variables.map { ($0, proxy) })
        environment["no_proxy"] = ""
        environment["NO_PROXY"] = ""
        environment["TOKEN_OF_THE_TEST"] = "hush-token"
        return (["fetch", "--config", file, "--db", folder.file("db.sqlite"), "--json"], environment)
    }

    @Test func aTokenForAnHTTPAddressNeverGoesThroughAProxy() async throws {
        let proxy = try HostileServer { _ in [.answer(200, "{\"ids\":[]}")] }
        let server = try HostileServer { _ in [.answer(401, "{}")] }
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let (arguments, environment) = try fetch(from: server.url, proxy: proxy.url, in: folder)
        let run = try await BuiltCommand.run(arguments, environment: environment)
        #expect(run.status == 3, "\(run.errors)")
        #expect(server.requests.contains { $0.contains("Bearer hush-token") })
        #expect(proxy.connections == 0)
    }

    @Test func aProxyForAnHTTPSAddressIsAskedForATunnelAndToldNothing() async throws {
        let proxy = try HostileServer { _ in [.answer(403, "no")] }
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = try #require(BuiltExecutable.path("utsikt"))
        let (arguments, environment) = try fetch(from: "https://service.invalid", proxy: proxy.url, in: folder)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        await proxy.wait(forRequests: 1)
        // It would try again for minutes.
        process.terminate()
        process.waitUntilExit()
        #expect(proxy.requests.allSatisfy { $0.hasPrefix("CONNECT service.invalid:443 ") })
        #expect(!proxy.requests.joined().contains("hush"))
    }
}
