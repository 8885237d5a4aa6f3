public import UtsiktBase
public import UtsiktForecast
public import UtsiktTopics

/// Posts and observations: as a page brought them, or those of it that were new in the store.
public struct Rows: Sendable, Hashable {
    /// The posts, in the page's order.
    public var posts: [Post]
    /// The observations, in the page's order.
    public var observations: [Observation]
    /// Posts that are not there any more; to be taken away before `posts` are added, one of which may have the id of one of them.
    public var removed: [RemovedPost] = []

    /// Makes rows.
    public init(posts: [Post] = [], observations: [Observation] = [], removed: [RemovedPost] = []) {
        self.posts = posts
        self.observations = observations
        self.removed = removed
    }

    /// How many there are.
    public var count: Int { posts.count + observations.count }
    /// Whether nothing came and nothing went.
    public var isEmpty: Bool { posts.isEmpty && observations.isEmpty && removed.isEmpty }

    /// The same rows as those of a source.
    public func of(_ source: SourceID) -> Rows {
        var rows = self
        for index in rows.posts.indices { rows.posts[index].source = source }
        for index in rows.observations.indices { rows.observations[index].source = source }
        return rows
    }
}

/// What an answer says of a task.
public struct SettledTask: Sendable, Hashable {
    /// What has become of it.
    public enum Outcome: Sendable, Hashable {
        /// It is finished by the service's own rule, and not asked for again.
        case done
        /// It is answered, but not finished: what is there is kept, and it is asked for again from this instant on.
        case open(until: Timestamp)
        /// It cannot be had.
        case failed(JournalEntry.Cause, String)
    }
    /// Its key within the source.
    public var subject: String
    /// What has become of it.
    public var outcome: Outcome

    /// Makes it from its parts.
    public init(_ subject: String, _ outcome: Outcome) {
        self.subject = subject
        self.outcome = outcome
    }
}

/// One answered page, ready to be committed together with its cursor.
public struct Page: Sendable {
    /// The rows in the page.
    public var rows: Rows
    /// Tasks that the page discovered (the accounts of a friends list).
    public var discovered: [FetchTask]
    /// Where the next page starts; nil when the task is done with this page.
    public var next: String?
    /// What the source wants to know as the newest thing of this list the next time it is asked (`FetchTask.newest`); nil when
    /// the page says nothing of it. Of a task's pages the first one counts, once the task is done. Opaque outside the source.
    public var newest: String?
    /// Whether the page names fewer tasks than the service does: those that it leaves out are not taken to be gone.
    public var isPartial = false
    /// Records of the page that could not be used; the rest of it can.
    public var rejected: RejectionList
    /// What the answer said about the budget.
    public var quota: Quota?
    /// The size of the answer's body in bytes.
    public var bytes: Int
    /// What the answer says of tasks besides that the list has ended: those that it answered along with its own, and those that
    /// are to be asked again though they are answered. Of the page's own task it counts on the last page.
    public var settled: [SettledTask] = []
    /// Posts that the service has deleted, by their ids; those that are not there are passed over.
    public var deleted: [String] = []
    /// Posts that take the place of what is stored under their ids, or are added.
    public var edited: [Post] = []
    /// What the call has cost; nil when that is not known, and then it has cost what it may at most.
    public var spent: Money?

    /// Makes a page.
    public init(
        posts: [Post] = [], observations: [Observation] = [], discovered: [FetchTask] = [], next: String? = nil,
        newest: String? = nil, rejected: RejectionList = RejectionList(), quota: Quota? = nil, bytes: Int = 0
    ) {
        rows = Rows(posts: posts, observations: observations)
        self.discovered = discovered
        self.next = next
        self.newest = newest
        self.rejected = rejected
        self.quota = quota
        self.bytes = bytes
    }
}

/// A page that is in the store now.
public struct CommittedPage: Sendable, Hashable {
    /// The task as the journal has it now: one page further.
    public var task: FetchTask
    /// The posts that were new, and the observations that were new or changed; they carry the task's source.
    public var rows: Rows
    /// The discovered tasks that the journal did not have yet.
    public var addedTasks: [FetchTask]
    /// The answer's size in bytes.
    public var bytes: Int
    /// Records of the page that were rejected.
    public var rejected: Int
    /// Whether the task is done with this page.
    public var isDone: Bool
    /// How many discovered tasks were left out, because the source has as many as it may have.
    public var leftOut = 0
    /// Whether the task is one that discovers others, and done with this page: its list was read to the end.
    public var endsList = false
    /// How many done tasks the page names that had been retired: they count again.
    public var returned = 0
    /// Tasks that were retired because the list, read to its end, does not name them any more.
    public var retired: [Retired] = []
    /// What has become of tasks by the page's own word: those that were still to be fetched.
    public var settled: [SettledTask] = []
    /// How many of the posts took the place of older ones, which are among `rows.removed`.
    public var edited = 0

    /// A task that is not wanted any more.
    public struct Retired: Sendable, Hashable {
        /// Its key within the source.
        public var subject: String
        /// What had become of it.
        public var state: JournalEntry.State

        /// Makes an entry.
        public init(subject: String, state: JournalEntry.State) {
            self.subject = subject
            self.state = state
        }
    }

    /// Makes a page.
    public init(
        task: FetchTask, rows: Rows = Rows(), addedTasks: [FetchTask] = [], bytes: Int = 0, rejected: Int = 0,
        isDone: Bool
    ) {
        self.task = task
        self.rows = rows
        self.addedTasks = addedTasks
        self.bytes = bytes
        self.rejected = rejected
        self.isDone = isDone
    }

    /// What is left to say of a page when it is kept.
    public init(_ page: Page, task: FetchTask) {
        self.init(task: task, bytes: page.bytes, rejected: page.rejected.count, isDone: page.next == nil)
    }

    /// So many tasks a service may add to a source; each costs a call an hour and a few hundred bytes.
    package static let mostDiscovered = 20_000

    /// What is said of tasks that were left out.
    static func leftOut(_ count: Int, of task: FetchTask) -> Rejection {
        Rejection(
            file: task.label, reason: "more than \(mostDiscovered) to fetch; \(count) of them are left out")
    }
}
