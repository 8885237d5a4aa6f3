import Foundation
import Testing
import UtsiktBase
import UtsiktTestSupport

@testable import UtsiktTopics

@Suite struct TopicsFileScanTests {
    private static func post(_ id: Int, _ tags: String...) -> String {
        TopicsFixtures.line(
            Post(id: "\(id)", author: "a", createdAt: TopicsFixtures.now, hashtags: tags))
    }

    @Test func blankLinesNullAndNoticesAreNoPostsAndNoErrors() async throws {
        let text = [
            "\u{FEFF}" + Self.post(1, "a"), "", "   \r", "null", #"{"delete":{"status":{"id":1,"id_str":"1"}}}"#,
            #"{"limit":{"track":7}}"#, #"{"warning":{"code":"STALL"}}"#, #"{"friends":[1,2]}"#,
            Self.post(2, "b") + "\r",
        ].joined(separator: "\n")
        let report = try await TopicsFixtures.scan(text)
        #expect(report.funnel.total == 2)
        #expect(report.counts == ["a 1", "b 1"])
        #expect(report.rejected.count == 0)
    }

    @Test func filesAreOpenOnlyWhileTheyAreRead() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("utsikt-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.resolvingSymlinksInPath().appendingPathComponent("posts.ndjson").path
        #expect(FileManager.default.createFile(atPath: path, contents: Data(Self.post(1, "a").utf8)))
        let files = try (0..<50).map { _ throws(TopicsInputError) in try InputFile(path) }
        func openDescriptors() throws -> Int {
            try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count {
                (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")) == path
            }
        }
        #expect(try openDescriptors() == 0)
        let open = try files[0].opened()
        #expect(try openDescriptors() == 1)
        var buffer = ByteBuffer(capacity: 8)
        try open.read(4, at: 0, into: &buffer)
        #expect(buffer.count == 4)
        let names = Array(repeating: path, count: 1500)
        let report = try await TopicsFileScan(query: TopicsQuery(window: .all), jobs: 2).run(names)
        #expect(report.counts == ["a 1500"])
    }

    @Test func theFirstRejectionsAreListedWhateverTheNumberOfThreads() async throws {
        let line = "nonsense" + String(repeating: " ", count: 10_000) + "x\n"
        let text = String(repeating: Self.post(1, "a") + "\n", count: 500) + String(repeating: line, count: 200)
        for jobs in [1, 2, 4] {
            let report = try await TopicsFixtures.scan(text, jobs: jobs)
            #expect(report.rejected.count == 200)
            #expect(report.rejected.first.map(\.line) == Array(501...520))
        }
    }

    @Test func aDamagedLineIsRejectedByItsNumberAndTheRestIsRight() async throws {
        let text = [
            Self.post(1, "a"), "{\"id\":1,", Self.post(2, "a"), "nonsense", Self.post(3, "b") + " x", "{\"foo\":1}",
            Self.post(4, "c"), "[\(Self.post(5, "a")),\(Self.post(6, "d"))]", "[\(Self.post(7, "never")),{]",
            "{\"id\":8,\"text\":\"x\",\"created_at\":\"yesterday\",\"entities\":null}", "7", "{\"text\":\"\u{1}\"}",
            String(Self.post(9, "e").dropLast(5)),
        ].joined(separator: "\n")
        let report = try await TopicsFixtures.scan(text)
        #expect(report.funnel.total == 5)
        #expect(report.counts == ["a 3", "c 1", "d 1"])
        #expect(report.rejected.first.map(\.line) == [2, 4, 5, 6, 9, 10, 11, 12, 13])
        #expect(report.rejected.first.first?.reason == "no JSON: it ends too early")
        #expect(report.rejected.first[3].reason.contains("not known"))
        #expect(report.rejected.first[5].field == "created_at")
    }

    @Test func invalidUTF8IsRejected() async throws {
        var bytes = Array((Self.post(1, "a") + "\n").utf8)
        bytes += Array(Self.post(2, "b?").utf8).map { $0 == 0x3F ? 0xFF : $0 } + [0x0A]
        bytes += Array(Self.post(3, "é").utf8)
        let report = try await TopicsFixtures.scan(bytes, TopicsQuery(window: .all))
        #expect(report.counts == ["a 1", "é 1"])
        #expect(report.rejected.first == [Rejection(file: "posts", line: 2, reason: "not valid UTF-8")])
    }

    @Test func lineSeparatorsInsideStringsEndNoLine() async throws {
        let report = try await TopicsFixtures.scan(Self.post(1, "a\u{2028}b\u{85}") + "\n" + Self.post(2, "b"))
        #expect(report.funnel.total == 2)
        #expect(report.rejected.count == 0)
    }

    @Test func everyLayoutOfAFileGivesTheSameCounts() async throws {
        let posts = [Self.post(1, "a", "b"), Self.post(2), Self.post(3, "a")]
        let array = "[" + posts.joined(separator: ",") + "]"
        let lined = posts.joined(separator: ",\n")
        let broken = posts.map { $0.split(separator: ",").joined(separator: ",\n  ") }
        let documents = posts.map { "{\"_id\":{\"$oid\":\"1\"},\"user_id\":5,\"tweet\":\($0)}" }
        let layouts: [String] = [
            posts.joined(separator: "\n"), array, "[\n\(lined)\n]\n", "[" + posts.joined(separator: "\n,") + "\n]",
            "{\"statuses\":\(array),\"search_metadata\":{\"count\":3}}",
            "{\n \"results\": [\n\(lined)],\n \"next\": \"x\"\n}", broken.joined(separator: "\n"),
            documents.joined(separator: "\n"), "[\(posts[0])]\n[\(posts[1]),\(posts[2])]",
            "[[" + posts.joined(separator: "],[") + "]]",
        ]
        for layout in layouts {
            let report = try await TopicsFixtures.scan(layout)
            #expect(report.counts == ["a 2", "b 1"], "\(layout)")
            #expect(report.funnel.total == 3)
            #expect(report.rejected.count == 0)
        }
    }

    @Test func aCutArrayKeepsThePostsBeforeTheCut() async throws {
        let text = "[\n\(Self.post(1, "a")),\n\(Self.post(2, "b")),\n{\"id\":3,\"tex"
        let report = try await TopicsFixtures.scan(text)
        #expect(report.counts == ["a 1", "b 1"])
        #expect(report.rejected.first.map(\.line) == [4])
    }

    @Test func nestedTagsDoNotCountAtTheTop() async throws {
        let inner = #"{"id":2,"text":"x","entities":{"hashtags":[{"text":"inner"}]}}"#
        let deep = String(repeating: "[{\"entities\":", count: 400) + "1" + String(repeating: "}]", count: 400)
        let text = """
            {"id":1,"text":"x","created_at":"2015-07-12T19:29:09Z","user":{"id":1,"entities":{"hashtags":[{"text":"no"}]}},\
            "quoted_status":\(inner),"deep":\(deep),"retweeted_status":\(inner),"entities":{"hashtags":[{"text":"top"}]}}
            """
        #expect(try await TopicsFixtures.scan(text).counts == ["top 1"])
        let full = try await TopicsFixtures.scan(text, TopicsQuery(window: .all, rule: .full))
        #expect(full.counts == ["inner 1"])
    }

    @Test func longLinesAndDeepNestingAreNoTrouble() async throws {
        let long = String(repeating: "ø", count: 1 << 20)
        let text = """
            \(Self.post(1, "a"))
            {"id":2,"junk":"\(long)","text":"","created_at":"2015-07-12T19:29:09Z","entities":{"hashtags":[{"text":"b"}]}}
            {"id":3,"junk":\(String(repeating: "[", count: 100_000)),"text":""}
            {"id":4,"text":"","deep":\(String(repeating: "[", count: 5000) + String(repeating: "]", count: 5000))}
            \(Self.post(5, "c"))
            """
        let report = try await TopicsFixtures.scan(text)
        #expect(report.counts == ["a 1", "b 1", "c 1"])
        #expect(report.rejected.first.map(\.line) == [3])
    }

    @Test func aShapeThatIsNotKnownIsSaidSo() async throws {
        let report = try await TopicsFixtures.scan(#"[{"title":"x","url":"http://example.com/#x"}]"#)
        #expect(report.funnel.total == 0)
        #expect(report.rejected.first.map(\.reason) == ["an object of a shape that is not known"])
    }

    @Test func duplicatesAreLeftOutWhenAsked() async throws {
        let text = [Self.post(1, "a"), Self.post(1, "b"), Self.post(2, "a")].joined(separator: "\n")
        #expect(try await TopicsFixtures.scan(text).funnel.total == 3)
        let report = try await TopicsFixtures.scan(text, TopicsQuery(window: .all), uniqueByID: true)
        #expect(report.funnel.total == 2)
        #expect(report.counts == ["a 2"])
    }

    @Test func partsOfAFileNeitherLoseNorDoubleALine() async throws {
        var random = SeededGenerator(seed: 11)
        var text = ""
        var bad: [Int] = []
        for index in 0..<4000 {
            let filler = String(repeating: "x", count: Int.random(in: 0..<3000, using: &random))
            if index % 997 == 5 {
                bad.append(index + 1)
                text += "{\"broken\":\"\(filler)\"\n"
            } else {
                text += #"{"id":\#(index),"junk":"\#(filler)","text":"","entities":{"hashtags":[{"text":"a"}]}}"# + "\n"
            }
        }
        for jobs in [1, 3] {
            let report = try await TopicsFixtures.scan(text, jobs: jobs)
            #expect(report.counts == ["a \(4000 - bad.count)"])
            #expect(report.rejected.first.map(\.line) == bad)
        }
    }

    @Test func aFileThatIsNotThereIsAnErrorThatSaysWhich() async {
        await #expect(throws: TopicsInputError.self) {
            try await TopicsFileScan(query: TopicsQuery()).run(["/no/such/file"])
        }
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func mutatedInputNeverTraps(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let lines = [
            Self.post(1, "a", "b\\u00e9\\ud83d\\ude80"), "[\(Self.post(2, "x")),null]",
            "{\"statuses\":[\(Self.post(3))]}",
            "{\"user_id\":1,\"tweet\":\(Self.post(4, "q"))}", "{\"delete\":{}}", "[\n\(Self.post(5, "m"))\n]",
        ]
        var bytes = Array(lines.shuffled(using: &random).joined(separator: "\n").utf8)
        for _ in 0..<Int.random(in: 1..<30, using: &random) {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(Array("\"\\{}[],:\n0u".utf8).randomElement(using: &random) ?? 0, at: place)
            default: bytes.removeLast(min(bytes.count - 1, Int.random(in: 0..<20, using: &random)))
            }
        }
        let report = try await TopicsFixtures.scan(bytes, TopicsQuery(window: .all), uniqueByID: seed % 2 == 0)
        #expect(report.funnel.total <= 12, "seed \(seed)")
        _ = try? PostJSON.parseTimeline(bytes, file: "x")
    }
}
