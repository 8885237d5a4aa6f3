import ArgumentParser
import UtsiktCore
import UtsiktEngine
import UtsiktSources

/// `utsikt sources add`: writes a source into the configuration, after it was asked once.
struct SourcesAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Asks a source once, says what was found, and writes it into the configuration.",
        discussion: """
            Settings are those that `utsikt sources list` names, written as in the configuration: account=kari.example.com, \
            accounts=[a.example.com, b.example.com], url=https://mastodon.social, posts_per_account=20. What stands in the \
            file already stays as it is, comments included. Exit status: 0 written; 2 it cannot be used; 3 it did not answer, \
            and nothing was written.
            """)

    @Argument(help: "The service: bluesky, mastodon, open-meteo, …")
    var service: String

    @Argument(help: "Settings, as KEY=VALUE.")
    var settings: [String] = []

    @Option(help: "Follow the accounts of a list: CSV as services export it, or OPML.", completion: .file())
    var accountsFrom: String?

    @Option(help: "The configuration file. Default: ~/.config/utsikt/config.yaml.", completion: .file())
    var config: String?

    @Flag(help: "Write it without asking it first.")
    var unchecked = false

    @Flag(help: "Write nothing; print what would be added.")
    var dryRun = false

    func run() async throws {
        try await Failure.explained { try await Interruptible.run { try await add() } }
    }

    private func add() async throws {
        let files = ConfigurationFiles.ofProcess
        let editor = SourceEditor(files, path: config)
        let change = try editor.adding(item(files.services))
        if dryRun { return try Output.words(change.lines.joined(separator: "\n") + "\n") }
        if !unchecked {
            let answer = await SourcesCheck.ask(change.source, files, database: change.configuration.database)
            try Output.words(answer.text)
            guard answer.isAnswered else {
                Failure.report("nothing was written. --unchecked writes it all the same")
                throw ExitCode(3)
            }
        }
        try editor.write(change)
        try Output.words("\(change.source.id) was added to \(files.shown(editor.path)); `utsikt fetch` fetches it\n")
    }

    private func item(_ services: ServiceRegister) throws -> SourceItem {
        guard let known = services[service] else {
            let near =
                Nearest.word(to: service.lowercased(), among: services.names).map { "Did you mean \($0)? " } ?? ""
            throw ValidationError(
                "There is no service ‘\(service)’. \(near)It may be \(services.names.joined(separator: ", ")).")
        }
        var item = SourceItem(service: service, comment: known.summary)
        for setting in settings {
            guard let sign = setting.firstIndex(of: "="), sign > setting.startIndex else {
                throw ValidationError("‘\(setting)’ is not KEY=VALUE.")
            }
            item.set(String(setting[..<sign]), String(setting[setting.index(after: sign)...]))
        }
        if let accountsFrom {
            let bytes = try BoundedFile.read(accountsFrom, .tagList)
            item.accounts = try FollowList.accounts(String(decoding: bytes, as: UTF8.self), file: accountsFrom)
        }
        return item
    }
}

/// `utsikt sources remove`: takes a source out of the configuration.
struct SourcesRemove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Takes a source out of the configuration; what was fetched from it stays in the database.")

    @Argument(help: "The source's name: its service, unless it has another one.")
    var name: String

    @Option(help: "The configuration file. Default: ~/.config/utsikt/config.yaml.", completion: .file())
    var config: String?

    func run() async throws {
        try await Failure.explained {
            let files = ConfigurationFiles.ofProcess
            let editor = SourceEditor(files, path: config)
            let change = try editor.removing(name)
            try editor.write(change)
            try Output.words("\(name) was taken out of \(files.shown(editor.path))\n")
        }
    }
}
