import ArgumentParser
import Foundation
import UtsiktCore
import UtsiktEngine

/// `utsikt topics`: counts hashtags in files, standard input or the database.
struct TopicsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "topics",
        abstract: "Counts hashtags in files of posts, standard input, or the database.",
        discussion: """
            Files hold posts as services and tools write them, recognised by their content: X (v1.1 and v2, account archives, \
            MongoDB's JSON and BSON), Mastodon, ActivityPub, Bluesky, or plain texts, one a line; gzip and Zstandard too. \
            Without --now the newest post's time counts as now for files, and the world's clock for a database. \
            --svg and --png write a word cloud with small words inside \
            large letters. `utsikt topics extract [FILE…]` finds the hashtags of texts, one JSON string a line, with their places in code \
            points. Exit status: 0 done; 1 done, with records rejected; 2 unusable arguments or input; 3 no database.
            """)

    @Argument(help: "Files, or - for standard input. None: the configured database.")
    var files: [String] = []

    @Option(help: "The database to count, instead of files.")
    var db: String?

    @OptionGroup var counting: TopicsQueryOptions

    @Flag(help: "Count a post that comes again (the same id) once. The database does so always.")
    var dedup = false

    @Option(help: "The counts of one tag by hour and by day.")
    var series: String?

    @Option(help: "The tags that stand in the posts of one tag.")
    var cooccurrence: String?

    @Flag(help: "What more people use now than is usual at this weekday and hour.")
    var trending = false

    @Flag(help: "The authors with the most posts, and their tags.")
    var byAuthor = false

    @Flag(help: "How many posts there are in each language.")
    var byLanguage = false

    @Option(help: "How many threads read files. Default: as many as there are processors.")
    var jobs: Int?

    @OptionGroup(title: "Word cloud") var cloud: CloudOptions

    @Flag(help: "One JSON object.")
    var json = false

    @Flag(help: "One list as CSV: the tags, or the one that was asked for.")
    var csv = false

    func run() async throws {
        try await Failure.explained {
            if files.first == "extract" {
                return try TopicsExtract(files: Array(files.dropFirst()), isJSON: json).run()
            }
            let query = try checkedQuery()
            let report = db == nil && !files.isEmpty ? try await countFiles(query) : try await countDatabase(query)
            try write(report)
            if report.funnel.total == 0, report.rejected.count > 0 { throw ExitCode(2) }
            if report.rejected.count > 0 { throw ExitCode(1) }
        }
    }

    private func checkedQuery() throws -> TopicsQuery {
        let query = try counting.query()
        guard !json || !csv else { throw counting.refusal("--json and --csv exclude each other") }
        guard db == nil || files.isEmpty else { throw counting.refusal("count files or the database, not both") }
        guard files.filter({ $0 == "-" }).count <= 1 else {
            throw counting.refusal("standard input can be read only once")
        }
        if let jobs, !(1...256).contains(jobs) { throw counting.refusal("--jobs must be 1 to 256") }
        let lists = [series != nil, cooccurrence != nil, trending, byAuthor].count { $0 }
        guard !csv || lists <= 1 else { throw counting.refusal("--csv writes one list: ask for one") }
        return query
    }

    private func countFiles(_ query: TopicsQuery) async throws -> TopicsReport {
        let scan = TopicsFileScan(
            query: query, uniqueByID: dedup, jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount,
            keepsHistory: parts.needHistory)
        let line = ProgressLine()
        guard line.isShown else {
            return try await report(counted: scan.count(files))
        }
        defer { line.clear() }
        let counted = try await scan.count(files) { done, size in
            if let text = TopicsProgress.text(done, of: size) { line.show(text) }
        }
        return try report(counted: counted)
    }

    private func countDatabase(_ query: TopicsQuery) async throws -> TopicsReport {
        let path = try db ?? configuredDatabase()
        try Failure.checkDatabase(path)
        let store = try Failure.open(path)
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
        return try report(counted: (engine, .init()))
    }

    private func report(counted: (engine: TopicsEngine, rejected: TopicsReport.Rejected)) throws -> TopicsReport {
        let words = cloud.isAsked ? cloud.words : 0
        let figures = counted.engine.figures(.init(report: counted.engine.query, parts: parts, words: words))
        try cloud.write(figures)
        return TopicsReport(figures, rejected: counted.rejected, parts: parts)
    }

    private func configuredDatabase() throws -> String {
        let configuration = ConfigurationFiles.ofProcess
        guard FileManager.default.fileExists(atPath: configuration.configurationPath) else {
            throw counting.refusal(
                "name files, - for standard input, or a database with --db: there is no configuration at "
                    + configuration.configurationPath)
        }
        return try configuration.load(nil).database
    }

    /// What the report tells beyond the counts.
    private var parts: TopicsReport.Parts {
        var parts = TopicsReport.Parts()
        parts.series = series
        parts.cooccurrence = cooccurrence
        parts.trending = trending
        parts.byAuthor = byAuthor
        parts.byLanguage = byLanguage
        return parts
    }

    private func write(_ report: TopicsReport) throws {
        if json {
            try Output.line(try JSONOutput.line(report))
        } else if csv {
            try Output.write(list(report))
        } else {
            try Output.words(TopicsText(report).text)
        }
        let funnel = report.funnel
        if !json, funnel.analysed == 0, funnel.tooOld > 0 {
            Failure.report(
                "all \(funnel.tooOld) posts with hashtags are older than the window; --window all takes every post")
        }
        if !json {
            Failure.report(report.rejected.first, of: report.rejected.count)
        }
    }

    /// The one list that was asked for.
    private func list(_ report: TopicsReport) -> String {
        if let course = report.series {
            return TopicsReport.csv(course, byHour: course.hours.counts.count <= 24 * 7 + 1)
        }
        if let company = report.cooccurrence { return TopicsReport.csv(company) }
        if let trending = report.trending { return TopicsReport.csv(trending) }
        if let authors = report.byAuthor { return TopicsReport.csv(authors) }
        return report.csv
    }
}
