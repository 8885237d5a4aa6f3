import UtsiktApp
import UtsiktCore
import UtsiktScreen
package import UtsiktSources
import Yams

/// Reads `config.yaml`. Everything that is wrong is noted with line, column and field, and the rest counts all the same.
package struct ConfigurationReader {
    private let home: String
    private let database: String
    private let services: ServiceRegister
    private var faults: FaultCollector

    /// The names of the parts: the services' own are those from before there was a list of sources.
    private var sections: [String] {
        ["database", "retention"] + services.sections + [
            "sources", "places", "topics", "look", "units", "keys", "layouts", "themes",
        ]
    }

    /// Makes a reader.
    /// - Parameters:
    ///   - file: The file's name for messages.
    ///   - home: What `~/` in paths means.
    ///   - database: The database's path unless the file names one.
    ///   - services: What can be fetched from.
    package init(file: String, home: String, database: String, services: ServiceRegister) {
        faults = FaultCollector(file: file)
        self.home = home
        self.database = database
        self.services = services
    }

    /// Reads a file's text.
    package static func read(
        _ text: String, file: String, home: String, database: String, services: ServiceRegister = .all
    ) -> ConfigurationReading {
        var reader = ConfigurationReader(file: file, home: home, database: database, services: services)
        let configuration = reader.configuration(text)
        return ConfigurationReading(path: file, configuration: configuration, faults: reader.faults.faults)
    }

    private mutating func configuration(_ text: String) -> Configuration {
        var configuration = Configuration(database: database)
        guard let root = YAMLText.root(of: text, in: .file, &faults),
            let top = YAMLMapping(root, "the file", in: .file, known: sections, &faults)
        else { return configuration }
        if let path = databasePath(top) { configuration.database = path }
        if let node = top["retention"] { configuration.retention = RetentionReader.read(node, &faults) }
        read(sources: top, &configuration)
        if let node = top["topics"] { configuration.topics = TopicsReader.read(node, home: home, &faults) }
        if let node = top["look"] { configuration.look = look(node) }
        if let node = top["units"] { configuration.units = units(node) }
        if let node = top["keys"] { configuration.keys = KeysReader.read(node, &faults) }
        if let node = top["layouts"] { configuration.layouts = LayoutReader.read(node, &faults) }
        if let node = top["themes"] { configuration.themes = ThemeReader.list(node, &faults) }
        return configuration
    }

    /// What is fetched, of which places, and what of it is forecast.
    private mutating func read(sources top: YAMLMapping, _ configuration: inout Configuration) {
        if let node = top["places"] { configuration.places = PlacesReader.read(node, &faults) }
        // Names are looked up once the sources are known.
        let node = top["weather"].flatMap { WeatherReader.isSource($0) ? nil : $0 }
        var unread = faults
        let days = node.flatMap { WeatherReader.read($0, names: [], &unread).days }
        configuration.sources = SourceReader.read(
            top, services, home: home, places: configuration.places, days: days,
            isWeatherSource: node == nil, &faults)
        guard let node else { return }
        let names = configuration.sources.filter { $0.content == .observations }.map(\.id.rawValue)
        let known = services.services.filter { $0.content == .observations }.map(\.name)
        configuration.weather = WeatherReader.read(node, names: names + known.filter { !names.contains($0) }, &faults)
        guard let target = configuration.weather.target else { return }
        let places = configuration.sources.flatMap(\.facts.places)
        guard !places.isEmpty, !places.contains(target) else { return }
        let near = Nearest.word(to: target, among: places).map { "Did you mean \($0)? " } ?? ""
        faults.note(
            "‘\(target)’ is none of the places", in: .sources, at: node.mapping?[Node("target")], field: "target",
            remedy: near + "Name one of \(Array(Set(places)).sorted().prefix(10).joined(separator: ", "))")
    }

    /// The database's path; a tilde at the start is the home folder.
    private mutating func databasePath(_ top: YAMLMapping) -> String? {
        guard let value = top["database"] else { return nil }
        guard let text = value.scalar?.string, !text.isEmpty else {
            faults.note(
                "database must be a text", in: .database, at: value, field: "database",
                remedy: "Write `database: PATH`")
            return nil
        }
        return SourceReader.expand(text, home: home)
    }

    private mutating func look(_ node: Node) -> Configuration.Look {
        var look = Configuration.Look()
        guard
            let section = YAMLMapping(node, "look", in: .look, known: ["theme", "glyphs", "colours", "mouse"], &faults)
        else { return look }
        if let name = section.optionalText("theme", &faults) {
            look.theme = Configuration.Named(name: name, place: faults.location(section["theme"], "theme"))
        }
        let glyphs = [("auto", GlyphSet?.none)] + GlyphSet.allCases.map { ($0.rawValue, $0) }
        look.glyphs = section.word("glyphs", glyphs, &faults) ?? nil
        let colours = [("auto", ColourMode?.none)] + ColourMode.allCases.map { ($0.rawValue, $0) }
        look.colours = section.word("colours", colours, &faults) ?? nil
        look.hasMouse = section.word("mouse", Self.switches, &faults) ?? true
        return look
    }

    /// What YAML's writers call on and off.
    private static let switches = [
        ("on", true), ("off", false), ("true", true), ("false", false), ("yes", true), ("no", false),
    ]

    private mutating func units(_ node: Node) -> Configuration.Units {
        var units = Configuration.Units()
        guard
            let section = YAMLMapping(
                node, "units", in: .units, known: ["times", "temperature", "week_start"], &faults)
        else { return units }
        units.isLocal = section.word("times", [("utc", false), ("local", true)], &faults) ?? false
        let temperatures = TemperatureUnit.allCases.map { ($0.rawValue, $0) }
        units.temperature = section.word("temperature", temperatures, &faults) ?? .celsius
        let starts = WeekStart.allCases.map { ($0.rawValue, $0) }
        units.weekStart = section.word("week_start", starts, &faults) ?? .monday
        return units
    }
}
