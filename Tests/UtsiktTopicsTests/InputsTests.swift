import CZlib
import CZstd
import Foundation
import Testing
import UtsiktBase
import UtsiktTestSupport

@testable import UtsiktTopics

/// Compressed inputs, dumps and documents that run over lines.
@Suite struct InputsTests {
    private static let all = TopicsQuery(window: .all)

    private static func post(_ id: Int, _ tags: String...) -> String {
        TopicsFixtures.line(Post(id: "\(id)", author: "a", createdAt: TopicsFixtures.now, hashtags: tags))
    }

    private static var lines: [UInt8] { Array((0..<300).map { post($0, "a", "b\($0 % 3)") + "\n" }.joined().utf8) }
    private static let expected = ["a 300", "b0 100", "b1 100", "b2 100"]

    // MARK: compressed

    @Test func gzipOfSeveralMembersIsReadTransparently() async throws {
        let half = Self.lines.count / 2
        let whole = Packed.gzip(Self.lines)
        let members =
            Packed.gzip(Array(Self.lines[..<half])) + Packed.gzip([]) + Packed.gzip(Array(Self.lines[half...]))
        for bytes in [whole, members, members + [0, 0, 0]] {
            let report = try await TopicsFixtures.scan(bytes, Self.all)
            #expect(report.counts == Self.expected)
            #expect(report.rejected.count == 0)
        }
        let array = Packed.gzip(Array("[\(Self.post(1, "x")),\n\(Self.post(2, "x"))]".utf8))
        #expect(try await TopicsFixtures.scan(array, Self.all).counts == ["x 2"])
    }

    @Test func zstandardOfSeveralFramesIsReadTransparently() async throws {
        let half = Self.lines.count / 2
        let skippable: [UInt8] = [0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3]
        let frames =
            skippable + Packed.zstandard(Array(Self.lines[..<half])) + skippable
            + Packed.zstandard(Array(Self.lines[half...]))
        for bytes in [Packed.zstandard(Self.lines), frames] {
            let report = try await TopicsFixtures.scan(bytes, Self.all)
            #expect(report.counts == Self.expected)
            #expect(report.rejected.count == 0)
        }
    }

