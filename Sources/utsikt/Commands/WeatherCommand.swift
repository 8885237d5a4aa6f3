public import ArgumentParser
import Foundation
public import UtsiktCore

extension Learner: ExpressibleByArgument {}
extension UtsiktCore.Encoding: ExpressibleByArgument {}
extension SplitStrategy: ExpressibleByArgument {}
extension Evaluator.Training: ExpressibleByArgument {}

/// `utsikt weather`: the forecast without a screen.
struct WeatherCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "weather", abstract: "Joins observations, judges models and foretells tomorrow's noon.",
        subcommands: [
            Headline.self, Join.self, Report.self, Evaluate.self, Predict.self, Train.self, Runs.self,
        ], defaultSubcommand: Headline.self)

    /// The forecast of the database, as the pane shows it.
    struct Headline: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "forecast", abstract: "The forecast of a database, as the pane shows it.")

        @Option(help: "The database.")
        var db: String

        @Option(help: "The target place. Default: the configured one, else the first by name.")
        var target: String?

        @OptionGroup var learner: LearnerOptions

        @Flag(help: "JSON on standard output (the default).")
        var json = false

        @Flag(help: "The predictions as tag,trueLabel,score.")
        var csv = false

        func run() async throws {
            try await Failure.explained {
                var settings = try learner.settings(clip: 5)
                try Failure.checkDatabase(db)
                let store = try Store.open(path: db)
                defer { try? store.close() }
                let world = try await store.world()
                // A replayed world has places of its own.
                let isLive = world?.isReplay != true
                settings.targetPlace = target ?? (isLive ? ConfigurationFiles.ofProcess.target : nil)
                let analysis = ForecastAnalysis(
                    settings: settings, today: world?.weatherToday ?? world?.clock.now.day)
                for try await observations in store.observations() { await analysis.ingest(observations) }
                let snapshot = await analysis.current()
                print(csv ? snapshot.csv : try JSONOutput.line(ForecastReport(snapshot)) + "\n", terminator: "")
                if snapshot.evaluation == nil { throw ExitCode(3) }
            }
        }
    }

    /// Joins a case's observations into records.
    struct Join: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Joins a case's observations: dataset.csv, testset.csv, attributes.json and report.json.")

        @Argument(help: "The case file (case.json) or its folder.")
        var `case`: String

        @Option(help: "The folder to write to; made when it is not there.")
        var out: String

        func run() async throws {
            try await Failure.explained {
                let (records, rejected) = try WeatherCase(path: `case`).join()
                let report = JoinOutput(join: JoinReport(records), rejected: Rejected(rejected))
                try WeatherFiles.write(records.datasetCSV, to: out + "/dataset.csv", folder: out)
                try WeatherFiles.write(records.testsetCSV, to: out + "/testset.csv", folder: out)
                try WeatherFiles.write(
                    JSONOutput.line(AttributeReport(records)) + "\n", to: out + "/attributes.json", folder: out)
                let line = try JSONOutput.line(report) + "\n"
                try WeatherFiles.write(line, to: out + "/report.json", folder: out)
                print(line, terminator: "")
                try WeatherFiles.finish(rejected)
            }
        }
    }

    /// Describes a case's attributes.
    struct Report: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "The data report: every attribute of a case.")

        @Argument(help: "The case file (case.json) or its folder.")
        var `case`: String

        @Flag(help: "JSON on standard output (the default).")
        var json = false

        func run() async throws {
            try await Failure.explained {
                let (records, rejected) = try WeatherCase(path: `case`).join()
                print(try JSONOutput.line(AttributeReport(records)))
                try WeatherFiles.finish(rejected)
            }
        }
    }

    /// Judges a model on a case.
    struct Evaluate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Trains a model on the first part of a case and judges it on the rest.")

        @Argument(help: "The case file (case.json) or its folder.")
        var `case`: String

        @OptionGroup var learner: LearnerOptions

        @Flag(help: "JSON on standard output (the default).")
        var json = false

        @Flag(help: "The evaluation's predictions as tag,trueLabel,score.")
        var csv = false

        func run() async throws {
            try await Failure.explained {
                let settings = try learner.settings(clip: nil)
                let (records, rejected) = try WeatherCase(path: `case`).join()
                var evaluator = Evaluator(records)
                let evaluation = try evaluator.evaluate(settings, bins: learner.bins)
                if csv {
                    print(evaluation.csv, terminator: "")
                } else {
                    let output = EvaluationOutput(report: EvaluationReport(evaluation), rejected: Rejected(rejected))
                    print(try JSONOutput.line(output))
                }
                try WeatherFiles.finish(rejected)
            }
        }
    }

    /// Foretells a case's testset.
    struct Predict: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Predicts the records of a case whose target is not known: tag,trueLabel,score.")

        @Argument(help: "The case file (case.json) or its folder.")
        var `case`: String

        @OptionGroup var learner: LearnerOptions

        @Option(help: "all: learn from every record with a target; train70: from the first 70 % of them.")
        var train: Evaluator.Training = .all

        @Option(help: "Write to this file, gzipped when its name ends in .gz, instead of standard output.")
        var out: String?

        @Flag(help: "The batch in figures as JSON instead of its rows.")
        var json = false

        func run() async throws {
            try await Failure.explained {
                let settings = try learner.settings(clip: nil)
                let (records, rejected) = try WeatherCase(path: `case`).join()
                var evaluator = Evaluator(records)
                let batch = try evaluator.batch(settings, training: train, bins: learner.bins)
                if let out { try WeatherFiles.write(batch.csv, to: out) }
                if json {
                    print(try JSONOutput.line(batch.summary))
                } else if out == nil {
                    print(batch.csv, terminator: "")
                }
                try WeatherFiles.finish(rejected)
            }
        }
    }

    /// Not there yet.
    struct Train: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Trains and keeps a model (not there yet).")
        @Argument(parsing: .allUnrecognized) var rest: [String] = []
        func run() async throws { throw Failure.notYet("utsikt weather train") }
    }

    /// Not there yet.
    struct Runs: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "The kept runs (not there yet).")
        @Argument(parsing: .allUnrecognized) var rest: [String] = []
        func run() async throws { throw Failure.notYet("utsikt weather runs") }
    }
}

