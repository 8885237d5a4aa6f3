import Foundation
import Testing
import UtsiktCore

@testable import UtsiktSources

/// The bundled world, loaded once for all tests.
enum TestWorld {
    /// The source tree's assets, found by walking up from this file.
    static let assets: AssetLocator = {
        var folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        while folder.path != "/" {
            let candidate = folder.appendingPathComponent("Assets")
            if FileManager.default.fileExists(atPath: candidate.path) {
                return AssetLocator(candidates: [candidate.path])
            }
            folder.deleteLastPathComponent()
        }
        return AssetLocator(candidates: [])
    }()

    private static let loaded = Result { () throws(SampleWorldError) in try SampleWorld.load(assets) }

    static func load() throws -> SampleWorld { try loaded.get() }
}

/// The 2015 rules, written down once more for the tests: the outer post's own hashtags, every occurrence, lower-cased,
/// strictly within the last seven days.
struct Funnel2015: Equatable {
    var total = 0
    var withoutHashtags = 0
    var tooOld = 0
    var analysed = 0
    var counts: [String: Int] = [:]

    init(_ posts: some Sequence<Post>, now: Timestamp) {
        let limit = now.adding(seconds: -7 * 86_400)
        for post in posts {
            total += 1
            if post.hashtags.isEmpty {
                withoutHashtags += 1
            } else if post.createdAt <= limit {
                tooOld += 1
            } else {
                analysed += 1
                for tag in post.hashtags { counts[tag.lowercased(), default: 0] += 1 }
            }
        }
    }

    var occurrences: Int { counts.values.reduce(0, +) }
}

/// Asks a source for everything, as an ingestor without patience or limits would: failures that may pass are asked again.
struct Harvest {
    var posts: [Post] = []
    var observations: [Observation] = []
    var rejected: [Rejection] = []
    var failures: [String: [SourceFailure]] = [:]
    var pages: [String: Int] = [:]
    var quotas: [Quota] = []

    static func all(of source: some Source, clock: some PaceClock, from tasks: [FetchTask]? = nil) async throws
        -> Harvest
    {
        var harvest = Harvest()
        var queue = tasks ?? source.seeds(at: clock.now)
        var next = 0
        while next < queue.count {
            var task = queue[next]
            next += 1
            var attempts = 0
            while true {
                do throws(SourceFailure) {
                    let page = try await source.fetch(task)
                    harvest.posts += page.rows.posts
                    harvest.observations += page.rows.observations
                    harvest.rejected += page.rejected.kept
                    harvest.pages[task.subject, default: 0] += 1
                    if let quota = page.quota { harvest.quotas.append(quota) }
                    queue += page.discovered
                    guard let cursor = page.next else { break }
                    task.cursor = cursor
                    task.pages += 1
                    attempts = 0
                } catch {
                    harvest.failures[task.subject, default: []].append(error)
                    attempts += 1
                    switch error.kind {
                    case .refused, .gone, .cancelled: attempts = .max
                    case .rateLimited:
                        let seconds = error.retryAfterSeconds.map { clock.now.adding(seconds: $0) }
                        try await clock.sleep(until: seconds ?? error.quota?.resetsAt ?? clock.now.adding(seconds: 60))
                    case .temporary, .malformed: break
                    }
                    if attempts > 3 { break }
                }
            }
        }
        return harvest
    }
}
