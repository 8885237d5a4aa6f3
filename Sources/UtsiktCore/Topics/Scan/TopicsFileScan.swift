import Synchronization

/// Counts hashtags in files without importing them: in parallel, with memory bounded by the window's tags and not by the files.
///
/// A file of lines is cut into parts which the threads take one after the other; an array or object that
/// runs over several lines is read whole by one thread. The figures do not depend on the number of threads.
public struct TopicsFileScan: Sendable {
    /// What is counted and how.
    public var query: TopicsQuery
    /// Whether a post that comes again (the same id) is left out. The first one counts, so one thread reads everything.
    public var uniqueByID: Bool
    /// How many threads read.
    public var jobs: Int

    /// The bytes that a thread reads at a time: few enough to stay in a core's own cache until they are walked over.
    static let partSize = 128 << 10

    /// Makes a scan.
    public init(query: TopicsQuery, uniqueByID: Bool = false, jobs: Int = 1) {
        self.query = query
        self.uniqueByID = uniqueByID
        self.jobs = max(1, jobs)
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
        var files: [InputFile] = []
        for name in names { files.append(try InputFile(name)) }
        let plan = try ScanPlan(files: files, progress: progress)
        let query = query
        let uniqueByID = uniqueByID
        let threads = uniqueByID ? 1 : min(jobs, max(1, plan.parts.count))
        let outcomes = await withTaskGroup(of: Result<ScanWorker, TopicsInputError>.self) { group in
            for _ in 0..<threads {
                group.addTask { @concurrent in
                    Result { () throws(TopicsInputError) in
                        var worker = ScanWorker(query: query, uniqueByID: uniqueByID)
                        try plan.work(&worker)
                        return worker
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        var workers: [ScanWorker] = []
        for outcome in outcomes { workers.append(try outcome.get()) }
        return TopicsFileScan.merged(workers, names: names, query: query)
    }

    private static func merged(_ workers: [ScanWorker], names: [String], query: TopicsQuery) -> TopicsReport {
        var engine = TopicsEngine(query: query, uniqueByID: false, keepsHistory: false)
        for worker in workers { engine.merge(worker.engine) }
        let lines = workers.flatMap(\.lines).sorted { ($0.input, $0.part) < ($1.input, $1.part) }
        var firstLine: [[Int]] = Array(repeating: [0], count: names.count)
        for part in lines { firstLine[part.input].append((firstLine[part.input].last ?? 0) + part.count) }
        let rejections = workers.flatMap(\.rejections).map { placed in
            var placed = placed
            placed.line += firstLine[placed.input][placed.part]
            return placed
        }.sorted { ($0.input, $0.line) < ($1.input, $1.line) }
        let first = rejections.prefix(TopicsReport.Rejected.listed).map {
            Rejection(file: names[$0.input], line: $0.line, field: $0.field, reason: $0.reason)
        }
        let count = workers.reduce(0) { $0 + $1.rejectedCount }
        return engine.report(rejected: .init(count: count, first: Array(first)))
    }
}

/// The parts of all inputs, taken by the threads one after the other.
final class ScanPlan: Sendable {
    /// A part: bytes of a file of lines, or a whole input.
    enum Part: Sendable {
        case lines(input: Int, part: Int)
        case whole(input: Int)

        /// Which input, and which part of it.
        var place: (input: Int, part: Int) {
            switch self {
            case .lines(let input, let part): (input, part)
            case .whole(let input): (input, 0)
            }
        }
    }

    let files: [InputFile]
    let parts: [Part]
    private let forms: [InputForm]
    private let next = Atomic(0)
    private let done = Atomic(0)
    private let size: Int?
    private let progress: (@Sendable (Int, Int?) -> Void)?

    init(files: [InputFile], progress: (@Sendable (Int, Int?) -> Void)?) throws(TopicsInputError) {
        self.files = files
        self.progress = progress
        var parts: [Part] = []
        var forms: [InputForm] = []
        for (index, file) in files.enumerated() {
            guard let size = file.size else {
                forms.append(.lines)
                parts.append(.whole(input: index))
                continue
            }
            var head = ByteBuffer(capacity: 64 << 10)
            try ScanPlan.readHead(file.opened(), isStream: false, into: &head)
            let form = InputForm.detect(head.base, count: head.count)
            forms.append(form)
            if form == .document {
                parts.append(.whole(input: index))
            } else {
                let count = (size + TopicsFileScan.partSize - 1) / TopicsFileScan.partSize
                for part in 0..<count { parts.append(.lines(input: index, part: part)) }
            }
        }
        self.parts = parts
        self.forms = forms
        size = files.allSatisfy { $0.size != nil } ? files.reduce(0) { $0 + ($1.size ?? 0) } : nil
    }

    /// Takes parts until none is left.
    func work(_ worker: inout ScanWorker) throws(TopicsInputError) {
        var buffer = ByteBuffer(capacity: TopicsFileScan.partSize + (64 << 10))
        // The parts of a file come one after the other: it stays open until another one's come.
        var latest: (input: Int, file: OpenInput)?
        while !Task.isCancelled {
            let index = next.add(1, ordering: .relaxed).oldValue
            guard index < parts.count else { return }
            let (input, part) = parts[index].place
            let file: OpenInput
            if let latest, latest.input == input { file = latest.file } else { file = try files[input].opened() }
            latest = (input, file)
            worker.begin(input: input, part: part)
            switch parts[index] {
            case .lines: try scanPart(part, of: file, &buffer, &worker)
            case .whole:
                if let size = files[input].size {
                    try scanDocument(file, size: size, &buffer, &worker)
                } else {
                    try scanStream(file, &buffer, &worker)
                }
            }
            worker.end()
        }
    }

    /// Counts the lines that begin in a part. The byte before it tells whether a line begins at its first byte.
    private func scanPart(
        _ part: Int, of file: OpenInput, _ buffer: inout ByteBuffer, _ worker: inout ScanWorker
    ) throws(TopicsInputError) {
        let first = part * TopicsFileScan.partSize
        let origin = max(0, first - 1)
        buffer.count = 0
        try file.read(first + TopicsFileScan.partSize - origin, at: origin, into: &buffer)
        let own = buffer.count
        var start = 0
        if part > 0 {
            guard let feed = buffer.lineFeed(from: 0) else { return report(own) }
            start = feed + 1
        } else {
            start = InputForm.skipMark(buffer.base, buffer.count)
        }
        guard start < own else { return report(own) }
        var end = own
        // The last line may go on behind the part.
        if own > 0, buffer.base[own - 1] != 0x0A {
            while true {
                let before = buffer.count
                try file.read(max(8 << 10, before - own), at: origin + before, into: &buffer)
                if let feed = buffer.lineFeed(from: before) {
                    end = feed
                    break
                }
                if buffer.count == before {
                    end = before
                    break
                }
            }
        }
        worker.scanLines(buffer, from: start, to: end)
        report(own - (part > 0 ? 1 : 0))
    }

    private func scanDocument(
        _ file: OpenInput, size: Int, _ buffer: inout ByteBuffer, _ worker: inout ScanWorker
    ) throws(TopicsInputError) {
        buffer.count = 0
        try file.read(size, at: 0, into: &buffer)
        worker.scanDocument(buffer)
        report(buffer.count)
    }

    /// Counts what comes through a pipe: its lines as they come, a document when it has ended.
    private func scanStream(
        _ file: OpenInput, _ buffer: inout ByteBuffer, _ worker: inout ScanWorker
    ) throws(TopicsInputError) {
        buffer.count = 0
        try ScanPlan.readHead(file, isStream: true, into: &buffer)
        if InputForm.detect(buffer.base, count: buffer.count) == .document {
            while true {
                let before = buffer.count
                try file.read(TopicsFileScan.partSize, at: nil, into: &buffer)
                report(buffer.count - before)
                if buffer.count == before { return worker.scanDocument(buffer) }
            }
        }
        var start = InputForm.skipMark(buffer.base, buffer.count)
        var searched = start
        while true {
            if let last = ScanPlan.lastLineFeed(buffer, from: searched) {
                worker.scanLines(buffer, from: start, to: last + 1)
                buffer.dropFirst(last + 1)
                start = 0
            }
            searched = buffer.count
            try file.read(TopicsFileScan.partSize, at: nil, into: &buffer)
            report(buffer.count - searched)
            if buffer.count == searched { return worker.scanLines(buffer, from: start, to: buffer.count) }
        }
    }

    private func report(_ bytes: Int) {
        let sum = done.add(bytes, ordering: .relaxed).newValue
        progress?(sum, size)
    }

    /// Reads the beginning of an input, up to the end of its second line that is not blank or its own end.
    private static func readHead(
        _ file: OpenInput, isStream: Bool, into buffer: inout ByteBuffer
    ) throws(TopicsInputError) {
        var at = 0
        var lines = 0
        while true {
            let before = buffer.count
            try file.read(64 << 10, at: isStream ? nil : before, into: &buffer)
            if buffer.count == before { return }
            while let feed = buffer.lineFeed(from: at) {
                if (at..<feed).contains(where: { buffer.base[$0] > 0x20 }) { lines += 1 }
                at = feed + 1
                if lines == 2 { return }
            }
        }
    }

    private static func lastLineFeed(_ buffer: borrowing ByteBuffer, from start: Int) -> Int? {
        var index = buffer.count - 1
        while index >= start {
            if buffer.base[index] == 0x0A { return index }
            index -= 1
        }
        return nil
    }
}
