public import UtsiktBase

/// What is counted and how: the choices behind every figure of the topics, shared by the pane and the command.
public struct TopicsQuery: Sendable, Hashable, Codable {
    /// The span of time that is analysed.
    public enum Window: Sendable, Hashable, Codable {
        /// Posts strictly newer than so many seconds before now.
        case seconds(Int64)
        /// Every post.
        case all
    }

    /// Whose hashtags count.
    public enum Rule: String, Sendable, Hashable, CaseIterable, Codable {
        /// The outer post's own entities: the 2015 rule.
        case topLevel = "top-level"
        /// Reposts and extended texts resolved first, quoted posts left out.
        case full
    }

    /// What one count is.
    public enum Count: String, Sendable, Hashable, CaseIterable, Codable {
        /// Every occurrence: the 2015 rule.
        case every
        /// A tag counts once in a post, however often it stands there.
        case oncePerPost = "once-per-post"
        /// A tag counts once for an author, however many posts carry it.
        case oncePerAuthor = "once-per-author"
    }

    /// Which spellings are one tag.
    public enum Fold: String, Sendable, Hashable, CaseIterable, Codable {
        /// Full Unicode lower-casing without normalisation: the 2015 rule.
        case lower
        /// Normalised to NFC, then lower-cased.
        case nfcLower = "nfc-lower"
        /// Normalised to NFC, fully case-folded, normalised again.
        case nfcCasefold = "nfc-casefold"
        /// Normalised to NFKC, fully case-folded, normalised again.
        case nfkcCasefold = "nfkc-casefold"
    }

    /// The window.
    public var window: Window
    /// Whose hashtags count.
    public var rule: Rule
    /// What one count is.
    public var count: Count
    /// Which spellings are one tag.
    public var fold: Fold
    /// How many tags a report lists; 0 lists none.
    public var top: Int
    /// What now is; nil for the newest post's time.
    public var now: Timestamp?
    /// The language whose posts count, those of others being as if they were not there: `en` takes `en-GB` too, `und` takes
    /// the posts without a language. Nil counts every language.
    public var language: String?
    /// Tags that are left out of every list and sum. The funnel, which counts posts, stays as it is.
    public var stop = TagList()
    /// The tags that the posts were searched by, which would outshine all others.
    public var ownTags = TagList()
    /// Whether `ownTags` are left out as `stop` is.
    public var hidesOwnTags = false
    /// Spellings that are one tag though no folding says so.
    public var merge = TagGroups()
    /// The tag that was chosen, in any spelling: snapshots carry what is known of it. It changes no figure.
    public var focus: String?

    /// The width of the window unless chosen otherwise.
    public static let week: Int64 = 7 * 86_400

    /// Makes a query; the defaults are those of the command.
    public init(
        window: Window = .seconds(week), rule: Rule = .topLevel, count: Count = .every, fold: Fold = .nfkcCasefold,
        top: Int = 20, now: Timestamp? = nil
    ) {
        self.window = window
        self.rule = rule
        self.count = count
        self.fold = fold
        self.top = max(0, top)
        self.now = now
    }

    /// The counting of 2015: the outer post's tags, every occurrence, lower-cased, one week.
    public static let preset2015 = TopicsQuery(fold: .lower)

    /// Whether everything but now, the length of the list and the chosen tag is as in 2015.
    public var isPreset2015: Bool { isCounted(like: .preset2015) }

    /// Whether another query counts the same posts and tags in the same way: now, the length of the list and the chosen tag
    /// aside.
    public func isCounted(like other: TopicsQuery) -> Bool {
        var query = self
        (query.now, query.top, query.focus) = (other.now, other.top, other.focus)
        return query == other
    }

    /// Whether nothing that was counted under another query has to be counted anew: the window, the rule, the language and what
    /// is one tag are the same.
    func needsNoRecount(after other: TopicsQuery) -> Bool {
        window == other.window && rule == other.rule && fold == other.fold && now == other.now
            && language == other.language && merge == other.merge
    }

    /// The time after which a post lies in the window, given now; nil when every post does.
    func limit(now: Timestamp?) -> Timestamp? {
        guard case .seconds(let seconds) = window, let now else { return nil }
        return now.adding(seconds: -seconds)
    }
}

extension TopicsQuery.Window: LosslessStringConvertible {
    /// Reads `90s`, `30m`, `6h`, `7d`, `2w` or `all`; nil for anything else.
    public init?(_ text: String) {
        if text == "all" {
            self = .all
            return
        }
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800]
        guard let last = text.last, let unit = units[last], let number = Int64(text.dropLast()), number > 0 else {
            return nil
        }
        let (seconds, overflow) = number.multipliedReportingOverflow(by: unit)
        guard !overflow, seconds <= 1_000_000_000_000 else { return nil }
        self = .seconds(seconds)
    }

    /// The text that `init` reads, in the largest unit that is exact: `7d`, `36h`.
    public var description: String {
        guard case .seconds(let seconds) = self else { return "all" }
        for (unit, name) in [(Int64(86_400), "d"), (3600, "h"), (60, "m")] where seconds % unit == 0 && seconds > 0 {
            return "\(seconds / unit)\(name)"
        }
        return "\(seconds)s"
    }
}
