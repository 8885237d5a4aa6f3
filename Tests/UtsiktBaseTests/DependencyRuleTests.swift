import Foundation
import Testing

/// The rooms depend in one way only; this reads the sources, so that a wrong import fails here before it spreads.
@Suite struct DependencyRuleTests {
    static let sources = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
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

    /// What every room may import of the system.
    static let system: Set<String> = [
        "Foundation", "FoundationEssentials", "Synchronization", "Dispatch", "Glibc", "Musl", "Darwin",
    ]

    /// What each room may import besides: the rooms below it and the packages it exists for.
    static let allowed: [String: Set<String>] = [
        "UtsiktScreen": [],
        "UtsiktBase": ["CZlib"],
        "UtsiktTopics": ["UtsiktBase", "CScan", "CZlib", "CZstd", "HeapModule"],
        "UtsiktForecast": ["UtsiktBase", "CVector"],
        "UtsiktFabric": ["UtsiktBase", "Yams"],
        "UtsiktIngest": ["UtsiktBase", "UtsiktTopics", "UtsiktForecast", "GRDB"],
        "UtsiktCore": ["UtsiktBase", "UtsiktTopics", "UtsiktForecast", "UtsiktFabric", "UtsiktIngest"],
        "UtsiktApp": ["UtsiktCore", "UtsiktScreen"],
        "UtsiktSources": ["CHTTP", "HTTPTypes", "UtsiktCore"],
        "UtsiktEngine": ["UtsiktApp", "UtsiktCore", "UtsiktScreen", "UtsiktSources", "Yams"],
        "UtsiktTerminal": ["UtsiktBase", "UtsiktApp", "UtsiktScreen", "CTerminal"],
    ]

    @Test(arguments: allowed.keys.sorted())
    func aRoomImportsOnlyWhatItMay(target: String) throws {
        let imports = try Self.imports(of: target)
        #expect(!imports.isEmpty, "no sources were read")
        let allowed = Self.system.union(Self.allowed[target] ?? [])
        for (file, module) in imports {
            #expect(allowed.contains(module), "\(target)/\(file) imports \(module)")
        }
    }
}
