/// Reads comma-separated values (RFC 4180) record by record from bytes.
///
/// A byte order mark, CRLF, LF or CR line ends and blank lines are accepted. A record that breaks the rules comes with its
/// fault instead of ending the file: after an unclosed quote or a giant record, reading goes on at the line after its first.
public struct CSVReader: Sendable {
    /// One record.
    public struct Record: Sendable, Hashable {
        /// The line on which it starts, from 1.
        public var line: Int
        /// Its fields; empty when it has a fault.
        public var fields: [String]
        /// Why it cannot be used; nil when it can.
        public var fault: String?
    }

    /// The longest record in bytes; hostile input must not grow without bound.
    public static let longestRecord = 65_536

    private let bytes: [UInt8]
    private var position = 0
    private var line = 1

    /// Makes a reader.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    /// The next record that is not a blank line; nil at the end.
    public mutating func next() -> Record? {
        while position < bytes.count {
            if isLineEnd(bytes[position]) {
                skipLineEnd()
                line += 1
            } else {
                return record()
            }
        }
        return nil
    }

    private mutating func record() -> Record {
        let startLine = line
        let start = position
        var fields: [String] = []
        var fault: String?
        while true {
            guard let field = field(from: start, fault: &fault) else {
                // Resynchronise on the line after the record's first.
                position = start
                line = startLine
                skipLine()
                return Record(line: startLine, fields: [], fault: fault)
            }
            fields.append(field)
            if position >= bytes.count { break }
            if bytes[position] == 0x2C {
                position += 1
                if position >= bytes.count {
                    fields.append("")
                    break
                }
                continue
            }
            skipLineEnd()
            line += 1
            break
        }
        return Record(line: startLine, fields: fault == nil ? fields : [], fault: fault)
    }

    /// One field, up to but not over its comma or line end; nil when the record cannot be read on.
    private mutating func field(from start: Int, fault: inout String?) -> String? {
        let limit = min(bytes.count, start + CSVReader.longestRecord)
        var text: [UInt8] = []
        if position < bytes.count, bytes[position] == 0x22 {
            position += 1
            while true {
                guard position < limit else {
                    fault =
                        limit < bytes.count
                        ? "the record is longer than \(CSVReader.longestRecord) bytes, or a quote is not closed"
                        : "a quote is not closed"
                    return nil
                }
                let byte = bytes[position]
                position += 1
                if byte == 0x22 {
                    guard position < bytes.count, bytes[position] == 0x22 else { break }
                    position += 1
                } else if byte == 0x0A || (byte == 0x0D && !(position < bytes.count && bytes[position] == 0x0A)) {
                    line += 1
                }
                text.append(byte)
            }
            if position < bytes.count, bytes[position] != 0x2C, !isLineEnd(bytes[position]) {
                fault = "text follows a closing quote"
                return nil
            }
        } else {
            let first = position
            while position < limit, bytes[position] != 0x2C, !isLineEnd(bytes[position]) { position += 1 }
            if position == limit, limit < bytes.count {
                fault = "the record is longer than \(CSVReader.longestRecord) bytes"
                return nil
            }
            text = Array(bytes[first..<position])
        }
        guard let string = String(validating: text, as: UTF8.self) else {
            fault = "the record is not UTF-8"
            return ""
        }
        return string
    }

    private func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    private mutating func skipLineEnd() {
        guard position < bytes.count, isLineEnd(bytes[position]) else { return }
        let isReturn = bytes[position] == 0x0D
        position += 1
        if isReturn, position < bytes.count, bytes[position] == 0x0A { position += 1 }
    }

    private mutating func skipLine() {
        while position < bytes.count, !isLineEnd(bytes[position]) { position += 1 }
        skipLineEnd()
        line += 1
    }
}
