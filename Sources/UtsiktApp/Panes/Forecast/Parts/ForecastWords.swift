import UtsiktCore
import UtsiktScreen

/// Numbers and days in words, as the forecast pane writes them.
enum ForecastWords {
    /// A number without superfluous zeros.
    static func number(_ value: Double) -> String {
        if value == 0 { return "0" }
        let size = abs(value)
        if size >= 1 { return trimmed(NumberText.fixed(value, size >= 100 ? 0 : 2)) }
        if size >= 0.001 { return trimmed(NumberText.fixed(value, 4)) }
        return scientific(value)
    }

    /// A number with about three digits that count, for statistics: `1013.2`, `0.047`.
    /// - Parameter scale: The largest of the numbers that it stands among; they get the same decimals.
    static func figure(_ value: Double, among scale: Double) -> String {
        let size = max(abs(value), abs(scale))
        if size >= 1e6 { return NumberText.si(value) }
        return NumberText.fixed(value, size >= 100 ? 1 : size >= 1 ? 2 : 3)
    }

    /// A small amount in powers of ten, with its preset's name.
    static func amount(_ value: Double) -> String {
        guard value > 0 else { return "none" }
        let name = SGDPreset.allCases.first { $0 != .none && $0.amount == value }.map { " (\($0.rawValue))" } ?? ""
        return (value < 0.001 ? scientific(value) : number(value)) + name
    }

    /// What is shown while a model is being trained.
    static func training(_ glyphs: GlyphSet) -> String { glyphs.isUnicode ? "training …" : "training ..." }

    /// A learner's name for a column of some width.
    static func name(_ learner: Learner, width: Int) -> String {
        if width >= 54 { return learner.title }
        switch learner {
        case .mean: return "mean"
        case .persistenceNow: return width >= 30 ? "as now" : "now"
        case .persistenceNoon: return width >= 30 ? "yesterday" : "noon"
        case .persistenceHour: return width >= 30 ? "now+usual" : "usual"
        default: return width >= 30 ? "this model" : "model"
        }
    }

    /// A field's name in words.
    static func title(_ field: WeatherField) -> String {
        switch field {
        case .conds: "conditions"
        case .dewptm: "dew point"
        case .heatindexm: "heat index"
        case .hum: "humidity"
        case .precipm: "precipitation"
        case .pressurem: "pressure"
        case .tempm: "temperature"
        case .vism: "visibility"
        case .wdird: "wind direction"
        case .wdire: "wind direction in words"
        case .wgustm: "gust"
        case .windchillm: "wind chill"
        case .wspdm: "wind speed"
        case .fog, .hail, .rain, .snow, .thunder, .tornado: field.name
        }
    }

    /// A count of days.
    static func days(_ count: Int) -> String { count == 1 ? "1 day" : "\(NumberText.grouped(count)) days" }

    /// A day as `14 May`.
    static func day(_ day: CivilDay) -> String {
        let (_, month, dayOfMonth) = day.civil
        return "\(dayOfMonth) \(months[min(max(month, 1), 12) - 1])"
    }

    /// The weekday in three letters.
    static func weekday(_ day: CivilDay) -> String { weekdays[day.weekday] }

    /// A share as percent.
    static func percent(_ share: Double, _ decimals: Int = 0) -> String {
        NumberText.fixed(share * 100, decimals) + " %"
    }

    /// A skill as percent with its sign.
    static func skill(_ skill: Double) -> String { TargetUnits.signed(skill * 100, 0) + " %" }

    /// A count with its share of a whole.
    static func part(_ count: Int, of whole: Int) -> String {
        guard whole > 0 else { return NumberText.grouped(count) }
        return "\(NumberText.grouped(count)) (\(percent(Double(count) / Double(whole))))"
    }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

    private static func trimmed(_ text: String) -> String {
        guard text.contains(".") else { return text }
        var text = text
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }

    /// `3e-6`; at most two digits that count.
    private static func scientific(_ value: Double) -> String {
        guard value.isFinite, value != 0 else { return NumberText.fixed(value) }
        var (mantissa, exponent) = (abs(value), 0)
        while mantissa < 1 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
        return (value < 0 ? "-" : "") + trimmed(NumberText.fixed(mantissa, 1)) + "e\(exponent)"
    }
}
