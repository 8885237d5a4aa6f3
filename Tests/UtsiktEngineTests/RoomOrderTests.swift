import Foundation
import Testing

/// The engine's rooms depend in one way only: this reads the sources, so that a circle fails here before it spreads.
@Suite struct RoomOrderTests {
    /// The rooms; each knows those before it and no others.
    private static let order = [
        "Sinks", "Files", "Configuration", "Editing", "Workspaces", "Headless", "Feeds", "Worlds", "Desks", "Dashboard",
    ]

    private static let engine = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Sources/UtsiktEngine")

    private struct SourceFile {
        var room: String
        var name: String
        /// Its lines without comments.
        var lines: [Substring]
    }

    private static func files() throws -> [SourceFile] {
        let names = FileManager.default.enumerator(atPath: engine.path)?.compactMap { $0 as? String } ?? []
        return try names.filter { $0.hasSuffix(".swift") }.map { name in
            let text = try String(contentsOf: engine.appendingPathComponent(name), encoding: .utf8)
            let lines = text.split(separator: "\n").filter { !$0.trimmingPrefix { $0 == " " }.hasPrefix("//") }
            return SourceFile(
                room: name.split(separator: "/").dropLast().joined(separator: "/"), name: name, lines: lines)
        }
    }

    private static func words(_ line: Substring) -> [Substring] {
        line.split { !($0.isLetter || $0.isNumber || $0 == "_") }
    }

    @Test func everyFileIsInARoomThatIsListed() throws {
        let files = try Self.files()
        #expect(files.count > 20)
        for file in files { #expect(Self.order.contains(file.room), "\(file.name)") }
        for room in Self.order { #expect((1...25).contains(files.count { $0.room == room }), "\(room)") }
    }

    @Test func aRoomKnowsOnlyThoseBeforeIt() throws {
        let files = try Self.files()
        let kinds: Set<Substring> = ["struct", "class", "enum", "actor", "protocol"]
        var homes: [Substring: String] = [:]
        for file in files {
            for line in file.lines where line.first?.isLetter == true {
                let words = Self.words(line)
                guard let kind = words.firstIndex(where: kinds.contains), words.indices.contains(kind + 1) else {
                    continue
                }
                homes[words[kind + 1]] = file.room
            }
        }
        #expect(homes["WorkspaceHost"] == "Worlds" && homes["EventSink"] == "Sinks")
        for file in files {
            let own = Self.order.firstIndex(of: file.room) ?? 0
            for word in Set(file.lines.flatMap(Self.words)) {
                guard let home = homes[word], let place = Self.order.firstIndex(of: home) else { continue }
                #expect(place <= own, "\(file.name) uses \(word) of \(home)")
            }
        }
    }
}
