import Foundation
import UtsiktCore
import UtsiktSources

/// The dashboard while posts come in as fast as it takes them: from a replay server without limits, over HTTP, into a database on
/// disk, with the whole overview drawn meanwhile. Rate, pictures and key latency are those of one run.
///
/// The server is a process of its own on the same machine; its CPU time is reported apart, since a real one would be elsewhere.
enum LiveBench {
    private static let (columns, rows) = (120, 40)
    /// So many times the sample timeline: 24,271 posts each.
    private static let copies = 8
    /// What is asked for, posts a second.
    private static let wanted = 10_000.0
    private static let frames = 30.0
    /// No tag and no word of the screen has these letters: the one that was typed is its own echo.
    private static let letters = ["ƕ", "ƣ", "ƿ", "ȣ", "ɣ", "ʓ", "ƨ", "ȹ"]

    static func figures() async throws -> [BenchFigure] {
        let server = try ReplayProcess(copies: copies)
        defer { server.stop() }
        let (own, folder) = (server.executable, server.folder)
        let database = folder.appendingPathComponent("live.sqlite").path
        let environment = try prepare(folder, port: server.port, database: database)
        var run = try PtyRun(
            own, ["--config", folder.appendingPathComponent("config.yaml").path], environment: environment,
            columns: columns, rows: rows)
        run.watch = ByteWatch("\u{1B}[?2026h")
        // Every post, as the sample's are of 2015; then a field that shows what is typed.
        _ = run.waitUntilQuiet(for: 0.2, within: 2)
        run.type("2ww/")
        var load = try await Load.measure(&run, database: database, server: server, letters: letters)
        try Task.checkCancellation()
        // The same keys when nothing comes in any more.
        _ = run.waitUntilQuiet(for: 1, within: 5)
        load.idle = (0..<30).compactMap { echo(&run, letters[$0 % letters.count]) }
        return figures(of: load)
    }

    /// The configuration of the measured dashboard, and its whole environment.
    static func prepare(_ folder: URL, port: Int, database: String) throws -> [String: String] {
        let text = """
            database: \(database)
            posts:
              url: \(ReplayServer.baseURL(port: UInt16(port)))
              user: "1000"
              token_env: UTSIKT_BENCH_TOKEN
              pages: 1
              page_size: 200
              limits: none
            """
        try Data(text.utf8).write(to: folder.appendingPathComponent("config.yaml"))
        var environment = [
            "TERM": "xterm-256color", "LANG": "C.UTF-8", "HOME": folder.path, "UTSIKT_BENCH_TOKEN": SampleWorld.token,
        ]
        for name in ["PATH", "LD_LIBRARY_PATH", "TMPDIR", "UTSIKT_ASSETS"] {
            environment[name] = ProcessInfo.processInfo.environment[name]
        }
        return environment
    }

    /// Types a letter, waits until it is on the screen, and takes it away again.
    /// - Returns: The seconds until it was there; nil when it did not come within one.
    static func echo(_ run: inout PtyRun, _ letter: String) -> Double? {
        run.echo = ByteWatch(letter)
        defer {
            run.type("\u{7F}")
            run.echo = nil
        }
        let sent = PtyRun.now
        run.type(letter)
        while run.echo?.count == 0 {
            let left = sent + 1 - PtyRun.now
            guard left > 0, run.isAlive else { return nil }
            _ = run.pump(left)
        }
        return run.lastByte - sent
    }

