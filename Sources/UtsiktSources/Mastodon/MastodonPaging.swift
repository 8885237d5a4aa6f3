import UtsiktCore

/// Where a list of an instance goes on. Instances say it in the field `Link`; some of the kin do not, and are paged by ids.
enum MastodonPaging {
    /// What an answer's `Link` says.
    enum Link: Sendable, Hashable {
        /// It names the next page: the query to ask with.
        case next(String)
        /// There is such a field, and it names no next page: the list ends.
        case end
        /// There is no such field, or it leads to somebody else, who is not asked.
        case none
    }

    /// Reads the field `Link` of an answer.
    /// - Parameter asked: The address that was asked. Only the same origin and path are followed: a token goes nowhere else.
    static func link(_ answer: HTTPAnswer, asked: WebAddress) -> Link {
        guard let text = answer.headers["link"], !text.isEmpty else { return .none }
        for entry in entries(text) where entry.relations.contains("next") {
            guard let address = asked.resolving(entry.target), address.hasOrigin(of: asked) else { return .none }
            let (path, query) = split(address.path)
            guard path == split(asked.path).path, !query.isEmpty, query.utf8.count <= PostBounds.longestCursor else {
                return .none
            }
            return .next(query)
        }
        return .end
    }

    /// The value of a parameter in a query; nil where it is not there.
    static func value(of name: String, in query: String) -> String? {
        for part in query.split(separator: "&") where part.hasPrefix(name + "=") {
            return String(part.dropFirst(name.utf8.count + 1))
        }
        return nil
    }

    /// Path and query.
    private static func split(_ path: String) -> (path: String, query: String) {
        guard let mark = path.firstIndex(of: "?") else { return (path, "") }
        return (String(path[..<mark]), String(path[path.index(after: mark)...]))
    }

    /// The entries of a `Link` (RFC 8288): `<target>; rel="next"`, with commas between them.
    private static func entries(_ text: String) -> [(target: String, relations: [Substring])] {
        var entries: [(target: String, relations: [Substring])] = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">"), entries.count < 32 {
            let target = String(rest[rest.index(after: open)..<close])
            rest = rest[rest.index(after: close)...]
            let parameters = rest.prefix { $0 != "<" }
            rest = rest.dropFirst(parameters.count)
            var relations: [Substring] = []
            for parameter in parameters.split(whereSeparator: { $0 == ";" || $0 == "," }) {
                let pair = parameter.split(separator: "=", maxSplits: 1)
                guard pair.count == 2, pair[0].filter({ !$0.isWhitespace }).lowercased() == "rel" else { continue }
                relations += pair[1].filter { $0 != "\"" }.split(separator: " ")
            }
            entries.append((target, relations))
        }
        return entries
    }
}

/// What a page of a list of statuses or accounts was asked with, as its task's cursor keeps it.
struct MastodonPosition: Sendable, Hashable {
    /// Entries that the pages before had.
    var taken = 0
    /// The query for the page, but for how many are wanted; empty for the first one.
    var query = ""
    /// The first id of the page before: a service that hands it out again brings nothing new.
    var first = ""
    /// The account's id, where a name had to be looked up for it.
    var account = ""

    /// Makes a position.
    init(taken: Int = 0, query: String = "", first: String = "", account: String = "") {
        (self.taken, self.query, self.first, self.account) = (taken, query, first, account)
    }

    /// Reads a cursor; the beginning for none.
    init(_ cursor: String?) {
        let parts = (cursor ?? "").split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4, let taken = Int(parts[0]), (0...1_000_000).contains(taken) else {
            self.init()
            return
        }
        self.init(taken: taken, query: parts[1], first: parts[2], account: parts[3])
    }

    /// The cursor. Neither queries nor ids have blanks in them.
    var text: String {
        func plain(_ text: String) -> String { text.filter { $0 != " " } }
        return "\(taken) \(plain(query)) \(plain(first)) \(plain(account))"
    }

    /// What follows from a page.
    struct Step: Sendable, Hashable {
        /// The next page; nil at the end.
        var next: MastodonPosition?
        /// Whether it ends because the service hands out the same page again.
        var isRepeated = false
    }

    /// Where the list goes on behind a page.
    ///
    /// A page that is shorter than what was asked for, even an empty one, is not the end where a next page is named. Without that
    /// field the last id of the page leads on, and a page that is empty or brings nothing new is the end.
    func step(ids: [String], link: MastodonPaging.Link, wanted: Int) -> Step {
        guard self.taken + ids.count < wanted else { return Step() }
        // An empty page counts as well: pages that lead round in a circle come to an end.
        let taken = self.taken + max(1, ids.count)
        let isOld = !ids.isEmpty && ids.first == first
        var next = MastodonPosition(taken: taken, first: ids.first ?? first, account: account)
        switch link {
        case .end: return Step()
        case .next(let query):
            // Of the query only where it leads is kept: how many, and since when, we say ourselves.
            let lead = query.split(separator: "&").filter { !$0.hasPrefix("limit=") && !$0.hasPrefix("since_id=") }
            next.query = lead.joined(separator: "&")
            guard next.query != self.query, !isOld, !next.query.isEmpty else { return Step(isRepeated: true) }
        case .none:
            guard let last = ids.last.map(percentEncoded), !isOld,
                last != MastodonPaging.value(of: "max_id", in: query)
            else { return Step() }
            next.query = "max_id=\(last)"
        }
        return Step(next: next)
    }
}
