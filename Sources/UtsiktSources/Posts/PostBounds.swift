import UtsiktCore

/// How much of a post, and how many of them, are taken from one answer, whatever a service sends.
enum PostBounds {
    /// Posts of one answer; no service hands out more than some hundreds.
    static let mostPosts = 2000
    /// Of a list that was read before, so many new posts are read down to what is known; what lies between stays a gap.
    static let mostNew = 400
    /// Accounts of one answer.
    static let mostAccounts = 5000
    /// Bytes of an id, a handle or a name.
    static let longestID = 1000
    /// Bytes of a text; the rest is cut off.
    static let longestText = 100_000
    /// Tags of a post.
    static let mostTags = 250
    /// Bytes of a tag; a longer one is not taken.
    static let longestTag = 1000
    /// Bytes of what a service calls its next page.
    static let longestCursor = 4000

    /// An id that can be kept; nil for an empty or an endless one.
    static func id(_ text: String?) -> String? {
        guard let text, !text.isEmpty, text.utf8.count <= longestID else { return nil }
        return text
    }

    /// A name that people see; empty for an endless one.
    static func name(_ text: String?) -> String {
        guard let text, text.utf8.count <= longestID else { return "" }
        return text
    }

    /// A text, cut at a character where it is too long.
    static func text(_ text: String) -> String {
        guard text.utf8.count > longestText else { return text }
        var end = text.utf8.index(text.startIndex, offsetBy: longestText)
        while end > text.startIndex, end.samePosition(in: text.unicodeScalars) == nil {
            end = text.utf8.index(before: end)
        }
        return String(text[..<end])
    }

    /// What the service calls its next page; nil when it names none.
    static func cursor(_ text: String?) -> String? {
        guard let text, !text.isEmpty, text.utf8.count <= longestCursor else { return nil }
        return text
    }

    /// Tags without the number sign that some services write with them, none empty.
    static func tags(_ tags: [String]) -> [String] {
        tags.prefix(mostTags).compactMap { tag in
            let bare = tag.first == "#" || tag.first == "\u{FF03}" ? String(tag.dropFirst()) : tag
            return bare.isEmpty || bare.utf8.count > longestTag ? nil : bare
        }
    }
}

/// Why a record of an answer cannot be used.
struct RecordFault: Error, Hashable {
    /// The member at fault.
    var field: String?
    /// What is wrong, one sentence without a full stop.
    var reason: String
}

/// An answer that is not what was asked for.
struct UnreadableAnswer: Error, Hashable {
    /// What it is not, as the end of a sentence.
    var reason: String

    /// The failure that it means.
    func failure(asking what: String, _ answer: HTTPAnswer, quota: Quota? = nil) -> SourceFailure {
        SourceFailure(.malformed, "\(what): \(reason)", status: answer.status, quota: quota)
    }
}
