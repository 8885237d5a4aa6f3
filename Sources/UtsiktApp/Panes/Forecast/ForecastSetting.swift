import UtsiktCore
import UtsiktScreen

/// One row of the settings list, and how keys change it.
public enum ForecastSetting: String, Sendable, Hashable, CaseIterable {
    /// The place whose noon is foretold.
    case target
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
    /// SGD's L2 amount.
    case l2
    /// How attributes become columns.
    case encoding
    /// Clipping of standardised values.
    case clip
    /// How records are divided.
    case split
    /// The part that trains.
    case trainPercent

    /// The rows that count for a learner.
    static func rows(of settings: ForecastSettings) -> [ForecastSetting] {
        let own: [ForecastSetting] =
            switch settings.learner {
            case .ridge, .corrected: [.lambda]
            case .elasticNet: [.alpha, .l1Ratio]
            case .sgd: [.passes, .l2]
            default: []
            }
        return [.target, .learner] + own + [.encoding, .clip, .split]
            + (settings.split == .rollingOrigin ? [] : [.trainPercent])
    }

    /// The row's name.
    var label: String {
        switch self {
        case .target: "target"
        case .learner: "learner"
        case .lambda: "lambda"
        case .alpha: "alpha"
        case .l1Ratio: "l1 ratio"
        case .passes: "passes"
        case .l2: "L2 amount"
        case .encoding: "columns"
        case .clip: "clip"
        case .split: "split"
        case .trainPercent: "train on"
        }
    }

    /// The key that changes it without choosing the row first.
    var key: String {
        switch self {
        case .target: "t"
        case .learner: "m"
        case .lambda, .alpha: "[ ]"
        case .encoding: "e"
        case .clip: "c"
        case .split: "s"
        case .l1Ratio, .passes, .l2, .trainPercent: ""
        }
    }

    /// The row's value in words.
    func value(_ settings: ForecastSettings, _ snapshot: ForecastSnapshot?) -> String {
        let days = snapshot?.facts.days ?? 0
        switch self {
        case .target: return settings.targetPlace ?? snapshot?.targetPlace ?? "first place"
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
        case .l2: return ForecastWords.amount(settings.sgd.l2)
        case .encoding:
            let name = settings.encodingValue(days: days).rawValue
            return settings.encoding == nil ? name + " (default)" : name
        case .clip: return settings.clip.map { "±" + ForecastWords.number($0) } ?? "off"
        case .split: return settings.split.title + (settings.split == .random ? ": leaks!" : "")
        case .trainPercent: return "\(settings.trainPercent) %"
        }
    }

