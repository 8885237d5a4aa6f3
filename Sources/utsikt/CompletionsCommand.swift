import ArgumentParser
import UtsiktEngine

/// `utsikt completions`: a script that makes a shell complete this program's commands.
struct CompletionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completions", abstract: "Prints a shell's completions for commands, panes, themes and files.",
        discussion: """
            bash: utsikt completions bash > ~/.local/share/bash-completion/completions/utsikt
            zsh: utsikt completions zsh > _utsikt, in a folder of $fpath
            fish: utsikt completions fish > ~/.config/fish/completions/utsikt.fish
            """)

    /// The shells.
    enum Shell: String, ExpressibleByArgument, CaseIterable {
        case bash, zsh, fish
    }

    @Argument(help: "bash, zsh or fish.")
    var shell: Shell

    func run() async throws {
        try await Failure.explained {
            let kind: CompletionShell =
                switch shell {
                case .bash: .bash
                case .zsh: .zsh
                case .fish: .fish
                }
            try Output.line(Utsikt.completionScript(for: kind))
        }
    }
}

/// `utsikt manual`: the man page, made from the commands, the action table and the documented configuration.
struct ManualCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual", abstract: "Prints the man page.",
        discussion: "Read it with `utsikt manual | man -l -`, or keep it as utsikt.1 in a folder man1 of $MANPATH.")

    func run() async throws {
        try await Failure.explained {
            let tool = try ToolDescription(json: Utsikt._dumpHelp())
            try Output.write(
                ManualPage(
                    tool, version: Utsikt.configuration.version, configuration: try ConfigurationTemplate.text()
                ).text)
        }
    }
}
