import Foundation
import Testing
import UtsiktApp
import UtsiktCore
import UtsiktScreen
import UtsiktTestSupport

@testable import UtsiktEngine
@testable import utsikt

/// Keys, layouts, themes and units of the user's file.
@Suite struct ScreenSettingsTests {
    private func read(_ text: String) -> ConfigurationReading {
        ConfigurationReader.read(text, file: "c.yaml", home: "/home/kari", database: "/data/db")
    }

    private func check(_ text: String) -> CheckedConfiguration { CheckedConfiguration(read(text)) }

    // MARK: - Keys

    @Test func keysCountPerScopeWithChordsListsAndNone() {
        let checked = check(
            """
            keys:
              everywhere:
                view.zoom: [F11, "g z"]
                palette.open: none
              topics:
                topics.window: ^W
                view.zoom: ^X
            """)
        let keymap = checked.configured.preferences.keymap
        #expect(checked.faults.map(\.description) == [])
        #expect(keymap.chords(of: "view.zoom", in: .everywhere).map(\.name) == ["F11", "g z"])
        #expect(keymap.chords(of: "palette.open", in: .everywhere) == [])
        #expect(keymap.action(for: KeyChord(.control("w")), in: .pane(.topics)) == "topics.window")
        #expect(keymap.action(for: KeyChord(.control("x")), in: .pane(.topics)) == "view.zoom")
        #expect(keymap.action(for: KeyChord(.character("z")), in: .everywhere) == nil)
    }

    @Test func theScopesNameMayBeLeftOutOfAnActionsId() {
        let short = check("keys: {topics: {window: ^W}}")
        let long = check("keys: {topics: {topics.window: ^W}}")
        #expect(short.faults.isEmpty)
        let isSame = short.configured.preferences.keymap == long.configured.preferences.keymap
        #expect(isSame)
    }

    @Test func whatIsWrongWithKeysIsToldWithItsPlaceAndTheRestCounts() {
        let checked = check(
            """
            keys:
              everywhere:
                program.quit: Ctrl+i
                fcous.next: n
                view.zoom: [F11, ]
                help.open: Q
                palette.open: Q
              topic: {window: x}
              topics: 3
            """)
        let faults = checked.faults.map(\.description)
        #expect(faults.count == 5, "\(faults)")
        for parts in [
            ["c.yaml:3:19: program.quit", "‘Ctrl+i’ is not a key"], ["c.yaml:4:5: fcous.next", "focus.next"],
            ["c.yaml:7:5: palette.open", "help.open"], ["c.yaml:8:3: topic", "Did you mean topics?"],
            ["c.yaml:9:11: topics", "mapping"],
        ] {
            #expect(faults.contains { fault in parts.allSatisfy(fault.contains) }, "\(parts) in \(faults)")
        }
        let keymap = checked.configured.preferences.keymap
        #expect(keymap.chords(of: "program.quit", in: .everywhere).map(\.name) == ["q"])
        #expect(keymap.chords(of: "view.zoom", in: .everywhere).map(\.name) == ["F11"])
        #expect(keymap.chords(of: "help.open", in: .everywhere).map(\.name) == ["Q"])
    }

    // MARK: - Layouts

    @Test func layoutsNestRowsAndColumnsWithWeights() {
        let reading = read(
            """
            layouts:
              - name: morning
                columns:
                  - {pane: topics, weight: 3}
                  - rows: [forecast, {pane: log}]
                    weight: 2
              - name: main
                rows: [focused, fetch]
            """)
        #expect(reading.faults == [])
        let morning = LayoutNode.columns([
            .init(.pane(.topics), 3), .init(.rows([.init(.pane(.forecast)), .init(.pane(.log))]), 2),
        ])
        #expect(reading.configuration.layouts.first?.node == morning)
        #expect(reading.configuration.layouts.last?.node == .rows([.init(.focused), .init(.pane(.fetch))]))
        let book = ConfiguredPreferences(reading.configuration, themes: Theme.builtIn).preferences.layouts
        #expect(book.entries.map(\.name) == ["overview", "main", "morning", "lab", "rack"])
    }

