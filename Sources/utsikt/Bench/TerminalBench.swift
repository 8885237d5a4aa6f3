import Foundation
import UtsiktCore

/// The whole program on a terminal, beside htop and btop in the same run: how soon it stands, how soon it answers, and what it
/// costs while nothing happens.
enum TerminalBench {
    private static let (columns, rows) = (120, 40)
    private static let starts = 9
    private static let presses = 80
    private static let idleSeconds = 8.0
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
        try use(&subjects, environment)
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

    /// A program that runs; several of them can be kept side by side.
    private final class Running {
        let subject: Int
        var run: PtyRun

        init(_ subject: Int, _ run: consuming PtyRun) {
            self.subject = subject
            self.run = run
        }
    }

    /// Key presses by turns, then nothing at all, for all of them at the same time.
    private static func use(_ subjects: inout [Subject], _ environment: [String: String]) throws {
        var all: [Running] = []
        for index in subjects.indices where subjects[index].isWhole {
            if let run = run(&subjects[index], environment) { all.append(Running(index, run)) }
        }
        settle(all)
        for number in 0..<presses {
            try Task.checkCancellation()
            for one in all where one.run.isAlive {
                if let seconds = press(&one.run, number) { subjects[one.subject].answers.append(seconds) }
            }
        }
        rest(all, 1.5)
        let (start, before) = (PtyRun.now, all.map { (cpu: $0.run.cpu, bytes: $0.run.bytes) })
        rest(all, idleSeconds)
        let seconds = PtyRun.now - start
        for (one, before) in zip(all, before) {
            subjects[one.subject].idleCPU = (one.run.cpu - before.cpu) / seconds
            subjects[one.subject].idleBytes = Double(one.run.bytes - before.bytes) / seconds
            let name = subjects[one.subject].name
            if subjects[one.subject].answers.isEmpty { subjects[one.subject].failure = "\(name) answers no key" }
            if !one.run.isAlive { subjects[one.subject].failure = "\(name) ended by itself" }
        }
    }

    /// Seconds from a key to the last byte of its answer; nil when none came.
    private static func press(_ run: inout PtyRun, _ number: Int) -> Double? {
        // Not in step with the program's own timer.
        var generator = SystemRandomNumberGenerator()
        _ = run.waitUntilQuiet(for: Double.random(in: 0.03...0.15, using: &generator), within: 1)
        let (sent, before) = (PtyRun.now, run.bytes)
        run.type((run.paint.wantsApplicationKeys ? "\u{1B}O" : "\u{1B}[") + (number.isMultiple(of: 2) ? "B" : "A"))
        while run.bytes == before, PtyRun.now - sent < 1, run.isAlive { _ = run.pump(sent + 1 - PtyRun.now) }
        while run.bytes > before, PtyRun.now - sent < 1, run.pump(gap) {}
        return run.bytes > before ? run.lastByte - sent : nil
    }

    /// Waits until the first one, into which the demo's world comes at full speed, has come to rest. All are read meanwhile: a
    /// monitor paints every second or two for ever, and btop gives up when nobody reads it for some seconds.
    private static func settle(_ all: [Running]) {
        let end = PtyRun.now + 30
        var before = -1
        while let first = all.first, first.run.bytes != before, PtyRun.now < end {
            before = first.run.bytes
            rest(all, 0.6)
        }
    }

    /// Only takes what they write.
    private static func rest(_ all: [Running], _ seconds: Double) {
        let end = PtyRun.now + seconds
        while PtyRun.now < end {
            for one in all { _ = one.run.pump(min(0.05, max(0, end - PtyRun.now))) }
        }
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
            figure("key to last byte, \(screen), median of \(presses)", "ms") { percentile($0.answers, 0.5) * 1000 },
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