/// How a model is made, as flags.
struct LearnerOptions: ParsableArguments {
    @Option(help: "What to fit.")
    var learner: Learner = .corrected

    @Option(help: "Ridge's penalty, or auto. Default: 1000 below 60 days of records, 100 above.")
    var lambda: String?

    @Option(help: "The elastic net's penalty.")
    var alpha = 0.1

    @Option(help: "The part of it that is absolute, 0 to 1.")
    var l1Ratio = 0.5

    @Option(help: "SGD: how often the rows are gone through.")
    var passes = 10

    @Option(help: "SGD: none or auto.")
    var shuffle = "none"

    @Option(name: .customLong("l1"), help: "SGD: L1 amount.")
    var l1 = 0.0

    @Option(name: .customLong("l2"), help: "SGD: L2 amount.")
    var l2 = 1e-6

    @Option(help: "The seed of shuffles and of the random split.")
    var seed: UInt64 = 1

    @Option(help: "How attributes become columns. Default: numeric below 60 days of records, history above.")
    var encoding: UtsiktCore.Encoding?

    @Option(help: "Quantile bins of the quantile encoding.")
    var bins = 50

    @Option(help: "Clip standardised values to ± this, or none.")
    var clip: String?

    @Option(help: "How records are divided.")
    var split: SplitStrategy = .byDay

    @Option(help: "The part of the records or days that trains, in percent.")
    var trainPercent = 70

    /// The settings that the flags mean.
    /// - Parameter clip: The clipping when no flag names one.
    func settings(clip standard: Double?) throws -> ForecastSettings {
        var penalty = Lambda.byDays
        if let lambda {
            penalty = lambda == "auto" ? .auto : .fixed(try number(lambda, "--lambda", "a number from 0 on, or auto"))
        }
        var limit = standard
        if let clip {
            limit = clip == "none" ? nil : try number(clip, "--clip", "a number above 0, or none")
        }
        guard ["none", "auto"].contains(shuffle) else {
            throw RegressionError.badSetting(name: "--shuffle", value: shuffle, allowed: "none or auto")
        }
        return ForecastSettings(
            learner: learner, lambda: penalty, alpha: alpha, l1Ratio: l1Ratio,
            sgd: SGDSettings(passes: passes, shuffle: shuffle == "auto", l1: l1, l2: l2, seed: seed),
            encoding: encoding, clip: limit, split: split, trainPercent: trainPercent)
    }

    private func number(_ text: String, _ flag: String, _ allowed: String) throws -> Double {
        guard let value = Double(text), value.isFinite, value >= 0 else {
            throw RegressionError.badSetting(name: flag, value: text, allowed: allowed)
        }
        return value
    }
}

/// The records that could not be used, as JSON shows them.
private struct Rejected: Encodable {
    var count: Int
    var first: [Rejection]
    init(_ all: [Rejection]) {
        count = all.count
        first = Array(all.prefix(20))
    }
}

private struct JoinOutput: Encodable {
    var join: JoinReport
    var rejected: Rejected
}

/// An evaluation's keys and `rejected` beside them.
private struct EvaluationOutput: Encodable {
    var report: EvaluationReport
    var rejected: Rejected
    private enum Key: String, CodingKey { case rejected }
    func encode(to encoder: any Encoder) throws {
        try report.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(rejected, forKey: .rejected)
    }
}

/// What the weather commands write.
private enum WeatherFiles {
    static func write(_ text: String, to path: String, folder: String? = nil) throws {
        do {
            if let folder { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }
            let bytes = Array(text.utf8)
            try Data(path.hasSuffix(".gz") ? Gzip.stored(bytes) : bytes).write(to: URL(fileURLWithPath: path))
        } catch {
            throw WeatherInputError(
                "the file cannot be written", at: InputLocation(file: path),
                remedy: "Check the folder and its permissions",
                exitStatus: 3)
        }
    }

    /// Ends with status 1 when records were rejected, after saying which.
    static func finish(_ rejected: [Rejection]) throws {
        guard !rejected.isEmpty else { return }
        Failure.report(rejected.prefix(5), of: rejected.count)
        throw ExitCode(1)
    }
}
