extension MetarReader {
    /// A number of plain digits, at most nine.
    static func digits(_ text: some StringProtocol) -> Int? {
        guard (1...9).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int(text)
    }

    /// `02004KT`, `VRB02KT`, `18040G55KT`, `36010MPS`, `P99KT`, `/////KT`.
    static func wind(_ word: String) -> Metar.Wind? {
        let units = [("KT", "kt"), ("MPS", "m/s"), ("KMH", "km/h"), ("KPH", "km/h")]
        guard let (suffix, unit) = units.first(where: { word.hasSuffix($0.0) }) else { return nil }
        var rest = word.dropLast(suffix.count)
        let from = rest.prefix(3)
        guard from.count == 3 else { return nil }
        rest = rest.dropFirst(3)
        let parts = rest.split(separator: "G", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, isSpeed(first), parts.count == 1 || isSpeed(parts[1]) else { return nil }
        let (speed, gust) = (number(first), parts.count == 2 ? number(parts[1]) : nil)
        if from == "VRB" { return Metar.Wind(direction: .variable, speed: speed, gust: gust, unit: unit) }
        if from == "///" { return Metar.Wind(direction: .unknown, speed: speed, gust: gust, unit: unit) }
        guard let degrees = digits(from), degrees <= 360 else { return nil }
        let isCalm = degrees == 0 && speed == 0
        return Metar.Wind(direction: isCalm ? .calm : .degrees(degrees), speed: speed, gust: gust, unit: unit)
    }

    /// Whether it is a speed: two or three digits, `P` before them when it is more, or slashes.
    private static func isSpeed(_ text: Substring) -> Bool {
        let bare = text.hasPrefix("P") ? text.dropFirst() : text
        return text == "//" || text == "///" || ((2...3).contains(bare.count) && digits(bare) != nil)
    }

    private static func number(_ text: Substring) -> Int? { digits(text.hasPrefix("P") ? text.dropFirst() : text) }

    /// `240V300`.
    static func isVariation(_ word: String) -> Bool {
        let parts = word.split(separator: "V", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { $0.count == 3 && digits($0) != nil }
    }

    /// What is said of runways: how far one sees on them, their state, wind shear.
    static func isRunway(_ word: String) -> Bool {
        if word == "WS" || word == "ALL" || word == "RWY" || word.hasPrefix("RWY") || word == "SNOCLO" { return true }
        guard word.hasPrefix("R"), word.contains("/") else { return false }
        let name = word.dropFirst().prefix { $0 != "/" }
        return name == "" || (digits(name.prefix(2)) != nil && name.count <= 3 && name.count >= 2)
    }

    /// The visibility of a word or of two, in kilometres, and how many words it takes.
    func visibility(_ word: String) -> (kilometres: Double, words: Int)? {
        if word.hasSuffix("SM") {
            return Self.miles(word.dropLast(2)).map { ($0 * Self.mile, 1) }
        }
        // `1 1/2SM`
        if let whole = Self.digits(word), word.count <= 2, let next = following, next.hasSuffix("SM"),
            next.contains("/"),
            let part = Self.miles(next.dropLast(2)), part < 1
        {
            return ((Double(whole) + part) * Self.mile, 2)
        }
        if word.hasSuffix("KM"), let kilometres = Self.digits(word.dropLast(2)), word.count <= 4 {
            return (Double(kilometres), 1)
        }
        var bare = Substring(word)
        if bare.hasSuffix("NDV") { bare = bare.dropLast(3) }
        let directions: Set<String> = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"]
        if bare.count > 4, directions.contains(String(bare.dropFirst(4))) { bare = bare.prefix(4) }
        guard bare.count == 4, let metres = Self.digits(bare) else { return nil }
        // 9999 is ten kilometres or more.
        return (metres == 9999 ? 10 : Double(metres) / 1000, 1)
    }

    private static let mile = 1.609344

    /// `10`, `1/4`, `M1/4` for less than that, `P6` for more.
    private static func miles(_ text: Substring) -> Double? {
        var rest = text
        if rest.hasPrefix("M") || rest.hasPrefix("P") { rest = rest.dropFirst() }
        let parts = rest.split(separator: "/", omittingEmptySubsequences: false)
        guard let first = parts.first, first.count <= 3, let above = digits(first) else { return nil }
        if parts.count == 1 { return Double(above) }
        guard parts.count == 2, parts[1].count <= 2, let below = digits(parts[1]), below > 0 else { return nil }
        return Double(above) / Double(below)
    }

    /// `FEW026`, `BKN012CB`, `VV002`, `OVC///`; a layer that is nil inside says that nobody can tell (`//////`).
    static func layer(_ word: String) -> Metar.Layer?? {
        if word.count >= 6, word.hasPrefix("//////") || word == "/////////" { return .some(nil) }
        let names: [(String, Metar.Layer.Amount)] = [
            ("FEW", .few), ("SCT", .scattered), ("BKN", .broken), ("OVC", .overcast), ("VV", .obscured),
        ]
        guard let (name, amount) = names.first(where: { word.hasPrefix($0.0) }) else { return nil }
        let rest = word.dropFirst(name.count)
        guard !rest.isEmpty else { return amount == .obscured ? nil : .some(Metar.Layer(amount: amount)) }
        let kinds: Set<String> = ["", "CB", "TCU", "///"]
        let height = rest.prefix(3)
        guard height.count == 3, height == "///" || digits(height) != nil, kinds.contains(String(rest.dropFirst(3)))
        else { return nil }
        return .some(Metar.Layer(amount: amount, height: digits(height)))
    }

    /// `23/18`, `M02/M03`, `M00/`, `/////`.
    static func temperatures(_ word: String) -> (temperature: Double?, dewPoint: Double?)? {
        let bytes = Array(word)
        for cut in bytes.indices where bytes[cut] == "/" {
            let (left, right) = (String(bytes[..<cut]), String(bytes[(cut + 1)...]))
            guard let temperature = degrees(left), let dewPoint = right.isEmpty ? .some(nil) : degrees(right) else {
                continue
            }
            return (temperature, dewPoint)
        }
        return nil
    }

    /// Whole degrees; nil inside where they are missing, nil for what is none.
    private static func degrees(_ text: String) -> Double?? {
        if text == "//" || text == "XX" || text == "MM" { return .some(nil) }
        let isNegative = text.hasPrefix("M")
        let bare = isNegative ? text.dropFirst() : Substring(text)
        guard bare.count == 2, let number = digits(bare) else { return nil }
        return .some(isNegative ? -Double(number) : Double(number))
    }

    /// `Q1005`, `A2996`, `Q////`.
    static func pressure(_ word: String, _ metar: inout Metar) -> Bool {
        guard word.count == 5, let kind = word.first, kind == "Q" || kind == "A" else { return false }
        let rest = word.dropFirst()
        if rest == "////" { return true }
        guard let number = digits(rest) else { return false }
        if kind == "Q", (800...1100).contains(number) { metar.pressureHectopascals = number }
        if kind == "A", (2400...3250).contains(number) { metar.altimeterHundredths = number }
        return true
    }

    /// `0228`, `1017`: a sign, 1 for minus, and tenths.
    static func signedTenths(_ text: some StringProtocol) -> Double? {
        guard text.count == 4, let digits = digits(text), digits < 2000 else { return nil }
        return (digits >= 1000 ? -Double(digits - 1000) : Double(digits)) / 10
    }
}
