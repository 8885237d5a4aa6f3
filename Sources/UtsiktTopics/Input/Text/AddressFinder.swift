/// Finds the web addresses of a text by the rules of twitter-text 3, with and without a protocol: a number sign within one makes
/// no hashtag.
struct AddressFinder {
    private let text: [Unicode.Scalar]
    /// For the beginnings of labels that were looked at where a top-level domain ends; nil where none begins.
    private var ends: [Int: Int?] = [:]

    /// A longer name is not a domain: DNS allows 253 bytes.
    private static let longestDomain = 256

    init(_ text: [Unicode.Scalar]) { self.text = text }

    /// The ranges of the addresses in code points, in their order.
    mutating func addresses() -> [Range<Int>] {
        var found: [Range<Int>] = []
        var taken = 0
        var at = 0
        while at < text.count {
            let isPreceded = at == 0 || (at > taken && AddressFinder.mayPrecede(text[at - 1]))
            guard isPreceded, let match = match(at) else {
                at += 1
                continue
            }
            if let range = accepted(match) { found.append(range) }
            taken = match.end
            at = max(match.end, at + 1)
        }
        return found
    }

    private struct Match {
        var start: Int
        var hasProtocol: Bool
        var domain: Range<Int>
        var path: Range<Int>?
        var end: Int
    }

    private mutating func match(_ start: Int) -> Match? {
        let domainStart = start + protocolLength(start)
        guard let domainEnd = domainEnd(domainStart) else { return nil }
        var end = domainEnd
        if scalar(end) == ":" {
            var digits = end + 1
            while isDigit(digits) { digits += 1 }
            if digits > end + 1 { end = digits }
        }
        var path: Range<Int>?
        if scalar(end) == "/" {
            let pathEnd = pathEnd(end + 1)
            path = end..<pathEnd
            end = pathEnd
        }
        end = queryEnd(end)
        return Match(
            start: start, hasProtocol: domainStart > start, domain: domainStart..<domainEnd, path: path, end: end)
    }

    /// The part of a match that is an address; nil when it is none.
    private func accepted(_ match: Match) -> Range<Int>? {
        if match.hasProtocol { return shortened(match) }
        if match.start > 0, "-_./".unicodeScalars.contains(text[match.start - 1]) { return nil }
        // Without a protocol only names in ASCII and accented Latin letters count.
        var start = match.domain.upperBound
        while start > match.domain.lowerBound, isPlainDomain(text[start - 1]) { start -= 1 }
        while start < match.domain.upperBound, text[start] == "." { start += 1 }
        let labels = text[start..<match.domain.upperBound].split(separator: ".")
        guard labels.count > 1 else { return nil }
        if match.path == nil, labels.count == 2, isShortCountry(labels[1]) { return nil }
        return start..<(match.path == nil ? match.domain.upperBound : match.end)
    }

    /// A country's domain alone is not an address without a path, `co` and `tv` aside.
    private func isShortCountry(_ label: ArraySlice<Unicode.Scalar>) -> Bool {
        let name = lowercased(label)
        return name.utf8.count == 2 && name != "co" && name != "tv"
    }

    /// The service's own shortener's addresses end behind their code.
    private func shortened(_ match: Match) -> Range<Int>? {
        guard lowercased(text[match.domain]) == "t.co", let path = match.path else { return match.start..<match.end }
        var end = path.lowerBound + 1
        while isDigit(end) || isLetter(end) { end += 1 }
        let length = end - path.lowerBound - 1
        guard length > 0 else { return match.start..<match.end }
        return length > 40 ? nil : match.start..<queryEnd(end)
    }

    // MARK: parts

    private func protocolLength(_ at: Int) -> Int {
        for name in ["https://", "http://"] where at + name.utf8.count <= text.count {
            if lowercased(text[at..<at + name.utf8.count]) == name { return name.utf8.count }
        }
        return 0
    }

    /// Where a domain ends: labels up to the last one that begins with a top-level domain; nil without one.
    private mutating func domainEnd(_ start: Int) -> Int? {
        var labels: [Range<Int>] = []
        var at = start
        let limit = min(text.count, start + AddressFinder.longestDomain)
        while true {
            let first = at
            while at < limit, isDomain(text[at]) || text[at] == "-" || text[at] == "_" { at += 1 }
            guard at > first else { break }
            labels.append(first..<at)
            guard scalar(at) == "." else { break }
            at += 1
        }
        // A label in front must begin and end in a letter; the one before the top-level domain has no underscore.
        var usable = 0
        while usable < labels.count, isDomain(text[labels[usable].lowerBound]),
            isDomain(text[labels[usable].upperBound - 1])
        {
            usable += 1
        }
        var candidate = min(usable, labels.count - 1)
        while candidate >= 1 {
            let label = labels[candidate].lowerBound
            if !text[labels[candidate - 1]].contains("_"), let end = knownTopLevelEnd(label) { return end }
            candidate -= 1
        }
        return nil
    }