    @Test func damagedCompressedDataCountsUpToTheDamageAndSaysSo() async throws {
        for packed in [Packed.gzip(Self.lines), Packed.zstandard(Self.lines)] {
            let cut = try await TopicsFixtures.scan(Array(packed.dropLast(packed.count / 3)), Self.all)
            #expect(cut.rejected.count >= 1)
            #expect(cut.rejected.first.contains { $0.reason.contains("ends too early") })
            var bytes = packed
            for index in stride(from: bytes.count / 2, to: bytes.count, by: 7) { bytes[index] ^= 0x55 }
            #expect(try await TopicsFixtures.scan(bytes, Self.all).rejected.count >= 1)
        }
        let trailing = try await TopicsFixtures.scan(Packed.gzip(Self.lines) + Array("tail".utf8), Self.all)
        #expect(trailing.counts == Self.expected)
        #expect(
            trailing.rejected.first.map(\.reason) == ["gzip: something else follows the data; what came before counts"])
    }

    // MARK: BSON

    @Test func dumpsOfBSONGiveTheSameAsTheirJSON() async throws {
        var bytes: [UInt8] = []
        for id in 0..<40 {
            let hashtags = Packed.BSON.array([
                .document([("text", .string("Tag\(id % 4)")), ("indices", .array([.int32(0), .int32(3)]))])
            ])
            let tweet = Packed.BSON.document([
                ("id", id % 2 == 0 ? .int64(Int64(id)) : .double(Double(id))), ("id_str", .string("\(id)")),
                ("created_at", .date(1_436_729_349_000)), ("text", .string("quote \" and \\ and \n é")),
                ("truncated", .boolean(false)),
                ("geo", .null), ("user", .document([("id_str", .string("u"))])),
                ("entities", .document([("hashtags", hashtags)])),
            ])
            bytes += Packed.bson([("_id", .objectID), ("user_id", .int32(7)), ("tweet", tweet)])
        }
        let report = try await TopicsFixtures.scan(bytes, Self.all)
        #expect(report.counts == ["tag0 10", "tag1 10", "tag2 10", "tag3 10"])
        #expect(report.rejected.first == [])
        #expect(report.authors == 1)
        #expect(report.window.to?.iso8601 == "2015-07-12T19:29:09Z")
        #expect(try await TopicsFixtures.scan(Packed.gzip(bytes), Self.all).counts == report.counts)
        let cut = try await TopicsFixtures.scan(Array(bytes.dropLast(9)), Self.all)
        #expect(cut.funnel.total == 39)
        #expect(cut.rejected.first.map(\.line) == [40])
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func lyingBSONNeverTraps(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let tweet = Packed.BSON.document([
            ("id", .int64(1)), ("text", .string("x")), ("entities", .document([("hashtags", .array([]))])),
        ])
        var bytes = (0..<4).flatMap { _ in Packed.bson([("_id", .objectID), ("user_id", .int32(7)), ("tweet", tweet)]) }
        for _ in 0..<Int.random(in: 1..<12, using: &random) {
            let place = Int.random(in: 5..<bytes.count, using: &random)
            bytes[place] = Bool.random(using: &random) ? 0xFF : UInt8.random(in: 0...255, using: &random)
        }
        let report = try await TopicsFixtures.scan(bytes, Self.all)
        #expect(report.funnel.total <= 4, "seed \(seed)")
        var json: [UInt8] = []
        for length in 0..<min(bytes.count, 80) {
            _ = Array(bytes[..<length]).withUnsafeBufferPointer { BSONDocument.appendJSON(of: $0, to: &json) }
        }
    }

    // MARK: documents

    @Test func elementsOfAnArrayAreReadOneByOneHoweverLongItIs() async throws {
        let long = String(repeating: "x", count: 300_000)
        let posts = (0..<40).map { id in
            id % 10 == 3
                ? #"{"id":\#(id),"junk":"\#(long)","text":"","created_at":"2015-07-12T19:29:09Z","entities":{"hashtags":[{"text":"big"}]}}"#
                : Self.post(id, "a")
        }
        for separator in [",", ",\n", " ,\r\n  "] {
            let report = try await TopicsFixtures.scan("[" + posts.joined(separator: separator) + "]\n", Self.all)
            #expect(report.counts == ["a 36", "big 4"])
            #expect(report.rejected.count == 0)
        }
    }

    @Test func behindADamagedElementTheNextLineThatBeginsLikeItIsReadOn() async throws {
        func pretty(_ id: Int) -> String {
            "  {\n    \"id\": \(id),\n    \"text\": \"x\",\n    \"entities\": {\n      \"hashtags\": [\n        {\"text\": \"t\(id)\"}\n      ]\n    }\n  }"
        }
        let text =
            "[\n" + [pretty(1), pretty(2).replacing("\"id\":", with: "\"id\""), pretty(3)].joined(separator: ",\n")
            + "\n]\n"
        let report = try await TopicsFixtures.scan(text, Self.all)
        #expect(report.counts == ["t1 1", "t3 1"])
        #expect(report.rejected.first.map(\.line) == [11])
        let unseparated = "[\n\(Self.post(1, "a"))\n\(Self.post(2, "b"))\n]"
        let second = try await TopicsFixtures.scan(unseparated, Self.all)
        #expect(second.counts == ["a 1", "b 1"])
        #expect(second.rejected.first.map(\.line) == [3])
    }

    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func everyShapeSurvivesMutation(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let shapes: [String] = [
            "window.YTD.tweets.part0 = [\n {\"tweet\": \(Self.post(1, "a"))},\n {\"tweet\": \(Self.post(2, "b"))}\n]",
            #"{"type":"OrderedCollection","orderedItems":[{"type":"Create","object":{"id":"1","type":"Note","tag":[{"type":"Hashtag","name":"x"}]}}]}"#,
            #"{"feed":[{"post":{"uri":"at://a/b/c","record":{"text":"x","facets":[{"features":[{"tag":"t"}]}],"tags":["u"]}}}]}"#,
            #"[{"id":"1","content":"<p>","account":{"id":"2"},"tags":[{"name":"x"}],"reblog":{"tags":[{"name":"y"}]}}]"#,
            #"{"data":[{"id":"1","text":"x","entities":{"hashtags":[{"tag":"v"}]}}],"includes":{"tweets":[{}]}}"#,
            "plain #text http://a.com/#b ＃c\nsecond #line",
            #"{"user_id":{"$numberLong":"1"},"tweet":{"id":{"$numberLong":"2"},"created_at":{"$date":{"$numberLong":"3"}},"text":"x"}}"#,
        ]
        var bytes = Array((shapes.randomElement(using: &random) ?? "").utf8)
        for _ in 0..<Int.random(in: 1..<20, using: &random) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(Array("\"\\{}[],:\n0u".utf8).randomElement(using: &random) ?? 0, at: place)
            default: bytes.removeLast(min(bytes.count, Int.random(in: 0..<20, using: &random)))
            }
        }
        for packed in [bytes, Packed.gzip(bytes), Array(Packed.gzip(bytes).dropLast(4))] {
            for rule in TopicsQuery.Rule.allCases {
                let query = TopicsQuery(window: .all, rule: rule)
                let report = try await TopicsFixtures.scan(packed, query, uniqueByID: seed % 2 == 0)
                #expect(report.funnel.total <= 20, "seed \(seed)")
            }
        }
        _ = try? PostJSON.parseTimeline(bytes, file: "x")
    }

    @Test func formsAreToldByTheBeginning() {
        func form(_ text: String) -> InputForm {
            var buffer = ByteBuffer(capacity: 1)
            Array(text.utf8).withUnsafeBufferPointer { buffer.append($0) }
            return InputForm.detect(buffer.base, count: buffer.count)
        }
        #expect(form("") == .lines)
        #expect(form("{\"a\":1}\n{\"a\":2}") == .lines)
        #expect(form("\u{FEFF}\n\n[1]\n[2]") == .lines)
        #expect(form("[\n1]") == .document(start: 0))
        #expect(form("{\n\"a\":1}") == .document(start: 0))
        #expect(form("{\"a\":\n1}") == .document(start: 0))
        #expect(form("window.YTD.tweets.part0 = [") == .document(start: 25))
        #expect(form("hello #world") == .texts)
        #expect(form("null\n{\"a\":1}") == .lines)
        #expect(form("\u{5}\u{0}\u{0}\u{0}\u{0}") == .bson)
    }
}

