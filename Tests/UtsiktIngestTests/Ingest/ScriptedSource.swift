import Synchronization
import UtsiktBase
import UtsiktForecast
import UtsiktIngest
import UtsiktTestSupport
import UtsiktTopics

/// A source with a script: tasks with pages whose posts are known beforehand, and failures chosen by a seed.
struct ScriptedSource: Source {
    /// What a page does before it is had.
    enum Trouble: Sendable {
        case failure(SourceFailure)
        /// The call lasts until it is cancelled.
        case hang
        /// The call lasts until the gate is open, or it is cancelled.
        case wait(Gate)
    }

    var id = SourceID.posts
    let service = "scripted"
    let content = SourceContent.posts
    var title = "Scripted"
    var budgets: [BudgetKey: [Budget]] = [:]
    var subjects = 5
    var pagesPerSubject = 3
    var postsPerPage = 2
    /// Pages that fail at this attempt (0 is the first): subject, page, attempt.
    var trouble: @Sendable (Int, Int, Int) -> Trouble? = { _, _, _ in nil }
    /// The first task discovers the others, as a friends list does.
    var discovers = false
    /// After so many seconds a done task is asked again.
    var refreshSeconds: Int64?
    /// What it may spend, what a call costs at most, and what one did cost.
    var money: MoneyBudget?
    var priceOfPage = Money.zero
    var spentOnPage: Money?
    /// The secret it asks with.
    var secret: Secret?
    /// Whether several refused tasks mean that the source is.
    var pausesOnRefusals = true
    /// Pages under way at once; nil as the ingestor's options say.
    var concurrency: Int?
    /// How many tasks there are at an instant; nil for `subjects` of them.
    var subjectsAt: (@Sendable (Timestamp) -> Int)?
    let history = History()

    /// What was asked for, over all copies of the source.
    final class History: Sendable {
        private struct State {
            var calls: [String] = []
            var attempts: [String: Int] = [:]
            var served: [String] = []
            var waiters: [(count: Int, gate: Gate)] = []
        }
        private let state = Mutex(State())

        var calls: [String] { state.withLock { $0.calls } }
        var served: [String] { state.withLock { $0.served } }

        func attempt(_ page: String) -> Int {
            let (attempt, due) = state.withLock { state in
                state.calls.append(page)
                state.attempts[page, default: -1] += 1
                let count = state.calls.count
                let due = state.waiters.filter { $0.count <= count }
                state.waiters.removeAll { $0.count <= count }
                return (state.attempts[page] ?? 0, due)
            }
            for waiter in due { waiter.gate.open() }
            return attempt
        }

        /// Returns when so many calls were made in all.
        func waitForCalls(_ count: Int) async {
            let gate = Gate()
            state.withLock { state in
                if state.calls.count >= count { gate.open() } else { state.waiters.append((count, gate)) }
            }
            await gate.wait()
        }

        func serve(_ page: String) { state.withLock { $0.served.append(page) } }
    }

    func task(_ subject: Int) -> FetchTask {
        FetchTask(
            source: id, subject: "account/\(subject)", label: "@user\(subject)", budget: BudgetKey(rawValue: "timeline")
        )
    }

    func seeds(at now: Timestamp) -> [FetchTask] {
        guard discovers else { return (0..<(subjectsAt?(now) ?? subjects)).map { task($0) } }
        return [FetchTask(source: id, subject: "friends", label: "friends", budget: BudgetKey(rawValue: "friends"))]
    }

    func price(of task: FetchTask) -> Money { priceOfPage }
    var spendingForecast: SpendingForecast? {
        money.map { _ in SpendingForecast([.init("pages", count: subjects, price: priceOfPage)]) }
    }
    func fingerprint(key: UInt64) -> UInt8? { secret?.fingerprint(key: key) }

    static func name(_ task: FetchTask) -> String { "\(task.subject)#\(task.cursor ?? "0")" }

    func fetch(_ task: FetchTask) async throws(SourceFailure) -> Page {
        let name = ScriptedSource.name(task)
        let attempt = history.attempt(name)
        let subject = Int(task.subject.split(separator: "/").last ?? "") ?? -1
        let page = Int(task.cursor ?? "0") ?? 0
        // As a real call does, this one lets others have their turn; nothing waits for it.
        await Task.yield()
        switch trouble(subject, page, attempt) {
        case .failure(let failure): throw failure
        case .hang:
            await untilCancelled()
            throw SourceFailure(.cancelled, "cancelled")
        case .wait(let gate):
            await gate.wait()
        case nil: break
        }
        if Task.isCancelled { throw SourceFailure(.cancelled, "cancelled") }
        history.serve(name)
        if subject < 0 { return Page(discovered: (0..<subjects).map { self.task($0) }, bytes: 10) }
        let posts = (0..<postsPerPage).map { post(subject, page, $0) }
        var answer = Page(posts: posts, next: page + 1 < pagesPerSubject ? String(page + 1) : nil, bytes: 100)
        answer.spent = spentOnPage
        return answer
    }

    func post(_ subject: Int, _ page: Int, _ index: Int) -> Post {
        Post(
            id: "\(subject)-\(page)-\(index)", author: "\(subject)", authorName: "user\(subject)",
            createdAt: Timestamp(seconds: 1_436_000_000 + Int64(subject * 1000 + page * 10 + index)),
            text: "text \(subject) \(page) \(index)", language: "en", hashtags: ["tag\(subject)", "swift"])
    }

    var expectedPosts: Set<String> {
        Set(
            (0..<subjects).flatMap { s in
                (0..<pagesPerSubject).flatMap { p in (0..<postsPerPage).map { post(s, p, $0).id } }
            })
    }

    var expectedPages: Int { subjects * pagesPerSubject + (discovers ? 1 : 0) }
}
