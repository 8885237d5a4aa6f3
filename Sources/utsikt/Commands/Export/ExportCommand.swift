import ArgumentParser
import Foundation
import UtsiktCore
import UtsiktEngine

/// `utsikt export`: the store as files for other programs.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Writes what the database holds for other programs.",
        discussion: """
            posts.ndjson has the form in which posts came, a line a post, so that `utsikt topics` and others read it; \
            observations.ndjson has a line an observation, by place and time, the fields by their names. Each file appears whole or \
            not at all. On standard output, how many lines each has.
            """)

    @Option(help: "Write JSON lines into this folder; made when it is not there.", completion: .directory)
    var ndjson: String?

    @Option(help: .hidden)
    var parquet: String?

    @Option(help: "The database. Default: the configured one.", completion: .file())
    var db: String?

    @Option(help: "The configuration file. Default: ~/.config/utsikt/config.yaml.", completion: .file())
    var config: String?

    func validate() throws {
        if ndjson == nil && parquet == nil { throw ValidationError("Name a folder: --ndjson DIR.") }
    }

    func run() async throws {
        try await Failure.explained {
            guard let folder = ndjson else { throw Failure.notYet("utsikt export --parquet") }
            let path = try db ?? ConfigurationFiles.ofProcess.load(config, needed: [.database]).database
            try Failure.checkDatabase(path)
            try await Interruptible.run {
                let store = try Failure.open(path)
                defer { try? store.close() }
                try Output.line(JSONOutput.line(try await StoreExport(store, folder: folder).write()))
            }
        }
    }
}

/// Writes a store as JSON lines.
struct StoreExport {
    private let store: Store
    private let folder: String

    /// How many lines each file has.
    struct Counts: Encodable, Sendable {
        /// Posts.
        var posts = 0
        /// Observations.
        var observations = 0
    }

    /// Makes an export into a folder.
    init(_ store: Store, folder: String) {
        self.store = store
        self.folder = folder
    }

    /// Writes every file.
    /// - Returns: How many lines they have.
    /// - Throws: `StoreError`; `ExportError` when a file cannot be written; `CancellationError`. Nothing half written is left.
    func write() async throws -> Counts {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw ExportError(folder)
        }
        var counts = Counts()
        let services = Dictionary(
            try await store.sources().map { ($0.id, $0.service) }, uniquingKeysWith: { first, _ in first })
        let posts = try LineFile(folder + "/posts.ndjson")
        for try await batch in store.posts() {
            try Task.checkCancellation()
            for post in batch { posts.add(PostLine.text(post, service: services[post.source] ?? "")) }
            try posts.flush()
            counts.posts += batch.count
        }
        try posts.finish()
        let observations = try LineFile(folder + "/observations.ndjson")
        for try await batch in store.observations() {
            try Task.checkCancellation()
            for observation in batch { observations.add(ObservationLine.text(observation)) }
            try observations.flush()
            counts.observations += batch.count
        }
        try observations.finish()
        return counts
    }
}

/// A file cannot be written.
struct ExportError: ExplainedError {
    private let path: String
    let problem = "the export cannot be written"
    var location: InputLocation? { InputLocation(file: path) }
    let remedy = "Check the folder and the disk"
    let exitStatus: Int32 = 3

    init(_ path: String) { self.path = path }
}
