import Foundation
import UtsiktCore
import UtsiktTestSupport

/// A home folder of a test's own, with a configuration and an empty database where a test wants them.
struct UserHome {
    /// The folder.
    let folder: TemporaryFolder

    /// Makes an empty home.
    init() throws { folder = try TemporaryFolder() }

    /// Where the configuration is.
    var configuration: String { folder.file(".config/utsikt/config.yaml") }
    /// Where the database is unless the configuration says otherwise.
    var database: String { folder.file(".local/share/utsikt/utsikt.sqlite") }
    /// Where a copied text is kept.
    func copied(_ name: String) -> String { folder.file(".local/state/utsikt/copied/\(name).txt") }

    /// The environment of commands that live here.
    var environment: [String: String] {
        [
            "HOME": folder.path, "XDG_CONFIG_HOME": "", "XDG_DATA_HOME": "", "XDG_STATE_HOME": "", "NO_COLOR": "",
            "TZ": "UTC", "VISUAL": "", "EDITOR": "",
        ]
    }

    /// Writes a file below the home, its folders included; an older one is replaced as a whole.
    func write(_ text: String, to path: String) throws {
        let url = URL(fileURLWithPath: path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url, options: .atomic)
    }

    /// Makes an empty database, as somebody has who fetched before.
    func makeDatabase() throws {
        let parent = URL(fileURLWithPath: database).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
        try Store.open(path: database).close()
    }

    /// Runs a command at this home.
    func run(_ arguments: [String], environment more: [String: String] = [:]) async throws -> BuiltCommand {
        try await BuiltCommand.run(arguments, environment: environment.merging(more) { $1 })
    }

    /// Removes it.
    func remove() { folder.remove() }
}