    /// The settings with this row moved by so many steps; unchanged at an end.
    func stepped(_ settings: ForecastSettings, by steps: Int, _ snapshot: ForecastSnapshot?) -> ForecastSettings {
        var result = settings
        let days = snapshot?.facts.days ?? 0
        switch self {
        case .target:
            let places = snapshot?.places ?? []
            let current = settings.targetPlace ?? snapshot?.targetPlace ?? ""
            if let next = ForecastSetting.next(places, current, steps, wraps: true) { result.targetPlace = next }
        case .learner:
            result.learner = ForecastSetting.next(Learner.tunable, settings.learner, steps, wraps: true) ?? .corrected
        case .lambda:
            let current =
                settings.lambda == .auto
                ? snapshot?.evaluation?.lambda ?? settings.lambdaValue(days: days) : settings.lambdaValue(days: days)
            result.lambda = .fixed(ForecastSetting.ladder(Lambda.steps, current, steps))
        case .alpha:
            let ladder = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10]
            result.alpha = ForecastSetting.ladder(ladder, settings.alpha, steps)
        case .l1Ratio:
            result.l1Ratio = ForecastSetting.ladder([0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95], settings.l1Ratio, steps)
        case .passes:
            let ladder = [1.0, 2, 5, 10, 20, 50, 100]
            result.sgd.passes = Int(ForecastSetting.ladder(ladder, Double(settings.sgd.passes), steps))
        case .l2: result.sgd.l2 = ForecastSetting.ladder([0, 1e-6, 1e-4, 1e-2], settings.sgd.l2, steps)
        case .encoding:
            let current = settings.encodingValue(days: days)
            result.encoding = ForecastSetting.next(Encoding.allCases, current, steps, wraps: true)
        case .clip:
            let ladder = [2, 3, 4, 5, 6, 8, 10, Double.infinity]
            let value = ForecastSetting.ladder(ladder, settings.clip ?? .infinity, steps)
            result.clip = value.isFinite ? value : nil
        case .split:
            result.split = ForecastSetting.next(SplitStrategy.allCases, settings.split, steps, wraps: true) ?? .byDay
        case .trainPercent: result.trainPercent = min(max(settings.trainPercent + 5 * steps, 30), 90)
        }
        return result
    }

    /// The settings with this row as it was at first.
    func reset(_ settings: ForecastSettings, to standard: ForecastSettings) -> ForecastSettings {
        var result = settings
        switch self {
        case .target: result.targetPlace = standard.targetPlace
        case .learner: result.learner = standard.learner
        case .lambda: result.lambda = standard.lambda
        case .alpha: result.alpha = standard.alpha
        case .l1Ratio: result.l1Ratio = standard.l1Ratio
        case .passes: result.sgd.passes = standard.sgd.passes
        case .l2: result.sgd.l2 = standard.sgd.l2
        case .encoding: result.encoding = standard.encoding
        case .clip: result.clip = standard.clip
        case .split: result.split = standard.split
        case .trainPercent: result.trainPercent = standard.trainPercent
        }
        return result
    }

    private static func next<T: Equatable>(_ all: [T], _ current: T, _ steps: Int, wraps: Bool) -> T? {
        guard !all.isEmpty else { return nil }
        let index = all.firstIndex(of: current) ?? 0
        let moved = wraps ? ((index + steps) % all.count + all.count) % all.count : index + steps
        return all[min(max(moved, 0), all.count - 1)]
    }

    /// The next value of an ascending ladder from any value, also one between its rungs.
    private static func ladder(_ rungs: [Double], _ current: Double, _ steps: Int) -> Double {
        guard let first = rungs.first, let last = rungs.last else { return current }
        if steps > 0 { return rungs.filter { $0 > current }.dropFirst(steps - 1).first ?? last }
        if steps < 0 { return rungs.reversed().filter { $0 < current }.dropFirst(-steps - 1).first ?? first }
        return current
    }
}

/// Numbers and days in words, as the forecast pane writes them.
enum ForecastWords {
    /// A number without superfluous zeros.
    static func number(_ value: Double) -> String {
        if abs(value) >= 1 || value == 0 { return trimmed(NumberText.fixed(value, abs(value) >= 100 ? 0 : 2)) }
        return trimmed(NumberText.fixed(value, 4))
    }

    /// A small amount in powers of ten.
    static func amount(_ value: Double) -> String {
        switch value {
        case 0: "none"
        case 1e-6: "1e-6 (mild)"
        case 1e-4: "1e-4 (medium)"
        case 1e-2: "1e-2 (aggressive)"
        default: number(value)
        }
    }

    /// The unit of temperatures.
    static func unit(_ glyphs: GlyphSet) -> String { glyphs.isUnicode ? "°C" : "C" }

    /// What is shown while a model is being trained.
    static func training(_ glyphs: GlyphSet) -> String { glyphs.isUnicode ? "training …" : "training ..." }

    /// A learner's name for a column of some width.
    static func name(_ learner: Learner, width: Int) -> String {
        if width >= 54 { return learner.title }
        switch learner {
        case .mean: return "mean"
        case .persistenceNow: return "now"
        case .persistenceNoon: return width >= 30 ? "last noon" : "noon"
        case .persistenceHour: return width >= 30 ? "now + hour" : "+hour"
        default: return width >= 30 ? "this model" : "model"
        }
    }

    /// A temperature with one decimal.
    static func degrees(_ value: Double) -> String { NumberText.fixed(value, 1) }

    /// A day as `14 May`.
    static func day(_ day: CivilDay) -> String {
        let (_, month, dayOfMonth) = day.civil
        return "\(dayOfMonth) \(months[min(max(month, 1), 12) - 1])"
    }

    /// The weekday in three letters.
    static func weekday(_ day: CivilDay) -> String { weekdays[day.weekday] }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

    private static func trimmed(_ text: String) -> String {
        guard text.contains(".") else { return text }
        var text = text
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }
}
