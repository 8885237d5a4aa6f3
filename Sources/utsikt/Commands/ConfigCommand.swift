import ArgumentParser
import UtsiktApp
import UtsiktCore
import UtsiktEngine
import UtsiktScreen
import UtsiktSources

/// `utsikt config`: the configuration with its defaults, what counts now, and a check of the user's file.
struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Shows a documented configuration, or checks yours.",
        subcommands: [Show.self, Check.self, Themes.self])

    /// `utsikt config show`.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints a configuration with every setting explained, to start from.")

        @Flag(help: "What counts now instead: your settings, and the defaults of the others.")
        var effective = false

        @Option(help: "With --effective, the file. Default: ~/.config/utsikt/config.yaml.", completion: .file())
        var config: String?

        func run() async throws {
            try await Failure.explained {
                guard effective else { return try Output.write(ConfigurationTemplate.text()) }
                let reading = ConfigurationFiles.ofProcess.read(config)
                if config != nil, !reading.isThere { throw ConfigurationFiles.missing(reading.path) }
                let checked = CheckedConfiguration(reading)
                for fault in checked.faults { Failure.report(fault.description) }
                try Output.write(EffectiveConfiguration(reading.configuration, checked.configured).text)
            }
        }
    }

    /// `utsikt config check`.
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Reads the configuration and says what is wrong, with line and column.",
            discussion: "Every fault is a line on standard error; the exit status is then 2.")

        @Argument(help: "The file. Default: ~/.config/utsikt/config.yaml.", completion: .file())
        var file: String?

        @Option(help: "The same, as the other commands have it.", completion: .file())
        var config: String?

        func run() async throws {
            try await Failure.explained {
                let files = ConfigurationFiles.ofProcess
                let reading = files.read(file ?? config)
                guard reading.isThere else { throw ConfigurationFiles.missing(reading.path) }
                let checked = CheckedConfiguration(reading)
                for fault in checked.faults { Failure.report("\(fault.description) (\(fault.consequence))") }
                if !checked.faults.isEmpty { throw ExitCode(2) }
                let configuration = reading.configuration
                // The file is right all the same: another shell may have the variable.
                for (_, secret) in configuration.sources.flatMap({ $0.values.secrets.sorted { $0.key < $1.key } }) {
                    do { _ = try files.secret(secret) } catch { Failure.report("note: \(error)") }
                }
                try Output.words(checked.summary + "\n")
            }
        }
    }

    /// `utsikt config themes`.
    struct Themes: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists the themes, yours included.")

        @Flag(help: "A theme's file instead, with every part explained, to start one of your own from.")
        var example = false

        @Option(help: "The configuration file. Default: ~/.config/utsikt/config.yaml.", completion: .file())
        var config: String?

        func run() async throws {
            try await Failure.explained {
                if example { return try Output.write(ConfigurationTemplate.text("themes/example.yaml")) }
                let reading = ConfigurationFiles.ofProcess.read(config)
                let checked = CheckedConfiguration(reading)
                for fault in checked.faults where [.file, .themes].contains(fault.section) {
                    Failure.report(fault.description)
                }
                for theme in checked.configured.preferences.themes {
                    let isNow = theme.name == checked.configured.preferences.theme.name
                    try Output.words(theme.name + (isNow ? " (now)\n" : "\n"))
                }
            }
        }
    }
}
