import ArgumentParser
import UtsiktCore

/// `utsikt weather evaluate`: judges a model on a case.
struct WeatherEvaluate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate", abstract: "Trains a model on the first part of a case and judges it on the rest.")

    @Argument(help: "The case file (case.json), its folder, or a dataset.csv.")
    var `case`: String

    @OptionGroup var learner: LearnerOptions

    @OptionGroup var aim: TargetOptions

    @Flag(help: "JSON on standard output (the default).")
    var json = false

    @Flag(help: "The evaluation's predictions as tag,trueLabel,score.")
    var csv = false

    func run() async throws {
        try await Failure.explained {
            let settings = try learner.settings(clip: nil)
            let input = try aim.open(`case`, schema: learner.schema)
            var evaluator = Evaluator(input.records)
            let evaluation = try evaluator.evaluate(settings)
            for remark in evaluation.remarks { Failure.report(remark) }
            if csv {
                try Output.write(evaluation.csv)
            } else {
                try Output.line(JSONOutput.line(WithRejected(EvaluationReport(evaluation), input)))
            }
            try WeatherFiles.finish(input)
        }
    }
}

/// `utsikt weather predict`: predicts a case's testset.
struct WeatherPredict: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "predict",
        abstract: "Predicts the records of a case whose target is not known: tag,trueLabel,score.")

    @Argument(help: "The case file (case.json), its folder, or a dataset.csv.")
    var `case`: String

    @OptionGroup var learner: LearnerOptions

    @OptionGroup var aim: TargetOptions

    @Option(help: "all: learn from every record with a target; train70: from the first 70 % of them.")
    var train: Evaluator.Training = .all

    @Option(help: "Write to this file, gzipped when its name ends in .gz, instead of standard output.")
    var out: String?

    @Flag(help: "The batch in figures as JSON instead of its rows.")
    var json = false

    @Flag(help: "The rows as CSV (the default).")
    var csv = false

    func run() async throws {
        try await Failure.explained {
            let settings = try learner.settings(clip: nil)
            let input = try aim.open(`case`, schema: learner.schema)
            var evaluator = Evaluator(input.records)
            let batch = try evaluator.batch(settings, training: train)
            if let out { try WeatherTextFile.write(batch.csv, to: out) }
            if json {
                try Output.line(JSONOutput.line(batch.summary))
            } else if out == nil {
                try Output.write(batch.csv)
            }
            try WeatherFiles.finish(input)
        }
    }
}
