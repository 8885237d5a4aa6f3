import Foundation
public import Testing
public import UtsiktScreen

/// Golden screens: the glyphs, roles and attributes of a frame, kept as text beside the tests.
///
/// A file holds a `# WxH` header and then up to four grids: `glyphs`, `roles` (the role's letter; `.` is ordinary text),
/// `attributes` (b bold, d dim, r reverse, u underline; B bold+underline, R bold+reverse, other mixes as `?`) and
/// `backgrounds` (role letters); the last two only when something is in them.
public enum Golden {
    /// Compares a frame with `Golden/NAME.txt` in the test target's folder; `NAME` may have folders.
    ///
    /// With `UTSIKT_RECORD=1` in the environment the file is written and the test fails, so that no run both records and passes.
    public static func check(
        _ frame: Frame, _ name: String, filePath: String = #filePath,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        check(text: text(frame), name, filePath: filePath, sourceLocation: sourceLocation)
    }

    /// Compares a text, as a picture's sequences, with `Golden/NAME.txt`.
    public static func check(
        text actual: String, _ name: String, filePath: String = #filePath,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        compare(actual, name + ".txt", folder(filePath), sourceLocation)
    }

    private static func compare(_ actual: String, _ name: String, _ folder: URL, _ sourceLocation: SourceLocation) {
        let file = folder.appendingPathComponent(name)
        GoldenLedger.shared.note(file, folder.path)
        if !GoldenLedger.isDeclared {
            Issue.record(
                "a test that reads golden files needs the trait .readsGoldens()", sourceLocation: sourceLocation)
        }
        if ProcessInfo.processInfo.environment["UTSIKT_RECORD"] == "1" {
            record(actual, file, sourceLocation)
            return
        }
        guard let data = try? Data(contentsOf: file) else {
            Issue.record(
                "no golden file \(file.path); run with UTSIKT_RECORD=1 to write it:\n\(actual)",
                sourceLocation: sourceLocation)
            return
        }
        // A checkout may have changed the line ends.
        let expected = String(decoding: data, as: UTF8.self).replacingOccurrences(of: "\r\n", with: "\n")
        guard expected != actual else { return }
        Issue.record(
            "\(name) differs from \(file.path):\n\(difference(expected, actual))", sourceLocation: sourceLocation)
    }

    /// Compares a frame as a terminal with so many colours gets it with `Golden/NAME.ansi`, which a terminal can show.
    public static func check(
        _ frame: Frame, colours: ColourMode, _ name: String, filePath: String = #filePath,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        compare(FrameDump.ansi(frame, colours), name + ".ansi", folder(filePath), sourceLocation)
    }

    /// A frame as a golden file holds it.
    public static func text(_ frame: Frame) -> String {
        var result = "# \(frame.size.width)x\(frame.size.height)\n"
        result += "## glyphs\n" + frame.text
        result += grid("roles", frame) { cell in
            // The role of an empty cell cannot be seen.
            cell.glyph == " " && cell.style.attributes.isEmpty ? " " : cell.style.role.letter
        }
        if frame.cells.contains(where: { !$0.style.attributes.isEmpty }) {
            result += grid("attributes", frame) { letter($0.style.attributes) }
        }
        if frame.cells.contains(where: { $0.style.background != nil }) {
            result += grid("backgrounds", frame) { $0.style.background?.letter ?? " " }
        }
        return result
    }

    private static func grid(_ title: String, _ frame: Frame, _ letter: (Cell) -> Character) -> String {
        var result = "## \(title)\n"
        for y in 0..<frame.size.height {
            var row = ""
            for x in 0..<frame.size.width { row.append(letter(frame[x, y])) }
            while row.last == " " { row.removeLast() }
            result += row + "\n"
        }
        return result
    }

    private static func letter(_ attributes: Style.Attributes) -> Character {
        switch attributes {
        case []: " "
        case .bold: "b"
        case .dim: "d"
        case .reverse: "r"
        case .underline: "u"
        case [.bold, .underline]: "B"
        case [.bold, .reverse]: "R"
        default: "?"
        }
    }

    /// The rows that differ, each with its grid and number, as expected (-) and as drawn (+).
    public static func difference(_ expected: String, _ actual: String) -> String {
        let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
        let new = actual.split(separator: "\n", omittingEmptySubsequences: false)
        guard old.first == new.first else {
            return "- \(old.first ?? "")\n+ \(new.first ?? "")\n(sizes differ; drawn was)\n\(actual)"
        }
        var lines: [String] = []
        var section = ""
        var row = 0
        for index in 0..<max(old.count, new.count) {
            let was = index < old.count ? old[index] : "(no row)"
            let isNow = index < new.count ? new[index] : "(no row)"
            if isNow.hasPrefix("## ") { (section, row) = (String(isNow.dropFirst(3)), -1) }
            if was != isNow { lines.append("\(section) row \(row)\n  - \(was)\n  + \(isNow)") }
            row += 1
        }
        let shown = lines.prefix(24).joined(separator: "\n")
        return lines.count > 24 ? shown + "\n… and \(lines.count - 24) rows more" : shown
    }

    private static func record(_ text: String, _ file: URL, _ sourceLocation: SourceLocation) {
        do {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
            Issue.record("recorded \(file.path)", sourceLocation: sourceLocation)
        } catch {
            Issue.record("could not record \(file.path): \(error)", sourceLocation: sourceLocation)
        }
    }

    /// `Golden` in the folder right below `Tests` in which the test file lies, links followed.
    static func folder(_ filePath: String) -> URL {
        let parts = URL(fileURLWithPath: filePath).resolvingSymlinksInPath().path.split(separator: "/")
        let tests = parts.lastIndex(of: "Tests") ?? max(0, parts.count - 2)
        let target = parts.prefix(min(tests + 2, max(0, parts.count - 1)))
        return URL(fileURLWithPath: "/" + target.joined(separator: "/")).appendingPathComponent("Golden")
    }
}
