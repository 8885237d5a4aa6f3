import Foundation
import Testing
import UtsiktTestSupport

@testable import UtsiktEngine

/// Any text whatever as a configuration, with its keys, layouts, themes and sources.
@Suite struct ConfigurationFuzzTests {
    private static let whole = """
        database: ~/db.sqlite
        sources:
          - {service: timelines-1.1, url: "http://127.0.0.1:1", user: 1000, token_env: T}
        topics: {stop: [job], merge: [[a, b]], query: [oslo]}
        look: {theme: calm, glyphs: blocks, colours: 256, mouse: on}
        units: {times: local, temperature: celsius, week_start: monday}
        keys:
          everywhere: {view.zoom: [z, F11], pane.topics: g t}
          topics: {topics.window: ^W}
        layouts:
          - name: morning
            columns: [{pane: topics, weight: 2}, {rows: [forecast, log]}]
        themes:
          - {name: mine, parts: {accent: "#ff8800", warning: bold red}}
        """

    @Test func configurations() {
        let template = (try? ConfigurationTemplate.text()) ?? ""
        let uncommented = template.replacing("\n# ", with: "\n").replacing("\n#", with: "\n")
        let seeds = [Self.whole, template, uncommented].filter { !$0.isEmpty }.map { Array($0.utf8) }
        let words = ["sources:", "layouts:", "weight: 1e9", "rows: [", "keys: {", "themes: [{", "F99", "^@", "\"\""]
        Fuzz.run("configuration", usual: 100, seeds: seeds, words: words) { bytes in
            guard let text = String(validating: bytes, as: UTF8.self) else { return }
            let reading = ConfigurationReader.read(text, file: "c", home: "/h", database: "/d")
            let checked = CheckedConfiguration(reading)
            #expect(checked.faults.count <= 5000)
            _ = EffectiveConfiguration(reading.configuration, checked.configured).text
        }
    }

    @Test func themes() {
        let example = (try? ConfigurationTemplate.text("themes/example.yaml")) ?? ""
        let seeds = [example, "name: x\nbase: calm\nparts:\n  accent: {colour: 208, bold: true}\n"].map {
            Array($0.utf8)
        }
        Fuzz.run("theme", seeds: seeds, words: ["#ffffff", "256", "bold", "reverse"]) { bytes in
            guard let text = String(validating: bytes, as: UTF8.self) else { return }
            var faults = FaultCollector(file: "t")
            guard let root = YAMLText.root(of: text, in: .themes, &faults) else { return }
            if let theme = ThemeReader.theme(root, name: "t", &faults) { _ = ThemeReader.themes([theme]) }
        }
    }
}
