import Foundation
import Testing
import UtsiktBase
import UtsiktTestSupport
import Yams

@testable import UtsiktEngine

@Suite struct SourceEditTests {
    private static func item(_ service: String = "timelines-1.1", _ settings: (String, String)...) -> SourceItem {
        var item = SourceItem(service: service)
        for (key, value) in settings { item.set(key, value) }
        return item
    }

    private static func added(_ text: String, _ item: SourceItem = item("x", ("name", "n"))) throws -> String {
        var edit = try SourceEdit(text, file: "c.yaml")
        try edit.add(item)
        return edit.text
    }

    @Test(arguments: [
        ("", "sources:\n  - service: x\n    name: n\n"),
        ("database: ~/a.sqlite", "database: ~/a.sqlite\n\nsources:\n  - service: x\n    name: n\n"),
        ("a: 1\n...\n", "a: 1\n\nsources:\n  - service: x\n    name: n\n...\n"),
        ("sources:\nlook: {theme: calm}\n", "sources:\n  - service: x\n    name: n\nlook: {theme: calm}\n"),
        ("sources: []   # none yet\n", "sources:    # none yet\n  - service: x\n    name: n\n"),
        (
            "sources:\n- service: a\n  url: u\n\n# the look\nlook: {}\n",
            "sources:\n- service: a\n  url: u\n- service: x\n  name: n\n\n# the look\nlook: {}\n"
        ),
        (
            "sources:\n    - service: a   # one\n      # of it\n      url: u\n    # below\nlook: {}\n",
            "sources:\n    - service: a   # one\n      # of it\n      url: u\n    - service: x\n      name: n\n    # below\nlook: {}\n"
        ),
        (
            "sources:\n  -\n    # a comment\n    service: a\n",
            "sources:\n  -\n    # a comment\n    service: a\n  - service: x\n    name: n\n"
        ),
        ("sources:\r\n  - service: a\r\n", "sources:\r\n  - service: a\r\n  - service: x\r\n    name: n\r\n"),
    ])
    func itIsAddedAtTheEndOfTheList(text: String, expected: String) throws {
        #expect(try Self.added(text) == expected)
    }

    @Test(arguments: ["sources: [{service: a}]\n", "sources: {a: 1}\n", "sources: [ ]\n", "a: [\n"])
    func whatCannotBeEditedSafelyIsRefused(text: String) {
        #expect(throws: ConfigurationError.self) { try Self.added(text) }
    }

    @Test(arguments: [
        (0, "sources:\n\n  # second\n  - service: b\n    url: v\n\nlook: {}\n"),
        (1, "sources:\n  - service: a   # first\n    url: u\n    # in it\n\n  # second\n\nlook: {}\n"),
    ])
    func itIsTakenAwayWithTheCommentsWithinIt(index: Int, expected: String) throws {
        let text = """
            sources:
              - service: a   # first
                url: u
                # in it

              # second
              - service: b
                url: v

            look: {}

            """
        var edit = try SourceEdit(text, file: "c.yaml")
        try edit.remove(index)
        #expect(edit.text == expected)
    }

    @Test func theLastOneLeavesAnEmptyList() throws {
        var edit = try SourceEdit("sources:   # mine\n  - service: a\n    url: u\nlook: {}\n", file: "c.yaml")
        try edit.remove(0)
        #expect(edit.text == "sources: []   # mine\nlook: {}\n")
    }

    @Test(arguments: [
        ("kari", "kari"), ("@a@b.example", "\"@a@b.example\""), ("[a, b]", "[a, b]"), ("{day: 5}", "{day: 5}"),
        ("40", "40"), ("a # b", "\"a # b\""), ("a: b", "\"a: b\""), ("\"", "\"\\\"\""), ("x\ny", "\"x\\u000ay\""),
        ("https://a.example/x", "https://a.example/x"), ("", "\"\""), ("*x", "\"*x\""),
    ])
    func aValueIsYAMLOrQuoted(text: String, expected: String) {
        #expect(Self.item("s", ("k", text)).lines("").last == "  k: \(expected)")
    }

    @Test(arguments: ["yes", "null", "1.5", "~", "a", "-", "- a", "a: b", "#x", " x", "x ", "", "\u{7}", "ä"])
    func anAccountIsReadBackAsItWas(text: String) throws {
        var item = SourceItem(service: "s")
        item.accounts = [text]
        let line = try #require(item.lines("").last?.drop { $0 == " " }.dropFirst(2))
        var faults = FaultCollector(file: "f")
        let read = YAMLText.root(of: String(line), in: .file, &faults)?.scalar?.string
        #expect(read == text, "\(line)")
    }

    /// Whatever stands in a file, the editor adds and removes without a trap, and what comes out means what it meant.
    @Test func anyFileIsLeftAsItWasOrRefused() throws {
        let seeds = [
            "sources:\n  - service: timelines-1.1\n    url: http://a\n    user: '1'\n    token_env: T\n# end\n",
            "sources: []\nlook: {theme: calm}\n", "sources:\n- service: a\n-\n  service: b\n...\n",
            "a: |\n  sources:\n   - x\nsources:\n  - service: a\n    text: |\n      # no comment\n\n      - x\n",
        ].map { Array($0.utf8) }
        Fuzz.run("source-edit", usual: 300, seeds: seeds, words: ["sources:", "- ", "\n", "  ", "[]", "|\n", "#"]) {
            bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            guard var edit = try? SourceEdit(text, file: "c.yaml") else { return }
            let before = edit.text
            guard (try? edit.add(Self.item("x", ("name", "n")))) != nil else { return }
            #expect(edit.text.contains("- service: x") && edit.text.utf8.count > before.utf8.count)
            for index in 0..<3 {
                var copy = edit
                try? copy.remove(index)
            }
        }
    }
}

