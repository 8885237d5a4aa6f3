import Foundation
import UtsiktCore
import UtsiktSources

/// The file scan beside other programs that count the same file: CPU seconds, time and memory, each as a process of its own.
///
/// The file is the sample timeline, several times over, a post a line; `UTSIKT_BENCH_TOPICS` names another one. Python's packages
/// are looked for in the virtual environment that `UTSIKT_BENCH_PEERS` names, else in the Python of PATH.
enum TopicsBench {
    /// The versions of the peers that the claims are made for.
    static let pinned = "duckdb==2.0.0 polars==2.1.0"
    private static let copies = 3
    private static let rounds = 3

    static func figures() async throws -> [BenchFigure] {
        let sample = try SampleWorld.load(.ofProcess())
        let environment = ProcessInfo.processInfo.environment
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("utsikt-bench-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = environment["UTSIKT_BENCH_TOPICS"] ?? folder.appendingPathComponent("timeline.ndjson").path
        if environment["UTSIKT_BENCH_TOPICS"] == nil { try write(sample.timeline, to: file) }
        let size = try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int ?? 0
        let now = sample.topicsNow.iso8601
        let task = "count the hashtags of \(size / 1_000_000) MB of posts"

        let runs = Runs(file: file, now: now, python: environment["UTSIKT_BENCH_PEERS"].map { "\($0)/bin/python3" })
        // By turns, so that whatever else the machine does meets all of them; the best of each counts.
        var (one, two) = (try runs.ours(threads: 1), try runs.ours(threads: 2))
        var peers: [Int: [(name: String, outcome: Result<Measured, Missing>)]] = [:]
        var floors: [(name: String, outcome: Result<Measured, Missing>)] = []
        for round in 0..<rounds {
            try Task.checkCancellation()
            if round > 0 {
                one.improve(by: try runs.ours(threads: 1))
                two.improve(by: try runs.ours(threads: 2))
            }
            for threads in [1, 2] {
                peers[threads] = Self.best(
                    peers[threads], Runs.scripts.map { ($0.name, runs.peer($0, threads: threads, like: one)) })
            }
            floors = Self.best(floors, [("cat (floor)", runs.shell("cat")), ("wc -l", runs.shell("wc -l"))])
        }
        // Measured once where the file is from; it reads the file into memory first, which is not in it.
        let mark = (1_040...1_070).contains(size / 1_000_000)
        func comparisons(_ threads: Int, _ value: (Measured) -> Double) -> [BenchFigure.Comparison] {
            ((peers[threads] ?? []) + floors).map { name, outcome -> BenchFigure.Comparison in
                switch outcome {
                case .success(let measured): .measured(name, value(measured))
                case .failure(let reason): .missing(name, reason.text)
                }
            }
        }
        func figure(
            _ threads: Int, _ what: String, _ unit: String, _ run: Measured, _ value: (Measured) -> Double
        ) -> BenchFigure {
            BenchFigure(
                bench: "topics", what: "\(task), \(threads == 1 ? "one thread" : "two threads"): \(what)", unit: unit,
                value: value(run), largerIsBetter: false, comparisons: comparisons(threads, value))
        }
        var alone = figure(1, "CPU time", "s", one) { $0.cpu }
        if mark { alone.comparisons.append(.measured("simdjson on-demand in C++, published with the file", 0.8)) }
        return [
            alone, figure(2, "CPU time", "s", two) { $0.cpu },
            figure(2, "wall time", "s", two) { $0.wall }, figure(2, "peak memory", "MB", two) { $0.peak },
        ]
    }

    /// The better of two measurements of each program; a failure stays one.
    private static func best(
        _ old: [(name: String, outcome: Result<Measured, Missing>)]?,
        _ new: [(name: String, outcome: Result<Measured, Missing>)]
    ) -> [(name: String, outcome: Result<Measured, Missing>)] {
        guard let old, !old.isEmpty else { return new }
        return zip(old, new).map { old, new in
            (
                old.name,
                old.outcome.flatMap { best in
                    new.outcome.map { run in
                        var best = best
                        best.improve(by: run)
                        return best
                    }
                }
            )
        }
    }

    /// A post a line, as every one of the programs reads it.
    private static func write(_ timeline: SampleTimeline, to path: String) throws {
        var lines = Data()
        for account in timeline.accounts {
            guard let page = timeline.page(account: account.id, maxID: nil, count: 200),
                let posts = try JSONSerialization.jsonObject(with: Data(page)) as? [Any]
            else { continue }
            for post in posts {
                lines.append(try JSONSerialization.data(withJSONObject: post, options: [.withoutEscapingSlashes]))
                lines.append(0x0A)
            }
        }
        try Data().write(to: URL(fileURLWithPath: path))
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        defer { try? handle.close() }
        for _ in 0..<copies { try handle.write(contentsOf: lines) }
    }
}

/// What a process took.
private struct Measured {
    /// CPU seconds of the process and those it waited for.
    var cpu: Double
    /// Seconds that passed.
    var wall: Double
    /// The most memory that was resident, in MB.
    var peak: Double
    /// What it printed.
    var output: String

    /// Takes the lower times of another run of the same program, and the higher peak.
    mutating func improve(by other: Measured) {
        (cpu, wall, peak) = (min(cpu, other.cpu), min(wall, other.wall), max(peak, other.peak))
    }
}

/// Why there is no measurement.
private struct Missing: Error {
    var text: String
}

/// The runs over one file.
private struct Runs {
    var file: String
    var now: String
    var python: String?

    struct Script {
        var name: String
        var module: String
        var code: String
    }

