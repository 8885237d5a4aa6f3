public import ArgumentParser
import Foundation
public import UtsiktCore
import UtsiktScreen

/// `utsikt topics`: counts hashtags in files, standard input or the database.
struct TopicsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "topics",
        abstract: "Counts hashtags in files of posts, standard input, or the database.",
        discussion: """
            Files hold posts of the 1.1 API: one a line, in arrays, in pages (statuses, results) or in documents. \
            Without --now the newest post's time counts as now for files, and the world's clock for a database. \
            Exit status: 0 done; 1 done, with records rejected; 2 unusable arguments or input; 3 no database.
            """)

    @Argument(help: "Files, or - for standard input. None: the configured database.")
    var files: [String] = []

    @Option(help: "The database to count, instead of files.")
    var db: String?

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

    @Flag(help: "Count a post that comes again (the same id) once. The database does so always.")
    var dedup = false

    @Option(help: "How many tags to list.")
    var top = 20

    @Option(help: "The counts of one tag over time. Not there yet.")
    var series: String?

    @Option(help: "The tags that stand beside one tag. Not there yet.")
    var cooccurrence: String?

    @Option(help: "How many threads read files. Default: as many as there are processors.")
    var jobs: Int?

    @Flag(help: "One JSON object.")
    var json = false

    @Flag(help: "The list of tags as CSV.")
    var csv = false

    func run() async throws {
        try await Failure.explained {
            if files.first == "extract" { throw Failure.notYet("utsikt topics extract") }
            if series != nil { throw Failure.notYet("--series") }
            if cooccurrence != nil { throw Failure.notYet("--cooccurrence") }
            let query = try checkedQuery()
            let report = db == nil && !files.isEmpty ? try await countFiles(query) : try await countDatabase(query)
            try write(report)
            if report.funnel.total == 0, report.rejected.count > 0 { throw ExitCode(2) }
            if report.rejected.count > 0 { throw ExitCode(1) }
        }
    }

    /// The query that the flags make.
    private func checkedQuery() throws -> TopicsQuery {
        var query = TopicsQuery()
        if let preset {
            guard preset == "2015" else { throw refusal("there is no preset ‘\(preset)’; there is 2015") }
            query = .preset2015
        }
        if let now {
            guard let time = Timestamp(iso8601: now) else {
                throw refusal("‘\(now)’ is no time with a zone, as 2015-07-13T10:16:30Z")
            }
            query.now = time
        }
        guard top >= 0 else { throw refusal("--top cannot be below 0") }
        guard !json || !csv else { throw refusal("--json and --csv exclude each other") }
        guard db == nil || files.isEmpty else { throw refusal("count files or the database, not both") }
        guard files.filter({ $0 == "-" }).count <= 1 else { throw refusal("standard input can be read only once") }
        if let jobs, !(1...256).contains(jobs) { throw refusal("--jobs must be 1 to 256") }
        query.window = window ?? query.window
        query.rule = rule ?? query.rule
        query.count = count ?? query.count
        query.fold = fold ?? query.fold
        query.top = top
        return query
    }

    private func refusal(_ text: String) -> any Error {
        Failure.report(text)
        return ExitCode(2)
    }

    private func countFiles(_ query: TopicsQuery) async throws -> TopicsReport {
        let jobs = jobs ?? ProcessInfo.processInfo.activeProcessorCount
        let scan = TopicsFileScan(query: query, uniqueByID: dedup, jobs: jobs)
        let line = ProgressLine()
        guard line.isShown else { return try await scan.run(files) }
        defer { line.clear() }
        return try await scan.run(files) { done, size in
            if let text = TopicsProgress.text(done, of: size) { line.show(text) }
        }
    }

    private func countDatabase(_ query: TopicsQuery) async throws -> TopicsReport {
        let path = try db ?? configuredDatabase()
        try Failure.checkDatabase(path)
        let store = try Store.open(path: path)
        var query = query
        if query.now == nil {
            let world = try await store.world()
            query.now = (world?.clock ?? .system).now
        }
        var engine = TopicsEngine(query: query)
        for try await posts in store.posts() {
            for post in posts { engine.add(post) }
        }
        try store.close()
        return engine.report()
    }

    private func configuredDatabase() throws -> String {
        let configuration = ConfigurationFiles.ofProcess
        guard FileManager.default.fileExists(atPath: configuration.configurationPath) else {
            throw refusal(
                "name files, - for standard input, or a database with --db: there is no configuration at "
                    + configuration.configurationPath)
        }
        return try configuration.load(nil).database
    }

    private func write(_ report: TopicsReport) throws {
        if json {
            print(try JSONOutput.line(report))
        } else if csv {
            print(report.csv, terminator: "")
        } else {
            print(TopicsText(report).text, terminator: "")
        }
        if !json {
            Failure.report(report.rejected.first, of: report.rejected.count)
        }
    }
}

