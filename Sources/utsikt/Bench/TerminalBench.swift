import Foundation
import UtsiktCore

/// The whole program on a terminal, beside htop and btop in the same run: how soon it stands, how soon it answers, and what it
/// costs while nothing happens.
enum TerminalBench {
    private static let (columns, rows) = (120, 40)
    private static let starts = 9
    private static let presses = 40
    private static let idleSeconds = 6.0
    /// A burst of output is over when nothing came for so long: longer than a terminal line's hiccup, shorter than the time
    /// between two pictures.
    private static let gap = 0.025
    /// What a burst shows at least to count as a picture; before that a program only prepares the terminal.
    private static let picture = 100

    /// A program, and what was measured of it.
    private struct Subject {
        var name: String
        var path: String
        var arguments: [String]
        var paints: [Double] = []
        var answers: [Double] = []
        var idleCPU = 0.0
        var idleBytes = 0.0
        var failure: String?

        /// Whether it was measured whole.
        var isWhole: Bool { failure == nil }
    }

    /// What the bench has to say.
    static func figures() async throws -> [BenchFigure] {
        let home = FileManager.default.temporaryDirectory.appendingPathComponent("utsikt-bench-\(UUID())")
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: home) }
        let environment = PtyRun.environment(home: home.path)
        let own = try PtyRun.ownPath()
        var subjects = [Subject(name: "utsikt", path: own, arguments: ["demo", "--speed", "max"])]
        subjects += ["htop", "btop"].map { Subject(name: $0, path: Self.path(of: $0) ?? "", arguments: []) }
        for index in subjects.indices where subjects[index].path.isEmpty {
            subjects[index].failure = "\(subjects[index].name) is not installed"
        }
        // By turns, so that whatever else the machine does meets all of them.
        for _ in 0..<starts {
            for index in subjects.indices where subjects[index].isWhole {
                try Task.checkCancellation()
                start(&subjects[index], environment)
            }
        }
        for index in subjects.indices where subjects[index].isWhole {
            try Task.checkCancellation()
            use(&subjects[index], environment)
        }
        if let failure = subjects.first?.failure { throw Refusal(problem: failure) }
        return figures(of: subjects)
    }

    /// The program itself could not be measured.
    private struct Refusal: ExplainedError {
        let problem: String
        let remedy = ""
        let exitStatus: Int32 = 3
    }

    // MARK: - Measuring

    /// From the start to the end of the first burst of output that puts a picture on the screen.
    private static func start(_ subject: inout Subject, _ environment: [String: String]) {
        guard var run = run(&subject, environment) else { return }
        let end = run.started + 10
        while PtyRun.now < end, run.isAlive {
            let isPainted = run.paint.visible >= picture
            if !run.pump(isPainted ? gap : end - PtyRun.now), isPainted, run.isAlive {
                subject.paints.append(run.lastByte - run.started)
                return
            }
        }
        subject.failure = "\(subject.name) painted nothing"
    }

    /// Key presses, then nothing at all.
    private static func use(_ subject: inout Subject, _ environment: [String: String]) {
        guard var run = run(&subject, environment) else { return }
        // The demo's world comes in at full speed; a monitor paints every second or two for ever.
        _ = run.waitUntilQuiet(for: 0.6, within: 30)
        var generator = SystemRandomNumberGenerator()
        for press in 0..<presses where run.isAlive {
            // Not in step with the program's own timer.
            _ = run.waitUntilQuiet(for: Double.random(in: 0.03...0.15, using: &generator), within: 1)
            let (sent, before) = (PtyRun.now, run.bytes)
            run.type(press.isMultiple(of: 2) ? "\u{1B}OB" : "\u{1B}OA")
            while run.bytes == before, PtyRun.now - sent < 1, run.isAlive { _ = run.pump(sent + 1 - PtyRun.now) }
            while run.bytes > before, PtyRun.now - sent < 1, run.pump(gap) {}
            if run.bytes > before { subject.answers.append(run.lastByte - sent) }
        }
        _ = run.waitUntilQuiet(for: 1, within: 3)
        let (start, cpu, bytes) = (PtyRun.now, run.cpu, run.bytes)
        while PtyRun.now - start < idleSeconds, run.isAlive { _ = run.pump(start + idleSeconds - PtyRun.now) }
        let seconds = PtyRun.now - start
        subject.idleCPU = (run.cpu - cpu) / seconds
        subject.idleBytes = Double(run.bytes - bytes) / seconds
        if subject.answers.isEmpty { subject.failure = "\(subject.name) answers no key" }
        if !run.isAlive { subject.failure = "\(subject.name) ended by itself" }
    }

    private static func run(_ subject: inout Subject, _ environment: [String: String]) -> PtyRun? {
        do {
            return try PtyRun(
                subject.path, subject.arguments, environment: environment, columns: columns, rows: rows)
        } catch {
            subject.failure = "\(subject.name) cannot be started (error \(error.number))"
            return nil
        }
    }

    private static func path(of program: String) -> String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        return folders.map { "\($0)/\(program)" }.first(where: FileManager.default.isExecutableFile(atPath:))
    }

    // MARK: - Telling

    private static func figures(of subjects: [Subject]) -> [BenchFigure] {
        guard let own = subjects.first else { return [] }
        func figure(_ what: String, _ unit: String, _ value: (Subject) -> Double) -> BenchFigure {
            BenchFigure(
                bench: "terminal", what: what, unit: unit, value: own.isWhole ? value(own) : .nan,
                largerIsBetter: false,
                comparisons: subjects.dropFirst().map { peer in
                    peer.failure.map { .missing(peer.name, $0) } ?? .measured(peer.name, value(peer))
                })
        }
        let screen = "\(columns)x\(rows)"
        return [
            figure("start to first complete paint of the demo, \(screen), median of \(starts)", "ms") {
                percentile($0.paints, 0.5) * 1000
            },
            figure("key to last byte, \(screen), p95 of \(presses)", "ms") { percentile($0.answers, 0.95) * 1000 },
            figure("CPU when idle", "ms per s") { $0.idleCPU * 1000 },
            figure("bytes written when idle", "per s") { $0.idleBytes },
        ]
    }

    /// The nearest-rank percentile; NaN of nothing.
    static func percentile(_ values: [Double], _ part: Double) -> Double {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return .nan }
        let rank = Int((part * Double(sorted.count)).rounded(.up))
        return sorted[min(max(rank, 1), sorted.count) - 1]
    }
}
