public import UtsiktBase

/// One thing to fetch to its end: the posts of an account, the observations of a place and date.
public struct FetchTask: Sendable, Hashable {
    /// The source that can fetch it.
    public var source: SourceID
    /// Its key within the source, as `account/12345`; with `source` the identity in the journal.
    public var subject: String
    /// What people see, as `@user001` or `JFK 2013-04-01`.
    public var label: String
    /// The budget its calls are taken from.
    public var budget: BudgetKey
    /// Where the next page starts; nil for the first page. Opaque outside the source.
    public var cursor: String?
    /// How many pages have been fetched and committed.
    public var pages: Int
    /// What was the newest of it the last time it was fetched to its end, in the source's own words (`Page.newest`); nil when it
    /// never was. A source asks for what is newer than that, or stops at the first page that reaches it.
    public var newest: String?

    /// Makes a task.
    public init(
        source: SourceID, subject: String, label: String, budget: BudgetKey, cursor: String? = nil, pages: Int = 0,
        newest: String? = nil
    ) {
        self.source = source
        self.subject = subject
        self.label = label
        self.budget = budget
        self.cursor = cursor
        self.pages = pages
        self.newest = newest
    }
}
