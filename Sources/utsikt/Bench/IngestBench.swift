import Foundation
import UtsiktCore
import UtsiktSources

/// Ingest: the sample timeline's pages committed to a database, against writing their bytes, and against Python's sqlite3.
enum IngestBench {
    static func figures() async throws -> [BenchFigure] {
        let sample = try SampleWorld.load(.ofProcess())
        var pages: [(task: FetchTask, page: Page)] = []
        var bodies: [[UInt8]] = []
        for account in sample.timeline.accounts {
            guard let body = sample.timeline.page(account: account.id, maxID: nil, count: 40) else { continue }
            bodies.append(body)
            let posts = try PostJSON.parseTimeline(body, file: account.screenName).posts
            let task = FetchTask(
                source: .posts, subject: "account/\(account.id)", label: account.screenName,
                budget: BudgetKey(rawValue: "bench"))
            pages.append((task, Page(posts: posts, bytes: body.count)))
        }
        let rows = pages.reduce(0) { $0 + $1.page.rows.posts.count }
        let now = sample.topicsNow

        let store = try Store.temporary()
        _ = try await store.add(pages.map(\.task), at: now)
        let commit = try await Stopwatch.measure {
            for (task, page) in pages { _ = try await store.commit(page, of: task, at: now) }
        }
        try store.close()
        let parse = try Stopwatch.measure {
            for body in bodies { _ = try PostJSON.parseTimeline(body, file: "") }
        }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("utsikt-bench-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("bytes")
        try Data().write(to: file)
        let handle = try FileHandle(forWritingTo: file)
        let floor = try Stopwatch.measure {
            for body in bodies { try handle.write(contentsOf: body) }
        }
        try handle.close()
        func rate(_ watch: Stopwatch) -> Double { Double(rows) / max(watch.cpu, 1e-9) }
        let peer = python(bodies: bodies, folder: folder, rows: rows)
        return [
            BenchFigure(
                bench: "ingest", what: "parse and commit pages of 40 posts, a transaction each",
                unit: "posts per CPU s",
                value: Double(rows) / (commit.cpu + parse.cpu), largerIsBetter: true,
                comparisons: [.measured("write(2) of the same bytes (floor)", rate(floor)), peer])
        ] + EngineBench.figures()
    }

    /// The same pages through Python's json and sqlite3: the rows, their hashtags, a transaction a page.
    private static func python(bodies: [[UInt8]], folder: URL, rows: Int) -> BenchFigure.Comparison {
        let name = "python3 json + sqlite3, same pages and transactions"
        let input = folder.appendingPathComponent("pages.ndjson")
        var joined = Data()
        for body in bodies {
            joined.append(contentsOf: body)
            joined.append(0x0A)
        }
        guard (try? joined.write(to: input)) != nil else { return .missing(name, "no room for its input") }
        let script = """
            import json,sqlite3,sys,time
            d=sqlite3.connect(sys.argv[2],isolation_level=None);d.execute('pragma journal_mode=wal');d.execute('pragma synchronous=normal')
            d.execute('create table post(id text primary key,author text,at int,text text,lang text)')
            d.execute('create table tag(post text,n int,tag text,primary key(post,n)) without rowid')
            t=time.process_time()
            for line in open(sys.argv[1],'rb'):
              d.execute('begin')
              for p in json.loads(line):
                at=time.mktime(time.strptime(p['created_at'],'%a %b %d %H:%M:%S +0000 %Y'))
                d.execute('insert or ignore into post values(?,?,?,?,?)',(p['id_str'],p['user']['id_str'],at,p['text'],p['lang']))
                for n,h in enumerate(p['entities']['hashtags']): d.execute('insert or ignore into tag values(?,?,?)',(p['id_str'],n,h['text']))
              d.execute('commit')
            print(time.process_time()-t)
            """
        let peer = Peer(
            name: "python3", executable: "python3",
            arguments: ["-c", script, input.path, folder.appendingPathComponent("peer.sqlite").path])
        switch peer.run() {
        case .missing(let why): return .missing(name, why)
        case .ran(_, let output):
            guard let seconds = Double(output.trimmingCharacters(in: .whitespacesAndNewlines)), seconds > 0 else {
                return .missing(name, "it printed no time")
            }
            return .measured(name, Double(rows) / seconds)
        }
    }
}
