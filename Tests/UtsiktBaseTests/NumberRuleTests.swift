import Foundation
import Testing

/// Numbers from outside are bounded where they are read. These tests read the sources and list what could overflow all the same:
/// each such line is on a list that says why it does not.
@Suite struct NumberRuleTests {
    private static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Sources")

    /// Where numbers come in from databases, answers and files, and what is reckoned with them at once.
    static let readers = [
        "UtsiktBase/Timestamp.swift", "UtsiktBase/Timestamp+Text.swift", "UtsiktIngest/Budget", "UtsiktIngest/Source",
        "UtsiktIngest/Store", "UtsiktSources",
    ]
    /// Where only our own numbers are: the sample, and the server that hands it out.
    private static let ours = ["UtsiktSources/Replay/", "UtsiktSources/World/"]

    private static func files(below path: String) -> [(name: String, text: String)] {
        let root = sources.appendingPathComponent(path)
        if path.hasSuffix(".swift") {
            return (try? String(contentsOf: root, encoding: .utf8)).map { [(path, $0)] } ?? []
        }
        let names = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
        return names.filter { $0.hasSuffix(".swift") }.sorted().compactMap { name in
            (try? String(contentsOf: root.appendingPathComponent(name), encoding: .utf8)).map {
                ("\(path)/\(name)", $0)
            }
        }
    }

    /// A source's lines without comments, and without what stands in quotes.
    static func code(_ text: String) -> [String] {
        var result = text.replacing(/"""(?s:.*?)"""/, with: "\"\"")
        result = result.replacing(/"(?:\\.|[^"\\\n])*"/, with: "\"\"")
        return result.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.replacing(/\/\/.*/, with: "").trimmingCharacters(in: .whitespaces)
        }
    }

    /// Whether a line adds, subtracts, multiplies or shifts numbers that might be too large for it.
    static func reckons(_ line: String) -> Bool {
        var line = line
        // One more or less of what is bounded, and how many things there are in memory.
        line = line.replacing(#/ [-+]=? 1\b(?!_)/#, with: "").replacing(#/ [-+]= \w+(\.\w+)*\.count\b/#, with: "")
        line = line.replacing(/\w+(\.\w+)*\.count [-+] \w+(\.\w+)*(\.count)?\b/, with: "")
        return line.contains(/[\w)\]?] ([-+*]|<<|[-+*]=) [\w(\[-]/)
    }

    @Test func everySumOfNumbersFromOutsideIsKnownNotToOverflow() {
        var unknown: [String] = []
        var known = Self.entries
        for reader in Self.readers {
            let files = Self.files(below: reader)
            #expect(!files.isEmpty, "\(reader) is gone")
            for file in files where !Self.ours.contains(where: file.name.hasPrefix) {
                for line in Self.code(file.text) where Self.reckons(line) {
                    let entry = "\(file.name): \(line)"
                    if Self.entries.contains(entry) { known.remove(entry) } else { unknown.append(entry) }
                }
            }
        }
        #expect(unknown == [], "bound the number where it is read, or say in NumberRuleTests+Allowed why it is bounded")
        #expect(known == [], "these lines are gone; take them off the list")
    }

    private static let entries = Set((allowed + allowedOfServices).flatMap(\.entries))

    /// Whole numbers are made of others by `Int(bounded:)`: the plain conversion stops the program at infinity.
    ///
    /// The screen's and the terminal's own targets reckon with cells; their tests draw hostile figures instead. The benchmarks
    /// read nothing from outside.
    @Test func noWholeNumberIsMadeOfAFractionUnbounded() {
        var found: [String] = []
        for target in [
            "UtsiktApp", "UtsiktBase", "UtsiktEngine", "UtsiktFabric", "UtsiktForecast", "UtsiktIngest",
            "UtsiktSources", "UtsiktTopics", "utsikt",
        ] {
            for file in Self.files(below: target) where !file.name.contains("/Bench/") {
                for line in Self.code(file.text) where Self.converts(line) { found.append("\(file.name): \(line)") }
            }
        }
        #expect(Set(found).subtracting(Self.conversions.keys) == [])
        #expect(Set(Self.conversions.keys).subtracting(found) == [], "these lines are gone; take them off the list")
    }

    /// Whether a line makes a whole number of something that looks like a fraction.
    static func converts(_ line: String) -> Bool {
        for match in line.matches(of: /\bU?Int(8|16|32|64)?\(/) {
            let rest = line[match.range.upperBound...]
            if rest.contains(/^\w+:/) { continue }
            var depth = 1
            let argument = rest.prefix { character in
                if character == "(" { depth += 1 }
                if character == ")" { depth -= 1 }
                return depth > 0
            }
            if argument.contains(
                /\.rounded\(|\bDouble\(|\b\d[\d_]*\.\d|\b\de\d|\.squareRoot|\bpow\(|\blog10?\(|\bfloor\(|\bceil\(/)
            {
                return true
            }
        }
        return false
    }

    @Test func theRulesSeeWhatTheyLookFor() {
        #expect(Self.reckons("let a = pages + excluded") && Self.reckons("x *= y") && Self.reckons("a << b"))
        #expect(Self.reckons("return (a.b ?? 0) - c(d)") && !Self.reckons("count += 1") && !Self.reckons("f(a, -1)"))
        #expect(!Self.reckons("total += list.items.count") && Self.reckons("total += item.pages"))
        #expect(Self.code("let a = \"x + y\" // b + c\nlet d = \"\"\"\ne + f\n\"\"\"").allSatisfy { !Self.reckons($0) })
        #expect(Self.converts("Int(x.rounded())") && Self.converts("let a = Int64(min(x, 1.5))"))
        #expect(!Self.converts("Int(bounded: x.rounded())") && !Self.converts("Int(text) ?? Int(x)"))
    }
}