    /// Prints `total without old analysed tags`.
    static let scripts = [
        Script(
            name: "DuckDB", module: "duckdb",
            code: """
                import duckdb,sys
                f,now,threads=sys.argv[1:4]
                c=duckdb.connect()
                c.execute("set threads="+threads)
                c.execute("set enable_progress_bar=false")
                c.execute("create temp table t as select strptime(created_at,'%a %b %d %H:%M:%S +0000 %Y') > "
                  "cast('"+now.replace('T',' ').replace('Z','')+"' as timestamp) - interval 7 day as fresh, "
                  "list_transform(entities.hashtags, lambda x: lower(x.text)) as tags from read_json('"+f+"', "
                  "format='newline_delimited', columns={created_at:'VARCHAR', "
                  "entities:'STRUCT(hashtags STRUCT(\\"text\\" VARCHAR)[])'})")
                a=c.execute("select count(*), count(*) filter(len(tags)=0), count(*) filter(len(tags)>0 and not fresh), "
                  "count(*) filter(len(tags)>0 and fresh) from t").fetchone()
                top=c.execute("select tag, count(*) n from (select unnest(tags) tag from t where fresh) "
                  "group by tag order by n desc, tag").fetchall()
                print(*a,sum(n for _,n in top))
                """),
        Script(
            name: "Polars", module: "polars",
            code: """
                import os,sys
                f,now,threads=sys.argv[1:4]
                os.environ["POLARS_MAX_THREADS"]=threads
                import polars as pl, datetime
                limit=datetime.datetime.fromisoformat(now.replace('Z',''))-datetime.timedelta(days=7)
                s={"created_at":pl.String,"entities":pl.Struct({"hashtags":pl.List(pl.Struct({"text":pl.String}))})}
                t=(pl.scan_ndjson(f,schema=s).select(
                  (pl.col("created_at").str.to_datetime("%a %b %d %H:%M:%S +0000 %Y")>limit).alias("fresh"),
                  pl.col("entities").struct.field("hashtags").list.eval(
                    pl.element().struct.field("text").str.to_lowercase()).alias("tags"))
                  .collect(engine="streaming"))
                n=t["tags"].list.len()
                w=t.filter((n>0)&t["fresh"])
                top=w["tags"].explode().value_counts(sort=True)
                print(t.height,(n==0).sum(),((n>0)&~t["fresh"]).sum(),w.height,top["count"].sum())
                """),
    ]

    func ours(threads: Int) throws -> Measured {
        let executable = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let arguments = ["topics", file, "--preset", "2015", "--now", now, "--jobs", "\(threads)", "--json"]
        var run = try Runs.measure(executable, arguments).get()
        let report = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
        let funnel = report?["funnel"] as? [String: Any] ?? [:]
        let tags = (report?["hashtags"] as? [String: Any])?["total"] ?? 0
        let counts = ["total", "without_hashtags", "too_old", "analysed"].map { "\(funnel[$0] ?? 0)" }
        run.output = (counts + ["\(tags)"]).joined(separator: " ")
        return run
    }

    func peer(_ script: Script, threads: Int, like ours: Measured) -> Result<Measured, Missing> {
        guard let python = python ?? Runs.inPath("python3") else {
            return .failure(Missing(text: "python3 is not installed"))
        }
        guard case .success = Runs.measure(python, ["-c", "import \(script.module)"]) else {
            return .failure(Missing(text: "missing: pip install \(TopicsBench.pinned)"))
        }
        return Runs.measure(python, ["-c", script.code, file, now, "\(threads)"]).flatMap { run in
            // A peer that counted something else is not a peer.
            let counts = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            return counts == ours.output
                ? .success(run) : .failure(Missing(text: "it counted otherwise: \(counts), not \(ours.output)"))
        }
    }

    func shell(_ command: String) -> Result<Measured, Missing> {
        Runs.measure("/bin/sh", ["-c", "exec \(command) \"$0\" > /dev/null", file])
    }

    private static func inPath(_ name: String) -> String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        return folders.map { "\($0)/\(name)" }.first(where: FileManager.default.isExecutableFile(atPath:))
    }

    /// Runs a program to its end; what the system says that it took is what counts.
    static func measure(_ executable: String, _ arguments: [String]) -> Result<Measured, Missing> {
        let pipe = Pipe()
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, pipe.fileHandleForWriting.fileDescriptor, 1)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        let words = ([executable] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        let began = DispatchTime.now().uptimeNanoseconds
        var child = pid_t()
        guard posix_spawn(&child, executable, &actions, nil, words, environ) == 0 else {
            return .failure(Missing(text: "\(executable) cannot be started"))
        }
        try? pipe.fileHandleForWriting.close()
        // The peak that `wait4` tells begins with this process's own; the kernel's mark of the child does not.
        var peak = 0.0
        var status: Int32 = 0
        var usage = rusage()
        while true {
            let ended = wait4(child, &status, WNOHANG, &usage)
            if ended == child || (ended < 0 && errno != EINTR) { break }
            peak = max(peak, highWaterMark(child))
            usleep(5_000)
        }
        let wall = Double(DispatchTime.now().uptimeNanoseconds - began) / 1e9
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        guard status == 0 else { return .failure(Missing(text: "\(executable) failed")) }
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        return .success(
            Measured(
                cpu: seconds(usage.ru_utime) + seconds(usage.ru_stime), wall: wall, peak: peak, output: output))
    }

    /// The most memory of a process so far, in MB.
    private static func highWaterMark(_ process: pid_t) -> Double {
        guard let status = FileManager.default.contents(atPath: "/proc/\(process)/status") else { return 0 }
        let line = String(decoding: status, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        let kilobytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Double($0) }
        return (kilobytes ?? 0) * 1024 / 1e6
    }
}
