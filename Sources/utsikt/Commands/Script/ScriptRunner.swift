import UtsiktApp
import UtsiktCore
import UtsiktEngine
import UtsiktScreen

/// Drives a dashboard without a terminal: the same app with the same world and effects, and a script in place of a user.
///
/// On the sample world at full speed the topics, the forecast and the rack are the same on every machine: each step begins when
/// the one before has been passed on, and a settled world is shown by its final snapshots only. How the two services took turns is
/// not: the log's times and the fetch pane's meters differ a little.
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
    static let patience = 300.0

    /// Runs the script to its end, or until a key in it quits.
    /// - Throws: What opening the world throws, `ScriptError`, `CancellationError`; everything is closed then.
    func run(_ setup: DashboardSetup) async throws {
        let sink = ScriptSink()
        let outside = DashboardOutside(setup, sink: sink, glyphs: glyphs, demoSpeed: .max)
        var stage = Stage(app: App(state: firstState(setup)), sink: sink, outside: outside)
        let work = Task { await outside.run(follows: false) }
        let result: Result<Void, any Error>
        do {
            try await play(&stage)
            result = .success(())
        } catch {
            result = .failure(error)
        }
        work.cancel()
        await work.value
        if let error = await outside.host.failure { throw error }
        try result.get()
        try picture.write(stage.app, colours: colours)
    }

    private func firstState(_ setup: DashboardSetup) -> AppState {
        var state = setup.state(size: size, glyphs: setup.preferences.glyphs ?? glyphs)
        state.fabric = FabricPaneState(
            models: SwitchCatalogue.bundled(.ofProcess()).models, prices: try? PriceList.bundled(.ofProcess()))
        return state
    }

    private struct Stage {
        var app: App
        let sink: ScriptSink
        let outside: DashboardOutside
        var hasQuit = false
    }

    private func play(_ stage: inout Stage) async throws {
        await stage.outside.desk.prepare()
        await rest(&stage)
        if !script.hasWaits { try await settle(&stage) }
        for step in script.steps where !stage.hasQuit {
            try Task.checkCancellation()
            try await take(step, &stage)
        }
        if !script.hasWaits, !stage.hasQuit { try await settle(&stage) }
    }

    private func take(_ step: Script.Step, _ stage: inout Stage) async throws {
        switch step {
        case .key(let key): await send(.key(key), &stage)
        case .text(let text):
            for character in text where !stage.hasQuit {
                await send(.key(character == " " ? .character(" ") : .character(character)), &stage)
            }
        case .mouse(let what, let place): await send(.mouse(what, place), &stage)
        case .resize(let size): await send(.resize(size), &stage)
        case .settle: try await settle(&stage)
        case .wait(let milliseconds):
            let clock = SystemPaceClock()
            try await clock.sleep(until: clock.now.adding(milliseconds: milliseconds))
            await drain(&stage, snapshots: true)
        case .dump(let file): try ScriptPicture(file: file).write(stage.app, colours: colours)
        }
    }

    /// Gives the app an event and does what it asks for, before anything else is done.
    private func send(_ event: Event, _ stage: inout Stage) async {
        for effect in stage.app.reduce(event) {
            switch effect {
            case .quit: stage.hasQuit = true
            case .editConfiguration: stage.sink.notice("there is no terminal to edit in")
            default: await stage.outside.work(effect)
            }
        }
        await rest(&stage)
    }

    /// Waits until a world that is being opened is there, and takes in what was said.
    private func rest(_ stage: inout Stage) async {
        await stage.outside.host.opened()
        await drain(&stage, snapshots: false)
    }

    private func settle(_ stage: inout Stage) async throws {
        guard await stage.outside.host.settle(limit: Self.patience) else {
            try Task.checkCancellation()
            if await stage.outside.host.failure != nil { return stage.hasQuit = true }
            throw ScriptError.unsettled(seconds: Int(Self.patience))
        }
        await drain(&stage, snapshots: false)
    }

    private func drain(_ stage: inout Stage, snapshots: Bool) async {
        for event in stage.sink.take(snapshots: snapshots) {
            for effect in stage.app.reduce(event) {
                if case .quit = effect { stage.hasQuit = true } else { await stage.outside.work(effect) }
            }
        }
    }
}
