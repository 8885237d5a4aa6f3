import UtsiktCore

/// One report: the service's own columns, and the report itself where it says more.
struct IEMRow: Sendable {
    private let columns: IEMCSV.Columns
    private let fields: [String]

    /// What the service writes for a trace of precipitation: it was asked to.
    static let trace = "0.0001"

    init(_ columns: IEMCSV.Columns, _ fields: [String]) {
        self.columns = columns
        self.fields = fields
    }

    private func cell(_ name: String) -> String { columns.cell(name, fields) }

    /// The station's code.
    var station: String { cell("station") }

    /// When it was: the answer has no zone, and was asked for in UTC.
    var instant: Timestamp? { Timestamp(iso8601: cell("valid") + "Z") }

    /// The values.
    func draft() -> ObservationDraft {
        let report = Metar(cell("metar"))
        var draft = ObservationDraft()
        draft.set(.tempm, temperature("tmpf", report?.temperature))
        draft.set(.dewptm, temperature("dwpf", report?.dewPoint))
        draft.set(.hum, reading("relh", .humidity, .same))
        draft.set(.pressurem, pressure(report))
        draft.set(.precipm, precipitation(report))
        draft.set(.vism, visibility(report))
        wind(report, &draft)
        weather(report, &draft)
        return draft
    }

    private func reading(_ name: String, _ quantity: WeatherQuantity, _ conversion: UnitConversion) -> FieldReading {
        let text = cell(name)
        guard !text.isEmpty else { return .missing }
        guard let number = NumberSyntax.parse(text) else {
            return .rejected("‘\(HTTPAnswer.said(String(text.prefix(40))))’ is not a number")
        }
        return FieldReading(number, quantity, conversion)
    }

    /// The table has degrees Fahrenheit of what was measured in degrees Celsius. Where the report has that it counts, unless it is
    /// another temperature than the table's, which has been looked through.
    private func temperature(_ name: String, _ reported: Double?) -> FieldReading {
        let table = reading(name, .temperature, .fahrenheit)
        guard let reported else { return table }
        let own = FieldReading(reported, .temperature, .same)
        guard case .value(let text) = table, let celsius = Double(text) else { return table == .missing ? own : table }
        return abs(celsius - reported) <= 0.6 ? own : table
    }

    /// At sea level as the table has it, else as the report says, else from the altimeter's setting.
    private func pressure(_ report: Metar?) -> FieldReading {
        let level = reading("mslp", .pressure, .same)
        if level != .missing { return level }
        if let hectopascals = report?.pressureHectopascals {
            return FieldReading(Double(hectopascals), .pressure, .same)
        }
        return reading("alti", .pressure, WeatherQuantity.pressure.conversion(from: "inHg") ?? .same)
    }

    /// The table has nothing and unknown alike as 0.00. It is a measurement only where stations measure it, or the report says so,
    /// and never where the report sees something fall.
    private func precipitation(_ report: Metar?) -> FieldReading {
        let text = cell("p01i")
        if text == "T" || NumberSyntax.parse(text) == NumberSyntax.parse(IEMRow.trace) { return .value("0") }
        if text.isZero, report?.rainHundredths == nil, !measuresPrecipitation || isPrecipitating(report) {
            return .missing
        }
        return reading("p01i", .precipitation, .inches)
    }

    /// Whether it is a station of the United States, which lose their K in the table, or of Canada and the Pacific.
    private var measuresPrecipitation: Bool {
        let code = station.uppercased()
        return code.count == 3 || code.first.map { "KPTC".contains($0) } == true
    }

    private func isPrecipitating(_ report: Metar?) -> Bool {
        var table = Metar()
        table.weather = cell("wxcodes").split(separator: " ").prefix(20).compactMap { MetarWeather($0) }
        return [report?.signs, table.signs].contains { signs in
            signs?.rain == true || signs?.snow == true || signs?.hail == true
        }
    }

    private func visibility(_ report: Metar?) -> FieldReading {
        let table = reading("vsby", .visibility, WeatherQuantity.visibility.conversion(from: "mi") ?? .same)
        guard table == .missing, let kilometres = report?.visibility else { return table }
        return FieldReading((kilometres * 10).rounded() / 10, .visibility, .same)
    }

    /// A variable wind comes from nowhere, and so does none.
    private func wind(_ report: Metar?, _ draft: inout ObservationDraft) {
        let own = report?.wind
        let speed = reading("sknt", .speed, .knots)
        // What was measured in metres a second is not taken by way of knots.
        if let own, own.unit != "kt", let conversion = WeatherQuantity.speed.conversion(from: own.unit),
            speed != .missing
        {
            draft.set(.wspdm, FieldReading(own.speed.map(Double.init), .speed, conversion))
            draft.set(.wgustm, FieldReading(own.gust.map(Double.init), .speed, conversion))
        } else {
            draft.set(.wspdm, speed)
            draft.set(.wgustm, reading("gust", .speed, .knots))
        }
        let isCalm = own?.direction == .calm || (cell("drct").isZero && cell("sknt").isZero)
        if own?.direction == .variable {
            draft.setWords(.wdire, CompassPoint.variable)
        } else if !isCalm {
            draft.setDirection(reading("drct", .direction, .same))
        }
    }

    /// Words and signs of the report itself, else of the table's codes.
    private func weather(_ report: Metar?, _ draft: inout ObservationDraft) {
        let codes = cell("wxcodes")
        if let report, !report.isNil, report.weather?.isEmpty == false || codes.isEmpty {
            draft.set(report.signs)
            if let words = report.words ?? sky { draft.setWords(.conds, words) }
            return
        }
        var table = Metar()
        table.weather = codes.split(separator: " ").prefix(20).compactMap { MetarWeather($0) }
        if !codes.isEmpty { draft.set(table.signs) }
        if let words = table.words ?? sky { draft.setWords(.conds, words) }
    }

    /// The sky in words, of the table's layers.
    private var sky: String? {
        var table = Metar()
        for column in ["skyc1", "skyc2", "skyc3", "skyc4"] {
            switch cell(column) {
            case "CLR", "SKC", "NCD", "NSC": table.sky?.append(Metar.Layer(amount: .clear))
            case "FEW": table.sky?.append(Metar.Layer(amount: .few))
            case "SCT": table.sky?.append(Metar.Layer(amount: .scattered))
            case "BKN": table.sky?.append(Metar.Layer(amount: .broken))
            case "OVC": table.sky?.append(Metar.Layer(amount: .overcast))
            case "VV": table.sky?.append(Metar.Layer(amount: .obscured))
            default: break
            }
        }
        return table.words
    }
}

extension String {
    /// Whether it is a number that is nothing.
    fileprivate var isZero: Bool { NumberSyntax.parse(self) == 0 }
}
