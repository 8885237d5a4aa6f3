import ArgumentParser

/// `utsikt export`: comes later.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Writes the store for other programs (comes later).", shouldDisplay: false)

    @Argument(parsing: .allUnrecognized, help: .hidden)
    var rest: [String] = []

    func run() async throws { throw Failure.notYet("utsikt export") }
}

/// `utsikt watch`: comes later.
struct WatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "A linear text view for screen readers (comes later).", shouldDisplay: false)

    @Argument(parsing: .allUnrecognized, help: .hidden)
    var rest: [String] = []

    func run() async throws { throw Failure.notYet("utsikt watch") }
}

/// `utsikt completions`: comes later.
struct CompletionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completions", abstract: "Completions for shells (comes later).", shouldDisplay: false)

    @Argument(parsing: .allUnrecognized, help: .hidden)
    var rest: [String] = []

    func run() async throws { throw Failure.notYet("utsikt completions") }
}
