import ArgumentParser
import Synchronization
import UtsiktApp
import UtsiktCore
import UtsiktScreen
import UtsiktTerminal

/// Puts a workspace on the screen.
enum Dashboard {
    /// Runs the dashboard until the user leaves.
    ///
    /// The terminal is claimed and painted at once; the workspace opens behind the first picture.
    /// - Parameters:
    ///   - screen: What the user overrides of glyphs and colours.
    ///   - world: What the status line says until the workspace is open.
    ///   - open: Opens the workspace; when it throws, the terminal is restored first and the error is thrown on.
    /// - Throws: What `open` throws; `TerminalError`; `ExitCode` when a signal ended it.
    static func run(
        screen: ScreenOptions, world: WorldStatus, open: @escaping @Sendable () async throws -> Workspace
    ) async throws {
        let controls = WorkspaceControls()
        let failure = Mutex<(any Error)?>(nil)
        let opened = Mutex<Workspace?>(nil)
        let (ending, feed) = try show(screen: screen, world: world, controls: controls) { inbox in
            do {
                let workspace = try await open()
                // Kept before anything else, so that it is closed however soon the user leaves.
                opened.withLock { $0 = workspace }
                let status = workspace.status(speed: world.speed)
                let settings = await workspace.forecast.current().settings
                inbox.post(
                    .update { state in
                        state.forecast = ForecastPaneState(settings: settings)
                        let (isPaused, speed) = (state.world.isPaused, state.world.speed)
                        state.world = status
                        (state.world.isPaused, state.world.speed) = (isPaused, speed)
                    })
                await SnapshotFeed(workspace: workspace, inbox: inbox, controls: controls).run()
            } catch {
                failure.withLock { $0 = error }
                inbox.post(.end)
            }
        }
        // Pages under way are dropped before the server and the database go.
        feed.cancel()
        await feed.value
        await opened.withLock(\.self)?.close()
        if let error = failure.withLock(\.self) { throw error }
        if ending.exitStatus != 0 { throw ExitCode(ending.exitStatus) }
    }

    /// Blocks the main thread in the terminal's loop; everything else runs on the concurrency pool.
    private static func show(
        screen: ScreenOptions, world: WorldStatus, controls: WorkspaceControls,
        work: @escaping @Sendable (EventInbox) async -> Void
    ) throws -> (TerminalEnding, Task<Void, Never>) {
        let inbox = try EventInbox()
        let session = try TerminalSession(TerminalOptions(glyphs: screen.glyphs, colours: screen.colour))
        var state = AppState(size: session.size, glyphs: session.glyphs, world: world)
        state.world.isOpen = false
        let catalogue = SwitchCatalogue.bundled(.ofProcess())
        state.fabric = FabricPaneState(models: catalogue.models)
        for rejection in catalogue.rejections {
            let text = "\(rejection.file): \(rejection.reason)"
            state.log.append(LogEntry(at: WorldClock.system.now, level: .warning, source: "fabric", text: text))
        }
        var program = DashboardProgram(state: state, controls: controls)
        let feed = Task.detached { await work(inbox) }
        return (session.run(&program, inbox: inbox), feed)
    }
}
