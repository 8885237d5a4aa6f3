import UtsiktCore

/// The regression beside Python's libraries, on the same correlated numbers.
enum WeatherBench {
    /// Every figure: two sizes, each with its peers.
    static func figures() async throws -> [BenchFigure] {
        var figures: [BenchFigure] = []
        for (rows, columns) in [(844, 200), (8760, 300)] {
            let data = CorrelatedData(rows: rows, columns: columns)
            let evaluator = Evaluator(try data.records())
            let peers = try RegressionPeers(data)
            figures += try retraining(evaluator, data, peers)
            figures += try penalties(evaluator, data, peers)
            figures += try descent(evaluator, data, peers)
            try Task.checkCancellation()
        }
        return figures + (try LabKeyBench.figures())
    }

    private static func settings(_ learner: Learner) -> ForecastSettings {
        ForecastSettings(
            learner: learner, lambda: .fixed(100), encoding: .numeric, clip: nil, split: .sequential)
    }

    private static func rounds(_ data: CorrelatedData) -> Int { data.rows < 2000 ? 30 : 8 }

    private static func figure(
        _ what: String, _ data: CorrelatedData, _ watch: Stopwatch, _ comparisons: [BenchFigure.Comparison]
    ) -> BenchFigure {
        BenchFigure(
            bench: "weather", what: "\(data.rows) x \(data.columns): \(what)", unit: "ms CPU", value: watch.cpu * 1000,
            largerIsBetter: false, comparisons: comparisons)
    }

    /// Everything from the raw columns on.
    private static func retraining(
        _ fresh: Evaluator, _ data: CorrelatedData, _ peers: RegressionPeers
    ) throws -> [BenchFigure] {
        var bins = 0
        let watch = try Stopwatch.best(of: rounds(data)) {
            var evaluator = fresh
            bins += try evaluator.evaluate(settings(.ridge)).histograms.count
        }
        return [
            figure(
                "retrain ridge, evaluate, four baselines, five histograms", data, watch,
                [
                    peers.comparison("ridge", "scikit-learn", "Ridge fit + predict alone"),
                    peers.comparison("gram", "numpy", "Gram matrix, solve, predict"),
                ])
        ]
    }

    /// A slider's move, from the cached Gram matrix.
    private static func penalties(
        _ fresh: Evaluator, _ data: CorrelatedData, _ peers: RegressionPeers
    ) throws -> [BenchFigure] {
        var evaluator = fresh
        var bins = 0
        var round = 0
        _ = try evaluator.evaluate(settings(.ridge))
        let lambda = try Stopwatch.best(of: rounds(data) * 2) {
            round += 1
            var asked = settings(.ridge)
            asked.lambda = .fixed(round.isMultiple(of: 2) ? 100 : 300)
            bins += try evaluator.evaluate(asked).histograms.count
        }
        let ratio = try Stopwatch.best(of: rounds(data) * 2) {
            round += 1
            var asked = settings(.elasticNet)
            asked.l1Ratio = round.isMultiple(of: 2) ? 0.5 : 0.75
            bins += try evaluator.evaluate(asked).histograms.count
        }
        let path = try Stopwatch.best(of: 3) {
            bins += try evaluator.elasticNetPath(settings(.elasticNet), count: 100).count
        }
        return [
            figure(
                "new lambda: solve, evaluate, five histograms (goal: 4 ms)", data, lambda,
                [peers.comparison("solve", "numpy", "solve alone from the cached Gram matrix")]),
            figure(
                "new l1 ratio: elastic net, evaluate, five histograms (goal: 4 ms)", data, ratio,
                [peers.comparison("net", "scikit-learn", "ElasticNet fit")]),
            figure(
                "elastic-net path of 100, solved exactly (goal: 1.5 to 2 x)", data, path,
                [peers.comparison("path", "scikit-learn", "enet_path")]),
        ]
    }

    /// The 2015 service's learner.
    private static func descent(
        _ fresh: Evaluator, _ data: CorrelatedData, _ peers: RegressionPeers
    ) throws -> [BenchFigure] {
        var evaluator = fresh
        var bins = 0
        _ = try evaluator.evaluate(settings(.ridge))
        let watch = try Stopwatch.best(of: 5) {
            bins += try evaluator.evaluate(settings(.sgd)).histograms.count
        }
        return [
            figure(
                "SGD, 10 passes, evaluate, five histograms (goal: 1/8 of Vowpal Wabbit)", data, watch,
                [
                    peers.comparison("vw", "vowpalwabbit", "10 passes from its cache"),
                    peers.comparison("sgd", "scikit-learn", "SGDRegressor, 10 passes"),
                ])
        ]
    }
}
