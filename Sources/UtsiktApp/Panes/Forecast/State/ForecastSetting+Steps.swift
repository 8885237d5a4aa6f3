import UtsiktCore
import UtsiktScreen

extension ForecastSetting {
    /// The rungs of a large step.
    static let largeStep = 3

    /// The settings with this row moved by so many steps; unchanged at an end.
    func stepped(_ settings: ForecastSettings, by steps: Int, _ snapshot: ForecastSnapshot?) -> ForecastSettings {
        var result = settings
        let days = snapshot?.facts.days ?? 0
        switch self {
        case .target:
            let current = settings.targetPlace ?? snapshot?.targetPlace ?? ""
            if let next = Self.next(snapshot?.places ?? [], current, steps) { result.targetPlace = next }
        case .field:
            result.targetField = Self.next(Self.fields, settings.targetField, steps) ?? .tempm
        case .hour: result.targetHour = ((settings.targetHour + steps) % 24 + 24) % 24
        case .learner: result.learner = Self.next(Learner.tunable, settings.learner, steps) ?? .corrected
        case .lambda:
            let standard = settings.lambdaValue(days: days)
            let current = settings.lambda == .auto ? snapshot?.evaluation?.lambda ?? standard : standard
            result.lambda = .fixed(Self.rung(Lambda.steps, current, steps))
        case .alpha: result.alpha = Self.rung(ForecastLadders.alpha, settings.alpha, steps)
        case .l1Ratio: result.l1Ratio = Self.rung(ForecastLadders.l1Ratio, settings.l1Ratio, steps)
        case .passes: result.sgd.passes = Self.rung(ForecastLadders.passes, settings.sgd.passes, steps)
        case .shuffle: if !steps.isMultiple(of: 2) { result.sgd.shuffle.toggle() }
        case .penalty: result.sgd.penalty = Self.next(SGDPenalty.allCases, settings.sgd.penalty, steps) ?? .l2
        case .amount:
            // Without an amount there is no penalty: that is the row above.
            let ladder = ForecastLadders.amounts.filter { $0 > 0 }
            result.sgd.amount = Self.rung(ladder, settings.sgd.amount, steps)
        case .eta0: result.sgd.eta0 = Self.rung(ForecastLadders.eta0, settings.sgd.eta0, steps)
        case .encoding:
            result.encoding = Self.next(Encoding.allCases, settings.encodingValue(days: days), steps)
        case .bins: result.bins = Self.rung(ForecastLadders.bins, settings.bins, steps)
        case .clip:
            let value = Self.rung(ForecastLadders.clip, settings.clip ?? .infinity, steps)
            result.clip = value.isFinite ? value : nil
        case .split: result.split = Self.next(SplitStrategy.allCases, settings.split, steps) ?? .byDay
        case .trainPercent:
            result.trainPercent = Self.rung(ForecastLadders.trainPercent, settings.trainPercent, steps)
        case .trainingDays:
            let value = Self.rung(ForecastLadders.trainingDays + [.max], settings.trainingDays ?? .max, steps)
            result.trainingDays = value == .max ? nil : value
        case .attributes: break
        }
        return result
    }

    /// The values there are to choose from, by what they are called; empty for numbers.
    func choices(_ snapshot: ForecastSnapshot?) -> [String] {
        switch self {
        case .target: snapshot?.places ?? []
        case .field: Self.fields.map { ForecastWords.title($0) }
        case .hour: (0..<24).map { ClockText.two($0) + ":00 UTC" }
        case .learner: Learner.tunable.map(\.title)
        case .penalty: SGDPenalty.allCases.map(\.title)
        case .shuffle: ["none", "every pass"]
        case .encoding: Encoding.allCases.map(\.rawValue)
        case .split: SplitStrategy.allCases.map(\.title)
        case .lambda: ["auto", "default"]
        case .clip: ["off"]
        case .trainingDays: ["all"]
        default: []
        }
    }

