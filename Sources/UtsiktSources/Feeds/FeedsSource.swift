import HTTPTypes
package import UtsiktCore

/// Feeds in RSS and Atom: each an address, asked for only if it has changed.
///
/// There is no token that could reach the wrong server, so redirects to other hosts are followed by a rule of their own; where a feed has moved
/// for good is remembered.
package struct FeedsSource: Source {
    /// Whom to ask, and how much.
    package struct Options: Sendable {
        /// The feeds' addresses.
        package var addresses: [String]
        /// How many entries of a feed are taken.
        package var postsPerFeed: Int
        /// After so many seconds each is asked again, an hour at least; nil: never.
        package var refreshSeconds: Int64?

        /// Makes options.
        package init(addresses: [String], postsPerFeed: Int = 40, refreshSeconds: Int64? = nil) {
            self.addresses = addresses.compactMap { FeedAddress($0)?.address.text }
            self.postsPerFeed = min(max(1, postsPerFeed), PostBounds.mostPosts)
            self.refreshSeconds = refreshSeconds.map { max(3600, $0) }
        }
    }

    /// The largest feed that is read.
    static let sizeLimit = 4 << 20
    private static let mostRedirects = 5

    private let options: Options
    private let transport: any HTTPTransport

    /// Its name in the configuration.
    package let id: SourceID
    /// `feeds`.
    package var service: String { FeedsService.name }
    /// Posts.
    package var content: SourceContent { .posts }
    /// What people see.
    package var title: String { id.rawValue == FeedsService.name ? "Feeds" : id.rawValue }
    /// A call a second to each host.
    package var budgets: [BudgetKey: [Budget]] {
        let keys = options.addresses.map(Self.budget)
        return Dictionary(keys.map { ($0, [Budget(calls: 60, per: 60)]) }) { first, _ in first }
    }
    /// As the options say.
    package var refreshSeconds: Int64? { options.refreshSeconds }

    /// Each feed has a host of its own.
    package var pausesOnRefusals: Bool { false }

    /// Makes the source.
    package init(_ options: Options, id: SourceID, transport: any HTTPTransport) {
        self.options = options
        self.id = id
        self.transport = transport
    }

    private static func budget(of address: String) -> BudgetKey {
        BudgetKey(rawValue: WebAddress(address)?.authority ?? "feeds")
    }

    /// The feeds.
    package func seeds(at now: Timestamp) -> [FetchTask] {
        options.addresses.map { address in
            FetchTask(
                source: id, subject: address, label: FeedAddress.label(address), budget: Self.budget(of: address))
        }
    }

    /// Asks for a feed.
    package func fetch(_ task: FetchTask) async throws(SourceFailure) -> Page {
        guard let configured = WebAddress(task.subject) else {
            throw SourceFailure(.gone, "‘\(task.subject)’ does not belong to this source")
        }
        var memory = FeedMemory(task.newest)
        let (answer, address) = try await ask(configured, &memory, task.label)
        if answer.isUnchanged { return Page(newest: memory.text, bytes: answer.body.count) }
        if let failure = FeedsSource.failure(of: answer, asking: task.label) { throw failure }
        let feed: FeedDocument
        do {
            feed = try FeedDocument(answer.body, address: task.subject)
        } catch {
            throw error.failure(asking: task.label, answer)
        }
        memory.etag = answer.headers["etag"].flatMap(FeedMemory.line)
        memory.modified = answer.headers["last-modified"].flatMap(FeedMemory.line)
        memory.moved = address == configured ? nil : memory.moved
        return Page(
            posts: Array(Self.newestFirst(feed.posts).prefix(options.postsPerFeed)), newest: memory.text,
            rejected: feed.rejected,
            bytes: answer.body.count)
    }

    /// Some feeds begin with their oldest entry. Entries of one time keep the feed's order.
    private static func newestFirst(_ posts: [Post]) -> [Post] {
        let sorted = posts.enumerated().sorted {
            ($1.element.createdAt, $0.offset) < ($0.element.createdAt, $1.offset)
        }
        return sorted.map(\.element)
    }

    /// Asks where the feed is now, and follows where it has gone.
    private func ask(
        _ configured: WebAddress, _ memory: inout FeedMemory, _ what: String
    ) async throws(SourceFailure) -> (HTTPAnswer, WebAddress) {
        var address = memory.moved.flatMap { WebAddress($0) } ?? configured
        var isForGood = true
        for hop in 0...Self.mostRedirects {
            var headers: HTTPFields = [
                .accept: "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1"
            ]
            // What was remembered is of the address that is asked first.
            if hop == 0 {
                if let etag = memory.etag { headers[.ifNoneMatch] = etag }
                if let modified = memory.modified { headers[.ifModifiedSince] = modified }
            }
            let answer: HTTPAnswer
            do {
                answer = try await transport.follow(
                    HTTPCall(url: address.text, headers: headers, sizeLimit: Self.sizeLimit))
            } catch {
                throw error.failure(asking: what)
            }
            guard [301, 302, 303, 307, 308].contains(answer.status),
                let next = answer.headers[.location].flatMap({ address.resolving($0) })
            else { return (answer, address) }
            // What leads on within one origin has been followed as far as that goes.
            guard !next.hasOrigin(of: address) else { break }
            guard FeedAddress.mayMove(from: address, to: next) else {
                throw SourceFailure(
                    .refused, "\(what): the feed points to a place that is not followed (\(answer.status))",
                    status: answer.status)
            }
            isForGood = isForGood && (answer.status == 301 || answer.status == 308)
            address = next
            if isForGood { memory.moved = address.text }
        }
        throw SourceFailure(.refused, "\(what): the feed points from place to place without an end")
    }

    private static func failure(of answer: HTTPAnswer, asking what: String) -> SourceFailure? {
        guard
            var failure = answer.failure(
                asking: what, refusal: "the feed is not open to everybody", rules: .oneByOne)
        else {
            return nil
        }
        if answer.status == 410 { failure.problem = "\(what): the feed has ended (410)" }
        return failure
    }
}
