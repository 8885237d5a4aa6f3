import Testing
import UtsiktCore
import UtsiktScreen

@testable import UtsiktApp

@Suite struct KeymapTests {
    private static func entry(_ scope: Scope, _ action: String, _ keys: [String], line: Int) -> Keymap.Entry {
        Keymap.Entry(
            scope: scope, action: action, chords: keys.compactMap { KeyChord(name: $0) },
            place: InputLocation(file: "config.yaml", line: line))
    }

    @Test func everyKeyOfTheTableIsReadBackFromItsName() {
        for row in ActionTable.all {
            for key in row.keys { #expect(Key(name: key.name) == key, "\(row.id): \(key.name)") }
        }
    }

    @Test(arguments: [
        ("ctrl+x", Key.control("x")), ("^X", .control("x")), ("C-x", .control("x")), ("pgdn", .pageDown),
        ("F12", .function(12)),
        ("W", .character("W")), ("w", .character("w")), ("å", .character("å")), ("space", .character(" ")),
        ("shift+tab", .backTab), ("^", .character("^")),
    ])
    func keysAreReadAsPeopleWriteThem(name: String, key: Key) { #expect(Key(name: name) == key) }

    @Test(arguments: ["", "F0", "F13", "ctrl+", "ctrl+i", "ctrl+m", "nonsense", "ctrl+å", "\u{1B}"])
    func whatIsNoKeyIsRefused(name: String) { #expect(Key(name: name) == nil) }

    @Test func aRemappedKeyCountsAndTheOldOneDoesNot() {
        let (keymap, problems) = Keymap.with([Self.entry(.everywhere, "fetch.pause", ["P"], line: 3)])
        #expect(problems.isEmpty)
        var state = ActionTableTests.state()
        state.preferences.keymap = keymap
        var app = App(state: state)
        #expect(app.reduce(.key(.character("p"))).isEmpty)
        #expect(app.reduce(.key(.character("P"))).count == 1)
        #expect(app.render().text.contains("P pause"), "the footer shows the key that counts")
    }

    @Test func aChordWaitsShowsWhatFollowsAndEscForgetsIt() {
        let (keymap, problems) = Keymap.with([
            Self.entry(.everywhere, "pane.log", ["g l"], line: 1),
            Self.entry(.everywhere, "view.zoom", ["g z"], line: 2),
        ])
        #expect(problems.isEmpty, "\(problems)")
        var state = ActionTableTests.state()
        state.preferences.keymap = keymap
        var app = App(state: state)
        _ = app.reduce(.key(.character("g")))
        #expect(app.render().text.contains("l log") && app.render().text.contains("z full screen"))
        _ = app.reduce(.key(.escape))
        #expect(app.state.pendingKeys.isEmpty && app.state.notice == nil)
        for key in "gl" { _ = app.reduce(.key(.character(key))) }
        #expect(app.state.focus == .log)
        for key in "gx" { _ = app.reduce(.key(.character(key))) }
        #expect(app.state.notice?.contains("g x does nothing") == true)
    }

    @Test func conflictsAndUnknownNamesAreToldWithTheirLinesAndTheRestCounts() {
        let (keymap, problems) = Keymap.with([
            Self.entry(.everywhere, "fetch.puase", ["P"], line: 2),
            Self.entry(.everywhere, "fetch.pause", ["x"], line: 3),
            Self.entry(.everywhere, "view.zoom", ["x"], line: 4),
            Self.entry(.everywhere, "pane.log", ["x y"], line: 5),
            Self.entry(.pane(.log), "topics.window", ["w"], line: 6),
            Self.entry(.help, "help.run", ["r"], line: 7),
            Self.entry(.everywhere, "program.repaint", ["^Z"], line: 8),
        ])
        let told = problems.map(\.description)
        #expect(told.count == 6, "\(told)")
        #expect(told.contains { $0.contains("2") && $0.contains("did you mean fetch.pause?") })
        #expect(told.contains { $0.contains("x is fetch.pause already in line 3") })
        #expect(told.contains { $0.contains("begin alike") })
        #expect(told.contains { $0.contains("topics.window counts in topics only") })
        #expect(told.contains { $0.contains("r is text in help") })
        #expect(told.contains { $0.contains("^Z is taken from program.suspend") })
        #expect(keymap.action(for: KeyChord(.character("x")), in: .everywhere) == "fetch.pause")
    }

    @Test func aGlobalActionMayHaveAKeyInOnePaneOnly() {
        let (keymap, problems) = Keymap.with([Self.entry(.pane(.log), "view.zoom", ["x"], line: 1)])
        #expect(problems.isEmpty)
        var state = ActionTableTests.state()
        state.preferences.keymap = keymap
        var app = App(state: state)
        _ = app.reduce(.key(.character("x")))
        #expect(!app.state.isZoomed)
        _ = app.reduce(.key(.character("5")))
        _ = app.reduce(.key(.character("x")))
        #expect(app.state.isZoomed)
    }

    @Test func noKeysTakesAnActionsKeysAway() {
        let (keymap, _) = Keymap.with([Self.entry(.everywhere, "program.quit", [], line: 1)])
        #expect(keymap.chords(of: "program.quit", in: .everywhere).isEmpty)
        #expect(keymap.action(for: KeyChord(.character("q")), in: .everywhere) == nil)
    }
}