    private static func figures(of load: Load) -> [BenchFigure] {
        func figure(
            _ what: String, _ unit: String, _ value: Double, largerIsBetter: Bool = false,
            _ comparisons: [BenchFigure.Comparison]
        ) -> BenchFigure {
            BenchFigure(
                bench: "live", what: what, unit: unit, value: value, largerIsBetter: largerIsBetter,
                comparisons: comparisons)
        }
        let thousands = Double(load.posts) / 10_000
        return [
            figure(
                "\(load.posts) posts from the replay server into the database, dashboard drawn", "posts per s",
                load.rate, largerIsBetter: true,
                [.measured("what is asked for", wanted), .measured("the slowest second of this run", load.slowest)]),
            figure(
                "pictures drawn meanwhile, \(columns)x\(rows)", "per s", load.pictures, largerIsBetter: true,
                [.measured("what is asked for", frames)]),
            figure(
                "key to its letter on the screen meanwhile, p95 of \(load.busy.count)", "ms",
                TerminalBench.percentile(load.busy, 0.95) * 1000,
                [
                    .measured("the same when nothing comes in", TerminalBench.percentile(load.idle, 0.95) * 1000),
                    .measured("median meanwhile", TerminalBench.percentile(load.busy, 0.5) * 1000),
                ]),
            figure(
                "dashboard, for 10,000 posts fetched, stored, counted and drawn", "s CPU",
                load.dashboardCPU / max(thousands, 0.0001),
                [.measured("the server's share, besides", load.serverCPU / max(thousands, 0.0001))]),
        ]
    }
}

/// What was measured while posts came in.
private struct Load {
    var posts = 0
    var rate = 0.0
    var slowest = 0.0
    var pictures = 0.0
    var busy: [Double] = []
    var idle: [Double] = []
    var dashboardCPU = 0.0
    var serverCPU = 0.0

    /// How often the database is asked how many posts there are, in seconds.
    private static let step = 0.25

    /// Types and counts until no more posts come.
    static func measure(
        _ run: inout PtyRun, database: String, server: ReplayProcess, letters: [String]
    ) async throws -> Load {
        var load = Load()
        let store = try Store.open(path: database)
        defer { try? store.close() }
        var samples: [(at: Double, posts: Int)] = []
        var (firstPictures, firstCPU, firstServer) = (0, 0.0, 0.0)
        var generator = SystemRandomNumberGenerator()
        let end = PtyRun.now + 120
        while PtyRun.now < end, run.isAlive {
            try Task.checkCancellation()
            let posts = try await store.progress()[.posts]?.posts ?? 0
            if samples.isEmpty, posts > 0 {
                (firstPictures, firstCPU, firstServer) = (run.watch?.count ?? 0, run.cpu, server.cpu)
            }
            if posts > 0 {
                let hasEnded = samples.count > 8 && samples[samples.count - 8].posts == posts
                if samples.last?.posts != posts {
                    // Up to the last page, not to the pause behind it.
                    let seconds = PtyRun.now - (samples.first?.at ?? PtyRun.now)
                    load.pictures = Double((run.watch?.count ?? 0) - firstPictures) / max(seconds, 0.001)
                    (load.dashboardCPU, load.serverCPU) = (run.cpu - firstCPU, server.cpu - firstServer)
                }
                samples.append((PtyRun.now, posts))
                if hasEnded { break }
            }
            let next = PtyRun.now + step
            while PtyRun.now < next, run.isAlive {
                let pause = PtyRun.now + Double.random(in: 0.03...0.09, using: &generator)
                while PtyRun.now < pause { _ = run.pump(pause - PtyRun.now) }
                let letter = letters[load.busy.count % letters.count]
                let seconds = LiveBench.echo(&run, letter)
                if let seconds, let last = samples.last, samples.dropLast().last?.posts != last.posts {
                    load.busy.append(seconds)
                }
            }
        }
        guard let first = samples.first, let last = samples.first(where: { $0.posts == samples.last?.posts }),
            last.at > first.at
        else { throw LiveBenchFailure(problem: "the dashboard fetched nothing from the replay server") }
        load.posts = last.posts - first.posts
        load.rate = Double(load.posts) / (last.at - first.at)
        load.slowest = slowest(samples.filter { $0.at <= last.at })
        return load
    }

    /// The lowest rate over a second or somewhat more.
    private static func slowest(_ samples: [(at: Double, posts: Int)]) -> Double {
        var lowest = Double.infinity
        for (index, start) in samples.enumerated() {
            guard let end = samples[index...].first(where: { $0.at >= start.at + 1 }) else { break }
            lowest = min(lowest, Double(end.posts - start.posts) / (end.at - start.at))
        }
        return lowest.isFinite ? lowest : .nan
    }
}

/// Nothing was measured.
struct LiveBenchFailure: ExplainedError {
    let problem: String
    let remedy = "See that `utsikt replay --port 0 --no-limits` runs here"
    let exitStatus: Int32 = 3
}
