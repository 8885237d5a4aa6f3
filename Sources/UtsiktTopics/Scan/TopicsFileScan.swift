import UtsiktBase

/// Counts hashtags in files without importing them: in parallel, with memory bounded by the window's tags and not by the files.
///
/// A file of lines is cut into parts which the threads take one after the other; what is compressed or not laid out in lines
/// is read by one thread. The figures do not depend on the number of threads.
public struct TopicsFileScan: Sendable {
    /// What is counted and how.
    public var query: TopicsQuery
    /// Whether a post that comes again (the same id) is left out. The first one counts, so one thread reads everything.
    public var uniqueByID: Bool
    /// How many threads read.
    public var jobs: Int
    /// Whether posts with hashtags are remembered beyond their counts; memory then grows with their number.
    public var keepsHistory: Bool

    /// The bytes that a thread reads at a time: few enough to stay in a core's own cache until they are walked over.
    static let usualPartSize = 256 << 10
    /// The bytes of a part; tests cut finer.
    var partSize = TopicsFileScan.usualPartSize

    /// Makes a scan.
    public init(query: TopicsQuery, uniqueByID: Bool = false, jobs: Int = 1, keepsHistory: Bool = false) {
        self.query = query
        self.uniqueByID = uniqueByID
        self.jobs = max(1, jobs)
        self.keepsHistory = keepsHistory
    }

    /// Reads the inputs and counts.
    /// - Parameters:
    ///   - names: Paths, `-` for standard input.
    ///   - progress: Called from time to time with the bytes read so far and, where known, their sum.
    /// - Throws: `TopicsInputError` when an input cannot be opened or read; records that cannot be used are in the report.
    @concurrent
    public func run(
        _ names: [String], progress: (@Sendable (_ done: Int, _ of: Int?) -> Void)? = nil
    ) async throws(TopicsInputError) -> TopicsReport {
        let result = try await count(names, progress: progress)
        return result.engine.report(rejected: result.rejected)
    }

    /// Reads the inputs and counts; what was counted can then be asked for more than the report. Snapshots, courses and what is
    /// known of single tags need a history (`keepsHistory`).
    /// - Throws: `TopicsInputError` when an input cannot be opened or read.
    @concurrent
    public func count(
        _ names: [String], progress: (@Sendable (_ done: Int, _ of: Int?) -> Void)? = nil
    ) async throws(TopicsInputError) -> (engine: TopicsEngine, rejected: TopicsReport.Rejected) {
        var files: [InputFile] = []
        for name in names { files.append(try InputFile(name)) }
        let plan = try ScanPlan(files: files, partSize: partSize, progress: progress)
        let scan = self
        // A post that comes again is recognised by the first one, so one thread meets them all in their order.
        let threads = uniqueByID ? 1 : min(jobs, max(1, plan.parts.count))
        let outcomes = await withTaskGroup(of: Result<ScanWorker, ScanPlan.PartFailure>.self) { group in
            for _ in 0..<threads {
                group.addTask { @concurrent in
                    Result { () throws(ScanPlan.PartFailure) in
                        var worker = ScanWorker(
                            query: scan.query, uniqueByID: scan.uniqueByID, keepsHistory: scan.keepsHistory)
                        try plan.work(&worker)
                        return worker
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        // What was read until then is not an answer: how far the threads came is chance.
        guard !Task.isCancelled else { throw TopicsInputError(cancelled: names.first ?? "-") }
        var workers: [ScanWorker] = []
        var failures: [ScanPlan.PartFailure] = []
        for outcome in outcomes {
            switch outcome {
            case .success(let worker): workers.append(worker)
            case .failure(let failure): failures.append(failure)
            }
        }
        // Parts are taken in order, so that the first one that fails is met whatever the number of threads.
        if let first = failures.min(by: { $0.part < $1.part }) { throw first.error }
        return merged(workers, names: names)
    }

    private func merged(
        _ workers: [ScanWorker], names: [String]
    ) -> (engine: TopicsEngine, rejected: TopicsReport.Rejected) {
        var engine = workers.first?.engine ?? TopicsEngine(query: query, uniqueByID: false, keepsHistory: keepsHistory)
        // Known before the first is merged, the newest time spares what expires anyway its way from one to the other.
        for worker in workers.dropFirst() { engine.noteTimes(of: worker.engine) }
        for worker in workers.dropFirst() { engine.merge(worker.engine) }
        engine.expire()
        let lines = workers.flatMap(\.lines).sorted { ($0.input, $0.part) < ($1.input, $1.part) }
        var firstLine: [[Int]] = Array(repeating: [0], count: names.count)
        for part in lines { firstLine[part.input].append((firstLine[part.input].last ?? 0) + part.count) }
        let rejections = workers.flatMap(\.rejections).map { placed in
            var placed = placed
            placed.line += firstLine[placed.input][placed.part]
            return placed
        }.sorted { ($0.input, $0.line, $0.part, $0.number) < ($1.input, $1.line, $1.part, $1.number) }
        let first = rejections.prefix(TopicsReport.Rejected.listed).map {
            Rejection(file: names[$0.input], line: $0.line, field: $0.field, reason: $0.reason)
        }
        let count = workers.reduce(0) { $0 + $1.rejectedCount }
        return (engine, TopicsReport.Rejected(count: count, first: Array(first)))
    }
}
