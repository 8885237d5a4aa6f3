/// Reads XML piece by piece: what a feed needs of it, and nothing that lets an answer grow.
///
/// There are no document types here: who declares one is refused, so that no entity can stand for more than itself. Depth, names,
/// attributes and pieces are bounded. What is not well formed ends the reading with a reason and a place; names keep their prefixes,
/// and who reads decides what they mean.
struct XMLReader {
    /// One piece.
    enum Piece: Sendable, Hashable {
        /// An element begins. An element without content ends with the next piece.
        case start(String, [String: String])
        /// An element ends.
        case end(String)
        /// Text, references resolved; or the content of a CDATA section.
        case text(String)
        /// Nothing is left.
        case done
    }

    /// Why it cannot be read.
    struct Fault: Error, Hashable, Sendable {
        /// What is wrong, as the end of a sentence.
        var reason: String
        /// The byte where it is, from 0.
        var offset: Int
    }

    /// More elements than these are not open at a time.
    static let deepest = 64
    /// Attributes of an element.
    static let mostAttributes = 64
    /// Bytes of a name.
    static let longestName = 200

    private let bytes: [UInt8]
    private var at = 0
    private var open: [String] = []
    private var pendingEnd: String?
    private var hasRoot = false

    /// Makes a reader of a document in UTF-8.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
    }

    /// How many elements are open.
    var depth: Int { open.count }

    /// Reads the next piece.
    mutating func next() throws(Fault) -> Piece {
        if let name = pendingEnd {
            pendingEnd = nil
            open.removeLast()
            return .end(name)
        }
        while at < bytes.count {
            guard bytes[at] == 0x3C else {
                let text = try text()
                if !open.isEmpty { return .text(text) }
                guard text.allSatisfy(\.isWhitespace) else { throw fault("there is text outside of the document") }
                continue
            }
            if starts("<!--") {
                try skip(past: "-->", "a comment does not end")
            } else if starts("<![CDATA[") {
                guard !open.isEmpty else { throw fault("there is text outside of the document") }
                return .text(try section())
            } else if starts("<!") {
                throw fault("it declares a document type, which is not read")
            } else if starts("<?") {
                try skip(past: "?>", "an instruction does not end")
            } else if starts("</") {
                return try end()
            } else {
                return try start()
            }
        }
        guard open.isEmpty else { throw fault("it ends in the middle") }
        guard hasRoot else { throw fault("there is no document in it") }
        return .done
    }

    private func fault(_ reason: String) -> Fault { Fault(reason: reason, offset: at) }

    private func starts(_ word: StaticString) -> Bool {
        let letters = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
        return bytes.count - at >= letters.count && bytes[at..<(at + letters.count)].elementsEqual(letters)
    }

    private func index(of word: StaticString, from start: Int) -> Int? {
        let letters = Array(UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
        return bytes[min(start, bytes.count)...].firstRange(of: letters)?.lowerBound
    }

    private mutating func skip(past word: StaticString, _ reason: String) throws(Fault) {
        guard let end = index(of: word, from: at + 2) else { throw fault(reason) }
        at = end + word.utf8CodeUnitCount
    }

    private mutating func section() throws(Fault) -> String {
        guard let end = index(of: "]]>", from: at + 9) else { throw fault("a CDATA section does not end") }
        defer { at = end + 3 }
        return String(decoding: bytes[(at + 9)..<end], as: UTF8.self)
    }

    private mutating func text() throws(Fault) -> String {
        let end = bytes[at...].firstIndex(of: 0x3C) ?? bytes.count
        defer { at = end }
        return try resolved(bytes[at..<end])
    }

    /// A text with its references resolved. Names other than those of XML are no more than letters: feeds hold HTML's as well.
    private func resolved(_ slice: ArraySlice<UInt8>) throws(Fault) -> String {
        guard slice.contains(0x26) else { return String(decoding: slice, as: UTF8.self) }
        var result: [UInt8] = []
        result.reserveCapacity(slice.count)
        var rest = slice
        while let byte = rest.first {
            if byte == 0x26, let end = rest.prefix(34).firstIndex(of: 0x3B),
                let text = CharacterReferences.text(
                    String(decoding: rest[(rest.startIndex + 1)..<end], as: UTF8.self))
            {
                result.append(contentsOf: text.utf8)
                rest = rest[(end + 1)...]
            } else {
                result.append(byte)
                rest = rest.dropFirst()
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private mutating func name() throws(Fault) -> String {
        let start = at
        while at < bytes.count, isNameByte(bytes[at]) { at += 1 }
        guard at > start, at - start <= Self.longestName, !(0x30...0x39).contains(bytes[start]), bytes[start] != 0x2D,
            bytes[start] != 0x2E
        else {
            at = start
            throw fault("an element or attribute has no name")
        }
        return String(decoding: bytes[start..<at], as: UTF8.self)
    }

    private func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x3A, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x80...0xFF: true
        default: false
        }
    }

    private mutating func skipSpace() {
        while at < bytes.count, bytes[at] == 0x20 || (0x09...0x0D).contains(bytes[at]) { at += 1 }
    }

    private mutating func end() throws(Fault) -> Piece {
        at += 2
        let name = try name()
        skipSpace()
        guard at < bytes.count, bytes[at] == 0x3E else { throw fault("the end of an element does not end") }
        guard open.last == name else { throw fault("an element ends that is not open") }
        at += 1
        open.removeLast()
        return .end(name)
    }

    private mutating func start() throws(Fault) -> Piece {
        guard !open.isEmpty || !hasRoot else { throw fault("there is more than one document in it") }
        at += 1
        let name = try name()
        var attributes: [String: String] = [:]
        while true {
            skipSpace()
            guard at < bytes.count else { throw fault("an element does not end") }
            if bytes[at] == 0x3E {
                at += 1
                break
            }
            if bytes[at] == 0x2F, at + 1 < bytes.count, bytes[at + 1] == 0x3E {
                at += 2
                pendingEnd = name
                break
            }
            let (key, value) = try attribute()
            guard attributes.count < Self.mostAttributes else { throw fault("an element has too many attributes") }
            attributes[key] = value
        }
        guard open.count < Self.deepest else { throw fault("elements are nested deeper than \(Self.deepest) levels") }
        open.append(name)
        hasRoot = true
        return .start(name, attributes)
    }

    private mutating func attribute() throws(Fault) -> (String, String) {
        let key = try name()
        skipSpace()
        guard at < bytes.count, bytes[at] == 0x3D else { throw fault("an attribute has no value") }
        at += 1
        skipSpace()
        guard at < bytes.count, bytes[at] == 0x22 || bytes[at] == 0x27,
            let end = bytes[(at + 1)...].firstIndex(of: bytes[at])
        else { throw fault("an attribute's value is not in quotes") }
        let value = bytes[(at + 1)..<end]
        guard !value.contains(0x3C) else { throw fault("an attribute's value does not end") }
        at = end + 1
        return (key, try resolved(value))
    }
}
