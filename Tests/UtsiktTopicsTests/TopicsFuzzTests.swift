import Foundation
import Testing
import UtsiktBase
import UtsiktTestSupport

@testable import UtsiktTopics

/// Any bytes whatever as files of posts, texts and lists.
@Suite struct TopicsFuzzTests {
    private static func lines(_ path: String) -> [[UInt8]] {
        (FileManager.default.contents(atPath: TestData.path(path)) ?? Data()).split(separator: 0x0A).map { [UInt8]($0) }
    }

    private static let words = [
        "\"entities\":{\"hashtags\":[{\"text\":\"a\",\"indices\":[0,1]}]}", "\"created_at\":", "\"id_str\":\"1\"",
        "\"retweeted_status\":{",
        "\"facets\":[", "\"reblog\":{", "\"extended_tweet\":{", "#tag", "\\u0023tag", "https://a.b/#c", "&amp;", "<p>",
    ]

    @Test(arguments: [
        "topics/v1/tweets.ndjson", "topics/v2/pages.ndjson", "topics/bluesky/jetstream.ndjson",
        "topics/mastodon/timeline.json",
    ])
    func posts(_ path: String) {
        let seeds = Self.lines(path)
        #expect(!seeds.isEmpty)
        let name = "posts-" + path.split(separator: "/")[1]
        Fuzz.run(name, seeds: seeds, words: Self.words) { bytes in
            var buffer = ByteBuffer(capacity: bytes.count)
            bytes.withUnsafeBufferPointer { buffer.append($0) }
            var worker = ScanWorker(query: TopicsQuery(window: .all), uniqueByID: true, keepsHistory: true)
            var scan = LineScan()
            scan.read(buffer, from: 0, to: buffer.count, areTexts: false, into: &worker)
            scan.read(buffer, from: 0, to: buffer.count, areTexts: true, into: &worker)
            var document = DocumentScan(start: 0)
            _ = document.read(buffer, isLast: true, into: &worker)
            _ = InputForm.detect(buffer.base, count: buffer.count)
            _ = try? PostJSON.parseTimeline(bytes, file: "f")
        }
    }

    @Test func bson() {
        // {"text": "#a", "n": 1, "l": [2], "d": date}
        let seed: [UInt8] = [
            0x35, 0, 0, 0, 0x02, 0x74, 0x65, 0x78, 0x74, 0, 3, 0, 0, 0, 0x23, 0x61, 0, 0x10, 0x6E, 0, 1, 0, 0, 0, 0x04,
            0x6C, 0,
            0x0C, 0, 0, 0, 0x10, 0x30, 0, 2, 0, 0, 0, 0, 0x09, 0x64, 0, 1, 2, 3, 4, 5, 0, 0, 0, 0, 0, 0,
        ]
        Fuzz.run("bson", seeds: [seed, seed + seed]) { bytes in
            var json: [UInt8] = []
            bytes.withUnsafeBufferPointer { _ = BSONDocument.appendJSON(of: $0, to: &json) }
            var buffer = ByteBuffer(capacity: bytes.count)
            bytes.withUnsafeBufferPointer { buffer.append($0) }
            var worker = ScanWorker(query: TopicsQuery(window: .all), uniqueByID: false, keepsHistory: false)
            var scan = BSONScan()
            _ = scan.read(&buffer, isLast: true, into: &worker)
        }
    }

    @Test func textsAndLists() {
        let seeds = ["\"a #b and https://c.d/#e #f_g\"", "nowplaying, nowplaing\n#job # comment\n", "#日本 #é#f"]
        Fuzz.run("texts", seeds: seeds.map { Array($0.utf8) }, words: Self.words) { bytes in
            var finder = HashtagLines()
            for tag in finder.hashtags(bytes) ?? [] { #expect(tag.start < tag.end) }
            let text = String(decoding: bytes, as: UTF8.self)
            _ = TagList.parse(text, file: "f")
            let groups = TagGroups.parse(text, file: "f").groups
            #expect(groups.groups.allSatisfy { $0.count > 1 })
        }
    }
}
