import Foundation
import UtsiktCore

/// A post in the form of timelines (REST 1.1), with what the counting rules look at.
enum PostLine {
    /// The line without its feed. A repost's own tags stand in the post it repeats, so that both rules count as before.
    /// - Parameter service: The service that the post's source asks; empty when it is not known.
    static func text(_ post: Post, service: String = "") -> String {
        var json = JSONLine()
        json.open()
        json.add("id_str", post.id)
        if post.source != .unnamed { json.add("source", post.source.rawValue) }
        if !service.isEmpty { json.add("service", service) }
        json.add("created_at", post.createdAt.iso8601)
        json.key("user")
        json.open()
        json.add("id_str", post.author)
        if !post.authorName.isEmpty { json.add("screen_name", post.authorName) }
        json.close()
        if !post.text.isEmpty { json.add("text", post.text) }
        if !post.language.isEmpty { json.add("lang", post.language) }
        entities(post.hashtags, &json)
        if post.isRepost {
            json.key("retweeted_status")
            json.open()
            entities(post.fullHashtags, &json)
            json.close()
        } else if post.fullHashtags != post.hashtags {
            json.key("extended_tweet")
            json.open()
            entities(post.fullHashtags, &json)
            json.close()
        }
        json.close()
        return json.text
    }

    private static func entities(_ tags: [String], _ json: inout JSONLine) {
        json.key("entities")
        json.open()
        json.key("hashtags")
        json.list(tags) { tag, json in
            json.open()
            json.add("text", tag)
            json.close()
        }
        json.close()
    }
}

/// An observation: place, instant, and the fields that have a value, by their names.
enum ObservationLine {
    /// The line without its feed. Values are texts, as the service wrote them.
    static func text(_ observation: Observation) -> String {
        var json = JSONLine()
        json.open()
        json.add("place", observation.place)
        json.add("instant", observation.instant.iso8601)
        if observation.source != .unnamed { json.add("source", observation.source.rawValue) }
        for field in WeatherField.allCases {
            let value = observation[field]
            if !value.isEmpty { json.add(field.name, value) }
        }
        json.close()
        return json.text
    }
}

/// JSON written straight through: tens of thousands of lines need no tree each.
struct JSONLine {
    /// What has been written.
    private(set) var text = ""
    private var needsComma = false

    /// Begins an object.
    mutating func open() {
        separate()
        text += "{"
        needsComma = false
    }

    /// Ends it.
    mutating func close() {
        text += "}"
        needsComma = true
    }

    /// Writes a key whose value follows.
    mutating func key(_ name: String) {
        separate()
        quote(name)
        text += ":"
        needsComma = false
    }

    /// Writes a key with a text.
    mutating func add(_ name: String, _ value: String) {
        key(name)
        quote(value)
        needsComma = true
    }

    /// Writes a list.
    mutating func list<Item>(_ items: [Item], _ write: (Item, inout JSONLine) -> Void) {
        text += "["
        needsComma = false
        for item in items { write(item, &self) }
        text += "]"
        needsComma = true
    }

    private mutating func separate() { if needsComma { text += "," } }

    private mutating func quote(_ value: String) {
        text += "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F || (0x2028...0x2029).contains(scalar.value):
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}

/// A file of lines that appears under its name when it is whole.
final class LineFile {
    private let path: String
    private let draft: String
    private let handle: FileHandle
    private var waiting = ""
    private var isFinished = false

    /// Begins the file.
    /// - Throws: `ExportError` when it cannot be made.
    init(_ path: String) throws(ExportError) {
        self.path = path
        draft = path + ".new"
        guard FileManager.default.createFile(atPath: draft, contents: nil),
            let handle = FileHandle(forWritingAtPath: draft)
        else { throw ExportError(path) }
        self.handle = handle
    }

    deinit {
        try? handle.close()
        if !isFinished { unlink(draft) }
    }

    /// Adds a line; written with the next `flush`.
    func add(_ line: String) {
        waiting += line
        waiting += "\n"
    }

    /// Writes what was added.
    func flush() throws(ExportError) {
        do { try handle.write(contentsOf: Data(waiting.utf8)) } catch { throw ExportError(path) }
        waiting = ""
    }

    /// Gives the file its name.
    func finish() throws(ExportError) {
        try flush()
        guard rename(draft, path) == 0 else { throw ExportError(path) }
        isFinished = true
    }
}