extension TopicsQuery.Rule: ExpressibleByArgument {}
extension TopicsQuery.Count: ExpressibleByArgument {}
extension TopicsQuery.Fold: ExpressibleByArgument {}
extension TopicsQuery.Window: ExpressibleByArgument {
    /// Reads a window as the command line writes it.
    public init?(argument: String) { self.init(argument) }
}

/// A report for people: the funnel, the sums, and the tags as a table.
private struct TopicsText {
    private let report: TopicsReport

    init(_ report: TopicsReport) { self.report = report }

    var text: String {
        let funnel = report.funnel
        var lines: [String] = [
            "\(NumberText.grouped(funnel.total)) posts",
            "\(NumberText.grouped(funnel.withoutHashtags)) without hashtags",
            "\(NumberText.grouped(funnel.tooOld)) of the rest too old" + since,
            "\(NumberText.grouped(funnel.analysed)) analysed, of \(NumberText.grouped(report.authors)) authors",
            "\(NumberText.grouped(report.hashtags.total)) hashtags, \(NumberText.grouped(report.hashtags.distinct)) "
                + "distinct, \(NumberText.fixed(report.hashtags.perPost, 2)) per post",
            "",
        ]
        let rows = report.top.enumerated().map { index, tag in
            [
                "\(index + 1)", TextSanitizer.clean(tag.tag), NumberText.grouped(tag.count),
                NumberText.grouped(tag.authors), NumberText.fixed(tag.share * 100, 2) + " %",
                TextSanitizer.clean(tag.spelling),
            ]
        }
        lines += TopicsText.table([["", "hashtag", "count", "authors", "share", "mostly written"]] + rows)
        return lines.map { $0 + "\n" }.joined()
    }

    private var since: String {
        guard let from = report.window.from else { return "" }
        return " (not newer than \(from))"
    }

    /// Aligns columns: texts to the left, numbers to the right; the last column is not padded.
    private static func table(_ rows: [[String]]) -> [String] {
        let isNumber = [true, false, true, true, true, false]
        let widths = isNumber.indices.map { column in rows.map { TextWidth.of($0[column]) }.max() ?? 0 }
        return rows.map { row in
            row.enumerated().map { column, cell in
                let gap = String(repeating: " ", count: widths[column] - TextWidth.of(cell))
                if column == row.count - 1 { return cell }
                return isNumber[column] ? gap + cell : cell + gap
            }.joined(separator: "  ")
        }
    }
}

/// How far a scan is, in words.
private enum TopicsProgress {
    /// The least that a scan reports at once.
    private static let part = 128 << 10

    /// The part read, at every four megabytes; nil in between.
    static func text(_ done: Int, of size: Int?) -> String? {
        let step = 4 << 20
        guard done / step != (done - part) / step else { return nil }
        let read = "\(NumberText.grouped(done >> 20)) MB"
        guard let size, size > 0 else { return "\(read) read" }
        let percent = Double(done) / Double(size) * 100
        return "\(read) of \(NumberText.grouped(size >> 20)) MB, \(NumberText.fixed(percent)) %"
    }
}
