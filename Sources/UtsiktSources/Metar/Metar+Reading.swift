extension Metar {
    /// Reads a report; nil for a text that is none.
    ///
    /// Groups that are not understood are kept in `unread` and change nothing.
    init?(_ text: some StringProtocol) {
        guard text.utf8.count <= Metar.longest else { return nil }
        // `=` ends a report, `$` says that the station needs care.
        let words = text.split { $0.isWhitespace || $0 == "=" || $0 == "$" }.map { String($0).uppercased() }
        guard !words.isEmpty else { return nil }
        self.init()
        var reader = MetarReader(words)
        reader.head(&self)
        guard station != nil else { return nil }
        reader.body(&self)
        reader.remarks(&self)
    }
}

/// Goes through the words of a report.
struct MetarReader {
    private let words: [String]
    private var index = 0

    init(_ words: [String]) { self.words = words }

    private var word: String? { index < words.count ? words[index] : nil }
    /// The word behind the present one.
    var following: String? { words.indices.contains(index + 1) ? words[index + 1] : nil }

    /// Kind, station, time, and how it was made.
    mutating func head(_ metar: inout Metar) {
        while let word, ["METAR", "SPECI", "COR"].contains(word) {
            if word == "COR" { metar.isCorrection = true }
            index += 1
        }
        guard let code = word, code.count == 4, code.first?.isLetter == true,
            code.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) })
        else { return }
        metar.station = code
        index += 1
        if let word, word.utf8.count == 7, word.hasSuffix("Z"), let digits = Self.digits(word.dropLast()),
            (1...31).contains(digits / 10_000), digits / 100 % 100 < 24, digits % 100 < 60
        {
            metar.time = (digits / 10_000, digits / 100 % 100, digits % 100)
            index += 1
        }
        while let word {
            switch word {
            case "AUTO": metar.isAutomatic = true
            case "COR", "RTD": metar.isCorrection = true
            case "NIL": metar.isNil = true
            // Corrections are lettered in Canada.
            case _ where word.count == 3 && word.hasPrefix("CC") && word.last?.isLetter == true:
                metar.isCorrection = true
            default: return
            }
            index += 1
        }
    }

    /// What was observed, up to what is expected or remarked.
    mutating func body(_ metar: inout Metar) {
        while let word, word != "RMK" {
            if ["NOSIG", "BECMG", "TEMPO", "INTER", "PROB30", "PROB40"].contains(word) {
                while self.word != nil, self.word != "RMK" { index += 1 }
                return
            }
            if !group(word, &metar) { metar.unread.append(word) }
            index += 1
        }
    }

    private mutating func group(_ word: String, _ metar: inout Metar) -> Bool {
        if let wind = Self.wind(word) {
            metar.wind = wind.speed == nil && wind.direction == .unknown ? nil : wind
            return true
        }
        if Self.isVariation(word) || Self.isRunway(word) { return true }
        if word == "CAVOK" {
            metar.visibility = 10
            (metar.weather, metar.sky) = ([], [Metar.Layer(amount: .clear)])
            return true
        }
        if let (kilometres, words) = visibility(word) {
            // Of several, the first is the prevailing one; the others are of directions.
            if metar.visibility == nil { metar.visibility = kilometres }
            index += words - 1
            return true
        }
        switch word {
        case "////", "////SM", "////NDV": return true
        case "//": metar.weather = nil
        case "NSW": metar.weather = []
        case "SKC", "CLR", "NSC", "NCD": metar.sky = [Metar.Layer(amount: .clear)]
        default:
            if let layer = Self.layer(word) {
                if let layer { metar.sky?.append(layer) } else if metar.sky?.isEmpty == true { metar.sky = nil }
                return true
            }
            if let (temperature, dewPoint) = Self.temperatures(word) {
                (metar.temperature, metar.dewPoint) = (temperature, dewPoint)
                return true
            }
            if Self.pressure(word, &metar) { return true }
            guard let group = MetarWeather(word) else { return false }
            if (metar.weather?.count ?? 0) < 20 { metar.weather?.append(group) }
        }
        return true
    }

    /// What the remarks have that the body has not, or not as exactly.
    mutating func remarks(_ metar: inout Metar) {
        guard word == "RMK" else { return }
        for word in words[(index + 1)...] {
            if word.hasPrefix("SLP"), word.count == 6, let tenths = Self.digits(word.dropFirst(3)) {
                // 187 is 1018.7, 923 is 992.3.
                metar.seaLevelTenths = tenths + (tenths < 500 ? 10_000 : 9000)
            } else if word.hasPrefix("T"), word.count == 5 || word.count == 9 {
                guard let temperature = Self.signedTenths(word.dropFirst().prefix(4)) else { continue }
                metar.temperature = temperature
                if word.count == 9, let dewPoint = Self.signedTenths(word.suffix(4)) { metar.dewPoint = dewPoint }
            } else if word.hasPrefix("P"), word.count == 5, let hundredths = Self.digits(word.dropFirst()) {
                metar.rainHundredths = hundredths
            }
        }
    }
}