/// Makes compressed and binary inputs.
enum Packed {
    static func gzip(_ bytes: [UInt8]) -> [UInt8] {
        var stream = z_stream()
        guard cz_deflate_start(&stream, 6) == Z_OK else { return [] }
        defer { deflateEnd(&stream) }
        var input = bytes
        var output = [UInt8](repeating: 0, count: bytes.count + 1_000)
        let count = input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(target.count)
                #expect(deflate(&stream, Z_FINISH) == Z_STREAM_END)
                return target.count - Int(stream.avail_out)
            }
        }
        return Array(output[..<count])
    }

    static func zstandard(_ bytes: [UInt8]) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
        let count = ZSTD_compress(&output, output.count, bytes, bytes.count, 3)
        #expect(ZSTD_isError(count) == 0)
        return Array(output[..<count])
    }

    /// A value of BSON.
    indirect enum BSON {
        case double(Double), string(String), document([(String, BSON)]), array([BSON]), objectID, boolean(Bool), date(
            Int64), null
        case int32(Int32), int64(Int64)
    }

    /// A document of BSON.
    static func bson(_ elements: [(String, BSON)]) -> [UInt8] {
        var body: [UInt8] = []
        for (name, value) in elements {
            let (type, bytes) = encoded(value)
            body += [type] + Array(name.utf8) + [0] + bytes
        }
        return little(Int32(body.count + 5)) + body + [0]
    }

    private static func encoded(_ value: BSON) -> (UInt8, [UInt8]) {
        switch value {
        case .double(let number): (1, little(number.bitPattern))
        case .string(let text): (2, little(Int32(text.utf8.count + 1)) + Array(text.utf8) + [0])
        case .document(let elements): (3, bson(elements))
        case .array(let values): (4, bson(values.enumerated().map { ("\($0.offset)", $0.element) }))
        case .objectID: (7, Array(1...12))
        case .boolean(let flag): (8, [flag ? 1 : 0])
        case .date(let milliseconds): (9, little(milliseconds))
        case .null: (10, [])
        case .int32(let number): (16, little(number))
        case .int64(let number): (18, little(number))
        }
    }

    private static func little<I: FixedWidthInteger>(_ number: I) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }
}
