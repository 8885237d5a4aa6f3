import ArgumentParser
import Foundation
import Testing
import UtsiktScreen
import UtsiktTestSupport

@testable import UtsiktEngine
@testable import utsikt

/// Word clouds as files of the command.
@Suite(.serialized, .takesTurns) struct CloudFileTests {
    private static let texts = "#sun #rain\n#sun and #wind\n#Sun\n#<b>&\n"

    @Test func bothFormsComeFromOneCount() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try Data(Self.texts.utf8).write(to: URL(fileURLWithPath: folder.file("posts.txt")))
        let run = try await BuiltCommand.run([
            "topics", folder.file("posts.txt"), "--window", "all", "--top", "1", "--json", "--svg",
            folder.file("c.svg"), "--png", folder.file("c.png"), "--words", "3", "--picture-size", "640x360",
        ])
        #expect(run.status == 0, "\(run.errors)")
        let top = try #require(try run.object()["top"] as? [[String: Any]])
        #expect(top.count == 1)
        let svg = try String(contentsOfFile: folder.file("c.svg"), encoding: .utf8)
        #expect(svg.contains("<title>sun 3</title>") || svg.contains("<title>Sun 3</title>"))
        #expect(svg.contains("width=\"640\"") && svg.hasSuffix("</svg>\n"))
        let png = try #require(FileManager.default.contents(atPath: folder.file("c.png")))
        #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        // The width and the height stand in the first chunk.
        #expect(Array(png[16..<24]) == [0, 0, 2, 128, 0, 0, 1, 104])
    }

    @Test(arguments: [["--svg", "cloud.png"], ["--png", "cloud"], ["--svg", "c.svg", "--words", "0"]])
    func whatMakesNoPictureIsRefused(arguments: [String]) {
        #expect(throws: (any Error).self) { try TopicsCommand.parse(["posts.txt"] + arguments) }
    }

    @Test func aPictureWithoutAPlaceEndsTheCommand() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try Data(Self.texts.utf8).write(to: URL(fileURLWithPath: folder.file("posts.txt")))
        let run = try await BuiltCommand.run([
            "topics", folder.file("posts.txt"), "--window", "all", "--svg", folder.file("no/where.svg"),
        ])
        #expect(run.status == 3)
        #expect(run.errors.contains("no/where.svg"))
        #expect(run.output.isEmpty)
    }
}
