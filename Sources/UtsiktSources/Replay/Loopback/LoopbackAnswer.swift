import HTTPTypes

/// Answers as the bytes that go over the connection.
enum LoopbackAnswer {
    /// An answer with its head.
    static func bytes(_ status: Int, _ fields: HTTPFields, _ body: [UInt8]) -> [UInt8] {
        var head = "HTTP/1.1 \(status) \(phrase(status))\r\nContent-Length: \(body.count)\r\n"
        for field in fields { head += "\(field.name.rawName): \(field.value)\r\n" }
        return Array((head + "\r\n").utf8) + body
    }

    /// What is answered to a request that cannot be read: the connection ends with it.
    static func refusal(_ status: Int) -> [UInt8] { bytes(status, [.connection: "close"], []) }

    private static func phrase(_ status: Int) -> String {
        switch status {
        case 200: "OK"
        case 400: "Bad Request"
        case 401: "Authorization Required"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 413: "Content Too Large"
        case 429: "Too Many Requests"
        case 431: "Request Header Fields Too Large"
        case 500...: "Server Error"
        default: "Answer"
        }
    }
}
