import Foundation
import Testing

/// Plain English: words that were replaced do not come back, in comments, texts, documentation or recorded screens.
@Suite struct WordRuleTests {
    /// A phrase that is not written any more, and what is written instead.
    struct Phrase: Sendable {
        let words: String
        let instead: String
        /// What may stand right before or behind it and makes it another phrase.
        var unlessAfter: [String] = []
        var unlessBefore: [String] = []
    }

    static let phrases = [
        Phrase(words: "foretold", instead: "predicted"), Phrase(words: "foretell", instead: "predict"),
        Phrase(words: "foretells", instead: "predicts"),
        Phrase(words: "the outside", instead: "side effects, or the engine"),
        Phrase(
            words: "is no", instead: "is not a", unlessAfter: ["there "],
            unlessBefore: [" longer", " better", " more"]),
        Phrase(
            words: "are no", instead: "are not", unlessAfter: ["there "], unlessBefore: [" longer", " better", " more"]),
        Phrase(words: "leafs", instead: "leaves"), Phrase(words: "himself", instead: "what happens"),
        Phrase(words: "turn round", instead: "reverse"), Phrase(words: "turns round", instead: "reverses"),
        Phrase(words: "set aside", instead: "failed, or left out"), Phrase(words: "sets aside", instead: "gives up"),
        Phrase(words: "beside it", instead: "next to it, or used together"),
        Phrase(words: "without pages", instead: "page events hidden"),
        Phrase(words: "link of a leaf to each spine less", instead: "removes one uplink per spine"),
    ]

    /// Names that documents, commands and the configuration keep: keys of JSON and YAML, flags, ids of actions.
    static let names = [
        "\"leafs\"", "\"goal.leafs\"", "  leafs: ", "--leafs", "--goal-leafs", "fabric.leafs", "`leafs`",
    ]

    static let root = DependencyRuleTests.sources.deletingLastPathComponent()

    /// The places of a phrase in a text, each with what stands around it.
    static func places(of phrase: Phrase, in text: String) -> [String] {
        let bytes = Array(text.lowercased().utf8)
        let wanted = Array(phrase.words.utf8)
        var found: [String] = []
        var from = 0
        while from + wanted.count <= bytes.count {
            guard let at = bytes[from...].firstRange(of: wanted) else { break }
            from = at.upperBound
            let before = bytes[..<at.lowerBound].suffix(20)
            let behind = bytes[at.upperBound...].prefix(20)
            guard !isWord(before.last), !isWord(behind.first) else { continue }
            if phrase.unlessAfter.contains(where: { before.reversed().starts(with: $0.utf8.reversed()) }) { continue }
            if phrase.unlessBefore.contains(where: { behind.starts(with: $0.utf8) }) { continue }
            found.append(String(decoding: before + wanted + behind, as: UTF8.self))
        }
        return found
    }

    private static func isWord(_ byte: UInt8?) -> Bool {
        guard let byte else { return false }
        return byte >= 0x80 ? false : Character(UnicodeScalar(byte)).isLetter || byte == UInt8(ascii: "_")
    }

    /// The text of a file that people read, without the names that documents keep.
    static func prose(_ file: String, _ text: String) -> String {
        let isSource = [".swift", ".c", ".h"].contains { file.hasSuffix($0) }
        guard isSource else { return text }
        return SourceProse.of(text)
    }

    @Test(arguments: ["Sources", "Tests", "README.md"])
    func noReplacedWordComesBack(path: String) throws {
        let start = Self.root.appendingPathComponent(path)
        let files = FileManager.default.enumerator(atPath: start.path)?.compactMap { $0 as? String } ?? []
        let wanted = files.filter { file in
            [".swift", ".c", ".h", ".md", ".txt"].contains { file.hasSuffix($0) }
                && !file.hasSuffix("WordRuleTests.swift")
        }
        var read = 0
        for file in wanted.isEmpty ? [""] : wanted {
            let place = file.isEmpty ? start : start.appendingPathComponent(file)
            let text = try String(contentsOf: place, encoding: .utf8)
            read += 1
            let low = text.lowercased()
            let suspects = Self.phrases.filter { low.contains($0.words) }
            guard !suspects.isEmpty else { continue }
            let prose = Self.prose(place.path, text)
            for phrase in suspects {
                let places = Self.places(of: phrase, in: prose).filter { !Self.isName(phrase, $0) }
                #expect(places.isEmpty, "\(path)/\(file): “\(phrase.words)”; write “\(phrase.instead)”")
            }
        }
        #expect(read > 0)
    }

    /// Whether a place of a phrase is one of the names that are kept.
    private static func isName(_ phrase: Phrase, _ place: String) -> Bool {
        guard phrase.words == "leafs" else { return false }
        return names.contains { place.contains($0) }
    }

    @Test func theReaderOfSourcesTellsProseFromCode() {
        let source = ##"""
            let leafs = 2  // two leaves
            print("of \(plan.leafs(in: ")")) leaves", #"a "raw" \#(leafs) one"#, "a \"quoted\" one")
            /* and this */ call(leafs)
            """##
        let prose = SourceProse.of(source)
        #expect(!prose.contains("leafs") && !prose.contains("call") && !prose.contains("print"), "\(prose)")
        for words in ["// two leaves", "of ", " leaves", "a \"raw\" ", "quoted", "and this"] {
            #expect(prose.contains(words), "\(words)")
        }
    }

    @Test func aPhraseIsFoundWhereItIsWrittenOnly() {
        let no = Phrase(words: "is no", instead: "", unlessAfter: ["there "], unlessBefore: [" longer"])
        #expect(Self.places(of: no, in: "This is no JSON").count == 1)
        #expect(Self.places(of: no, in: "There is no room, it is no longer here, this is not").isEmpty)
    }
}
