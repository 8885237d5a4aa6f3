import Foundation
import Testing
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktEngine
@testable import utsikt

/// What a database holds, for other programs and for ears.
@Suite(.serialized, .takesTurns) struct StoredWorldTests {
    private func lines(_ path: String) -> [Substring] {
        String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self).split(separator: "\n")
    }

    @Test(.timeLimit(.minutes(30)))
    func theSampleWorldIsExportedAndCountedTheSameAgain() async throws {
        let home = try UserHome()
        defer { home.remove() }
        let demo = try await home.run(["demo", "--headless", "--json", "--db", home.folder.file("world.sqlite")])
        #expect(demo.status == 1, "\(demo.errors)")
        let folder = home.folder.file("out/deep")
        let export = try await home.run(["export", "--ndjson", folder, "--db", home.folder.file("world.sqlite")])
        #expect(export.status == 0, "\(export.errors)")
        let counts = try export.object()
        #expect(counts["posts"] as? Int == 24_271)
        #expect(counts["observations"] as? Int == lines(folder + "/observations.ndjson").count)
        #expect(lines(folder + "/posts.ndjson").count == 24_271)
        let first = try #require(lines(folder + "/observations.ndjson").first)
        let observation = try #require(
            try JSONSerialization.jsonObject(with: Data(first.utf8)) as? [String: String])
        #expect(
            observation["place"] != nil && observation["instant"]?.hasSuffix("Z") == true && observation["tempm"] != nil
        )
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).allSatisfy { $0.hasSuffix(".ndjson") })

        for rule in ["top-level", "full"] {
            let options = ["--json", "--rule", rule, "--now", "2015-07-13T10:16:30Z"]
            let file = try await home.run(["topics", folder + "/posts.ndjson"] + options)
            let database = try await home.run(["topics", "--db", home.folder.file("world.sqlite")] + options)
            #expect(file.status == 0, "\(file.errors)")
            #expect(try file.object()["funnel"] as? [String: Int] == database.object()["funnel"] as? [String: Int])
            let hashtags = { (run: BuiltCommand) in try run.object()["hashtags"] as? [String: Double] }
            #expect(try hashtags(file) == hashtags(database))
        }

        let said = try await home.run(["watch", "--plain", "--once", "--db", home.folder.file("world.sqlite")])
        #expect(said.status == 0, "\(said.errors)")
        let sentences = said.output.split(separator: "\n")
        #expect(sentences.count == 3)
        #expect(said.output.contains("2,456 of 24,271 posts") && said.output.contains("bigdata 114"))
        #expect(said.output.contains("degrees Celsius"))
        #expect(said.output.allSatisfy { $0.isASCII || $0.isLetter }, "no glyph that is read aloud as its name")
    }

    @Test(.timeLimit(.minutes(30)))
    func aFollowedWorldSaysEachThingOnceAndEnds() async throws {
        let home = try UserHome()
        defer { home.remove() }
        try home.write("units: {temperature: fahrenheit}\n", to: home.configuration)
        let run = try await home.run(["watch", "--plain", "--demo", "--speed", "max", "--every", "1"])
        #expect(run.status == 0, "\(run.errors)")
        let sentences = run.output.split(separator: "\n")
        #expect(Set(sentences).count == sentences.count)
        #expect(sentences.first?.hasPrefix("The sample world") == true)
        #expect(run.output.contains("Fetching ended: 890 of 898 done"))
        #expect(run.output.contains("Topics: 2,456 of 24,271"))
        #expect(run.output.contains("degrees Fahrenheit"))
        #expect(run.output.contains("Warning, "))
    }

    @Test func whatCannotBeFollowedOrExportedIsSaid() async throws {
        let home = try UserHome()
        defer { home.remove() }
        for (arguments, status) in [
            (["watch"], 2), (["watch", "--plain"], 2), (["watch", "--plain", "--every", "0"], 2), (["export"], 2),
            (["export", "--ndjson", "x", "--db", "/nowhere.sqlite"], 3),
            (["watch", "--plain", "--once", "--db", "/no.db"], 3),
        ] as [([String], Int32)] {
            let run = try await home.run(arguments)
            #expect(run.status == status, "\(arguments): \(run.errors)")
            #expect(run.output.isEmpty && !run.errors.isEmpty)
        }
        try home.makeDatabase()
        let blocked = try await home.run(["export", "--ndjson", home.database + "/x", "--db", home.database])
        #expect(blocked.status == 3 && blocked.errors.contains("cannot be written"))
    }

    @Test func linesOfHostilePostsAreJSON() throws {
        var generator = SeededGenerator(seed: 5)
        let pieces = ["\"", "\\", "\n", "\u{0}", "\u{2028}", "é", "👩‍👩‍👧", "a", "\u{7F}", "{", "]", "\u{1B}[2J"]
        for _ in 0..<300 {
            func text() -> String {
                (0..<Int.random(in: 0...8, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? ""
                }
                .joined()
            }
            let tags = [text(), text()]
            let post = Post(
                id: text(), author: text(), authorName: text(), createdAt: Timestamp(milliseconds: 1_436_782_590_000),
                text: text(), language: text(), isRepost: Bool.random(using: &generator), hashtags: tags,
                fullHashtags: tags + [text()])
            let line = PostLine.text(post)
            #expect(!line.contains("\n"))
            let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            #expect(object["id_str"] as? String == post.id)
            #expect(object["text"] as? String ?? "" == post.text)
            let entities = object["entities"] as? [String: [[String: String]]]
            #expect(entities?["hashtags"]?.compactMap { $0["text"] } == post.hashtags)
        }
    }
}
