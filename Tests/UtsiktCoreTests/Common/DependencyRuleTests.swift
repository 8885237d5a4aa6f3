import Foundation
import Testing

/// The rooms depend in one way only; this reads the sources, so that a wrong import fails here before it spreads.
@Suite struct DependencyRuleTests {
    static let sources = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Sources")

    static func imports(of target: String) throws -> [(file: String, module: String)] {
        let root = sources.appendingPathComponent(target)
        let files = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
        var found: [(String, String)] = []
        for file in files where file.hasSuffix(".swift") {
            let text = try String(contentsOf: root.appendingPathComponent(file), encoding: .utf8)
            for line in text.split(separator: "\n") {
                let words = line.split(separator: " ").filter { !$0.hasPrefix("@") }
                guard let at = words.firstIndex(of: "import"), at <= 1, words.indices.contains(at + 1) else { continue }
                found.append((file, String(words[at + 1].split(separator: ".")[0])))
            }
        }
        return found
    }

    static let allowed: [String: Set<String>] = [
        "UtsiktScreen": ["Foundation", "FoundationEssentials", "Synchronization", "Glibc", "Musl", "Darwin"],
        "UtsiktCore": [
            "Foundation", "FoundationEssentials", "Synchronization", "GRDB", "Yams", "CScan", "CVector", "CZlib",
            "CZstd", "Glibc", "Musl",
        ],
        "UtsiktApp": ["Foundation", "FoundationEssentials", "UtsiktCore", "UtsiktScreen"],
        "UtsiktSources": [
            "Foundation", "FoundationEssentials", "FoundationNetworking", "Synchronization", "FlyingFox", "FlyingSocks",
            "UtsiktCore", "Glibc",
        ],
    ]

    @Test(arguments: ["UtsiktScreen", "UtsiktCore", "UtsiktApp", "UtsiktSources"])
    func aRoomImportsOnlyWhatItMay(target: String) throws {
        let imports = try Self.imports(of: target)
        #expect(!imports.isEmpty || target == "UtsiktScreen", "no sources were read")
        for (file, module) in imports {
            #expect(Self.allowed[target]?.contains(module) == true, "\(target)/\(file) imports \(module)")
        }
    }
}
