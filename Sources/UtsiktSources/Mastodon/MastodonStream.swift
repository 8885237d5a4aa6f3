import UtsiktCore

/// What an event of an instance's user stream says.
enum MastodonStreamEvent: Sendable, Hashable {
    /// A post is new, or was edited where `isUpdate`.
    case post(Post, isUpdate: Bool)
    /// A post was deleted; its id at the instance.
    case delete(String)
    /// Notifications, filters, announcements, posts that are not for everybody: nothing that is kept.
    case other

    /// Reads an event.
    /// - Throws: `RecordFault` for one that is a post or a deletion and cannot be read.
    init(_ event: ServerSentEvents.Event, host: String) throws(RecordFault) {
        switch event.name {
        case "update", "status.update":
            let read = JSONValue.read(event.data) { MastodonStatus($0, host: host).post }
            guard let outcome = read else { throw RecordFault(reason: "the event's data are not JSON") }
            guard let post = try outcome.get() else {
                self = .other
                return
            }
            self = .post(post, isUpdate: event.name == "status.update")
        case "delete":
            // The id itself, with or without quotes.
            let text = String(decoding: event.data.prefix(PostBounds.longestID), as: UTF8.self)
            let bare = text.filter { $0 != "\"" && !$0.isWhitespace }
            guard let id = PostBounds.id(bare) else {
                throw RecordFault(field: "data", reason: "the deletion names no post")
            }
            self = .delete(id)
        default: self = .other
        }
    }
}
