import ArgumentParser
import Foundation
import UtsiktApp
import UtsiktCore

/// `utsikt keys`: the action table.
struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "keys", abstract: "Prints every key and what it does.")

    @Flag(help: "As Markdown tables, as the README has them.")
    var markdown = false

    func run() { print(markdown ? KeyTable.markdown() : KeyTable.plain(), terminator: "") }
}

/// `utsikt config`: the configuration with its defaults, and a check of the user's file.
struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Shows a documented configuration, or checks yours.",
        subcommands: [Show.self, Check.self])

    /// `utsikt config show`.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints a configuration with every setting explained, to start from.")

        func run() async throws {
            try await Failure.explained {
                print(
                    String(decoding: try AssetLocator.ofProcess().data("config/config.yaml"), as: UTF8.self),
                    terminator: "")
            }
        }
    }

    /// `utsikt config check`.
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Reads the configuration and says what is wrong, with line and column.")

        @Argument(help: "The file. Default: ~/.config/utsikt/config.yaml.")
        var file: String?

        func run() async throws {
            try await Failure.explained {
                let files = ConfigurationFiles.ofProcess
                let configuration = try files.load(file)
                let posts = configuration.posts.map { "posts from \($0.url)" } ?? "no posts"
                let weather =
                    configuration.weather.map { "weather of \($0.places.map(\.name).joined(separator: ", "))" }
                    ?? "no weather"
                print("\(file ?? files.configurationPath): \(posts); \(weather); kept in \(configuration.database)")
            }
        }
    }
}
