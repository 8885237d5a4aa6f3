import ArgumentParser
import Foundation
import UtsiktApp
import UtsiktCore
import UtsiktEngine
import UtsiktScreen
import UtsiktTerminal

/// Puts a world on the screen.
enum Dashboard {
    /// Runs the dashboard until the user leaves. To be called on the main thread, which is the terminal's alone; everything else
    /// runs on the concurrency pool.
    ///
    /// The terminal is claimed and painted at once; the world opens behind the first picture.
    /// - Throws: What opening throws, after the terminal is restored; `TerminalError`; `ExitCode` when a signal ended it.
    static func run(_ setup: DashboardSetup) throws {
        let (ending, work) = try show(setup)
        // Pages under way are dropped before the server and the database go. What was committed is kept in any case.
        switch work.end(within: patience) {
        case .over(let error?): throw error
        case .over(nil): break
        case .late:
            // Nothing of the process may be taken down beneath what still runs.
            _exit(ending.exitStatus)
        }
        if ending.exitStatus != 0 { throw ExitCode(ending.exitStatus) }
    }

    /// How long what runs behind the screen may take to end.
    private static let patience = DispatchTimeInterval.milliseconds(700)

    /// The terminal's loop, and what ran behind it.
    private static func show(_ setup: DashboardSetup) throws -> (TerminalEnding, BackgroundWork) {
        let inbox = try EventInbox()
        let session = try TerminalSession(TerminalOptions(glyphs: setup.preferences.glyphs))
        var state = setup.state(size: session.size, glyphs: session.glyphs)
        state.availableGlyphs = session.availableGlyphs
        state.topics.postponesClouds = true
        let (catalogue, faults) = PlanDeskFolder.ofProcess.catalogue()
        let prices = try? PlanDeskFolder.ofProcess.priceList()
        state.fabric = FabricPaneState(models: catalogue.models, prices: prices?.prices)
        // What could not be read as a whole is not an entry of the catalogue's own list.
        let told = (faults + [prices?.fault].compactMap(\.self)).filter { !$0.isDoubt }.map(\.rejection)
        for rejection in catalogue.rejections + told.filter({ !catalogue.rejections.contains($0) }) {
            let text = "\(rejection.file): \(rejection.reason)"
            state.log.append(LogEntry(at: WorldClock.system.now, level: .warning, source: "fabric", text: text))
        }
        let engine = DashboardEngine(setup, sink: inbox, glyphs: session.glyphs)
        var program = DashboardProgram(state: state, engine: engine)
        let work = BackgroundWork {
            async let _: Void = ProcessMemory.keepSmall()
            await engine.run()
            return await engine.host.failure
        }
        return (session.run(&program, inbox: inbox), work)
    }
}
