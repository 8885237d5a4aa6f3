import Foundation
import UtsiktCore
import UtsiktEngine

/// Retraining: the sample world's model after a key changed a setting, against copying its matrix and against numpy.
enum RetrainBench {
    private static let rounds = 20

    static func figures() async throws -> [BenchFigure] {
        let workspace = try await Workspace.demo(assets: .ofProcess(), database: nil, speed: .max)
        let first = try await HeadlessRun.complete(workspace).forecast
        await workspace.close()
        guard let evaluation = first.evaluation else { return [] }
        let (rows, columns) = (first.facts.datasetRows, evaluation.columns.count)

        // Each setting below differs from the one before it, so that nothing can be kept from the last answer.
        let lambda = await Stopwatch.measure {
            for round in 0..<rounds {
                var settings = first.settings
                settings.learner = .ridge
                settings.lambda = .fixed(round.isMultiple(of: 2) ? 100 : 1000)
                await workspace.forecast.set(settings)
                _ = await workspace.forecast.current()
            }
        }
        let split = await Stopwatch.measure {
            for round in 0..<rounds {
                var settings = first.settings
                settings.trainPercent = round % 2 == 0 ? 60 : 75
                await workspace.forecast.set(settings)
                _ = await workspace.forecast.current()
            }
        }
        let matrix = (0..<rows * columns).map { Double($0 % 97) }
        var checksum = 0.0
        let floor = Stopwatch.best(of: 5) {
            var copy = matrix
            copy[0] = checksum
            checksum += copy[copy.count / 2]
        }
        let peer = Peer(name: "numpy", executable: "python3", arguments: ["-c", numpy, "\(rows)", "\(columns)"])
        let name = "numpy: Gram matrix, solve and residuals of the same shape"
        let comparison: BenchFigure.Comparison =
            switch peer.run() {
            case .missing(let why): .missing(name, why)
            case .ran(_, let output):
                Double(output.trimmingCharacters(in: .whitespacesAndNewlines)).map { .measured(name, $0) }
                    ?? .missing(name, "it printed no time")
            }
        func perRound(_ watch: Stopwatch) -> Double { watch.cpu * 1000 / Double(rounds) }
        let shape = "\(rows) x \(columns)"
        return [
            BenchFigure(
                bench: "retrain", what: "new lambda on \(shape): solve, evaluate, curve, histograms, forecast",
                unit: "ms CPU", value: perRound(lambda), largerIsBetter: false,
                comparisons: [.measured("copying the matrix (floor)", floor.cpu * 1000), comparison]),
            BenchFigure(
                bench: "retrain", what: "new split on \(shape): everything from the columns on", unit: "ms CPU",
                value: perRound(split), largerIsBetter: false,
                comparisons: [.measured("copying the matrix (floor)", floor.cpu * 1000), comparison]),
        ]
    }

    private static let numpy = """
        import sys,time,numpy as np
        n,p=int(sys.argv[1]),int(sys.argv[2]);r=np.random.default_rng(1)
        X=r.normal(size=(n,p));y=r.normal(size=n);best=9e9
        for _ in range(9):
          t=time.process_time();b=np.linalg.solve(X.T@X+100*np.eye(p),X.T@y);e=X@b-y;best=min(best,time.process_time()-t)
        print(best*1000)
        """
}
