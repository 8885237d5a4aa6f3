import ArgumentParser
import UtsiktCore
import UtsiktEngine

/// `utsikt store`: looks after the database.
struct StoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "store", abstract: "Checks the database, copies it while it is in use, or makes it small.",
        discussion: """
            A database that a newer program wrote is refused and left as it is. One of an older schema is checked and copied as \
            it is; compacting brings it up to date first, as every other command does.
            """,
        subcommands: [StoreCheck.self, StoreBackup.self, StoreCompact.self])
}

/// Which database is meant.
struct DatabaseOptions: ParsableArguments {
    @Option(help: "The database. Default: the configured one.", completion: .file())
    var db: String?

    @Option(help: "The configuration file. Default: ~/.config/utsikt/config.yaml.", completion: .file())
    var config: String?

    /// Its path.
    /// - Throws: `ConfigurationError`, or `ExitCode` 3 when there is no such file.
    func path() throws -> String {
        let path = try db ?? ConfigurationFiles.ofProcess.load(config, needed: [.database]).database
        try Failure.checkDatabase(path)
        return path
    }
}

/// `utsikt store check`.
struct StoreCheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Says whether the database is sound, and what it holds.",
        discussion: """
            SQLite's own check of the file, the references between rows, and numbers that cannot be; then rows, size, and what \
            compacting would give back. Nothing is written. Exit status 0: sound; 1: something is wrong, each fault a line on \
            standard error; 3: it is not a database of utsikt's, or it is of a newer one.
            """)

    @OptionGroup var database: DatabaseOptions

    @Flag(help: "One line of JSON on standard output.")
    var json = false

    func run() async throws {
        try await Failure.explained {
            let path = try database.path()
            let report = try StoreCare(path: path).check()
            for problem in report.problems { Failure.report("\(path): \(problem)") }
            for figure in report.oddFigures { Failure.report("\(path): numbers that cannot be: \(figure)") }
            try Output.line(json ? JSONOutput.line(StoreCheckLine(report)) : StoreText.report(report))
            if !report.isSound { throw ExitCode(1) }
        }
    }
}

/// `utsikt store backup`.
struct StoreBackup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copies the database as it is at one instant, also while it is being fetched into.",
        discussion: """
            The copy is for its owner only, is checked before it gets its name, and appears whole or not at all. A file that is \
            there already is never overwritten.
            """)

    @Argument(help: "The copy's file.", completion: .file())
    var file: String

    @OptionGroup var database: DatabaseOptions

    @Flag(help: "One line of JSON on standard output.")
    var json = false

    func run() async throws {
        try await Failure.explained {
            let path = try database.path()
            let report = try StoreCare(path: path).backup(to: file)
            try Output.line(
                json
                    ? JSONOutput.line(StoreBackupLine(path: path, backup: file, report))
                    : "\(file): a copy of \(path), \(StoreText.bytes(report.bytes)), checked")
        }
    }
}

/// `utsikt store compact`.
struct StoreCompact: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compact",
        abstract: "Deletes what the configured retention lets go, and gives unused room back to the disk.",
        discussion: """
            `retention: {days: 400, megabytes: 2000}` in the configuration says what goes; without it nothing is deleted. What \
            forecasts learn from is deleted by age only, and that is said. Needs free space of twice what is used; another \
            process may read meanwhile, and waits to write.
            """)

    @OptionGroup var database: DatabaseOptions

    @Flag(help: "One line of JSON on standard output.")
    var json = false

    func run() async throws {
        try await Failure.explained {
            let path = try database.path()
            // A database that is named needs no configuration; one that is there and faulty must not lose its say.
            let files = ConfigurationFiles.ofProcess
            let isConfigured = database.config != nil || database.db == nil || files.read(nil).isThere
            let retention =
                isConfigured ? try files.load(database.config, needed: [.retention]).retention : Retention()
            let json = json
            try await Interruptible.run {
                let now = try await Self.now(path)
                let result = try await StoreCare(path: path).compact(retention, at: now)
                try Output.line(json ? JSONOutput.line(result) : StoreText.compaction(result, retention))
            }
        }
    }

    /// What now means in the database's world: a sample's clocks stand still.
    private static func now(_ path: String) async throws -> Timestamp {
        let store = try Failure.open(path)
        defer { try? store.close() }
        return try await store.world()?.clock.now ?? WorldClock.system.now
    }
}