    @Test func aLayoutThatFindsNoKeyIsTold() {
        let names = ["a", "b", "c", "d", "lab"]
        let text = "layouts:\n" + names.map { "  - {name: \($0), rows: [log, fetch]}\n" }.joined()
        let reading = read(text)
        #expect(reading.faults.contains { $0.description.contains("more than 4 layouts") })
        #expect(reading.configuration.layouts.map(\.name) == ["a", "b", "c", "d"])
    }

    @Test func faultyLayoutsAreToldAndLeftOut() {
        let text = """
            layouts:
              - name: a
                columns: [topics, forcast]
              - name: b
                rows: [topics, {columns: [log, log]}]
              - columns: [topics]
              - name: c
                rows: []
              - name: d
                rows: [{pane: log, weight: 0}]
              - name: e
                rows: [{pane: log, rows: [fetch]}]
              - name: f
                rows: [log]
                columns: [fetch]
              - name: good
                rows: [log, topics]
            """
        let reading = read(text)
        #expect(reading.configuration.layouts.map(\.name) == ["good"])
        let faults = reading.faults.map(\.description)
        #expect(faults.count == 7, "\(faults)")
        #expect(faults.contains { $0.contains("c.yaml:3:23") && $0.contains("Did you mean forecast?") })
        #expect(faults.contains { $0.contains("c.yaml:5:36") && $0.contains("twice") })
        #expect(faults.contains { $0.contains("c.yaml:10:32: weight") })
        #expect(reading.faults.allSatisfy { !$0.section.isNeeded })
    }

    @Test func layoutsNestedWithoutEndEndInAFault() {
        let deep = String(repeating: "{rows: [", count: 400) + "log" + String(repeating: "]}", count: 400)
        #expect(read("layouts: [{name: deep, rows: [\(deep)]}]").configuration.layouts.isEmpty)
        let bomb = """
            layouts:
              - name: bomb
                rows: [&a {rows: [log, topics, fetch]}, &b {rows: [*a, *a, *a, *a]}, &c {rows: [*b, *b, *b, *b]},
                  &d {rows: [*c, *c, *c, *c]}, &e {rows: [*d, *d, *d, *d]}, {rows: [*e, *e, *e, *e]}]
            """
        #expect(read(bomb).configuration.layouts.isEmpty)
        #expect(!read(String(repeating: "[", count: 100_000)).faults.isEmpty)
    }

    // MARK: - Themes

