public import UtsiktCore

/// A synthetic timeline whose figures equal the 2015 article's exactly, made from its counts per hashtag.
///
/// Nothing in it was ever posted: the accounts are called `sample_001` ..., their texts are put together from word lists, and
/// only the counts are real. At `now` with the 2015 rules (the outer post's own entities, every occurrence, lower-cased, the
/// last seven days) there are 24,271 posts of 613 accounts, 17,150 of them without hashtags, 4,665 of the rest too old, 2,456
/// analysed, and in those every hashtag of the list as often as the list says. One tagged post lies exactly on the limit (too
/// old: the 2015 test is strict) and one a second later (counted). Reposts and quotes carry hashtags of their own, spellings
/// vary in case, some posts name a tag twice.
public struct SampleTimeline: Sendable {
    /// One account of the timeline.
    public struct Account: Sendable, Hashable {
        /// The account's id.
        public var id: UInt64
        /// The screen name, as `sample_017`.
        public var screenName: String
        /// The language most of its posts are in.
        public var language: SampleWords.Language
        /// What it mostly posts about, an index into `SampleWords.themes`.
        var theme: Int
    }

    /// One use of a hashtag: which, and in which of its spellings.
    struct TagUse: Sendable {
        var tag: Int32
        var spelling: Int32
    }

    /// One post, small; its text is made when it is asked for.
    struct Entry: Sendable {
        var id: UInt64
        /// Seconds since 1970.
        var seconds: Int64
        /// The index of the account.
        var account: Int32
        /// What the text is made from.
        var seed: UInt64
        /// Where its uses start in `uses`.
        var firstUse: Int32
        var useCount: Int32
    }

    /// The figures the timeline is made to.
    enum Figures {
        static let accounts = 613
        static let posts = 24_271
        static let untagged = 17_150
        static let tooOld = 4665
        static let analysed = 2456
        static let mostPerAccount = 40
        static let windowSeconds: Int64 = 7 * 86_400
    }

    /// The seed of the bundled world.
    public static let usualSeed: UInt64 = 2015
    /// What “now” is in the timeline.
    public let now: Timestamp
    /// The accounts that have posts, in no order of theirs.
    public let accounts: [Account]
    /// All posts, account by account and newest first.
    let entries: [Entry]
    /// The posts of each account.
    let ranges: [Range<Int>]
    /// The hashtags of all posts.
    let uses: [TagUse]
    /// The distinct hashtags with their spellings.
    let tags: [SampleTag]
    private let accountIndex: [UInt64: Int]

    /// Makes the timeline; the same counts, instant and seed always give the same one. Takes some 50 ms in release.
    /// - Throws: `SampleWorldError` when the counts cannot fill the article's posts (fewer than 2,456 occurrences, or more
    ///   than eight a post).
    public init(
        counts: HashtagCounts, now: Timestamp = Timestamp(seconds: 1_436_782_590), seed: UInt64 = usualSeed
    ) throws(SampleWorldError) {
        var builder = TimelineBuilder(counts: counts, now: now, seed: seed)
        try builder.build()
        self.now = now
        accounts = builder.accounts
        entries = builder.entries
        ranges = builder.ranges
        uses = builder.uses
        tags = builder.tags
        accountIndex = Dictionary(uniqueKeysWithValues: builder.accounts.enumerated().map { ($1.id, $0) })
    }

    /// How many posts there are.
    public var postCount: Int { entries.count }

    /// How many posts an account has; nil when there is no such account.
    public func postCount(account id: UInt64) -> Int? { accountIndex[id].map { ranges[$0].count } }

    /// The body of one `user_timeline` page: posts of an account with ids up to `maxID`, newest first.
    /// - Parameter copy: Adds to the posts' ids, so that the same posts are others; 0 for the timeline as it is.
    /// - Returns: JSON, an empty array when nothing is left; nil when there is no such account.
    /// - Complexity: O(posts of the account + bytes of the page).
    public func page(
        account id: UInt64, maxID: UInt64?, sinceID: UInt64? = nil, count: Int, copy: UInt64 = 0
    ) -> [UInt8]? {
        guard let index = accountIndex[id] else { return nil }
        let shift = copy * Self.copyShift
        let limit = maxID.map { $0 < shift ? 0 : $0 - shift } ?? .max
        let known = sinceID.map { $0 < shift ? 0 : $0 - shift } ?? 0
        let chosen = ranges[index].lazy.filter { entries[$0].id <= limit && entries[$0].id > known }
            .prefix(max(0, count))
        var json = JSONBytes(capacity: 1600 * min(max(0, count), Figures.mostPerAccount) + 2)
        json.raw("[")
        var separator: StaticString = ""
        for entry in chosen {
            json.raw(separator)
            render(entry, into: &json, shift: shift)
            separator = ","
        }
        json.raw("]")
        return json.bytes
    }

    /// What lies between the ids of a post's copies: five years of the ids' milliseconds, more than between any two posts.
    private static let copyShift: UInt64 = 5 * 366 * 86_400_000 << 22

    /// All posts as NDJSON, one a line, account by account: the same posts as over the network, for files and benchmarks.
    public func ndjson() -> [UInt8] {
        var json = JSONBytes(capacity: 1300 * entries.count)
        for entry in entries.indices {
            render(entry, into: &json)
            json.raw("\n")
        }
        return json.bytes
    }
}

/// A hashtag and the spellings it is used in; each lower-cases to it.
struct SampleTag: Sendable {
    var name: String
    var count: Int
    var theme: Int
    /// The usual spelling first.
    var spellings: [Spelling]

    struct Spelling: Sendable {
        var text: String
        /// Length in code points, which is what the service's indices count.
        var length: Int
    }
}

/// The sample's own choices, the same on every platform: the standard library's shuffles are not used because they may
/// change.
struct SampleRandom {
    private var source: SplitMix64

    init(seed: UInt64) { source = SplitMix64(seed: seed) }

    mutating func next() -> UInt64 { source.next() }

    /// A number of 0 ..< `bound`; 0 for an empty range.
    mutating func below(_ bound: Int) -> Int {
        guard bound > 1 else { return 0 }
        return Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// A number of 0 ..< 1.
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    mutating func chance(_ probability: Double) -> Bool { unit() < probability }

    mutating func pick<Element>(_ elements: [Element]) -> Element? {
        elements.isEmpty ? nil : elements[below(elements.count)]
    }

    mutating func shuffle<Element>(_ elements: inout [Element]) {
        guard elements.count > 1 else { return }
        for i in stride(from: elements.count - 1, to: 0, by: -1) { elements.swapAt(i, below(i + 1)) }
    }
}
