import UtsiktApp
import UtsiktCore
import UtsiktScreen
package import UtsiktSources

/// What counts now, as a configuration that says all of it: reading it again gives the same.
package struct EffectiveConfiguration {
    /// The YAML text.
    package private(set) var text = ""

    /// Writes a configuration out, the defaults of what it leaves open included.
    package init(
        _ configuration: Configuration, _ configured: ConfiguredPreferences, services: ServiceRegister = .all
    ) {
        line("database: \(YAMLText.quoted(configuration.database))")
        if configuration.retention.isSet {
            line("retention:")
            if let days = configuration.retention.days { line("  days: \(days)") }
            if let megabytes = configuration.retention.megabytes { line("  megabytes: \(megabytes)") }
        }
        write(configuration.places)
        write(configuration.weather)
        write(configuration.sources, services)
        if configuration.topics != Configuration.Topics() { write(configuration.topics) }
        let preferences = configured.preferences
        line("look:")
        line("  theme: \(YAMLText.quoted(preferences.theme.name))")
        line("  glyphs: \(configured.glyphs?.rawValue ?? "auto")")
        line("  colours: \(preferences.colours?.rawValue ?? "auto")")
        line("  mouse: \(preferences.hasMouse ? "on" : "off")")
        line("units:")
        line("  times: \(configuration.units.isLocal ? "local" : "utc")")
        line("  temperature: \(preferences.temperature.rawValue)")
        line("  week_start: \(preferences.weekStart.rawValue)")
        write(preferences.keymap, configuration.keys)
        write(preferences.layouts)
        write(configuration.themes)
    }

    private mutating func line(_ text: String) { self.text += text + "\n" }

    /// The sources of old sections in these, the others in the list.
    private mutating func write(_ sources: [ConfiguredSource], _ services: ServiceRegister) {
        for source in sources {
            guard let section = source.section else { continue }
            line("\(section):")
            write(source.values, services[source.service], indent: "  ")
        }
        let listed = sources.filter { $0.section == nil }
        guard !listed.isEmpty else { return }
        line("sources:")
        for source in listed {
            line("  - service: \(YAMLText.quoted(source.service))")
            line("    name: \(YAMLText.quoted(source.id.rawValue))")
            write(source.values, services[source.service], indent: "    ")
        }
    }

    private mutating func write(_ places: [LocatedPlace]) {
        guard !places.isEmpty else { return }
        line("places:")
        for place in places {
            var parts = ["name: \(YAMLText.quoted(place.name))"]
            if let latitude = place.latitude { parts.append("latitude: \(latitude)") }
            if let longitude = place.longitude { parts.append("longitude: \(longitude)") }
            let stations = place.stations.sorted { $0.key < $1.key }.map { "\($0): \(YAMLText.quoted($1))" }
            if !stations.isEmpty { parts.append("stations: {\(stations.joined(separator: ", "))}") }
            line("  - {\(parts.joined(separator: ", "))}")
        }
    }

    private mutating func write(_ weather: WeatherSettings) {
        guard weather != WeatherSettings() else { return }
        line("weather:")
        if let target = weather.target { line("  target: \(YAMLText.quoted(target))") }
        if let days = weather.days { line("  days: \(days)") }
        if !weather.prefer.isEmpty {
            line("  prefer: [\(weather.prefer.map(YAMLText.quoted).joined(separator: ", "))]")
        }
    }

    private mutating func write(_ values: ServiceValues, _ service: (any Service)?, indent: String) {
        for setting in service?.settings ?? [] {
            switch values[setting.name] {
            case .text(let text):
                let isWord = if case .word = setting.kind { true } else { false }
                line("\(indent)\(setting.name): \(isWord ? text : YAMLText.quoted(text))")
            case .number(let number): line("\(indent)\(setting.name): \(number)")
            case .secret(let origin): line(indent + Self.origin(origin, setting.name))
            case .texts(let texts):
                line("\(indent)\(setting.name): [\(texts.map(YAMLText.quoted).joined(separator: ", "))]")
            case .amounts(let amounts):
                let cells = amounts.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
                line("\(indent)\(setting.name): {\(cells.joined(separator: ", "))}")
            case .records(let records): write(records, setting, indent: indent)
            case .places(let places):
                line("\(indent)\(setting.name): [\(places.map { YAMLText.quoted($0.name) }.joined(separator: ", "))]")
            case nil: break
            }
        }
    }

    private mutating func write(_ records: [[String: String]], _ setting: ServiceSetting, indent: String) {
        guard case .records(_, let fields) = setting.kind, !records.isEmpty else { return }
        line("\(indent)\(setting.name):")
        for record in records {
            let cells = fields.map { "\($0): \(YAMLText.quoted(record[$0] ?? ""))" }
            line("\(indent)  - {\(cells.joined(separator: ", "))}")
        }
    }

    private mutating func write(_ topics: Configuration.Topics) {
        func list(_ tags: [String]) -> String { "[\(tags.map(YAMLText.quoted).joined(separator: ", "))]" }
        line("topics:")
        line("  stop: \(topics.stopFile.map(YAMLText.quoted) ?? list(topics.stop.tags))")
        let groups = topics.merge.groups.map(list).joined(separator: ", ")
        line("  merge: \(topics.mergeFile.map(YAMLText.quoted) ?? "[\(groups)]")")
        line("  query: \(list(topics.own.tags))")
    }

    /// Every action that has keys in a scope, and those whose keys the user took away.
    private mutating func write(_ keymap: Keymap, _ entries: [Keymap.Entry]) {
        line("keys:")
        for scope in ActionTable.current.scopes {
            // An action of everywhere may have keys of its own in one pane.
            let own = ActionTable.all.filter { $0.scope == scope || !keymap.chords(of: $0.id, in: scope).isEmpty }
            let rows = own.filter { row in
                row.scope == scope || entries.contains { $0.scope == scope && $0.action == row.id }
            }
            guard !rows.isEmpty else { continue }
            line("  \(scope.name):")
            for row in rows {
                let chords = keymap.chords(of: row.id, in: scope).map { YAMLText.quoted($0.name) }
                let keys = chords.isEmpty ? "none" : "[\(chords.joined(separator: ", "))]"
                line("    \(row.id): \(keys)")
            }
        }
    }

    private mutating func write(_ book: LayoutBook) {
        line("layouts:")
        for entry in book.entries {
            guard let node = entry.node else { continue }
            line("  - name: \(YAMLText.quoted(entry.name))")
            line("    \(Self.tree(node))")
        }
    }

    private mutating func write(_ themes: [UserTheme]) {
        guard !themes.isEmpty else { return }
        line("themes:")
        for theme in themes {
            line("  - name: \(YAMLText.quoted(theme.spec.name))")
            if let base = theme.spec.base { line("    base: \(YAMLText.quoted(base))") }
            guard !theme.spec.entries.isEmpty else { continue }
            line("    roles:")
            for entry in theme.spec.entries {
                var parts = entry.foreground.map { ["foreground: \(YAMLText.quoted($0))"] } ?? []
                if let colour = entry.background { parts.append("background: \(YAMLText.quoted(colour))") }
                if let words = entry.attributes {
                    parts.append("attributes: [\(words.map(YAMLText.quoted).joined(separator: ", "))]")
                }
                line("      \(YAMLText.quoted(entry.role)): {\(parts.joined(separator: ", "))}")
            }
        }
    }

    private static func tree(_ node: LayoutNode) -> String {
        switch node {
        case .pane(let id): "pane: \(id.rawValue)"
        case .focused: "pane: focused"
        case .rows(let shares): "rows: [\(shares.map(share).joined(separator: ", "))]"
        case .columns(let shares): "columns: [\(shares.map(share).joined(separator: ", "))]"
        }
    }

    private static func share(_ share: LayoutNode.Share) -> String {
        "{\(tree(share.node)), weight: \(share.weight)}"
    }

    private static func origin(_ origin: SecretOrigin, _ name: String) -> String {
        switch origin {
        case .environment(let variable): "\(name)_env: \(YAMLText.quoted(variable))"
        case .file(let path): "\(name)_file: \(YAMLText.quoted(path))"
        case .command(let command): "\(name)_command: \(YAMLText.quoted(command))"
        }
    }
}
