import Foundation
import Testing
import UtsiktScreen
import UtsiktTestSupport

@testable import utsikt

/// Names from outside reach no terminal as they are: every command, and everything that one takes, from the parser's own description,
/// so that a new command or option is tried as well.
@Suite(.serialized, .takesTurns) struct HostileNamesTests {
    /// Escape, C1, direction, DEL, a line feed, and bytes that are not UTF-8.
    static let name: [UInt8] =
        Array("\u{1B}]0;title\u{7}\u{1B}[31m\u{9B}2J\u{202E}\u{2066}\u{7F}\n".utf8) + [0x9B, 0xC3, 0xFF]
        + Array("red.json".utf8)

    /// Something a command takes, and the line that gives it the name.
    struct Case: Sendable, CustomTestStringConvertible {
        var command: [String]
        var arguments: [[UInt8]]
        var testDescription: String
    }

    /// What takes a number, or one of a few words, and must be there for the rest to be looked at.
    private static let usual = ["--port": "0", "--size": "80x24"]

    static func cases(of tool: ToolDescription) -> [Case] {
        var cases: [Case] = []
        func visit(_ command: ToolDescription.Command, _ path: [String]) {
            let arguments = command.arguments ?? []
            for argument in arguments where argument.kind != "flag" {
                var line = [[UInt8]](), title = path.joined(separator: " ")
                let names = (argument.names ?? []).map(\.typed)
                if names.contains("--help") || names.contains("--version") { continue }
                // What must be there besides it.
                for other in arguments where !other.isOptional && other.kind != "flag" {
                    let typed = (other.names ?? []).first?.typed
                    if typed == names.first, other.kind == argument.kind { continue }
                    if let typed { line.append(Array(typed.utf8)) }
                    line.append(Array((typed.flatMap { usual[$0] } ?? other.allValues?.first ?? "none.json").utf8))
                }
                if let typed = names.first {
                    line.append(Array(typed.utf8))
                    title += " \(typed)"
                } else {
                    title += " <\(argument.valueName ?? "")>"
                }
                line.append(name)
                cases.append(Case(command: path, arguments: line, testDescription: title))
            }
            // As a command, and as an option, that there is not.
            cases.append(Case(command: path, arguments: [Array("--".utf8) + name], testDescription: "\(path) --name"))
            cases.append(Case(command: path, arguments: [name, name], testDescription: "\(path) name"))
            for inner in command.subcommands ?? [] where inner.commandName != "help" {
                visit(inner, path + [inner.commandName])
            }
        }
        visit(tool.command, [])
        // A bench would measure for minutes.
        return cases.filter { $0.command.first != "bench" || !$0.arguments.contains { $0 == Array("--json".utf8) } }
    }

    @Test(.timeLimit(.minutes(60))) func noCommandLetsANameThrough() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = try #require(BuiltExecutable.path("utsikt"))
        // A file of that name, so that it is opened and found wanting, too.
        let file = (Array((folder.path + "/").utf8) + Self.name + [0]).map { CChar(bitPattern: $0) }
        let descriptor = open(file, O_WRONLY | O_CREAT, 0o600)
        #expect(descriptor >= 0)
        #expect(write(descriptor, "{", 1) == 1)
        close(descriptor)
        let help = try await BuiltCommand.run(["--experimental-dump-help"])
        let cases = Self.cases(of: try ToolDescription(json: help.output))
        #expect(cases.count > 80, "the description was not read")
        let own = ["HOME": folder.path, "TMPDIR": folder.path, "XDG_CONFIG_HOME": folder.path + "/none"]
        let environment = PtyProcess.defaultEnvironment.merging(own) { $1 }
        for hostile in cases {
            // What would ask a service asks nobody: nothing listens there.
            let nowhere = hostile.command == ["sources", "find"] ? ["--url", "http://127.0.0.1:1"] : []
            let run = try await HostileRun.run(
                path, hostile.command.map { Array($0.utf8) } + hostile.arguments + nowhere.map { Array($0.utf8) },
                environment: environment, directory: folder.path)
            #expect(TerminalBytes.unsafe(run.errors) == nil, "\(hostile.testDescription)")
            // A plan is a document: in a file or a pipe it keeps its bytes.
            if hostile.command != ["fabric", "new"] {
                #expect(TerminalBytes.unsafe(run.output) == nil, "\(hostile.testDescription)")
            }
            #expect([0, 1, 2, 3].contains(run.status), "\(hostile.testDescription)")
        }
    }

    /// Data that goes to a terminal passes the same gate; in a file or a pipe it keeps its bytes.
    @Test(.timeLimit(.minutes(30)), arguments: [["--json"], ["--csv"], []] as [[String]])
    func dataIsHarmlessOnATerminalOnly(_ form: [String]) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = try #require(BuiltExecutable.path("utsikt"))
        // A hashtag's spelling cannot hold such characters; a place's name can.
        let posts = folder.file("posts.ndjson")
        let text =
            #"{"id":1,"text":"x","created_at":"2015-07-13T10:00:00Z","user":{"id":1},"entities":{"hashtags":[{"text":"a\u009b2Jb\u202ec"}]}}"#
        try Data((text + "\n").utf8).write(to: URL(fileURLWithPath: posts))
        let arguments = ["topics", posts, "--window", "all"] + form
        let process = try PtyProcess(path, arguments, size: .init(width: 200, height: 50))
        try await process.waitForExit()
        let seen = process.screen.text
        #expect(!seen.unicodeScalars.contains { $0 == "\u{9B}" || $0 == "\u{202E}" })
        let piped = try await BuiltCommand.run(arguments)
        #expect(piped.status == 0)
        if !form.isEmpty {
            #expect(piped.output.unicodeScalars.contains("\u{202E}"), "bytes stay as they are in a pipe")
        }
    }
}