    private mutating func knownTopLevelEnd(_ start: Int) -> Int? {
        if let known = ends[start] { return known }
        let end = topLevelEnd(start)
        ends[start] = .some(end)
        return end
    }

    private func topLevelEnd(_ start: Int) -> Int? {
        var end = start
        while isDigit(end) || isLetter(end) { end += 1 }
        if end > start {
            if lowercased(text[start..<end]) == "xn", scalar(end) == "-" {
                while isDigit(end) || isLetter(end) || scalar(end) == "-" { end += 1 }
            }
            if scalar(end) != "@", TopLevelDomain.isKnown(lowercased(text[start..<end])) { return end }
        }
        guard let count = TopLevelDomain.prefix(text[start...]) else { return nil }
        end = start + count
        return isDigit(end) || isLetter(end) || scalar(end) == "@" ? nil : end
    }

    /// Where a path ends: at its last character that may end one.
    private func pathEnd(_ start: Int) -> Int {
        var at = start
        var end = start
        while at < text.count {
            if text[at] == "(" {
                guard let behind = parenthesesEnd(at, nested: true) else { break }
                at = behind
                end = at
            } else if isPath(text[at]) {
                at += 1
                if mayEndPath(text[at - 1]) { end = at }
            } else {
                break
            }
        }
        return end
    }

    /// Behind balanced parentheses with something in them, at most two deep.
    private func parenthesesEnd(_ start: Int, nested: Bool) -> Int? {
        var at = start + 1
        var mayNest = nested
        while at < text.count {
            if text[at] == ")" { return at > start + 1 ? at + 1 : nil }
            if text[at] == "(", mayNest, let behind = parenthesesEnd(at, nested: false) {
                at = behind
                mayNest = false
            } else if isPath(text[at]) {
                at += 1
            } else {
                return nil
            }
        }
        return nil
    }

    private func queryEnd(_ start: Int) -> Int {
        guard scalar(start) == "?" else { return start }
        var at = start + 1
        var end = start
        while at < text.count, isQuery(text[at]) {
            at += 1
            if isDigit(at - 1) || isLetter(at - 1) || "-_&=#/".unicodeScalars.contains(text[at - 1]) { end = at }
        }
        return end
    }

    // MARK: characters

    private func scalar(_ index: Int) -> Unicode.Scalar? { index < text.count ? text[index] : nil }

    private func isDigit(_ index: Int) -> Bool { index < text.count && (0x30...0x39).contains(text[index].value) }

    private func isLetter(_ index: Int) -> Bool {
        index < text.count && (0x61...0x7A).contains(text[index].value | 0x20) && text[index].value < 0x80
    }

    private func lowercased(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return TagFolding.lowercased(String(view))
    }

    private static func mayPrecede(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x40, 0xFF20, 0x24, 0x23, 0xFF03, 0xFFFE, 0xFEFF, 0xFFFF: false
        default: true
        }
    }

    /// Whether a character may stand in a domain: anything but punctuation, spaces and marks of direction.
    private func isDomain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case 0..<0x80, 0x85, 0xA0, 0x1680, 0x180E, 0x2000...0x206F, 0x3000, 0x61C, 0xFEFF, 0xFFFE, 0xFFFF: false
        default: true
        }
    }

    private func isPlainDomain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E: true
        default: isAccented(scalar)
        }
    }

    private func isAccented(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F, 0x253, 0x254, 0x256, 0x257, 0x259, 0x25B, 0x263, 0x268, 0x26F,
            0x272,
            0x289, 0x28B, 0x2BB, 0x300...0x36F, 0x1E00...0x1EFF:
            true
        default: false
        }
    }

    private func isPath(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2013, 0x400...0x4FF: true
        case 0..<0x80: "!*';:=+,.$/%#[]-_~@|&".unicodeScalars.contains(scalar)
        default: isAccented(scalar)
        }
    }

    private func mayEndPath(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x400...0x4FF: true
        case 0..<0x80: "=_#/+-".unicodeScalars.contains(scalar)
        default: isAccented(scalar)
        }
    }

    private func isQuery(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "!?*'();:&=+$/%#[]-_.,~|@".unicodeScalars.contains(scalar)
        }
    }
}
