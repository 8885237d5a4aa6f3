import Foundation
import UtsiktCore
import UtsiktSources

/// `utsikt fetch` from a replay server without limits into a database on disk, from start to end of the process, against Python's
/// requests and sqlite3 that do the same calls.
enum FetchBench {
    /// So many times the sample timeline: 24,271 posts each.
    private static let copies = 4

    static func figures() async throws -> [BenchFigure] {
        let server = try ReplayProcess(copies: copies)
        defer { server.stop() }
        let (own, folder) = (server.executable, server.folder)
        let database = folder.appendingPathComponent("fetch.sqlite").path
        let environment = try LiveBench.prepare(folder, port: server.port, database: database)
        var cpu = 0.0
        let fetch = try Stopwatch.measure {
            cpu = try run(
                own, ["fetch", "--config", folder.appendingPathComponent("config.yaml").path], environment)
        }
        let store = try Store.open(path: database)
        let posts = try await store.counts().posts
        try store.close()
        guard posts > 0 else { throw LiveBenchFailure(problem: "nothing was fetched from the replay server") }
        let peer = python(port: server.port, folder: folder)
        return [
            BenchFigure(
                bench: "fetch", what: "\(posts) posts from the replay server into a database, start and end included",
                unit: "posts per s", value: Double(posts) / max(fetch.wall, 1e-9), largerIsBetter: true,
                comparisons: [peer.rate]),
            BenchFigure(
                bench: "fetch", what: "the same, CPU time of the process", unit: "posts per CPU s",
                value: Double(posts) / max(cpu, 1e-9), largerIsBetter: true, comparisons: [peer.cpu]),
        ]
    }

    /// Runs a program to its end.
    /// - Returns: Its CPU seconds.
    private static func run(_ program: String, _ arguments: [String], _ environment: [String: String]) throws -> Double
    {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let before = Peer.childSeconds
        try process.run()
        process.waitUntilExit()
        return Peer.childSeconds - before
    }

    /// The same calls with Python's requests, one after the other over one connection, and the same rows with its sqlite3, a
    /// transaction a page.
    private static func python(port: Int, folder: URL) -> (rate: BenchFigure.Comparison, cpu: BenchFigure.Comparison) {
        let name = "python3 requests + sqlite3, the same calls and transactions"
        let script = """
            import requests,sqlite3,sys,time
            u='http://127.0.0.1:'+sys.argv[1]+'/1.1';s=requests.Session();s.trust_env=False
            s.headers['Authorization']='Bearer '+sys.argv[2]
            d=sqlite3.connect(sys.argv[3],isolation_level=None);d.execute('pragma journal_mode=wal');d.execute('pragma synchronous=normal')
            d.execute('create table post(id text primary key,author text,at int,text text,lang text)')
            d.execute('create table tag(post text,n int,tag text,primary key(post,n)) without rowid')
            ids=s.get(u+'/friends/ids.json?user_id=1000&cursor=-1&count=5000').json()['ids']
            for i in ids:
              r=s.get(u+'/statuses/user_timeline.json?user_id=%s&count=200'%i)
              if r.status_code!=200: continue
              d.execute('begin')
              for p in r.json():
                at=time.mktime(time.strptime(p['created_at'],'%a %b %d %H:%M:%S +0000 %Y'))
                d.execute('insert or ignore into post values(?,?,?,?,?)',(p['id_str'],p['user']['id_str'],at,p['text'],p['lang']))
                for n,h in enumerate(p['entities']['hashtags']): d.execute('insert or ignore into tag values(?,?,?)',(p['id_str'],n,h['text']))
              d.execute('commit')
            print(d.execute('select count(*) from post').fetchone()[0])
            """
        let peer = Peer(
            name: "python3", executable: "python3",
            arguments: [
                "-c", script, "\(port)", SampleWorld.token, folder.appendingPathComponent("peer.sqlite").path,
            ])
        var outcome = Peer.Outcome.missing("")
        let watch = Stopwatch.measure { outcome = peer.run() }
        switch outcome {
        case .missing(let why): return (.missing(name, why), .missing(name, why))
        case .ran(let cpu, let output):
            guard let posts = Double(output.trimmingCharacters(in: .whitespacesAndNewlines)), posts > 0 else {
                return (.missing(name, "it fetched nothing"), .missing(name, "it fetched nothing"))
            }
            return (.measured(name, posts / max(watch.wall, 1e-9)), .measured(name, posts / max(cpu, 1e-9)))
        }
    }
}
