import Foundation
import Testing
import UtsiktBase
import UtsiktTestSupport

/// The units in the documentation are those that systemd takes.
@Suite struct WatchingUnitsTests {
    private static let analyzer = ["/usr/bin/systemd-analyze", "/bin/systemd-analyze"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    /// The units of the page, by their names: the code behind each line that names a file.
    private static func units() throws -> [(name: String, text: String)] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = root.appendingPathComponent("Sources/UtsiktCore/UtsiktCore.docc/Watching.md")
        var units: [(name: String, text: String)] = []
        var (name, isInside) = ("", false)
        for line in try String(contentsOf: page, encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false)
        {
            if line.hasPrefix("```") {
                isInside.toggle()
                if isInside { units.append((name, "")) }
            } else if isInside {
                units[units.count - 1].text += line + "\n"
            } else if let end = line.firstRange(of: "`:"), let start = line[..<end.lowerBound].lastIndex(of: "/") {
                name = String(line[line.index(after: start)..<end.lowerBound])
            }
        }
        return units
    }

    @Test func thePageNamesThreeUnitsThatRunTheProgram() throws {
        let units = try Self.units()
        #expect(
            units.map(\.name) == ["utsikt-fetch.service", "utsikt-fetch-once.service", "utsikt-fetch-once.timer"])
        for unit in units where unit.name.hasSuffix(".service") {
            #expect(unit.text.contains("ExecStart=%h/.local/bin/utsikt fetch"), "\(unit.name)")
        }
    }

    @Test(.enabled(if: analyzer != nil, "systemd-analyze is not installed"))
    func systemdTakesThem() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let program = try #require(BuiltExecutable.path("utsikt"))
        var files: [String] = []
        for unit in try Self.units() {
            let file = folder.file(unit.name)
            let text = unit.text.replacing("%h/.local/bin/utsikt", with: program)
            try Data(text.utf8).write(to: URL(fileURLWithPath: file))
            files.append(file)
        }
        let run = try await BuiltCommand.run(executable: try #require(Self.analyzer), ["verify"] + files)
        // It also speaks of units of this machine, which are not ours.
        let ours = run.errors.split(separator: "\n").filter { $0.contains("utsikt") }
        #expect(run.status == 0 && ours.isEmpty, "\(run.errors)")
    }
}
