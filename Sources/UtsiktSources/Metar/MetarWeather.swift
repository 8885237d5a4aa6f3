/// A group of present weather, as `+TSRAGR` or `VCFG`.
struct MetarWeather: Sendable, Hashable {
    /// How strong, or where.
    enum Intensity: Sendable, Hashable { case light, moderate, heavy }

    /// What kind of it.
    enum Descriptor: String, Sendable, Hashable, CaseIterable {
        case shallow = "MI"
        case partial = "PR"
        case patches = "BC"
        case drifting = "DR"
        case blowing = "BL"
        case showers = "SH"
        case thunderstorm = "TS"
        case freezing = "FZ"
    }

    /// What it is.
    enum Phenomenon: String, Sendable, Hashable, CaseIterable {
        case drizzle = "DZ"
        case rain = "RA"
        case snow = "SN"
        case snowGrains = "SG"
        case iceCrystals = "IC"
        case icePellets = "PL"
        case hail = "GR"
        case smallHail = "GS"
        case unknown = "UP"
        case mist = "BR"
        case fog = "FG"
        case smoke = "FU"
        case ash = "VA"
        case dust = "DU"
        case sand = "SA"
        case haze = "HZ"
        case spray = "PY"
        case whirls = "PO"
        case squalls = "SQ"
        case funnelCloud = "FC"
        case sandstorm = "SS"
        case duststorm = "DS"
    }

    var intensity = Intensity.moderate
    /// Whether it is near the aerodrome and not at it.
    var isNear = false
    /// Whether it is over.
    var isRecent = false
    var descriptor: Descriptor?
    var phenomena: [Phenomenon] = []

    /// Whether it is at the aerodrome, and now.
    var isHere: Bool { !isNear && !isRecent }

    /// Whether something falls: what is only blown about does not.
    func falls(_ phenomenon: Phenomenon) -> Bool {
        phenomena.contains(phenomenon) && descriptor != .blowing && descriptor != .drifting
    }

    /// Reads a group; nil for what is none.
    init?(_ text: some StringProtocol) {
        var rest = Substring(text)
        func takes(_ prefix: String) -> Bool {
            guard rest.hasPrefix(prefix) else { return false }
            rest = rest.dropFirst(prefix.count)
            return true
        }
        guard rest.utf8.count <= 12 else { return nil }
        if takes("+") { intensity = .heavy } else if takes("-") { intensity = .light }
        if takes("VC") { isNear = true } else if rest.count > 2, takes("RE") { isRecent = true }
        if let found = Descriptor(rawValue: String(rest.prefix(2))) {
            descriptor = found
            rest = rest.dropFirst(2)
        }
        while !rest.isEmpty {
            guard let found = Phenomenon(rawValue: String(rest.prefix(2))) else { return nil }
            phenomena.append(found)
            rest = rest.dropFirst(2)
        }
        // A descriptor alone says something of thunder and of showers only.
        if phenomena.isEmpty {
            guard descriptor == .thunderstorm || descriptor == .showers else { return nil }
        }
    }

    /// The group in words, as `Heavy Thunderstorm with Rain and Hail`.
    var words: String {
        if isRecent { return "" }
        var names = phenomena.map(\.words)
        if phenomena == [.funnelCloud] { return intensity == .heavy ? "Tornado" : "Funnel Cloud" }
        var words: String
        switch descriptor {
        case .thunderstorm:
            words = "Thunderstorm"
            if !names.isEmpty { words += " with \(MetarWeather.joined(names))" }
        case .showers where names.isEmpty: words = "Showers"
        case .showers:
            names[names.count - 1] += " Showers"
            words = MetarWeather.joined(names)
        case .patches: words = "Patches of \(MetarWeather.joined(names))"
        case .some(let other): words = "\(other.words) \(MetarWeather.joined(names))"
        case nil: words = MetarWeather.joined(names)
        }
        switch intensity {
        case .light: words = "Light \(words)"
        case .heavy: words = "Heavy \(words)"
        case .moderate: break
        }
        return isNear ? "\(words) Nearby" : words
    }

    private static func joined(_ names: [String]) -> String {
        guard let last = names.last, names.count > 1 else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " and \(last)"
    }
}

extension MetarWeather.Descriptor {
    fileprivate var words: String {
        switch self {
        case .shallow: "Shallow"
        case .partial: "Partial"
        case .patches: "Patches of"
        case .drifting: "Drifting"
        case .blowing: "Blowing"
        case .showers: "Showers"
        case .thunderstorm: "Thunderstorm"
        case .freezing: "Freezing"
        }
    }
}

extension MetarWeather.Phenomenon {
    fileprivate var words: String {
        switch self {
        case .drizzle: "Drizzle"
        case .rain: "Rain"
        case .snow: "Snow"
        case .snowGrains: "Snow Grains"
        case .iceCrystals: "Ice Crystals"
        case .icePellets: "Ice Pellets"
        case .hail: "Hail"
        case .smallHail: "Small Hail"
        case .unknown: "Unknown Precipitation"
        case .mist: "Mist"
        case .fog: "Fog"
        case .smoke: "Smoke"
        case .ash: "Volcanic Ash"
        case .dust: "Dust"
        case .sand: "Sand"
        case .haze: "Haze"
        case .spray: "Spray"
        case .whirls: "Dust Whirls"
        case .squalls: "Squalls"
        case .funnelCloud: "Funnel Cloud"
        case .sandstorm: "Sandstorm"
        case .duststorm: "Dust Storm"
        }
    }
}
