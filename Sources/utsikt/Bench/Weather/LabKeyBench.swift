import Foundation
import UtsiktCore

/// The lab on a terminal with a dataset of its own: how long it takes from a key that changes the penalty to the new picture.
enum LabKeyBench {
    private static let (columns, rows) = (120, 40)
    private static let presses = 60
    /// The answer is whole when nothing came for so long: the model first, then the rolling origin and what else takes longer.
    private static let (pictureGap, wholeGap) = (0.025, 0.3)

    /// Measures both answers to a key.
    static func figures() throws -> [BenchFigure] {
        let data = CorrelatedData(rows: 844, columns: 200)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("utsikt-bench-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(data.csv.utf8).write(to: folder.appendingPathComponent("dataset.csv"))
        var run: PtyRun
        do {
            run = try PtyRun(
                PtyRun.ownPath(), ["weather", "open", folder.path], environment: PtyRun.environment(home: folder.path),
                columns: columns, rows: rows)
        } catch let failure as PtyRun.Failure {
            throw Unmeasured(problem: "the lab cannot be started (error \(failure.number))")
        }
        _ = run.waitUntilQuiet(for: 1, within: 30)
        var (pictures, wholes): ([Double], [Double]) = ([], [])
        var generator = SystemRandomNumberGenerator()
        for press in 0..<presses where run.isAlive {
            try Task.checkCancellation()
            _ = run.waitUntilQuiet(for: Double.random(in: 0.03...0.15, using: &generator), within: 1)
            let (sent, before) = (PtyRun.now, run.bytes)
            run.type(press.isMultiple(of: 2) ? "]" : "[")
            while run.bytes == before, PtyRun.now - sent < 2, run.isAlive { _ = run.pump(sent + 2 - PtyRun.now) }
            guard run.bytes > before else { continue }
            while PtyRun.now - sent < 2, run.pump(pictureGap) {}
            pictures.append(run.lastByte - sent)
            while PtyRun.now - sent < 2, run.pump(wholeGap) {}
            wholes.append(run.lastByte - sent)
        }
        guard !pictures.isEmpty else { throw Unmeasured(problem: "the lab answers no key") }
        func figure(_ what: String, _ times: [Double]) -> BenchFigure {
            BenchFigure(
                bench: "weather", what: "\(data.rows) x \(data.columns), \(columns)x\(rows): \(what)", unit: "ms",
                value: TerminalBench.percentile(times, 0.95) * 1000, largerIsBetter: false, comparisons: [])
        }
        return [
            figure("key to the new picture in the dashboard, p95 of \(pictures.count) (goal: 50 ms)", pictures),
            figure("the same, until rolling origin and track record are there too", wholes),
        ]
    }

    /// The lab could not be measured.
    private struct Unmeasured: ExplainedError {
        let problem: String
        let remedy = ""
        let exitStatus: Int32 = 3
    }
}
