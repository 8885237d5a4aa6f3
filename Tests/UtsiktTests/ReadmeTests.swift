import Foundation
import Testing

/// The README's promises that a test can keep true.
@Suite struct ReadmeTests {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private func readme() throws -> String {
        try String(contentsOf: Self.root.appendingPathComponent("README.md"), encoding: .utf8)
    }

    @Test func itNamesTheTwoCommandsThatCIRuns() throws {
        let text = try readme()
        #expect(text.contains("\n    .ci/needs && swift run -c release utsikt demo\n"))
        #expect(text.contains("\n    .ci/needs && swift test "))
    }

    @Test func theTopLevelHoldsOnlyWhatItMay() throws {
        let allowed: Set<String> = ["Package.swift", "Package.resolved", "Sources", "Tests", "Assets", "README.md"]
        let found = try FileManager.default.contentsOfDirectory(atPath: Self.root.path).filter { !$0.hasPrefix(".") }
        #expect(Set(found).subtracting(allowed).isEmpty)
    }

    @Test func dependenciesAreExact() throws {
        let manifest = try String(contentsOf: Self.root.appendingPathComponent("Package.swift"), encoding: .utf8)
        for line in manifest.split(separator: "\n") where line.contains(".package(url:") {
            #expect(line.contains("exact: \""), "\(line)")
        }
    }
}