    /// Why a typed value cannot be taken, or the settings with it.
    func typed(
        _ text: String, _ settings: ForecastSettings, _ snapshot: ForecastSnapshot?
    ) -> Result<ForecastSettings, Refusal> {
        let word = text.split(separator: " ").joined(separator: " ").lowercased()
        var result = settings
        func named<T>(_ all: [T], _ name: (T) -> String) -> T? {
            all.first { name($0).lowercased() == word }
                ?? (word.isEmpty ? nil : all.first { name($0).lowercased().hasPrefix(word) })
        }
        func refused(_ words: String) -> Result<ForecastSettings, Refusal> { .failure(Refusal(reason: words)) }
        let number = NumberSyntax.parse(word.hasSuffix("%") ? String(word.dropLast()).trimmed : word)
        func within(_ range: ClosedRange<Double>) -> Double? {
            number.flatMap { range.contains($0) ? $0 : nil }
        }
        switch self {
        case .target:
            guard let place = named(snapshot?.places ?? [], { $0 }) else { return refused("No such place") }
            result.targetPlace = place
        case .field:
            guard let field = named(Self.fields, ForecastWords.title) ?? named(Self.fields, \.name) else {
                return refused("No such field")
            }
            result.targetField = field
        case .hour:
            guard let hour = Int(word.prefix { $0.isNumber }), (0...23).contains(hour) else {
                return refused("An hour from 0 to 23, UTC")
            }
            result.targetHour = hour
        case .learner:
            guard let learner = named(Learner.tunable, \.title) ?? named(Learner.tunable, \.rawValue) else {
                return refused(Self.oneOf(Learner.tunable.map(\.title)))
            }
            result.learner = learner
        case .lambda:
            if let found = named(["auto", "default"], { $0 }) {
                result.lambda = found == "auto" ? .auto : .byDays
            } else if let value = within(0...1e12) {
                result.lambda = .fixed(value)
            } else {
                return refused("A number from 0 on, auto, or default")
            }
        case .alpha:
            guard let value = within(0...1e6) else { return refused("A number from 0 on") }
            result.alpha = value
        case .l1Ratio:
            guard let value = within(0...0.99) else { return refused("A number from 0 to 0.99") }
            result.l1Ratio = value
        case .passes:
            guard let value = within(1...10_000) else { return refused("A number from 1 to 10000") }
            result.sgd.passes = Int(value)
        case .shuffle:
            guard let found = named(["none", "every pass", "auto"], { $0 }) else {
                return refused("none, or every pass")
            }
            result.sgd.shuffle = found != "none"
        case .penalty:
            guard let found = named(SGDPenalty.allCases, \.title) else { return refused("L1, L2 or none") }
            result.sgd.penalty = found
        case .amount:
            let preset = named(SGDPreset.allCases.filter { $0 != .none }) { $0.rawValue }
            guard let value = preset?.amount ?? within(1e-12...1000) else {
                return refused("A number above 0, mild, medium or aggressive")
            }
            result.sgd.amount = value
        case .eta0:
            guard let value = within(1e-9...10) else { return refused("A number above 0, at most 10") }
            result.sgd.eta0 = value
        case .encoding:
            guard let found = named(Encoding.allCases, \.rawValue) else {
                return refused(Self.oneOf(Encoding.allCases.map(\.rawValue)))
            }
            result.encoding = found
        case .bins:
            guard let value = within(2...1000) else { return refused("A number from 2 to 1000") }
            result.bins = Int(value)
        case .clip:
            if named(["off", "none"], { $0 }) != nil {
                result.clip = nil
            } else if let value = within(0.1...1e6) {
                result.clip = value
            } else {
                return refused("A number of standard deviations, or off")
            }
        case .split:
            guard let found = named(SplitStrategy.allCases, \.title) else {
                return refused(Self.oneOf(SplitStrategy.allCases.map(\.title)))
            }
            result.split = found
        case .trainPercent:
            guard let value = within(1...99) else { return refused("A number of percent from 1 to 99") }
            result.trainPercent = Int(value)
        case .trainingDays:
            if named(["all", "all days"], { $0 }) != nil {
                result.trainingDays = nil
            } else if let value = within(1...100_000) {
                result.trainingDays = Int(value)
            } else {
                return refused("A number of days, or all")
            }
        case .attributes: return refused("Attributes are switched in the report")
        }
        return .success(result)
    }

    /// Why a value was not taken.
    struct Refusal: Error {
        /// In one sentence without a full stop.
        var reason: String
    }

    /// The fields that can be predicted: those with numbers of more than two values.
    static let fields: [WeatherField] =
        [.tempm, .dewptm, .hum, .pressurem, .wspdm, .wgustm, .wdird, .vism, .precipm]
        + [.heatindexm, .windchillm]

    private static func oneOf(_ names: [String]) -> String { "One of " + names.joined(separator: ", ") }

    /// The next of some values, round about.
    private static func next<T: Equatable>(_ all: [T], _ current: T, _ steps: Int) -> T? {
        guard !all.isEmpty else { return nil }
        let index = all.firstIndex(of: current) ?? 0
        return all[((index + steps) % all.count + all.count) % all.count]
    }

    /// The next rung of an ascending ladder from any value, also one between its rungs.
    private static func rung<T: Comparable>(_ rungs: [T], _ current: T, _ steps: Int) -> T {
        guard let first = rungs.first, let last = rungs.last else { return current }
        if steps > 0 { return rungs.filter { $0 > current }.dropFirst(steps - 1).first ?? max(last, current) }
        if steps < 0 {
            return rungs.reversed().filter { $0 < current }.dropFirst(-steps - 1).first ?? min(first, current)
        }
        return current
    }
}

extension String {
    /// The text without blanks at its ends.
    fileprivate var trimmed: String {
        var text = Substring(self)
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
