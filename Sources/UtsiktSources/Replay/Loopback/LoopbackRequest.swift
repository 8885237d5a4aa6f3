import HTTPTypes

/// The head of a request.
struct LoopbackRequest: Sendable {
    /// `GET` and its like.
    let method: String
    /// The path with the query, as it came.
    let target: String
    /// The fields; those whose names or values cannot be used are left out.
    let fields: HTTPFields
    /// Whether the client wants another answer on the same connection.
    let keepsAlive: Bool
    /// How many bytes follow the head; nil when that cannot be told, or not in advance.
    let bodyLength: Int?

    /// Reads a head with its empty line; nil when it is not HTTP/1.
    init?(head: ArraySlice<UInt8>) {
        guard let text = String(validating: head, as: UTF8.self) else { return nil }
        var lines = text.split(separator: "\r\n", omittingEmptySubsequences: true)[...]
        guard let first = lines.popFirst() else { return nil }
        let words = first.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3, !words[0].isEmpty, words[1].hasPrefix("/"), words[2].hasPrefix("HTTP/1.") else {
            return nil
        }
        (method, target) = (String(words[0]), String(words[1]))
        var fields = HTTPFields()
        for line in lines {
            guard let colon = line.firstIndex(of: ":") else { return nil }
            guard let name = HTTPField.Name(String(line[..<colon])) else { continue }
            let value = line[line.index(after: colon)...].trimmed
            fields.append(HTTPField(name: name, value: value))
        }
        self.fields = fields
        let connection = fields[.connection]?.lowercased() ?? ""
        keepsAlive = words[2] == "HTTP/1.0" ? connection.contains("keep-alive") : !connection.contains("close")
        if fields[.transferEncoding] != nil {
            bodyLength = nil
        } else if let length = fields[.contentLength] {
            bodyLength = Int(length).flatMap { $0 >= 0 ? $0 : nil }
        } else {
            bodyLength = 0
        }
    }
}

extension Substring {
    /// The text without blanks and tabs at its ends.
    fileprivate var trimmed: String {
        var text = self
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return String(text.drop { $0 == " " || $0 == "\t" })
    }
}
