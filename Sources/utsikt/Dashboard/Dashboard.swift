import ArgumentParser
import UtsiktApp
import UtsiktCore
import UtsiktEngine
import UtsiktScreen
import UtsiktTerminal

/// Puts a world on the screen.
enum Dashboard {
    /// Runs the dashboard until the user leaves.
    ///
    /// The terminal is claimed and painted at once; the world opens behind the first picture.
    /// - Throws: What opening throws, after the terminal is restored; `TerminalError`; `ExitCode` when a signal ended it.
    static func run(_ setup: DashboardSetup) async throws {
        let (ending, outside, work) = try show(setup)
        // Pages under way are dropped before the server and the database go.
        work.cancel()
        await work.value
        if let error = await outside.host.failure { throw error }
        if ending.exitStatus != 0 { throw ExitCode(ending.exitStatus) }
    }

    /// Blocks the main thread in the terminal's loop; everything else runs on the concurrency pool.
    private static func show(_ setup: DashboardSetup) throws -> (TerminalEnding, DashboardOutside, Task<Void, Never>) {
        let inbox = try EventInbox()
        let session = try TerminalSession(TerminalOptions(glyphs: setup.preferences.glyphs))
        var state = setup.state(size: session.size, glyphs: session.glyphs)
        state.availableGlyphs = session.availableGlyphs
        state.topics.postponesClouds = true
        let (catalogue, faults) = PlanDeskFolder.ofProcess.catalogue()
        let prices = try? PlanDeskFolder.ofProcess.priceList()
        state.fabric = FabricPaneState(models: catalogue.models, prices: prices?.prices)
        // What could not be read as a whole is no entry of the catalogue's own list.
        let told = (faults + [prices?.fault].compactMap(\.self)).filter { !$0.isDoubt }.map(\.rejection)
        for rejection in catalogue.rejections + told.filter({ !catalogue.rejections.contains($0) }) {
            let text = "\(rejection.file): \(rejection.reason)"
            state.log.append(LogEntry(at: WorldClock.system.now, level: .warning, source: "fabric", text: text))
        }
        let outside = DashboardOutside(setup, sink: inbox, glyphs: session.glyphs)
        var program = DashboardProgram(state: state, outside: outside)
        let work = Task.detached { await outside.run() }
        return (session.run(&program, inbox: inbox), outside, work)
    }
}
