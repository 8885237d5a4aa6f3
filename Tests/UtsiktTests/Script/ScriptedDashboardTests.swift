import Foundation
import Testing
import UtsiktApp
import UtsiktScreen
import UtsiktTestSupport

@testable import UtsiktEngine
@testable import utsikt

/// The built dashboard, driven without a terminal.
@Suite(.serialized, .takesTurns) struct ScriptedDashboardTests {
    private func text(_ path: String) -> String {
        String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
    }

    /// A screen's words without the line ends between them.
    private static func unwrapped(_ screen: String) -> String {
        screen.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    @Test func anEmptyHomeShowsThePageAndOneKeyWritesAConfigurationThatStaysAsItIs() async throws {
        let home = try UserHome()
        defer { home.remove() }
        let page = try await home.run(["--script", "", "--size", "90x20"])
        #expect(page.status == 0, "\(page.errors)")
        #expect(page.output.contains("Nothing is configured yet"))
        #expect(page.output.contains("~/.config/utsikt/config.yaml"))
        #expect(!FileManager.default.fileExists(atPath: home.configuration))

        let written = try await home.run(["--script", "c", "--size", "90x20"])
        #expect(Self.unwrapped(written.output).contains("Written: ~/.config/utsikt/config.yaml"))
        #expect(text(home.configuration) == (try ConfigurationTemplate.text()))
        let mode = try FileManager.default.attributesOfItem(atPath: home.configuration)[.posixPermissions] as? NSNumber
        #expect(mode?.intValue == 0o600)
        #expect(try await home.run(["config", "check"]).status == 0)

        try home.write("look: {mouse: off}\n", to: home.configuration)
        let again = try await home.run(["--script", "c", "--size", "90x20"])
        #expect(again.output.contains("There is a configuration already"))
        #expect(text(home.configuration) == "look: {mouse: off}\n")
        let quit = try await home.run(["--script", "q d", "--size", "90x20"])
        #expect(quit.status == 0 && quit.output.contains("Nothing is configured yet"))
    }

    @Test func aFaultyConfigurationStandsOnThePage() async throws {
        let home = try UserHome()
        defer { home.remove() }
        try home.write("posts:\n  url: nonsense\n", to: home.configuration)
        let page = try await home.run(["--script", "", "--size", "100x24"])
        #expect(page.status == 0)
        #expect(Self.unwrapped(page.output).contains("config.yaml:2:8: url: ‘nonsense’"), "\(page.output)")
        #expect(Self.unwrapped(page.output).contains("2 more"))
    }

    @Test func thePageOpensTheSampleWorld() async throws {
        let home = try UserHome()
        defer { home.remove() }
        let run = try await home.run(["--script", "d wait:0s", "--size", "100x24"])
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.contains("synthetic sample"))
        #expect(!run.output.contains("Nothing is configured"))
    }

    @Test func keysLayoutsAndThemesOfTheFileCount() async throws {
        let home = try UserHome()
        defer { home.remove() }
        try home.makeDatabase()
        try home.write(
            """
            look: {theme: ember}
            keys:
              everywhere:
                view.zoom: F11
                pane.log: g l
                palette.open: none
            layouts:
              - {name: pair, columns: [log, fabric]}
            """, to: home.configuration)
        try home.write(
            "base: calm\nroles: {border-focused: 208}\n", to: home.folder.file(".config/utsikt/themes/ember.yaml"))
        func screen(_ keys: String) async throws -> String {
            let run = try await home.run(["--script", keys, "--size", "100x24"])
            #expect(run.status == 0, "\(run.errors)")
            return run.output
        }
        let first = try await screen("wait:0s")
        #expect(first.contains("2 Topics") && first.contains("5 Log"))
        // The old key does nothing, the new one does; the chord goes to the log.
        #expect(try await screen("z wait:0s").contains("╭─ 5 Log"))
        let palette = try await screen(": wait:0s")
        #expect(palette.contains("╭─ 5 Log") && palette.contains("┏━ 2 Topics"))
        let zoomed = try await screen("g l F11 wait:0s")
        #expect(zoomed.contains("┏━ 5 Log") && !zoomed.contains("╭"))
        let pair = try await screen("F2 wait:0s")
        #expect(pair.contains("layout pair") && pair.contains("5 Log") && !pair.contains("Forecast ─"))

        let file = home.folder.file("out.ansi")
        let coloured = try await home.run(["--script", "wait:0s", "--size", "100x24", "--dump", file])
        #expect(coloured.status == 0 && coloured.output.isEmpty)
        #expect(text(file).contains("\u{1B}[38;5;208m"))
    }

    @Test func whatIsCopiedIsAFileOnlyItsOwnerMayRead() async throws {
        let home = try UserHome()
        defer { home.remove() }
        try home.makeDatabase()
        let run = try await home.run(["--script", "5 y wait:0s", "--size", "100x24"])
        #expect(run.output.contains("copied"), "\(run.output)")
        let folder = URL(fileURLWithPath: home.copied("x")).deletingLastPathComponent().path
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(names.count == 1 && names.allSatisfy { $0.hasSuffix(".txt") })
        let path = folder + "/" + (names.first ?? "")
        #expect(!text(path).isEmpty)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
        #expect(mode?.intValue == 0o600)
        // Once more: the old file is replaced, nothing else is left.
        let again = try await home.run(["--script", "5 y wait:2s", "--size", "100x24"])
        #expect(again.output.contains("copied"), "\(again.output)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == names)
        #expect(SafeFileName.name("../../etc/passwd") == "------etc-passwd")
        #expect(SafeFileName.name("") == "copy")
    }

