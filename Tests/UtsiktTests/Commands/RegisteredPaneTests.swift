import ArgumentParser
import Testing
import UtsiktApp
import UtsiktCore
import UtsiktScreen

@testable import UtsiktEngine
@testable import utsikt

/// A pane that only this file has, made of what UtsiktApp offers everybody.
private enum MoonPane: Pane {
    static let id = PaneID("moon")
    static let title = "Moon"
    static var actions: [Action] { [] }
    static func draw(_ painter: inout Painter, _ context: PaneContext) {
        painter.text("a quarter", x: 0, y: 0, .plain, limit: painter.size.width)
    }
    static func json(_ state: AppState) throws -> String? { "{\"phase\":0.25}\n" }
    static func csv(_ state: AppState) -> String? { "phase\r\n0.25\r\n" }
    static func sentence(_ state: AppState) -> String? { "Moon: a quarter." }
}

/// What commands, completions and the configuration know of a pane comes from the register alone.
@Suite struct RegisteredPaneTests {
    private static let panes = PaneRegister.standard.adding([MoonPane.self])

    private func state() -> AppState {
        AppState(
            size: Size(width: 120, height: 40), glyphs: .blocks, world: WorldStatus(isReplay: true, name: "test"))
    }

    @Test func commandsReadItsNameAndCompletionsOfferIt() throws {
        try Panes.$all.withValue(Self.panes) {
            let command = try DumpCommand.parse(["moon", "--format", "csv"])
            #expect(command.subject.pane == MoonPane.id && command.subject.name == "moon")
            #expect(DumpCommand.helpMessage(columns: 200).contains("log or moon"))
            #expect(Utsikt.completionScript(for: .bash).contains("moon"))
        }
        #expect(throws: (any Error).self, "without its line nobody knows it") { try DumpCommand.parse(["moon"]) }
        #expect(DumpSubject.list == "overview, fetch, topics, forecast, fabric or log.")
    }

    @Test func dumpsHaveItsPictureAndItsData() throws {
        try Panes.$all.withValue(Self.panes) {
            let subject = try #require(DumpSubject(argument: "moon"))
            var state = state()
            #expect(try PaneData.csv(subject, state) == "phase\r\n0.25\r\n")
            #expect(try state.panes.pane(MoonPane.id).json(state) == "{\"phase\":0.25}\n")
            (state.focus, state.isZoomed) = (MoonPane.id, true)
            #expect(App(state: state).render().text.contains("a quarter"))
        }
    }

    @Test func plainTextSaysItsSentence() {
        Panes.$all.withValue(Self.panes) {
            #expect(PlainText(preferences: Preferences()).lines(state()) == ["Moon: a quarter."])
        }
    }

    @Test func theConfigurationKnowsItInLayoutsAndKeys() {
        let text = """
            keys:
              everywhere:
                pane.moon: g m
              moon:
                view.zoom: m
            layouts:
              - {name: night, rows: [moon, log]}
            """
        func read() -> ConfigurationReading {
            ConfigurationReader.read(text, file: "c.yaml", home: "/home/kari", database: "/data/db")
        }
        Panes.$all.withValue(Self.panes) {
            let checked = CheckedConfiguration(read())
            #expect(checked.faults.map(\.description) == [])
            let preferences = checked.configured.preferences
            #expect(preferences.layouts[1].node == .rows([.init(.pane(MoonPane.id)), .init(.pane(.log))]))
            let chord = KeyChord(name: "g m")
            #expect(chord.flatMap { preferences.keymap.action(for: $0, in: .everywhere) } == "pane.moon")
            #expect(KeyTable.plain().contains("Goes to the pane Moon"))
        }
        #expect(CheckedConfiguration(read()).faults.count >= 2, "without its line nobody knows it")
    }
}
