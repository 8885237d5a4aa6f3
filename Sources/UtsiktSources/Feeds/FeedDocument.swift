import UtsiktCore

/// A feed in RSS (0.91 to 2.0, and 1.0) or Atom.
struct FeedDocument: Sendable {
    /// Its title.
    var title = ""
    /// The posts, in the feed's order.
    var posts: [Post] = []
    /// Entries that could not be read, by their index from 1.
    var rejected = RejectionList()

    /// Reads a feed.
    /// - Parameters:
    ///   - body: The answer's bytes, whatever they hold.
    ///   - address: The feed's address, from which its entries' author and ids are made.
    init(_ body: [UInt8], address: String) throws(UnreadableAnswer) {
        guard let bytes = FeedEncoding.utf8(body) else {
            throw UnreadableAnswer(reason: "the feed is in an encoding that is not read")
        }
        guard !Self.isWebPage(bytes) else { throw UnreadableAnswer(reason: "the answer is a web page, not a feed") }
        var reader = FeedReader(bytes, address: address)
        do {
            try reader.run()
        } catch {
            throw UnreadableAnswer(reason: error.isFeed ? "the feed cannot be read: \(error.reason)" : error.reason)
        }
        self.init(title: reader.title, posts: reader.posts, rejected: reader.rejected)
    }

    /// Whether it begins as a page for people does.
    private static func isWebPage(_ bytes: [UInt8]) -> Bool {
        let head = String(decoding: bytes.prefix(200), as: UTF8.self).trimmed.lowercased()
        return head.hasPrefix("<!doctype html") || head.hasPrefix("<html")
    }

    private init(title: String, posts: [Post], rejected: RejectionList) {
        (self.title, self.posts, self.rejected) = (title, posts, rejected)
    }
}

/// Goes through the elements of a feed.
private struct FeedReader {
    struct Fault: Error {
        var reason: String
        var isFeed: Bool
    }

    private var xml: XMLReader
    private let file: String
    private let name: String
    private var isAtom = false
    private var language = ""
    private var author = ""
    private var index = 0
    private(set) var title = ""
    private(set) var posts: [Post] = []
    private(set) var rejected = RejectionList()

    init(_ bytes: [UInt8], address: String) {
        xml = XMLReader(bytes)
        // The address's query may hold a secret: neither posts nor rejections show it.
        file = FeedAddress.label(address)
        name = FeedAddress.name(address)
    }

    mutating func run() throws(Fault) {
        guard case .start(let root, let attributes) = try piece(isFeed: false) else { throw none }
        switch Self.local(root) {
        case "feed": isAtom = true
        case "rss", "rdf": break
        default: throw none
        }
        language = attributes["xml:lang"] ?? ""
        while true {
            switch try piece(isFeed: true) {
            case .start(let name, let attributes): try element(name, attributes)
            case .done:
                rejected.append(
                    Rejection(file: file, reason: "more entries than a feed may have"),
                    count: index - posts.count - rejected.count)
                return
            case .end, .text: break
            }
        }
    }

    private var none: Fault { Fault(reason: "the answer is not a feed", isFeed: false) }

    private mutating func piece(isFeed: Bool) throws(Fault) -> XMLReader.Piece {
        do {
            return try xml.next()
        } catch {
            let isType = error.reason.contains("document type")
            throw isFeed || isType
                ? Fault(reason: "\(error.reason) (byte \(error.offset + 1))", isFeed: true) : none
        }
    }

    /// A name without its prefix, in small letters.
    private static func local(_ name: String) -> String {
        (name.split(separator: ":").last.map(String.init) ?? name).lowercased()
    }

    private mutating func element(_ name: String, _ attributes: [String: String]) throws(Fault) {
        switch Self.local(name) {
        case "channel": break
        case "item", "entry": try entry(attributes)
        case "title" where title.isEmpty: title = MarkedText(html: try content()).text
        case "language": language = try content().trimmed
        case "author" where isAtom && author.isEmpty: author = try person()
        default: _ = try content()
        }
    }

    /// The text of the open element with all that is in it. Of Atom's persons the name is the first text.
    private mutating func content() throws(Fault) -> String {
        let depth = xml.depth
        var text = ""
        while true {
            switch try piece(isFeed: true) {
            case .text(let more): if text.utf8.count < PostBounds.longestText { text += more }
            case .start: break
            case .end: if xml.depth < depth { return text }
            case .done: return text
            }
        }
    }

    /// A text as HTML. RSS has nothing else; Atom says which it is, and means a plain one where it says nothing.
    private mutating func markup(_ attributes: [String: String]) throws(Fault) -> String {
        let text = try content()
        guard isAtom, attributes["type"]?.lowercased() != "html", attributes["type"]?.lowercased() != "text/html" else {
            return text
        }
        return String(text.flatMap { $0 == "&" ? "&amp;" : $0 == "<" ? "&lt;" : String($0) })
    }

