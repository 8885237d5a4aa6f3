import Testing
import UtsiktBase
import UtsiktTestSupport

@testable import UtsiktTopics

/// The fast search and the walk byte by byte accept the same texts.
@Suite struct JSONIndexTests {
    /// Whether it is JSON, the same with vectors of every width that this machine has.
    private static func isAccepted(_ bytes: [UInt8]) -> Bool {
        let answers = [128, 256, 512].map { isAccepted(bytes, widest: $0) }
        #expect(Set(answers).count == 1, "\(String(decoding: bytes, as: UTF8.self))")
        return answers[0]
    }

    private static func isAccepted(_ bytes: [UInt8], widest: Int) -> Bool {
        var buffer = ByteBuffer(capacity: bytes.count)
        bytes.withUnsafeBufferPointer { buffer.append($0) }
        var index = JSONIndex(widest: widest)
        index.find(buffer.base, from: 0, to: buffer.count)
        guard case .value = index.walk(isLast: true) else { return false }
        return index.isAtEnd
    }

    private static func isWalked(_ bytes: [UInt8]) -> Bool {
        var buffer = ByteBuffer(capacity: bytes.count)
        bytes.withUnsafeBufferPointer { buffer.append($0) }
        var walker = JSONWalker(buffer.base, from: 0, to: buffer.count)
        guard walker.skipValue() else { return false }
        _ = walker.peek()
        return walker.at == buffer.count
    }

    @Test(arguments: [
        "{}", "[]", " [ ] ", "0", "-0", "-1.5e+10", "1E5", "true", "false", "null", "\"\"",
        #""\"\\\/\b\f\n\r\t\u00e9\ud83d""#,
        #"{"a":1,"a":[{},[],"x",null]}"#, #"["\\",{"\\\"":"\\\\"}]"#, "[1 , 2]", #"{"a" : "b" , "c":"d"}"#,
    ])
    func whatIsJSONIsAccepted(text: String) {
        for shift in [0, 1, 31, 62, 63, 64, 65] {
            let bytes = Array((String(repeating: " ", count: shift) + text).utf8)
            #expect(Self.isAccepted(bytes) && Self.isWalked(bytes), "\(text) behind \(shift)")
        }
    }

    @Test(arguments: [
        "", " ", "{", "[", "]", "[1,]", "[,1]", "{,}", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, #"{1:2}"#, "01", "-", "1.",
        ".5", "1e", "+1",
        "tru", "truex", "nul", #""a"#, #"""""#, #"["a""b"]"#, #"["a"x]"#, #"[1"a"]"#, #"["\x"]"#, #"["\u12g4"]"#,
        #"["\u123"]"#, "[\"\u{1}\"]",
        "[\"a\nb\"]", "[1 2]", "[1}", "{\"a\":1]", "1 2", "[]]", "{}{}", "[\u{0}]", "[\u{C}1]", "[1\u{1A}]", "[NaN]",
        "[\u{A0}1]", "\\", #"[\"a"]"#,
        #"{"a":1 "b":2}"#, #"{"a" 1}"#, "[\u{FEFF}]", "'a'",
    ])
    func whatIsNoJSONIsRefused(text: String) {
        for shift in [0, 1, 31, 62, 63, 64, 65] {
            let bytes = Array((String(repeating: " ", count: shift) + text).utf8)
            #expect(!Self.isAccepted(bytes) && !Self.isWalked(bytes), "\(text) behind \(shift)")
        }
    }

    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func bothAgreeOnDamagedTexts(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let text = TopicsFixtures.line(
            Post(id: "1\\n", author: "a", createdAt: TopicsFixtures.now, hashtags: ["b\\u00e9", "é\\ud83d\\ude80"]))
        let letters = Array("\"\\{}[],:\n\t 0u1-eE.tfn\u{0}\u{1F}\u{7F}".utf8) + [0x80, 0xFF]
        for _ in 0..<60 {
            var bytes = Array(text.utf8)
            for _ in 0..<Int.random(in: 1..<6, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[place] = letters.randomElement(using: &random) ?? 0
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(letters.randomElement(using: &random) ?? 0, at: place)
                default: bytes.removeLast(min(bytes.count - 1, Int.random(in: 0..<40, using: &random)))
                }
            }
            #expect(
                Self.isAccepted(bytes) == Self.isWalked(bytes),
                "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
        }
    }

    @Test func runsOfBackslashesAreCountedAcrossBlocks() {
        for length in 0..<140 {
            let slashes = String(repeating: "\\", count: length)
            let bytes = Array("[\"\(slashes)\"]".utf8)
            #expect(Self.isAccepted(bytes) == (length % 2 == 0), "\(length)")
        }
    }

    @Test func depthIsBounded() {
        func nested(_ depth: Int) -> [UInt8] {
            Array(repeating: 0x5B, count: depth) + Array(repeating: 0x5D, count: depth)
        }
        #expect(Self.isAccepted(nested(100_000)))
        #expect(!Self.isAccepted(nested(JSONWalker.deepest + 1)))
    }

    @Test func validUTF8IsToldFromAnythingElse() {
        let good: [[UInt8]] = [[], Array("aé語🚀".utf8), [0xED, 0x9F, 0xBF], [0xF4, 0x8F, 0xBF, 0xBF]]
        let bad: [[UInt8]] = [
            [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x9F, 0xBF], [0xED, 0xA0, 0x80], [0xF0, 0x8F, 0xBF, 0xBF],
            [0xF4, 0x90, 0x80, 0x80],
            [0xF5, 0x80, 0x80, 0x80], [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x9A], [0xFF], [0xC3, 0x28],
        ]
        for (bytes, expected) in good.map({ ($0, true) }) + bad.map({ ($0, false) }) {
            for shift in 0..<9 {
                let all =
                    Array(repeating: UInt8(0x61), count: shift) + bytes
                    + Array(repeating: UInt8(0x61), count: 9 - shift)
                all.withUnsafeBufferPointer { buffer in
                    guard let base = buffer.baseAddress else { return }
                    #expect(JSONIndex.isValidUTF8(base, 0..<buffer.count) == expected, "\(bytes)")
                }
            }
        }
    }
}
