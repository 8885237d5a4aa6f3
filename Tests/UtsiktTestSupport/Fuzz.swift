import Foundation
import Testing

/// Mutated inputs for a parser: of good ones, with bytes changed, cut, repeated and joined with what parsers stumble over.
///
/// The suite tries a few; `UTSIKT_FUZZ=N` tries N for each parser, and then an input that takes longer than a second fails as well.
/// An input that ended a run is the file `utsikt-fuzz-NAME` in the temporary folder; made small, it goes into `Tests/Data/fuzz/NAME` and
/// is tried every time.
public enum Fuzz {
    /// How many inputs the environment asks for; nil without the variable.
    public static let asked = ProcessInfo.processInfo.environment["UTSIKT_FUZZ"].flatMap { Int($0) }

    /// Tries a parser.
    /// - Parameters:
    ///   - name: The parser's name.
    ///   - usual: How many inputs the suite tries.
    ///   - seeds: Good inputs.
    ///   - words: What means something in the format.
    ///   - parse: Reads an input; a trap is a fault, an error that it handles is none.
    public static func run(
        _ name: String, usual: Int = 150, seeds: [[UInt8]], words: [String] = [], _ parse: ([UInt8]) throws -> Void
    ) rethrows {
        for (index, input) in (kept(name) + seeds).enumerated() { try attempt(name, index, input, parse) }
        var generator = SeededGenerator(seed: FNV.hash(name))
        for index in 0..<(asked ?? usual) {
            let input = mutated(seeds, words, &generator)
            try attempt(name, index, input, parse)
        }
    }

    private static func attempt(
        _ name: String, _ index: Int, _ input: [UInt8], _ parse: ([UInt8]) throws -> Void
    ) rethrows {
        guard asked != nil else { return try parse(input) }
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("utsikt-fuzz-\(name)")
        try? Data(input).write(to: path)
        let start = ContinuousClock.now
        try parse(input)
        let time = start.duration(to: .now)
        if time > .seconds(1) {
            Issue.record("\(name), input \(index): \(time), kept as \(path.path)-slow-\(index)")
            try? Data(input).write(to: URL(fileURLWithPath: "\(path.path)-slow-\(index)"))
        }
        try? FileManager.default.removeItem(at: path)
    }

    /// The inputs that were found to be too much once.
    private static func kept(_ name: String) -> [[UInt8]] {
        let folder = TestData.path("fuzz/\(name)")
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return files.sorted().compactMap { FileManager.default.contents(atPath: folder + "/" + $0).map { [UInt8]($0) } }
    }

    private static let bytes: [UInt8] = [
        0x00, 0x09, 0x0A, 0x0D, 0x1B, 0x22, 0x27, 0x2C, 0x3A, 0x5C, 0x7F, 0x80, 0xC3, 0xED, 0xFF,
    ]
    private static let usualWords = [
        "9223372036854775807", "-9223372036854775808", "18446744073709551616", "-1", "0", "1e999", "-1e-999", "NaN",
        "inf",
        "0.1", "\"\"", "null", "true", "{", "}", "[", "]", "[[[[[[[[", "{\"a\":", ":", ",", "\n", "\r\n", "\\ud800",
        "\\u0000",
        "\u{202E}", "\u{FEFF}", "e\u{301}\u{301}", "世", "\u{1F468}\u{200D}\u{1F469}", "%s%n", "../../",
        "99999-99-99T99:99:99Z",
        "0000-00-00", "-0", "00000000000000000000001", "１２", "&a", "*a", "!!binary x", "- ", "? ", "|", ">", "#", "~",
    ]

    /// An input made of good ones.
    public static func mutated(
        _ seeds: [[UInt8]], _ words: [String], _ generator: inout SeededGenerator
    ) -> [UInt8] {
        var input = seeds.randomElement(using: &generator) ?? []
        for _ in 0..<Int.random(in: 1...6, using: &generator) {
            let at = Int.random(in: 0...input.count, using: &generator)
            let end = min(input.count, at + Int.random(in: 0...40, using: &generator))
            switch Int.random(in: 0...9, using: &generator) {
            case 0 where at < input.count: input[at] ^= 1 << UInt8.random(in: 0...7, using: &generator)
            case 1 where at < input.count: input[at] = bytes.randomElement(using: &generator) ?? 0
            case 2: input.insert(UInt8.random(in: 0...255, using: &generator), at: at)
            case 3: input.removeSubrange(at..<end)
            case 4: input.insert(contentsOf: input[at..<end], at: at)
            case 5: input = Array(input[..<at])
            case 6:
                let other = seeds.randomElement(using: &generator) ?? []
                input = Array(input[..<at] + other[Int.random(in: 0...other.count, using: &generator)...])
            case 7:
                // Many of the same: depth, width, length.
                let piece = at < end ? Array(input[at..<end]) : [0x5B]
                let times = Int.random(in: 2...2000, using: &generator) / max(1, piece.count)
                for _ in 0..<times { input.insert(contentsOf: piece, at: at) }
            default:
                let word = (words + usualWords).randomElement(using: &generator) ?? ""
                let isInPlace = Bool.random(using: &generator)
                input.replaceSubrange(at..<(isInPlace ? min(input.count, at + word.utf8.count) : at), with: word.utf8)
            }
        }
        return input
    }

    /// A seed from a name.
    private enum FNV {
        static func hash(_ text: String) -> UInt64 {
            text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        }
    }
}
