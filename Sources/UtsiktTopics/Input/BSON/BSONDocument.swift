/// A document of a BSON dump (bsonspec.org, version 1.1), as the JSON that MongoDB's own tools write for it.
///
/// Whatever its lengths claim, nothing outside the document is read.
enum BSONDocument {
    /// The shortest document, an empty one.
    static let shortest = 5
    /// A longer one is refused; MongoDB itself stops at 16 MB.
    static let longest = 64 << 20

    /// The length that a document's first four bytes claim; nil when no document is so long.
    static func length(_ base: UnsafePointer<UInt8>, _ count: Int) -> Int? {
        guard count >= 4 else { return nil }
        let length = Int(UnsafeRawPointer(base).loadUnaligned(as: Int32.self).littleEndian)
        return (shortest...longest).contains(length) ? length : nil
    }

    /// Whether bytes begin with what can only be a document: a length, an element's type, and a name.
    static func begins(_ base: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        guard let length = length(base, count), count > 4 else { return false }
        if base[4] == 0 { return length == shortest }
        guard BSONType(rawValue: base[4]) != nil else { return false }
        for index in 5..<min(count, length, 261) {
            if base[index] == 0 { return true }
            guard base[index] >= 0x20 else { return false }
        }
        return false
    }

    /// Appends a document's JSON.
    /// - Returns: Why it is not a document; nil when it is one.
    static func appendJSON(of bytes: UnsafeBufferPointer<UInt8>, to json: inout [UInt8]) -> String? {
        var reader = BSONReader(bytes)
        return reader.document(into: &json) ? nil : "no BSON: \(reader.fault)"
    }
}

/// The types of elements.
private enum BSONType: UInt8 {
    case double = 0x01
    case string, document, array, binary, undefined, objectID, boolean, date, null, expression, pointer, code, symbol
    case scopedCode, int32, timestamp, int64, decimal
    case least = 0xFF
    case greatest = 0x7F
}

