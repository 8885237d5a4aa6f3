import UtsiktCore

/// How far a task is within a list that is read page by page: what its cursor says.
///
/// A service may hand out pages that are shorter than what was asked for, even empty ones; so it is the posts that are counted,
/// not the pages, and the count goes with the service's own word for the next page.
struct PagePosition: Sendable, Hashable {
    /// Posts that the pages before this one had.
    var taken: Int
    /// The service's word for the page.
    var page: String

    /// Makes a position.
    init(taken: Int, page: String) {
        self.taken = taken
        self.page = page
    }

    /// Reads a task's cursor; nil for the first page and for what is not one.
    init?(_ cursor: String?) {
        guard let cursor, let blank = cursor.firstIndex(of: " "), let taken = Int(cursor[..<blank]),
            (0...1_000_000).contains(taken)
        else { return nil }
        self.init(taken: taken, page: String(cursor[cursor.index(after: blank)...]))
    }

    /// The cursor, as `40 2026-11-30T00:00:00Z`.
    var text: String { "\(taken) \(page)" }
}

/// What follows from a page: how many of its posts are kept, and where the next page starts.
struct PageStep: Sendable, Hashable {
    /// Posts from the front of the page that are kept.
    var keep: Int
    /// The next page; nil when the list ends here.
    var next: PagePosition?
    /// Whether it ends because the service hands out the same page again.
    var isRepeated = false

    /// The rule for services that hand out an opaque word for their next page.
    /// - Parameters:
    ///   - count: The posts of the page, those that are not shown included.
    ///   - firstKnown: The index of the first one that was known before; nil when all are new.
    ///   - page: The service's word for the next page; nil or empty at its end.
    ///   - from: Where the page was asked for.
    ///   - wanted: How many posts of the list are wanted.
    init(count: Int, firstKnown: Int?, page: String?, from position: PagePosition?, wanted: Int) {
        let taken = position?.taken ?? 0
        keep = min(count, firstKnown ?? count, max(0, wanted - taken))
        next = nil
        guard firstKnown == nil, taken + count < wanted, let page, !page.isEmpty else { return }
        // A page that leads to itself would be asked for without an end.
        guard page != position?.page else {
            isRepeated = true
            return
        }
        // An empty page counts as well: pages that lead round in a circle come to an end.
        next = PagePosition(taken: taken + max(1, count), page: page)
    }

    /// What is said of a list that leads back to the same page.
    static func repeated(_ file: String) -> Rejection {
        Rejection(file: file, field: "cursor", reason: "the service hands out the same page again; the list ends there")
    }
}

/// What is remembered of a list without a “since”: its newest entries, and how deep it was read.
///
/// Several entries, since any of them may be deleted. Deeper settings make the memory void: what lies below was never asked for.
struct NewestKnown: Sendable, Hashable {
    /// The newest entries.
    var keys: [String]
    /// How many posts of the list were wanted.
    var depth: Int

    /// So many entries are remembered.
    static let most = 5

    /// Makes a memory.
    init(keys: [String], depth: Int) {
        self.keys = Array(keys.prefix(Self.most))
        self.depth = depth
    }

    /// Reads a memory; nil when it is none, or does not reach as deep as is wanted.
    init?(_ text: String?, wanted: Int) {
        let lines = text?.split(separator: "\n").map(String.init) ?? []
        guard let depth = lines.first.flatMap({ Int($0) }), depth >= wanted, lines.count > 1 else { return nil }
        self.init(keys: Array(lines.dropFirst()), depth: depth)
    }

    /// A line each: the depth, and the entries.
    var text: String { ([String(depth)] + keys).joined(separator: "\n") }

    /// The memory after a page: its entries, and where there are few, those of before.
    static func after(_ page: [String], _ before: NewestKnown?, depth: Int) -> NewestKnown? {
        var keys = page.filter { !$0.contains("\n") }.prefix(most).map { $0 }
        for key in before?.keys ?? [] where keys.count < most && !keys.contains(key) { keys.append(key) }
        return keys.isEmpty ? nil : NewestKnown(keys: keys, depth: depth)
    }
}