@Suite struct SourceEditorTests {
    private static let source =
        "  - service: timelines-1.1\n    url: http://127.0.0.1:1\n    user: '1'\n    token_env: T\n"

    private static func editor(_ text: String?) throws -> (TemporaryFolder, SourceEditor) {
        let folder = try TemporaryFolder()
        let path = folder.file("config.yaml")
        if let text { try Data(text.utf8).write(to: URL(fileURLWithPath: path)) }
        return (folder, SourceEditor(ConfigurationFiles(environment: ["HOME": folder.path]), path: path))
    }

    private static func item(_ name: String) -> SourceItem {
        var item = SourceItem(service: "timelines-1.1", comment: "a comment")
        for (key, value) in [("name", name), ("url", "http://127.0.0.1:2"), ("user", "'2'"), ("token_env", "T")] {
            item.set(key, value)
        }
        return item
    }

    @Test func aSourceComesAndGoesAndTheRestStays() throws {
        let text = "# mine\nsources:\n\(Self.source)\n# the look\nlook: {theme: calm}\n"
        let (folder, editor) = try Self.editor(text)
        defer { folder.remove() }
        let change = try editor.adding(Self.item("second"))
        #expect(change.source.id.rawValue == "second" && change.configuration.sources.count == 2)
        #expect(try String(contentsOfFile: editor.path, encoding: .utf8) == text)
        try editor.write(change)
        let written = try String(contentsOfFile: editor.path, encoding: .utf8)
        #expect(written.contains("- service: timelines-1.1  # a comment\n    name: second\n"))
        try editor.write(try editor.removing("second"))
        #expect(try String(contentsOfFile: editor.path, encoding: .utf8) == text)
    }

    @Test func withoutAFileOneIsMadeThatOnlyTheUserReads() throws {
        let (folder, editor) = try Self.editor(nil)
        defer { folder.remove() }
        try editor.write(try editor.adding(Self.item("first")))
        let rights = try FileManager.default.attributesOfItem(atPath: editor.path)[.posixPermissions] as? Int
        #expect(rights == 0o600)
        #expect(try editor.removing("first").configuration.sources.isEmpty)
    }

    @Test func whatIsWrongIsSaidAndNothingIsWritten() throws {
        let text = "sources:\n\(Self.source)"
        let (folder, editor) = try Self.editor(text)
        defer { folder.remove() }
        var bad = SourceItem(service: "timelines-1.1")
        bad.set("name", "x")
        bad.set("adress", "http://a")
        let error = #expect(throws: ConfigurationError.self) { try editor.adding(bad) }
        #expect(error?.description.contains("adress") == true, "\(error?.description ?? "")")
        #expect(throws: ConfigurationError.self) { try editor.adding(Self.item("timelines-1.1")) }
        let missing = #expect(throws: ConfigurationError.self) { try editor.removing("none") }
        #expect(missing?.description.contains("There are timelines-1.1") == true)
        // Somebody else writes meanwhile.
        let change = try editor.adding(Self.item("second"))
        try Data("look: {theme: calm}\n".utf8).write(to: URL(fileURLWithPath: editor.path))
        #expect(throws: ConfigurationError.self) { try editor.write(change) }
        #expect(try String(contentsOfFile: editor.path, encoding: .utf8) == "look: {theme: calm}\n")
    }

    @Test func aLinkStaysALinkAndRightsStay() throws {
        let (folder, editor) = try Self.editor(nil)
        defer { folder.remove() }
        let real = folder.file("real.yaml")
        try Data("sources:\n\(Self.source)".utf8).write(to: URL(fileURLWithPath: real))
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: real)
        try FileManager.default.createSymbolicLink(atPath: editor.path, withDestinationPath: real)
        try editor.write(try editor.adding(Self.item("second")))
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: editor.path) == real)
        #expect(try String(contentsOfFile: real, encoding: .utf8).contains("second"))
        #expect(try FileManager.default.attributesOfItem(atPath: real)[.posixPermissions] as? Int == 0o640)
    }
}

@Suite struct FollowListTests {
    @Test func accountsOfAnExportAndFeedsOfAnOutline() throws {
        let csv =
            "\u{FEFF}Account address,Show boosts\r\na@b.example,true\r\n\"c@d.example\",false\r\na@b.example,true\r\n"
        #expect(try FollowList.accounts(csv, file: "f") == ["a@b.example", "c@d.example"])
        let opml = """
            <?xml version="1.0"?><opml><body><outline text="A" type="rss" xmlUrl="https://a.example/f?x=1&amp;y=2"/>
            <outline xmlUrl='https://b.example/feed' /><outline text="none"/></body></opml>
            """
        #expect(
            try FollowList.accounts(opml, file: "f") == ["https://a.example/f?x=1&y=2", "https://b.example/feed"])
        for nothing in ["", "Account\n", "<opml/>", "<opml xmlUrl=\"x"] {
            #expect(throws: ConfigurationError.self) { try FollowList.accounts(nothing, file: "f") }
        }
    }
}
