import Foundation
import Testing
import UtsiktApp

/// The documentation's promises that a test can keep true.
@Suite struct DocumentationTests {
    static let sources = ReadmeTests.root.appendingPathComponent("Sources")
    static let catalogue = sources.appendingPathComponent("UtsiktCore/UtsiktCore.docc")

    private func page(_ name: String) throws -> String {
        try String(contentsOf: Self.catalogue.appendingPathComponent(name + ".md"), encoding: .utf8)
    }

    /// With `UTSIKT_RECORD=1` the page is written and the test fails, as for golden screens.
    @Test func theKeyPageIsTheActionTable() throws {
        let text = try page("Keys")
        let start = try #require(text.range(of: "\n**"), "the page has lost its tables")
        let expected = text[..<start.lowerBound] + "\n" + KeyTable.markdown()
        guard text != expected else { return }
        if ProcessInfo.processInfo.environment["UTSIKT_RECORD"] == "1" {
            let file = Self.catalogue.appendingPathComponent("Keys.md")
            try Data(expected.utf8).write(to: file)
            Issue.record("recorded \(file.path)")
        } else {
            Issue.record("Keys.md differs from the action table; run with UTSIKT_RECORD=1 to write it")
        }
    }

    /// Every file that a table of the guide names exists.
    @Test func theGuideNamesFilesThatExist() throws {
        let files = try Self.files()
        var count = 0
        for line in try page("CodebaseGuide").split(separator: "\n") where line.hasPrefix("| `Utsikt") {
            var folder = ""
            for name in Self.code(line).filter({ $0.hasSuffix(".swift") }) {
                // The first name of a line has its target, the others may lie next to it.
                if name.hasPrefix("Utsikt") { folder = name.split(separator: "/").dropLast().joined(separator: "/") }
                let target = folder.split(separator: "/").first.map(String.init) ?? ""
                let places = [name, "\(folder)/\(name)", "\(target)/\(name)"]
                #expect(places.contains { files.contains($0) }, "\(name) is not in Sources")
                count += 1
            }
        }
        #expect(count > 10)
    }

    /// Every type that the pages name in code is declared somewhere.
    @Test(arguments: ["CodebaseGuide", "FourWalks", "HowToAdd", "Glossary", "Decisions", "Tests", "Faults", "Limits"])
    func thePagesNameTypesThatExist(name: String) throws {
        let declared = try Self.declared()
        for line in try page(name).split(separator: "\n") {
            for code in Self.code(line) {
                let type = code.prefix { $0.isLetter || $0.isNumber }
                guard type.count == code.count || code.dropFirst(type.count).first == ".",
                    type.first?.isUppercase == true,
                    type.dropFirst().contains(where: \.isLowercase), !Self.others.contains(String(type))
                else { continue }
                #expect(declared.contains(String(type)), "\(name).md: `\(code)`")
            }
        }
    }

    /// Names that are not ours: the language's, packages', folders', and those of files without types.
    private static let others: Set<String> = [
        "Sendable", "MainActor", "Task", "InternalImportsByDefault", "MemberImportVisibility", "Sources", "Tests",
        "Assets",
    ]

    /// What stands between backticks on a line.
    private static func code(_ line: Substring) -> [String] {
        let parts = line.split(separator: "`", omittingEmptySubsequences: false)
        return parts.indices.filter { $0 % 2 == 1 }.map { String(parts[$0]) }
    }

    private static func files() throws -> Set<String> {
        Set(FileManager.default.enumerator(atPath: sources.path)?.compactMap { $0 as? String } ?? [])
    }

    /// The names of all types of Sources and Tests, and of the targets.
    private static func declared() throws -> Set<String> {
        var names = Set(try FileManager.default.contentsOfDirectory(atPath: sources.path))
        let words: Set<Substring> = ["struct", "enum", "class", "actor", "protocol", "typealias"]
        for root in [sources, ReadmeTests.root.appendingPathComponent("Tests")] {
            let files = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
            names.formUnion(try FileManager.default.contentsOfDirectory(atPath: root.path))
            for file in files where file.hasSuffix(".swift") {
                let text = try String(contentsOf: root.appendingPathComponent(file), encoding: .utf8)
                for line in text.split(separator: "\n") {
                    let parts = line.split(separator: " ")
                    guard let at = parts.firstIndex(where: { words.contains($0) }), parts.indices.contains(at + 1)
                    else { continue }
                    names.insert(String(parts[at + 1].prefix { $0.isLetter || $0.isNumber || $0 == "_" }))
                }
            }
        }
        return names
    }
}