    @Test func aThemeInAFileHasItsFilesNameAndMayBeChosen() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try FileManager.default.createDirectory(atPath: folder.file("themes"), withIntermediateDirectories: true)
        func write(_ text: String, _ name: String) throws {
            try Data(text.utf8).write(to: URL(fileURLWithPath: folder.file(name)))
        }
        try write(
            "base: calm\nroles:\n  accent: \"#ff8700\"\n  border: {foreground: red, attributes: bold}\n",
            "themes/ember.yaml")
        try write("base: nowhere\n", "themes/lost.yaml")
        try write("roles: {accent: purple, key: blue}\n", "themes/half.yml")
        try write("look: {theme: ember}\n", "config.yaml")
        let reading = ConfigurationFiles(environment: ["HOME": folder.path]).read(folder.file("config.yaml"))
        let checked = CheckedConfiguration(reading)
        let preferences = checked.configured.preferences
        #expect(preferences.theme.name == "ember")
        #expect(preferences.theme[.accent].colour256 == 208)
        #expect(preferences.theme[.border].colour16 == 1)
        #expect(preferences.theme[.border].attributes256 == .bold)
        #expect(preferences.theme[.good] == Theme.calm[.good])
        #expect(preferences.themes.map(\.name) == Theme.builtIn.map(\.name) + ["ember", "half"])
        let faults = checked.faults.map(\.description)
        #expect(faults.count == 2, "\(faults)")
        #expect(faults.contains { $0.contains("themes/lost.yaml:1:1") && $0.contains("nowhere") })
        #expect(faults.contains { $0.contains("themes/half.yml:1:9: accent") && $0.contains("purple") })
        #expect(preferences.themes.last?[.key].colour16 == 4)
    }

    @Test func anUnknownThemeIsToldWithItsPlaceAndTheDefaultStays() {
        let checked = check("look:\n  theme: kalm\n")
        #expect(checked.configured.preferences.theme == Theme.builtIn.first)
        #expect(
            checked.faults.map(\.description).allSatisfy { $0.contains("c.yaml:2:10: theme") && $0.contains("calm?") })
        #expect(checked.faults.count == 1)
    }

    // MARK: - What counts

    @Test func whatCountsCanBeReadAgainAndMeansTheSame() {
        let text = """
            database: /data/mine.db
            posts: {url: "https://a.example", user: "a\\"b\\\\", token_file: ~/t, pages: 3}
            weather: {url: "https://w.example", key_env: K, places: [{name: "Oslo: øst", path: Norway/Oslo}], days: 20}
            look: {theme: ember, glyphs: sextants, colours: 16, mouse: off}
            units: {times: local, temperature: fahrenheit, week_start: sunday}
            keys:
              everywhere: {palette.open: none, view.zoom: ["g z", F11], help.open: "|"}
              topics: {window: ^W, view.zoom: ^X}
            layouts:
              - {name: own, rows: [log, {pane: topics, weight: 7}]}
              - {name: lab, columns: [focused, log]}
              - {name: other, rows: [fetch, {columns: [fabric, forecast], weight: 2}]}
            themes:
              - {name: ember, base: calm, roles: {accent: "#ff8700", key: {attributes: []}}}
            """
        let first = read(text)
        #expect(first.faults == [])
        let checked = CheckedConfiguration(first)
        let effective = EffectiveConfiguration(first.configuration, checked.configured).text
        let second = read(effective)
        let again = CheckedConfiguration(second)
        #expect(again.faults.map(\.description) == [], "\(effective)")
        var (a, b) = (first.configuration, second.configuration)
        let (old, new) = (checked.configured.preferences, again.configured.preferences)
        // Not compared in the expectation itself, which would print both.
        let isSameKeymap = new.keymap == old.keymap
        #expect(isSameKeymap)
        #expect(new.layouts == old.layouts)
        #expect(new.themes == old.themes && new.theme == old.theme)
        #expect(again.configured.glyphs == .sextants && new.colours == .sixteen && !new.hasMouse)
        (a.keys, a.layouts, a.themes, a.look.theme) = ([], [], [], nil)
        (b.keys, b.layouts, b.themes, b.look.theme) = ([], [], [], nil)
        #expect(a == b)
    }

    @Test func theMachinesZoneAgreesWithTheZoneDatabase() throws {
        var generator = SeededGenerator(seed: 11)
        for name in ["Europe/Oslo", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "UTC"] {
            guard let zone = TimeZone(identifier: name) else { continue }
            let shown = LocalZone.zone(zone)
            for _ in 0..<300 {
                let seconds = Int64.random(in: LocalZone.span, using: &generator)
                let expected = zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds)))
                #expect(
                    shown.offset(at: Timestamp(milliseconds: seconds * 1000)) == Int64(expected),
                    "\(name) at \(seconds), seed 11")
            }
        }
        #expect(LocalZone.zone(.gmt) == .utc)
    }

    @Test func anyBytesAreReadWithoutATrap() {
        var generator = SeededGenerator(seed: 7)
        let words = [
            "keys:", "layouts:", "themes:", "look:", "units:", "posts:", "weather:", "\n", "\n  ", "\n    ", "- ", "{",
            "}",
            "[", "]", ": ", ", ", "\"", "#", "&a ", "*a ", "name", "rows", "topics", "g t", "~", "\t", "é", "\u{0}",
            "|", ">",
            "!!binary ", "? ", "none", "roles", "accent", "weight", "99999999999999999999", "...", "---",
        ]
        for round in 0..<400 {
            let count = Int.random(in: 1...60, using: &generator)
            let text = (0..<count).map { _ in words.randomElement(using: &generator) ?? "" }.joined()
            let checked = check(text)
            // What is reported stays one line each: nothing from the file may break the log.
            for fault in checked.faults {
                #expect(!fault.error.problem.contains("\u{0}"), "seed 7, round \(round)")
            }
        }
    }
}
