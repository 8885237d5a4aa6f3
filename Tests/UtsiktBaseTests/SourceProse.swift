/// What people read in a Swift or C source: its comments, and its string literals in quotes, with blanks in place of the code.
struct SourceProse {
    private let bytes: [UInt8]
    private var at = 0
    private var prose: [UInt8] = []

    /// The comments and literals of a source, in their order.
    static func of(_ source: String) -> String {
        var reader = SourceProse(bytes: Array(source.utf8))
        while reader.at < reader.bytes.count { reader.code() }
        return String(decoding: reader.prose, as: UTF8.self)
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private func begins(_ text: String) -> Bool { bytes[at...].starts(with: text.utf8) }

    private mutating func take() {
        prose.append(bytes[at])
        at += 1
    }

    /// Leaves bytes out, with a mark in their place.
    private mutating func skip(_ count: Int, mark: UInt8 = UInt8(ascii: " ")) {
        at = min(bytes.count, at + count)
        prose.append(mark)
    }

    /// One step outside comments and literals.
    private mutating func code() {
        switch bytes[at] {
        case UInt8(ascii: "/") where begins("//"):
            while at < bytes.count, bytes[at] != UInt8(ascii: "\n") { take() }
        case UInt8(ascii: "/") where begins("/*"):
            while at < bytes.count, !begins("*/") { take() }
        case UInt8(ascii: "\""): literal(hashes: 0)
        case UInt8(ascii: "#"):
            let hashes = bytes[at...].prefix { $0 == UInt8(ascii: "#") }.count
            at += hashes
            if at < bytes.count, bytes[at] == UInt8(ascii: "\"") { literal(hashes: hashes) }
        default: skip(1)
        }
    }

    /// A literal from its opening quote on; what is interpolated is code.
    private mutating func literal(hashes: Int) {
        let marks = String(repeating: "#", count: hashes)
        let quotes = begins("\"\"\"") ? "\"\"\"" : "\""
        skip(quotes.utf8.count, mark: UInt8(ascii: "\""))
        while at < bytes.count {
            if begins("\\" + marks + "(") {
                skip(2 + hashes)
                interpolation()
            } else if begins("\\" + marks) {
                skip(2 + hashes)
            } else if begins(quotes + marks) {
                return skip(quotes.utf8.count + hashes, mark: UInt8(ascii: "\""))
            } else {
                take()
            }
        }
    }

    private mutating func interpolation() {
        var depth = 1
        while at < bytes.count, depth > 0 {
            if bytes[at] == UInt8(ascii: "(") { depth += 1 }
            if bytes[at] == UInt8(ascii: ")") { depth -= 1 }
            code()
        }
    }
}
