import HTTPTypes

/// The head of an answer as it came over the line.
struct HTTPHead: Sendable {
    /// The status code.
    var status: Int
    /// The fields, a value for each line: several lines of one name stay apart.
    var fields: HTTPFields

    /// Reads header lines; a line whose name is not a valid one is left out.
    /// - Parameter lines: The status line and the lines below it, with their ends.
    init(status: Int, lines: UnsafeRawBufferPointer) {
        self.status = status
        fields = HTTPFields()
        var last: HTTPField?
        for line in lines.split(separator: 0x0A).dropFirst() {
            let bytes = line.last == 0x0D ? line.dropLast() : line
            // A line that begins with white space goes on with the one before (obsolete, RFC 9112, section 5.2).
            if let first = bytes.first, first == 0x20 || first == 0x09, let field = last {
                last = HTTPField(name: field.name, value: field.value + " " + HTTPHead.trimmed(bytes))
                continue
            }
            if let last { fields.append(last) }
            last = nil
            guard let colon = bytes.firstIndex(of: 0x3A),
                let name = HTTPField.Name(String(decoding: bytes[..<colon], as: UTF8.self))
            else { continue }
            last = HTTPField(name: name, value: HTTPHead.trimmed(bytes[bytes.index(after: colon)...]))
        }
        if let last { fields.append(last) }
    }

    /// The whole answer.
    func answer(body: [UInt8]) -> HTTPAnswer { HTTPAnswer(status: status, headers: fields, body: body) }

    private static func trimmed(_ bytes: Slice<UnsafeRawBufferPointer>) -> String {
        var bytes = bytes
        while let first = bytes.first, first == 0x20 || first == 0x09 { bytes = bytes.dropFirst() }
        while let last = bytes.last, last == 0x20 || last == 0x09 { bytes = bytes.dropLast() }
        return String(decoding: bytes, as: UTF8.self)
    }
}