    @Test(.timeLimit(.minutes(30)))
    func theWholeSampleWorldIsShownSettled() async throws {
        let home = try UserHome()
        defer { home.remove() }
        let (overview, svg, help) = (home.folder.file("a.txt"), home.folder.file("b.svg"), home.folder.file("c.txt"))
        let keys = "dump:\(overview) 3 z dump:\(svg) Esc ? text:zoom dump:\(help) Esc resize:60x20 4 z"
        let run = try await home.run(["demo", "--script", keys, "--size", "120x40"])
        #expect(run.status == 0, "\(run.errors)")
        let first = text(overview)
        for figure in ["24,271", "17,150", "4,665", "2,456", "890 of 898", "5:1", "2.28"] {
            #expect(first.contains(figure), "\(figure) in \(first)")
        }
        #expect(first.split(separator: "\n", omittingEmptySubsequences: false).count == 41)
        #expect(text(help).contains("view.zoom") || text(help).contains("full screen"))
        #expect(run.output.split(separator: "\n", omittingEmptySubsequences: false).count == 21)
        #expect(run.output.contains("4 Fabric"))
        let parser = XMLWellFormed(text(svg))
        #expect(parser.problem == nil)
        #expect(parser.root == "svg")
    }

    @Test func aPaneIsDumpedWithTheUsersLookAndUnits() async throws {
        let home = try UserHome()
        defer { home.remove() }
        try home.makeDatabase()
        try home.write("look: {theme: ember, glyphs: stones}\n", to: home.configuration)
        try home.write("roles: {border-focused: 208}\n", to: home.folder.file(".config/utsikt/themes/ember.yaml"))
        let dump = ["dump", "log", "--db", home.database, "--size", "60x10"]
        let ansi = try await home.run(dump + ["--format", "ansi"])
        #expect(ansi.status == 0 && ansi.output.contains("38;5;208"), "\(ansi.errors)")
        #expect(ansi.errors.contains("config.yaml:1:") && ansi.errors.contains("glyphs"))
        let calm = try await home.run(dump + ["--format", "ansi", "--theme", "calm"])
        #expect(calm.status == 0 && !calm.output.contains("38;5;208"))
        let svg = try await home.run(dump + ["--format", "svg"])
        #expect(svg.status == 0)
        let parser = XMLWellFormed(svg.output)
        #expect(parser.problem == nil && parser.root == "svg")
        let none = try await home.run(dump + ["--theme", "nonesuch"])
        #expect(none.status == 2 && none.errors.contains("ember"))
    }

    @Test(arguments: [
        ["--script", "zz"], ["--script", "z", "--dump", "a.png"], ["--size", "80x24"],
        ["--script", "z", "--size", "0x4"],
        ["--script", "z", "--theme", "nonesuch"], ["--config", "/nowhere.yaml", "--script", "z"],
        ["demo", "--headless", "--script", "z"],
    ])
    func whatCannotBeDrivenIsSaidAsUnusable(_ arguments: [String]) async throws {
        let home = try UserHome()
        defer { home.remove() }
        let run = try await home.run(arguments)
        #expect(run.status == 2, "\(run.errors)")
        #expect(run.output.isEmpty && !run.errors.isEmpty)
    }
}

/// Whether a text is well-formed XML as far as pictures need it: tags nest and close, nothing stands outside the root.
struct XMLWellFormed {
    /// The root's name.
    private(set) var root: String?
    /// What is wrong; nil when nothing is.
    private(set) var problem: String?

    init(_ text: String) { problem = read(text) }

    /// Reads the text; what is wrong, or nil.
    private mutating func read(_ text: String) -> String? {
        var open: [Substring] = []
        var rest = text[...]
        while let start = rest.firstIndex(of: "<") {
            let before = rest[..<start]
            if open.isEmpty, before.contains(where: { !$0.isWhitespace }) { return "text outside the root" }
            if before.contains(">") { return "a bare > in \(before.suffix(40))" }
            for part in before.split(separator: "&", omittingEmptySubsequences: false).dropFirst() {
                let name = part.prefix { $0 != ";" }
                guard part.contains(";"), name.count < 9, !name.isEmpty else {
                    return "a bare & in \(part.prefix(40))"
                }
            }
            guard let end = rest[start...].firstIndex(of: ">") else { return "an open <" }
            let tag = rest[rest.index(after: start)..<end]
            rest = rest[rest.index(after: end)...]
            if tag.hasPrefix("?") || tag.hasPrefix("!") { continue }
            let name = tag.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber || $0 == ":" }
            if tag.hasPrefix("/") {
                guard open.popLast() == name else { return "</\(name)> closes something else" }
            } else {
                if open.isEmpty, root != nil { return "a second root" }
                root = root ?? String(name)
                guard tag.count(where: { $0 == "\"" }) % 2 == 0 else {
                    return "an open quote in \(tag.prefix(60))"
                }
                if !tag.hasSuffix("/") { open.append(name) }
            }
        }
        if !open.isEmpty { return "\(open.count) tags are open" }
        return rest.contains { !$0.isWhitespace } ? "text after the root" : nil
    }
}
