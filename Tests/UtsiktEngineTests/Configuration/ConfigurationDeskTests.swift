import Testing
import UtsiktApp
import UtsiktCore
import UtsiktScreen
import UtsiktTestSupport

@testable import UtsiktEngine

/// What the configuration says while the program runs.
@Suite(.timeLimit(.minutes(30))) struct ConfigurationDeskTests {
    private func changes(_ home: TestDashboard) -> [PreferencesChange] {
        home.sink.all.compactMap { if case .arrived(.configured(let change), .program) = $0 { change } else { nil } }
    }

    @Test func whatChangesIsHandedInAsAChangeAndWhatKeysSetMeanwhileStays() async throws {
        let home = try TestDashboard()
        defer { home.remove() }
        try home.configure("units: {temperature: celsius}\n")
        try await home.running { engine in
            await engine.configuration.prepare()
            try home.configure("units: {temperature: fahrenheit}\nlook: {theme: mono}\n")
            await engine.configuration.check()
        }
        let change = try #require(changes(home).last)
        #expect(change.old.temperature == .celsius && change.new.temperature == .fahrenheit)
        #expect(change.new.theme.name == "mono")
        var app = TestWorlds.app()
        let zoomed = app.state.preferences.hasMouse
        for event in home.sink.all { _ = app.reduce(event) }
        #expect(app.state.preferences.temperature == .fahrenheit)
        #expect(app.state.preferences.hasMouse == zoomed)
        #expect(home.sink.notices.contains { $0 == "configuration: look, units" })
    }

    @Test func aFileThatIsHalfWrittenChangesNothing() async throws {
        let home = try TestDashboard()
        defer { home.remove() }
        try home.configure("look: {theme: mono}\n")
        try await home.running { engine in
            await engine.configuration.prepare()
            let before = changes(home).count
            try home.configure("look: {\n")
            await engine.configuration.check()
            #expect(changes(home).count == before)
            #expect(home.sink.notices.last?.contains("not taken over") == true)
            #expect(home.sink.log.contains { $0.level == .error && $0.source == "config" })
        }
    }

    @Test func whatHasNotChangedIsNotReadAgain() async throws {
        let home = try TestDashboard()
        defer { home.remove() }
        try home.configure("look: {theme: mono}\n")
        try await home.running { engine in
            await engine.configuration.prepare()
            let before = home.sink.all.count
            await engine.configuration.check()
            #expect(home.sink.all.count == before)
        }
    }

    @Test func theFirstConfigurationIsWrittenOnceAndAnsweredOnTheStartPage() async throws {
        let home = try TestDashboard()
        defer { home.remove() }
        try await home.running { engine in
            await engine.configuration.prepare()
            await engine.done(.writeConfiguration)
            await engine.done(.writeConfiguration)
        }
        let answers = home.sink.all.compactMap { event -> String? in
            if case .arrived(.startAnswer(let text), .program) = event { text } else { nil }
        }
        #expect(answers.count == 2 && answers[0].hasPrefix("Written:") && answers[1].hasPrefix("There is"))
    }

    @Test func aSourceThatAppearsOpensTheWorld() async throws {
        let home = try TestDashboard()
        defer { home.remove() }
        try await home.running { engine in
            await engine.configuration.prepare()
            try home.configure("posts: {url: \"http://127.0.0.1:9\", user: 1, token_env: UTSIKT_TEST_UNSET}\n")
            engine.checkConfiguration()
            await home.sink.wait { if case .arrived(.opened, .world(WorldNumber(1))) = $0 { true } else { false } }
        }
        // A source without its secret is left out, and that is of no world: it was said while the world was opened.
        #expect(home.sink.log.contains { $0.text.contains("UTSIKT_TEST_UNSET") })
    }
}
