import UtsiktApp
import UtsiktCore
import UtsiktScreen

@testable import UtsiktEngine

/// A source of posts, one page a subject; the last subject's page does not come until the call is cancelled.
struct HangingSource: Source {
    let id = SourceID.posts
    let service = "test"
    let content = SourceContent.posts
    let title = "Posts"
    let budgets: [BudgetKey: [Budget]] = [:]
    /// How many pages come.
    var pages = 0
    /// Whether one more page is asked for that never comes.
    var hangs = true
    /// Is told when the page that never comes is asked for.
    var asked: @Sendable () -> Void = {}

    func seeds(at now: Timestamp) -> [FetchTask] {
        (0..<pages + (hangs ? 1 : 0)).map { number in
            FetchTask(
                source: id, subject: "account/\(number)", label: "@\(number)", budget: BudgetKey(rawValue: "timeline"))
        }
    }

    func fetch(_ task: FetchTask) async throws(SourceFailure) -> Page {
        let number = Int(task.subject.split(separator: "/").last ?? "") ?? 0
        guard number >= pages else { return Page(posts: TestWorlds.posts(number..<number + 1), bytes: 1) }
        asked()
        // Ends when the call is cancelled.
        for await _ in AsyncStream<Void>.makeStream().stream {}
        throw SourceFailure(.cancelled, "cancelled")
    }
}

/// Small worlds for tests.
enum TestWorlds {
    static let now = Timestamp(seconds: 1_436_000_000)

    static func posts(_ numbers: Range<Int>) -> [Post] {
        numbers.map { number in
            Post(
                id: "\(number)", author: "a\(number)", authorName: "a\(number)",
                createdAt: now.adding(seconds: Int64(-number)), text: "text", language: "en",
                hashtags: ["tag\(number % 3)"])
        }
    }

    /// A store that holds posts already.
    static func store(posts count: Int, path: String? = nil) async throws -> Store {
        let store = try path.map { try Store.open(path: $0) } ?? Store.temporary()
        let task = FetchTask(
            source: .posts, subject: "stored", label: "stored", budget: BudgetKey(rawValue: "timeline"))
        _ = try await store.add([task], at: now)
        if count > 0 { _ = try await store.commit(Page(posts: posts(1000..<1000 + count)), of: task, at: now) }
        return store
    }

    /// A workspace on a store.
    static func workspace(
        _ store: Store, _ sources: [any Source] = [], name: String = "test", clock: any PaceClock = SystemPaceClock()
    ) -> Workspace {
        let world = StoreWorld(
            label: name, isReplay: true, topicsNow: now, weatherToday: CivilDay(year: 2015, month: 7, day: 4))
        var query = TopicsQuery()
        query.now = now
        return Workspace(
            store: store, ingestor: Ingestor(sources: sources, store: store, clock: clock),
            topics: TopicsAnalysis(query: query), forecast: ForecastAnalysis(today: world.weatherToday), world: world,
            replay: nil)
    }

    /// How a workspace is opened that is there already.
    static func opening(_ workspace: Workspace) -> WorkspaceHost.Opening {
        WorkspaceHost.Opening(world: WorldStatus(isReplay: true, name: workspace.world.label)) { workspace }
    }

    /// The app before any world is open.
    static func app(_ size: Size = Size(width: 120, height: 40)) -> App {
        var state = AppState(size: size, glyphs: .blocks, world: WorldStatus(isReplay: true, name: ""))
        state.world.isOpen = false
        state.topics.postponesClouds = true
        return App(state: state)
    }
}

/// An error that a world is not opened for.
struct Refused: ExplainedError {
    let problem = "refused by the test"
    let remedy = ""
}
