import ArgumentParser
import UtsiktApp
import UtsiktCore
import UtsiktEngine
import UtsiktScreen

/// `utsikt keys`: the action table with the user's own keys.
struct KeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "Prints every key and what it does.",
        discussion: "Your own keys are in it; what is wrong with them goes to standard error and the rest counts.")

    @Flag(help: "As Markdown tables, as the README has them.")
    var markdown = false

    @Flag(help: "With the ids and scopes by which the configuration knows them, keyless actions included.")
    var ids = false

    @Flag(help: "The keys as they are without your configuration.")
    var defaults = false

    @Option(help: "The configuration file. Default: ~/.config/utsikt/config.yaml.", completion: .file())
    var config: String?

    func validate() throws {
        if markdown && ids { throw ValidationError("Either --markdown or --ids.") }
        if defaults && config != nil { throw ValidationError("Either --defaults or --config FILE.") }
    }

    func run() async throws {
        try await Failure.explained {
            var keymap = Keymap.standard
            if !defaults {
                let reading = ConfigurationFiles.ofProcess.read(config)
                if config != nil, !reading.isThere { throw ConfigurationFiles.missing(reading.path) }
                let configured = ConfiguredPreferences(reading.configuration, themes: Theme.builtIn)
                for fault in reading.faults + configured.faults where [.file, .keys].contains(fault.section) {
                    Failure.report(fault.description)
                }
                keymap = configured.preferences.keymap
            }
            try Output.words(markdown ? KeyTable.markdown(keymap) : KeyTable.plain(keymap, showsIDs: ids))
        }
    }
}
