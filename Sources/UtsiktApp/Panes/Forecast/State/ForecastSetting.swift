import UtsiktCore
import UtsiktScreen

/// One row of the settings list, and how keys change it.
public enum ForecastSetting: String, Sendable, Hashable, CaseIterable {
    /// The place whose weather is predicted.
    case target
    /// The field that is predicted.
    case field
    /// The hour of the day for which it is predicted.
    case hour
    /// What is fitted.
    case learner
    /// The ridge penalty.
    case lambda
    /// The elastic net's penalty.
    case alpha
    /// The absolute part of it.
    case l1Ratio
    /// SGD's passes.
    case passes
    /// Whether SGD shuffles the rows.
    case shuffle
    /// Which penalty SGD has.
    case penalty
    /// How much of it.
    case amount
    /// SGD's first step.
    case eta0
    /// How attributes become columns.
    case encoding
    /// Quantile bins.
    case bins
    /// Clipping of standardised values.
    case clip
    /// How records are divided.
    case split
    /// The part that trains.
    case trainPercent
    /// The days that train.
    case trainingDays
    /// Attributes that are switched off.
    case attributes

    /// The rows that count for some settings.
    static func rows(of settings: ForecastSettings, days: Int) -> [ForecastSetting] {
        let own: [ForecastSetting] =
            switch settings.learner {
            case .ridge, .corrected: [.lambda]
            case .elasticNet: [.alpha, .l1Ratio]
            case .sgd:
                [.passes, .shuffle, .penalty] + (settings.sgd.penalty == .none ? [] : [.amount]) + [.eta0]
            default: []
            }
        return [.target, .field, .hour, .learner] + own + [.encoding]
            + (settings.encodingValue(days: days) == .quantile ? [.bins] : []) + [.clip, .split]
            + (settings.split == .rollingOrigin ? [] : [.trainPercent]) + [.trainingDays, .attributes]
    }

    /// The row's name.
    var label: String {
        switch self {
        case .target: "place"
        case .field: "field"
        case .hour: "hour"
        case .learner: "learner"
        case .lambda: "lambda"
        case .alpha: "alpha"
        case .l1Ratio: "l1 ratio"
        case .passes: "passes"
        case .shuffle: "shuffle"
        case .penalty: "penalty"
        case .amount: "amount"
        case .eta0: "eta0"
        case .encoding: "columns"
        case .bins: "bins"
        case .clip: "clip"
        case .split: "split"
        case .trainPercent: "train on"
        case .trainingDays: "span"
        case .attributes: "attributes"
        }
    }

    /// The action that changes it without choosing the row first; nil where there is none.
    var action: String? {
        switch self {
        case .target: "forecast.target"
        case .learner: "forecast.learner"
        case .encoding: "forecast.columns"
        case .clip: "forecast.clip"
        case .split: "forecast.split"
        default: nil
        }
    }

    /// The row's value in words.
    func value(_ settings: ForecastSettings, _ snapshot: ForecastSnapshot?) -> String {
        let days = snapshot?.facts.days ?? 0
        switch self {
        case .target: return settings.targetPlace ?? snapshot?.targetPlace ?? "first place"
        case .field: return ForecastWords.title(settings.targetField)
        case .hour: return ClockText.two(min(max(settings.targetHour, 0), 23)) + ":00 UTC"
        case .learner: return settings.learner.title
        case .lambda:
            switch settings.lambda {
            case .fixed(let value): return ForecastWords.number(value)
            case .byDays: return ForecastWords.number(settings.lambdaValue(days: days)) + " (default)"
            case .auto:
                let chosen = snapshot?.settings == settings ? snapshot?.evaluation?.lambda : nil
                return "auto" + (chosen.map { ": " + ForecastWords.number($0) } ?? "")
            }
        case .alpha: return ForecastWords.number(settings.alpha)
        case .l1Ratio: return ForecastWords.number(settings.l1Ratio)
        case .passes: return "\(settings.sgd.passes)"
        case .shuffle: return settings.sgd.shuffle ? "every pass" : "none"
        case .penalty: return settings.sgd.penalty.title
        case .amount: return ForecastWords.amount(settings.sgd.amount)
        case .eta0: return ForecastWords.number(settings.sgd.eta0)
        case .encoding:
            let name = settings.encodingValue(days: days).rawValue
            return settings.encoding == nil ? name + " (default)" : name
        case .bins: return "\(settings.bins) quantiles"
        case .clip: return settings.clip.map { "±" + ForecastWords.number($0) + " sd" } ?? "off"
        case .split: return settings.split == .random ? "random: leaks!" : settings.split.title
        case .trainPercent: return "\(settings.trainPercent) %"
        case .trainingDays: return settings.trainingDays.map { "last \(ForecastWords.days($0))" } ?? "all days"
        case .attributes: return settings.excluded.isEmpty ? "all on" : "\(settings.excluded.count) off"
        }
    }

    /// The settings with this row as it was at first.
    func reset(_ settings: ForecastSettings, to standard: ForecastSettings) -> ForecastSettings {
        var result = settings
        switch self {
        case .target: result.targetPlace = standard.targetPlace
        case .field: result.targetField = standard.targetField
        case .hour: result.targetHour = standard.targetHour
        case .learner: result.learner = standard.learner
        case .lambda: result.lambda = standard.lambda
        case .alpha: result.alpha = standard.alpha
        case .l1Ratio: result.l1Ratio = standard.l1Ratio
        case .passes: result.sgd.passes = standard.sgd.passes
        case .shuffle: result.sgd.shuffle = standard.sgd.shuffle
        case .penalty: result.sgd.penalty = standard.sgd.penalty
        case .amount: result.sgd.amount = standard.sgd.amount
        case .eta0: result.sgd.eta0 = standard.sgd.eta0
        case .encoding: result.encoding = standard.encoding
        case .bins: result.bins = standard.bins
        case .clip: result.clip = standard.clip
        case .split: result.split = standard.split
        case .trainPercent: result.trainPercent = standard.trainPercent
        case .trainingDays: result.trainingDays = standard.trainingDays
        case .attributes: (result.excluded, result.types) = (standard.excluded, standard.types)
        }
        return result
    }
}
