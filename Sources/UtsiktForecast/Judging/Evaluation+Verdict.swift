extension Evaluation {
    /// How the model compares with the rules that need none, in words.
    public var verdict: String {
        func better(_ learner: Learner) -> Bool {
            baselines.first { $0.learner == learner }.map { eval.rmse < $0.metrics.rmse } ?? true
        }
        let persistence = Baselines.learners.filter { $0 != .mean }
        let losses = persistence.filter { !better($0) }
        switch (better(.mean), losses.count) {
        case (true, 0): return "better than the mean and persistence"
        case (false, 0): return "better than persistence, worse than the training mean"
        case (true, persistence.count): return "worse than persistence, better than the training mean"
        case (false, persistence.count): return "worse than persistence and the training mean"
        case (let beatsMean, _):
            let names = losses.map(\.title).joined(separator: ", ")
            return "worse than \(names)" + (beatsMean ? "" : " and the training mean")
        }
    }

    /// Whether some rule that needs no model, be it the mean or a form of persistence, is as good or better.
    public var isBeaten: Bool { baselines.contains { $0.metrics.rmse <= eval.rmse } }
}
