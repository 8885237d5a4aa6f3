public import ArgumentParser
public import UtsiktCore

extension Learner: ExpressibleByArgument {}
extension UtsiktCore.Encoding: ExpressibleByArgument {}
extension SplitStrategy: ExpressibleByArgument {}
extension Evaluator.Training: ExpressibleByArgument {}
extension ForecastRun.Order: ExpressibleByArgument {}

/// How a model is made, as flags.
struct LearnerOptions: ParsableArguments {
    @Option(help: "2015: SGD, 10 passes, L2 1e-6, 50 quantile bins, the first 70 % of the rows.")
    var preset: String?

    @Option(help: "What to fit. Default: corrected.")
    var learner: Learner?

    @Option(help: "Ridge's penalty, or auto. Default: 1000 below 60 days of records, 100 above.")
    var lambda: String?

    @Option(help: "The elastic net's penalty.")
    var alpha = 0.1

    @Option(help: "The part of it that is absolute, 0 to 1.")
    var l1Ratio = 0.5

    @Option(help: "SGD: how often the rows are gone through.")
    var passes: Int?

    @Option(help: "SGD: none or auto.")
    var shuffle: String?

    @Option(name: .customLong("l1"), help: "SGD: L1 amount; not together with --l2.")
    var l1: Double?

    @Option(name: .customLong("l2"), help: "SGD: L2 amount. Default: 1e-6 without --l1.")
    var l2: Double?

    @Option(help: "SGD: the first step's size. Default: 0.01, for quantile bins 0.001.")
    var eta0: Double?

    @Option(help: "SGD: the power of the step number by which steps shrink.")
    var powerT = 0.25

    @Option(help: "The seed of shuffles and of the random split.")
    var seed: UInt64 = 1

    @Option(help: "How attributes become columns. Default: numeric below 60 days of records, history above.")
    var encoding: UtsiktCore.Encoding?

    @Option(help: "Quantile bins of the quantile encoding.")
    var bins: Int?

    @Option(
        help:
            "Clip standardised values to ± this, or none. Default: none for a case, 5 for a database and --preset 2015."
    )
    var clip: String?

    @Option(help: "How records are divided. Default: by_day.")
    var split: SplitStrategy?

    @Option(help: "The part of the records or days that trains, in percent.")
    var trainPercent = 70

    @Option(help: "Only the last so many days of the training part train.")
    var trainingDays: Int?

    @Option(help: "The day, counted from 0, from which a rolling origin predicts. Default: the middle.")
    var rollingFrom: Int?

    @Option(help: "Attributes to leave out, by column name, with commas between them.")
    var exclude: String?

    @Option(help: "A schema file in the 2015 service's names: types, and attributes to leave out.")
    var schema: String?

    /// The settings that the flags mean.
    /// - Parameter clip: The clipping when no flag names one.
    func settings(clip standard: Double?) throws -> ForecastSettings {
        var settings = ForecastSettings(clip: standard)
        if let preset {
            guard preset == "2015" else {
                throw RegressionError.badSetting(name: "--preset", value: preset, allowed: "2015")
            }
            settings = .preset2015
        }
        if let schema { settings.apply(try WeatherInput.schema(schema)) }
        settings.learner = learner ?? settings.learner
        settings.encoding = encoding ?? settings.encoding
        if settings.learner == .sgd {
            // Rare bins make larger steps diverge, however they were asked for; other columns do not need small ones.
            let recipe = settings.encoding == .quantile ? ForecastSettings.preset2015.sgd : SGDSettings()
            settings.sgd.eta0 = recipe.eta0
        }
        if let lambda {
            settings.lambda =
                lambda == "auto" ? .auto : .fixed(try number(lambda, "--lambda", "a number from 0 on, or auto"))
        }
        if let clip {
            settings.clip = clip == "none" ? nil : try number(clip, "--clip", "a number above 0, or none")
        }
        if let shuffle, !["none", "auto"].contains(shuffle) {
            throw RegressionError.badSetting(name: "--shuffle", value: shuffle, allowed: "none or auto")
        }
        (settings.alpha, settings.l1Ratio) = (alpha, l1Ratio)
        settings.sgd = SGDSettings(
            passes: passes ?? settings.sgd.passes, shuffle: shuffle == "auto", l1: l1 ?? 0,
            l2: l2 ?? (l1 ?? 0 > 0 ? 0 : settings.sgd.l2), eta0: eta0 ?? settings.sgd.eta0, powerT: powerT, seed: seed)
        settings.bins = bins ?? settings.bins
        settings.split = split ?? settings.split
        settings.trainPercent = trainPercent
        settings.trainingDays = trainingDays
        settings.rollingFrom = rollingFrom
        settings.excluded.formUnion((exclude ?? "").split(separator: ",").map(String.init))
        return settings
    }

    private func number(_ text: String, _ flag: String, _ allowed: String) throws -> Double {
        guard let value = Double(text), value.isFinite, value >= 0 else {
            throw RegressionError.badSetting(name: flag, value: text, allowed: allowed)
        }
        return value
    }
}

/// What is predicted, as flags.
struct TargetOptions: ParsableArguments {
    @Option(help: "The place that is predicted, instead of the case's.")
    var targetPlace: String?

    @Option(help: "The field that is predicted, as tempm, hum or pressurem.")
    var targetField: String?

    @Option(help: "The UTC hour of the next day for which it is predicted.")
    var targetHour: Int?

    /// The field, checked.
    private func field() throws -> WeatherField? {
        guard let targetField else { return nil }
        guard let field = WeatherField(name: targetField), !field.isWords else {
            let names = WeatherField.allCases.filter { !$0.isWords }.map(\.name).joined(separator: " ")
            throw RegressionError.badSetting(name: "--target-field", value: targetField, allowed: "one of \(names)")
        }
        return field
    }

    private func hour() throws -> Int? {
        guard let targetHour, !(0...23).contains(targetHour) else { return targetHour }
        throw RegressionError.badSetting(name: "--target-hour", value: "\(targetHour)", allowed: "between 0 and 23")
    }

    /// Changes settings.
    func apply(to settings: inout ForecastSettings) throws {
        if let field = try field() { settings.targetField = field }
        if let hour = try hour() { settings.targetHour = hour }
    }

    /// Opens a case, or a dataset.
    func open(_ path: String, schema: String? = nil) throws -> WeatherCase.Input<JoinedRecords> {
        let (field, hour) = (try field(), try hour())
        let schema = try schema.map { path in try WeatherInput.schema(path) }
        return try WeatherInput.open(path, schema: schema, hour: hour) { target in
            if let targetPlace { target.place = targetPlace }
            if let field { target.field = field }
            if let hour { target.hour = hour }
        }
    }
}
