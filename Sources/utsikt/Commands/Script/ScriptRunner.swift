import UtsiktApp
import UtsiktCore
import UtsiktEngine
import UtsiktScreen

/// Drives a dashboard without a terminal: the same app with the same world and effects, and a script in place of a user.
///
/// On the sample world at full speed the topics, the forecast and the rack are the same on every machine: each step begins when
/// the one before has been passed on, and a settled world is shown by its final snapshots only. How the two services took turns is
/// not: the log's times and the fetch pane's meters differ a little.
///
/// The steps are not inlined: put into one another, with a session in each, they took the optimiser a fifth of its time for the
/// whole executable.
struct ScriptRunner: Sendable {
    /// What is done.
    let script: Script
    /// The screen's size at first.
    let size: Size
    /// The glyphs unless the configuration or keys chose others.
    let glyphs: GlyphSet
    /// The colours of pictures unless the configuration or keys chose others.
    let colours: ColourMode
    /// Where the last picture goes.
    let picture: ScriptPicture

    /// For how long is waited for a world to settle, in seconds.
    var patience = 300.0

    /// Runs the script to its end, or until a key in it quits, and writes the last picture.
    /// - Throws: What opening the world throws, `ScriptError`, `CancellationError`; everything is closed then.
    func run(_ setup: DashboardSetup) async throws {
        try picture.write(try await play(setup), colours: colours)
    }

    /// Runs the script to its end, or until a key in it quits.
    /// - Parameters:
    ///   - first: The state to begin with; nil for the one that `run` begins with.
    ///   - watch: Sees every event with the app after it.
    /// - Returns: The app as the script has left it.
    /// - Throws: What opening the world throws, `ScriptError`, `CancellationError`; everything is closed then.
    func play(
        _ setup: DashboardSetup, from first: AppState? = nil, watch: ((Event, App) -> Void)? = nil
    ) async throws -> App {
        let sink = ScriptSink()
        let engine = DashboardEngine(setup, sink: sink, glyphs: glyphs, demoSpeed: .max)
        let app = App(state: first ?? firstState(setup))
        var session = ScriptSession(app: app, engine: engine, sink: sink, watch: watch)
        let work = Task { await engine.run(follows: false) }
        let result: Result<Void, any Error>
        do {
            try await play(&session)
            result = .success(())
        } catch {
            result = .failure(error)
        }
        work.cancel()
        await work.value
        if let error = await engine.host.failure { throw error }
        try result.get()
        return session.app
    }

    /// The state that a script begins with.
    func firstState(_ setup: DashboardSetup) -> AppState {
        var state = setup.state(size: size, glyphs: setup.preferences.glyphs ?? glyphs)
        state.fabric = FabricPaneState(
            models: SwitchCatalogue.bundled(.ofProcess()).models, prices: try? PriceList.bundled(.ofProcess()))
        return state
    }

    @inline(never) private func play(_ session: inout ScriptSession) async throws {
        await session.engine.configuration.prepare()
        await session.rest()
        if !script.hasWaits { try await settle(&session) }
        for step in script.steps where !session.hasQuit {
            try Task.checkCancellation()
            try await take(step, &session)
        }
        if !script.hasWaits, !session.hasQuit { try await settle(&session) }
    }

    @inline(never) private func take(_ step: Script.Step, _ session: inout ScriptSession) async throws {
        switch step {
        case .key(let key): await send(.key(key), &session)
        case .text(let text):
            for character in text where !session.hasQuit { await send(.key(.character(character)), &session) }
        case .mouse(let what, let place): await send(.mouse(what, place), &session)
        case .resize(let size): await send(.resize(size), &session)
        case .settle: try await settle(&session)
        case .wait(let milliseconds):
            let clock = SystemPaceClock()
            try await clock.sleep(until: clock.now.adding(milliseconds: milliseconds))
            await session.drain(snapshots: true)
        case .dump(let file): try ScriptPicture(file: file).write(session.app, colours: colours)
        }
    }

    @inline(never) private func send(_ event: Event, _ session: inout ScriptSession) async {
        await session.send(event)
        await session.rest()
    }

    @inline(never) private func settle(_ session: inout ScriptSession) async throws {
        guard await session.engine.host.settle(limit: patience) else {
            try Task.checkCancellation()
            if await session.engine.host.failure != nil { return session.hasQuit = true }
            throw ScriptError.unsettled(seconds: Int(patience))
        }
        await session.drain(snapshots: false)
    }
}
