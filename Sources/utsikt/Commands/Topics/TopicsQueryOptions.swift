public import ArgumentParser
import Foundation
public import UtsiktCore
import UtsiktEngine

/// The flags that say what is counted and how.
struct TopicsQueryOptions: ParsableArguments {
    @Option(help: "2015 counts as the program of 2015 did: top-level, every, lower, 7d.")
    var preset: String?

    @Option(help: "What counts as now, as 2015-07-13T10:16:30Z.")
    var now: String?

    @Option(help: "Posts newer than so long before now: 90s, 30m, 6h, 7d, 2w, or all. Default: 7d.")
    var window: TopicsQuery.Window?

    @Option(help: "top-level: the outer post's own tags; full: reposts and extended texts resolved first.")
    var rule: TopicsQuery.Rule?

    @Option(help: "every, once-per-post or once-per-author.")
    var count: TopicsQuery.Count?

    @Option(help: "Which spellings are one tag: lower, nfc-lower, nfc-casefold or nfkc-casefold.")
    var fold: TopicsQuery.Fold?

    @Option(help: "Only posts in a language: en takes en-GB too, und those without one.")
    var lang: String?

    @Option(help: "A file of tags to leave out, one a line.")
    var stop: String?

    @Option(help: "A file of tags that are one, a group a line, its name first.")
    var merge: String?

    @Option(help: "How many entries a list has.")
    var top = 20

    /// The query that the flags make.
    /// - Throws: `ExitCode` 2, after saying why.
    func query() throws -> TopicsQuery {
        var query = TopicsQuery()
        if let preset {
            guard preset == "2015" else { throw refusal("there is no preset ‘\(preset)’; there is 2015") }
            query = .preset2015
        }
        if let now {
            guard let time = Timestamp(iso8601: now) else {
                throw refusal("‘\(now)’ is not a time with a zone, as 2015-07-13T10:16:30Z")
            }
            query.now = time
        }
        guard top >= 0 else { throw refusal("--top cannot be below 0") }
        query.window = window ?? query.window
        query.rule = rule ?? query.rule
        query.count = count ?? query.count
        query.fold = fold ?? query.fold
        query.language = lang
        query.top = top
        if let stop { query.stop = try tell { () throws(ConfigurationError) in try TagListFile.stops(stop) } }
        if let merge { query.merge = try tell { () throws(ConfigurationError) in try TagListFile.groups(merge) } }
        return query
    }

    /// Ends the command for arguments that cannot be used.
    func refusal(_ text: String) -> any Error {
        Failure.report(text)
        return ExitCode(2)
    }

    /// Lines that cannot be used would silently change the figures: they end the command.
    private func tell<List>(
        _ read: () throws(ConfigurationError) -> (list: List, rejected: RejectionList)
    ) throws -> List {
        let parsed: (list: List, rejected: RejectionList)
        do { parsed = try read() } catch { throw refusal(error.description) }
        guard parsed.rejected.isEmpty else {
            Failure.report(parsed.rejected, of: parsed.rejected.count)
            throw ExitCode(2)
        }
        return parsed.list
    }
}

extension TopicsQuery.Rule: ExpressibleByArgument {}
extension TopicsQuery.Count: ExpressibleByArgument {}
extension TopicsQuery.Fold: ExpressibleByArgument {}
extension TopicsQuery.Window: ExpressibleByArgument {
    /// Reads a window as the command line writes it.
    public init?(argument: String) { self.init(argument) }
}
