import Testing
import UtsiktCore
import UtsiktScreen

@testable import UtsiktApp

/// What the engine hands in, and for how long it counts.
@Suite struct ArrivalTests {
    private static func app() -> App {
        var state = AppState(
            size: Size(width: 120, height: 40), glyphs: .blocks, world: WorldStatus(isReplay: true, name: ""))
        state.world.isOpen = false
        state.topics.postponesClouds = true
        state.isZoomed = true
        return App(state: state)
    }

    private static func open(_ world: Int, _ app: inout App) {
        let status = WorldStatus(isReplay: true, name: "world \(world)")
        let opened = OpenedWorld(status: status, settings: ForecastSettings())
        _ = app.reduce(.arrived(.opened(opened), from: .world(WorldNumber(world))))
    }

    @Test func anOlderWorldsArrivalsAreDroppedWhateverTheyAre() {
        var app = Self.app()
        Self.open(1, &app)
        Self.open(2, &app)
        let before = app.render()
        let entry = LogEntry(at: Timestamp(seconds: 1), level: .error, source: "test", text: "of the old world")
        let status = WorldStatus(isReplay: false, name: "old")
        let late: [Arrival] = [
            .fetch(FetchSnapshot(revision: 99, at: Timestamp(seconds: 1), phase: .finished)),
            .forecast(ForecastSnapshot(revision: 9)),
            .logged(entry),
            .notice("of the old world"), .today(CivilDay(number: 1)),
            .opened(OpenedWorld(status: status, settings: .init())),
        ]
        for arrival in late {
            let effects = app.reduce(.arrived(arrival, from: .world(WorldNumber(1))))
            #expect(effects.isEmpty)
        }
        #expect(app.render() == before)
        #expect(app.world == WorldNumber(2) && app.state.log.entries.isEmpty)
        // The same counts from the world on the screen, and what is of no world counts always.
        _ = app.reduce(.arrived(.logged(entry), from: .world(WorldNumber(2))))
        _ = app.reduce(.arrived(.logged(entry), from: .program))
        #expect(app.state.log.entries.count == 2)
    }

    @Test func whatKeysSetWhileTheFirstWorldWasOpeningStillCounts() {
        var app = Self.app()
        _ = app.reduce(.key(.character("p")))
        #expect(app.state.world.isPaused)
        Self.open(1, &app)
        #expect(app.state.world.isPaused)
        // Another world begins anew.
        Self.open(2, &app)
        #expect(!app.state.world.isPaused)
    }

    @Test func aCopyGoesToTheTerminalAndToTheDesk() {
        var app = Self.app()
        _ = app.reduce(.key(.character("4")))
        let effects = app.reduce(.key(.character("y")))
        guard effects.count == 2, case .terminal(.copy(let text)) = effects[0],
            case .desk(.copy(let copied)) = effects[1]
        else {
            Issue.record("other effects: \(effects)")
            return
        }
        #expect(text == copied.text)
    }

    @Test func aCloudThatWasDroppedIsAskedForAgain() {
        var app = Self.app()
        Self.open(1, &app)
        let snapshot = TopicsFixture.snapshot
        func cloud(_ effects: [Effect]) -> CloudRequest? {
            effects.compactMap { effect -> CloudRequest? in
                if case .desk(.layOutCloud(let request)) = effect { request } else { nil }
            }.first
        }
        let first = cloud(app.reduce(.arrived(.topics(snapshot), from: .world(WorldNumber(1)))))
        #expect(first != nil)
        // No room for it, and room again, before the answer has come.
        let small = cloud(app.reduce(.resize(Size(width: 20, height: 3))))
        #expect(small == nil)
        let again = cloud(app.reduce(.resize(Size(width: 120, height: 40))))
        #expect(again == first)
    }
}