/// Walks over a document without recursion: a hostile depth costs some bytes a level.
private struct BSONReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var at = 0
    private(set) var fault = "the data ends too early"

    private struct Level {
        var end: Int
        var isArray: Bool
        var isFirst = true
    }

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    mutating func document(into json: inout [UInt8]) -> Bool {
        guard let first = open(isArray: false, limit: bytes.count, into: &json), first.end == bytes.count else {
            return fail("a length that is not the document's")
        }
        var levels = [first]
        while let level = levels.last {
            guard at < level.end else { return fail("no end of a document") }
            let code = bytes[at]
            at += 1
            if code == 0 {
                guard at == level.end else { return fail("a length that is not the document's") }
                json.append(level.isArray ? 0x5D : 0x7D)
                levels.removeLast()
                continue
            }
            guard let type = BSONType(rawValue: code) else { return fail("an unknown type") }
            guard let name = cString(before: level.end) else { return false }
            if !level.isFirst { json.append(0x2C) }
            levels[levels.count - 1].isFirst = false
            if !level.isArray {
                BSONReader.quote(name, &json)
                json.append(0x3A)
            }
            if type == .document || type == .array {
                guard let inner = open(isArray: type == .array, limit: level.end, into: &json) else { return false }
                levels.append(inner)
            } else {
                guard value(type, before: level.end, &json) else { return false }
            }
        }
        return true
    }

    private mutating func fail(_ reason: String) -> Bool {
        fault = reason
        return false
    }

    private mutating func open(isArray: Bool, limit: Int, into json: inout [UInt8]) -> Level? {
        let start = at
        guard let length = integer(Int32.self, before: limit).map(Int.init), length >= BSONDocument.shortest,
            length <= limit - start
        else {
            fault = "a length that is not the document's"
            return nil
        }
        json.append(isArray ? 0x5B : 0x7B)
        return Level(end: start + length, isArray: isArray)
    }

    private mutating func integer<I: FixedWidthInteger>(_: I.Type, before end: Int) -> I? {
        let size = MemoryLayout<I>.size
        guard end - at >= size else { return nil }
        let value = UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: at, as: I.self)
        at += size
        return I(littleEndian: value)
    }

    private mutating func cString(before end: Int) -> UnsafeBufferPointer<UInt8>? {
        guard let stop = bytes[at..<end].firstIndex(of: 0) else { return nil }
        defer { at = stop + 1 }
        return UnsafeBufferPointer(rebasing: bytes[at..<stop])
    }

    /// A text behind its length, which counts the zero at its end.
    private mutating func text(before end: Int) -> UnsafeBufferPointer<UInt8>? {
        guard let length = integer(Int32.self, before: end).map(Int.init), length >= 1, length <= end - at,
            bytes[at + length - 1] == 0
        else { return nil }
        defer { at += length }
        return UnsafeBufferPointer(rebasing: bytes[at..<at + length - 1])
    }

    private mutating func skip(_ count: Int, before end: Int) -> Bool {
        guard count >= 0, count <= end - at else { return false }
        at += count
        return true
    }

    private mutating func value(_ type: BSONType, before end: Int, _ json: inout [UInt8]) -> Bool {
        switch type {
        case .double:
            guard let bits = integer(UInt64.self, before: end) else { return false }
            let number = Double(bitPattern: bits)
            json.append(contentsOf: (number.isFinite ? "\(number)" : "null").utf8)
        case .string, .symbol, .code:
            guard let text = text(before: end) else { return fail("a text's length is wrong") }
            BSONReader.quote(text, &json)
        case .boolean:
            guard end > at else { return false }
            json.append(contentsOf: (bytes[at] == 0 ? "false" : "true").utf8)
            at += 1
        case .date:
            guard let milliseconds = integer(Int64.self, before: end) else { return false }
            json.append(contentsOf: "{\"$date\":{\"$numberLong\":\"\(milliseconds)\"}}".utf8)
        case .int32:
            guard let number = integer(Int32.self, before: end) else { return false }
            json.append(contentsOf: "\(number)".utf8)
        case .int64:
            guard let number = integer(Int64.self, before: end) else { return false }
            json.append(contentsOf: "\(number)".utf8)
        case .objectID:
            guard end - at >= 12 else { return false }
            json.append(contentsOf: "{\"$oid\":\"".utf8)
            for byte in bytes[at..<at + 12] {
                json.append(contentsOf: [byte >> 4, byte & 15].map { $0 < 10 ? $0 + 0x30 : $0 + 0x57 })
            }
            json.append(contentsOf: "\"}".utf8)
            at += 12
        default:
            json.append(contentsOf: "null".utf8)
            return skipOther(type, before: end)
        }
        return true
    }

    /// Passes over a value that no post's figures depend on.
    private mutating func skipOther(_ type: BSONType, before end: Int) -> Bool {
        switch type {
        case .binary:
            guard let count = integer(Int32.self, before: end) else { return false }
            return skip(Int(count), before: end - 1) && skip(1, before: end)
        case .expression: return cString(before: end) != nil && cString(before: end) != nil
        case .pointer: return text(before: end) != nil && skip(12, before: end)
        case .scopedCode:
            guard let count = integer(Int32.self, before: end) else { return false }
            return skip(Int(count) - 4, before: end)
        case .timestamp: return skip(8, before: end)
        case .decimal: return skip(16, before: end)
        default: return true
        }
    }

    private static func quote(_ text: UnsafeBufferPointer<UInt8>, _ json: inout [UInt8]) {
        json.append(0x22)
        for byte in text {
            switch byte {
            case 0x22, 0x5C:
                json.append(0x5C)
                json.append(byte)
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                json.append(contentsOf: "\\u00".utf8)
                json.append(digits[Int(byte >> 4)])
                json.append(digits[Int(byte & 15)])
            default: json.append(byte)
            }
        }
        json.append(0x22)
    }
}
