import Foundation
import Testing
import UtsiktTestSupport

/// Reads all that commands have written, wherever, and looks for secrets in it.
@Suite(.timeLimit(.minutes(15))) struct WrittenSecretsTests {
    private let token = "hush-token-7f3a"
    private let key = "hush-key-91bc"

    /// A service that knows the secrets and says them wherever it can.
    private func indiscreet() throws -> HostileServer {
        try HostileServer { [token, key] head in
            let said = "{\"error\":\"\(token) \(key)\"}"
            let fields = ["X-Echo: \(token)", "Location: /\(key)/\(token)", "Retry-After: \(token)"]
            if head.contains("friends") {
                return [.answer(200, "{\"ids\":[1,2,3,4,\"\(token)\"],\"next_cursor\":0}", fields[0], fields[2])]
            }
            if head.contains("user_id=1&") { return [.answer(401, said, fields[0], fields[1])] }
            if head.contains("user_id=2&") { return [.answer(302, said, fields[1])] }
            if head.contains("user_id=3&") { return [.text("\(token) \(key)\r\n\r\n")] }
            if head.contains("user_id=4&") { return [.answer(200, "[{\"id\":\"\(token)\",\"\(key)\":1}]", fields[0])] }
            return [.answer(404, said, fields[0], fields[1])]
        }
    }

    private func configuration(_ url: String) -> String {
        """
        posts: {url: "\(url)", user: "1", token_env: TOKEN_OF_THE_TEST}
        weather:
          url: "\(url)"
          key_env: KEY_OF_THE_TEST
          places: [{name: JFK, path: US/JFK}]
          days: 2

        """
    }

    @Test func noSecretIsInAnythingThatWasWrittenOrSaid() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let server = try indiscreet()
        let (file, database) = (folder.file("config.yaml"), folder.file("db.sqlite"))
        try Data(configuration(server.url).utf8).write(to: URL(fileURLWithPath: file))
        let environment = [
            "HOME": folder.file("home"), "TMPDIR": folder.path, "XDG_CONFIG_HOME": folder.file("home/.config"),
            "XDG_DATA_HOME": folder.file("home/.data"), "XDG_STATE_HOME": folder.file("home/.state"),
            "XDG_CACHE_HOME": folder.file("home/.cache"), "TOKEN_OF_THE_TEST": token, "KEY_OF_THE_TEST": key,
        ]
        var said = ""
        for command in [
            ["config", "check", file], ["fetch", "--config", file, "--db", database, "--json"],
            ["fetch", "--config", file, "--db", database], ["sources", "--config", file],
            ["dump", "log", "--db", database], ["dump", "fetch", "--db", database, "--format", "json"],
            ["dump", "topics", "--db", database, "--format", "csv"], ["dump", "overview", "--db", database],
        ] {
            let run = try await BuiltCommand.run(command, environment: environment)
            #expect(run.status >= 0, "\(command) ended by a signal")
            said += run.output + run.errors
        }
        // The secrets were used: else their absence would say nothing.
        let requests = server.requests.joined()
        #expect(requests.contains(token) && requests.contains(key))
        #expect(!said.contains("hush-"), "\(said.split(separator: "\n").first { $0.contains("hush-") } ?? "")")
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        #expect(files.contains("db.sqlite"))
        for name in files {
            guard let data = FileManager.default.contents(atPath: folder.file(name)) else { continue }
            #expect(data.range(of: Data("hush-".utf8)) == nil, "\(name) holds a secret")
        }
    }
}
