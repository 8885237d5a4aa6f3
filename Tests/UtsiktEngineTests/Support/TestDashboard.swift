import Foundation
import UtsiktApp
import UtsiktCore
import UtsiktScreen
import UtsiktTestSupport

@testable import UtsiktEngine

/// A dashboard's engine at a home of its own.
struct TestDashboard {
    let folder: TemporaryFolder
    let files: ConfigurationFiles
    let sink = KeptEvents()

    init() throws {
        folder = try TemporaryFolder()
        files = ConfigurationFiles(environment: ["HOME": folder.path])
    }

    /// Writes the configuration, whole or not at all.
    func configure(_ text: String) throws {
        let url = URL(fileURLWithPath: files.configurationPath)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url, options: .atomic)
    }

    /// How the dashboard begins with what the configuration says now.
    func setup() -> DashboardSetup {
        DashboardSetup(world: .live(database: nil), reading: files.read(nil), files: files, choice: ScreenChoice())
    }

    /// An engine that runs until the body is over; changes of the files are looked at when the body says so.
    func running(_ body: (DashboardEngine) async throws -> Void) async throws {
        let engine = DashboardEngine(setup(), sink: sink, glyphs: .blocks)
        let work = Task { await engine.run(follows: false) }
        defer { work.cancel() }
        try await body(engine)
        work.cancel()
        await work.value
    }

    func remove() { folder.remove() }
}
