import Foundation
import Testing
import UtsiktApp
import UtsiktTestSupport

@testable import UtsiktEngine
@testable import utsikt

/// Completions, man page and key list: all from the tables the program works by.
@Suite(.serialized, .takesTurns) struct TablesTests {
    private func tool(_ name: String) -> String? {
        ["/usr/bin/", "/bin/", "/usr/local/bin/"].map { $0 + name }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func completionsAreAScriptTheShellReads(_ shell: String) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let run = try await BuiltCommand.run(["completions", shell])
        #expect(run.status == 0)
        for word in ["overview", "colour-blind", "topics", "sextants", "manual"] {
            #expect(run.output.contains(word), "\(word)")
        }
        guard let path = tool(shell) else { return }
        let script = folder.file("script")
        try Data(run.output.utf8).write(to: URL(fileURLWithPath: script))
        let checked = try await BuiltCommand.run(executable: path, ["-n", script])
        #expect(checked.status == 0, "\(checked.errors)")
    }

    @Test func theManPageNamesEveryCommandAndKeyAndIsReadWithoutAWarning() async throws {
        let run = try await BuiltCommand.run(["manual"])
        #expect(run.status == 0, "\(run.errors)")
        let help = try await BuiltCommand.run(["--experimental-dump-help"])
        let commands = try ToolDescription(json: help.output).command.subcommands ?? []
        #expect(commands.count > 10)
        for command in commands where command.shouldDisplay != false && command.commandName != "help" {
            #expect(run.output.contains(".SS utsikt \(command.commandName)\n"), "\(command.commandName)")
        }
        for row in ActionTable.all where !row.keys.isEmpty {
            #expect(run.output.contains(ManualPage.escaped(row.help)), "\(row.id)")
        }
        #expect(!run.output.contains("\u{1B}"))
        guard let groff = tool("groff") else { return }
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let page = folder.file("utsikt.1")
        try Data(run.output.utf8).write(to: URL(fileURLWithPath: page))
        let checked = try await BuiltCommand.run(executable: groff, ["-man", "-Kutf8", "-Tutf8", "-ww", "-z", page])
        #expect(checked.status == 0 && checked.errors.isEmpty, "\(checked.errors)")
    }

    @Test func roffPrintsHostileTextAsItStands() {
        #expect(ManualPage.escaped(".TH x") == "\\&.TH x")
        #expect(ManualPage.escaped("'a-b\\c") == "\\(aqa\\-b\\ec")
    }

    @Test func theKeyListIsTheUsersOwnWithWhatIsWrongOnStandardError() async throws {
        let home = try UserHome()
        defer { home.remove() }
        #expect(try await home.run(["keys"]).output == KeyTable.plain())
        try home.write(
            "keys: {everywhere: {view.zoom: F11, fcous.next: n}}\nlook: {theme: 3x}\n", to: home.configuration)
        let own = try await home.run(["keys", "--ids"])
        #expect(own.status == 0)
        #expect(own.output.split(separator: "\n").contains { $0.contains("F11") && $0.contains("view.zoom") })
        #expect(own.errors.contains("config.yaml:1:") && own.errors.contains("focus.next"))
        #expect(own.errors.split(separator: "\n").count == 1)
        let standard = try await home.run(["keys", "--markdown", "--defaults"])
        #expect(standard.output == KeyTable.markdown() && standard.errors.isEmpty)
        #expect(try await home.run(["keys", "--markdown", "--ids"]).status == 2)
    }

    @Test func configShowsChecksAndListsThemes() async throws {
        let home = try UserHome()
        defer { home.remove() }
        #expect(try await home.run(["config", "check"]).status == 2)
        try home.write("look: {theme: ember}\n", to: home.configuration)
        let example = try await home.run(["config", "themes", "--example"])
        try home.write(example.output, to: home.folder.file(".config/utsikt/themes/ember.yaml"))
        let check = try await home.run(["config", "check"])
        #expect(check.status == 0, "\(check.errors)")
        #expect(check.output.contains("1 theme") && check.errors.isEmpty)
        #expect(try await home.run(["config", "themes"]).output.hasSuffix("ember (now)\n"))
        #expect(try await home.run(["config", "show"]).output == ConfigurationTemplate.text())
        let effective = try await home.run(["config", "show", "--effective"])
        #expect(effective.output.contains("theme: \"ember\"") && effective.status == 0)
        try home.write(effective.output, to: home.configuration)
        #expect(try await home.run(["config", "check"]).errors == "")
        #expect(try await home.run(["config", "show", "--effective"]).output == effective.output)

        try home.write("roles: {accent: blurple, key: red}\n", to: home.folder.file(".config/utsikt/themes/half.yaml"))
        let faulty = try await home.run(["config", "check"])
        #expect(faulty.status == 2 && faulty.output.isEmpty)
        #expect(faulty.errors.contains("themes/half.yaml:1:9: accent"))
    }
}