    private mutating func entry(_ attributes: [String: String]) throws(Fault) {
        let depth = xml.depth
        index += 1
        var entry = FeedEntry()
        entry.language = attributes["xml:lang"] ?? ""
        reading: while true {
            switch try piece(isFeed: true) {
            case .start(let name, let attributes): try entryElement(name, attributes, &entry)
            case .end: if xml.depth < depth { break reading }
            case .text: break
            case .done: break reading
            }
        }
        guard posts.count < PostBounds.mostPosts else { return }
        switch entry.post(feed: name, language: language, author: author.isEmpty ? title : author) {
        case .success(let post): posts.append(post)
        case .failure(let fault):
            rejected.append(Rejection(file: file, line: index, field: fault.field, reason: fault.reason))
        }
    }

    private mutating func entryElement(
        _ name: String, _ attributes: [String: String], _ entry: inout FeedEntry
    ) throws(Fault) {
        let local = Self.local(name)
        // Of elements with a prefix only some mean what their names say: a picture has a title and a description too.
        let isForeign =
            name.contains(":") && !["dc", "content", "atom"].contains(name.prefix { $0 != ":" }.lowercased())
        if isForeign {
            _ = try content()
            return
        }
        switch local {
        case "link": try link(attributes, &entry)
        case "category":
            let text = try content()
            entry.categories.append(attributes["term"] ?? text)
        case "subject": entry.categories.append(try content())
        case "author", "creator":
            let who = try person()
            if entry.author.isEmpty { entry.author = who }
        case "guid", "id": entry.id = try content().trimmed
        case "title": entry.title = try markup(attributes)
        case "description", "summary": entry.summary = try markup(attributes)
        case "encoded", "content": entry.content = try markup(attributes)
        case "pubdate", "published", "date", "issued": entry.published = try content()
        case "updated", "modified": entry.updated = try content()
        default: _ = try content()
        }
    }

    private mutating func link(_ attributes: [String: String], _ entry: inout FeedEntry) throws(Fault) {
        let text = try content().trimmed
        if let target = attributes["href"] {
            if attributes["rel"] ?? "alternate" == "alternate", entry.link.isEmpty { entry.link = target.trimmed }
        } else if entry.link.isEmpty {
            entry.link = text
        }
    }

    /// A name, or Atom's person, whose name is an element of its own.
    private mutating func person() throws(Fault) -> String {
        let depth = xml.depth
        var (text, name) = ("", "")
        while true {
            switch try piece(isFeed: true) {
            case .text(let more): if text.utf8.count < PostBounds.longestID { text += more }
            case .start(let element, _):
                let inner = try content()
                if Self.local(element) == "name" { name = inner }
            case .end: if xml.depth < depth { return PostBounds.name((name.isEmpty ? text : name).trimmed) }
            case .done: return ""
            }
        }
    }
}

/// What an entry says of itself, as text.
private struct FeedEntry {
    var id = ""
    var link = ""
    var title = ""
    var summary = ""
    var content = ""
    var published = ""
    var updated = ""
    var author = ""
    var language = ""
    var categories: [String] = []

    func post(feed: String, language feedLanguage: String, author feedAuthor: String) -> Result<Post, RecordFault> {
        guard let own = PostBounds.id(id) ?? PostBounds.id(link) else {
            return .failure(RecordFault(field: "guid", reason: "the entry has neither an id nor a link"))
        }
        guard let time = FeedDate.read(published) ?? FeedDate.read(updated) else {
            return .failure(RecordFault(field: "pubDate", reason: "the entry has no time that can be read"))
        }
        // The longer of both texts holds the other one.
        let long = MarkedText(html: PostBounds.text(content.utf8.count >= summary.utf8.count ? content : summary))
        let short = MarkedText(html: PostBounds.text(summary))
        let heading = MarkedText(html: PostBounds.text(title)).text.trimmed
        let text = [heading, long.text.trimmed].filter { !$0.isEmpty }.joined(separator: "\n")
        let names = PostBounds.tags(categories.prefix(PostBounds.mostTags).map(Self.folded))
        let tags = TagSpelling.shown(names, in: long.tags + short.tags)
        let spoken = (language.isEmpty ? feedLanguage : language).lowercased().prefix { $0 != "-" && $0 != "_" }
        // Ids are one feed's own: another feed may have an entry of the same name.
        return .success(
            Post(
                id: "\(feed) \(own)", author: feed, authorName: author.isEmpty ? PostBounds.name(feedAuthor) : author,
                createdAt: time, text: PostBounds.text(text), language: PostBounds.name(String(spoken)),
                hashtags: tags))
    }

    /// A category as a hashtag: without the blanks that it may have.
    private static func folded(_ category: String) -> String {
        String(String.UnicodeScalarView(category.unicodeScalars.filter { !$0.properties.isWhitespace }))
    }
}
