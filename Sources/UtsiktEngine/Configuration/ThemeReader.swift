package import UtsiktCore
package import UtsiktScreen
package import Yams

/// A theme of the user's, as it is described, and where each part of it stands.
package struct UserTheme: Sendable, Hashable {
    /// The description.
    package var spec: ThemeSpec
    /// Where the theme begins.
    package var place: InputLocation
    /// Where what it says of each role stands, beside the entries of the description.
    package var places: [InputLocation]
}

/// Reads themes: `themes` in the configuration, and the files of the themes folder.
package enum ThemeReader {
    private static let remedy =
        "A colour is default, a name such as red or bright-blue, an index from 0 to 255, or \"#rrggbb\" in quotes"

    /// Reads a list of themes; faulty lines are noted and left out.
    package static func list(_ node: Node, _ faults: inout FaultCollector) -> [UserTheme] {
        guard let items = node.sequence else {
            faults.note(
                "themes must be a list", in: .themes, at: node,
                remedy: "Write `- name: …`, and below it `base:` and `roles:`")
            return []
        }
        return items.compactMap { theme($0, name: nil, &faults) }
    }

    /// Reads a theme.
    /// - Parameter name: Its name unless it says another; nil where it must.
    package static func theme(_ node: Node, name fallback: String?, _ faults: inout FaultCollector) -> UserTheme? {
        guard let section = YAMLMapping(node, "a theme", in: .themes, known: ["name", "base", "roles"], &faults) else {
            return nil
        }
        let name = fallback == nil ? section.text("name", &faults) : section.optionalText("name", &faults) ?? fallback
        guard let name else { return nil }
        let place = faults.location(section["name"] ?? node, "name")
        var theme = UserTheme(
            spec: ThemeSpec(name: name, base: section.optionalText("base", &faults)), place: place, places: [])
        guard let roles = section["roles"] else { return theme }
        guard let mapping = roles.mapping else {
            faults.note(
                "roles must be a mapping", in: .themes, at: roles, field: "roles",
                remedy: "Write `role: colour` lines; roles are \(Role.allCases.map(\.name).joined(separator: ", "))")
            return theme
        }
        for (key, value) in mapping {
            guard let role = key.string, let entry = entry(role, value, &faults) else { continue }
            theme.spec.entries.append(entry)
            theme.places.append(faults.location(key, role))
        }
        return theme
    }

    /// What is said of a role: a colour, or a mapping of colours and attributes.
    private static func entry(_ role: String, _ value: Node, _ faults: inout FaultCollector) -> ThemeSpec.Entry? {
        if let scalar = value.scalar {
            guard !scalar.string.isEmpty, scalar.string != "~" else {
                faults.note("\(role) has no colour", in: .themes, at: value, field: role, remedy: remedy)
                return nil
            }
            return ThemeSpec.Entry(role: role, foreground: scalar.string)
        }
        let known = ["foreground", "background", "attributes"]
        guard let section = YAMLMapping(value, role, in: .themes, known: known, &faults) else { return nil }
        var entry = ThemeSpec.Entry(role: role)
        entry.foreground = section.optionalText("foreground", &faults)
        entry.background = section.optionalText("background", &faults)
        if let node = section["attributes"] {
            let items = node.sequence.map(Array.init) ?? [node]
            let words = items.compactMap(\.scalar?.string)
            if words.count == items.count {
                entry.attributes = words.flatMap { $0.split(separator: " ").map(String.init) }.filter { $0 != "none" }
            } else {
                faults.note(
                    "attributes must be words", in: .themes, at: node, field: "attributes",
                    remedy: "Write `attributes: [bold, underline]`")
            }
        }
        return entry
    }

    /// Every theme there is: the bundled ones, those of a configuration, and those of the folder next to it.
    package static func all(for reading: ConfigurationReading) -> [Theme] {
        themes(reading.configuration.themes + ThemeFolder(beside: reading.path).read().themes).0
    }

    /// Makes the themes: the known ones, the user's after them. A role that cannot be used is noted and stays as in the base.
    /// - Parameter user: The user's themes; one may build on another that stands before it.
    package static func themes(_ user: [UserTheme], known: [Theme] = Theme.builtIn) -> ([Theme], [ConfigurationFault]) {
        var (themes, faults): ([Theme], [ConfigurationFault]) = (known, [])
        func note(_ fault: ThemeFault, _ place: InputLocation) {
            let error = ConfigurationError(fault.problem, at: place, remedy: fault.remedy)
            faults.append(ConfigurationFault(section: .themes, error: error))
        }
        for theme in user {
            var spec = theme.spec
            spec.entries = []
            do throws(ThemeFault) {
                // The name and the base first: without them nothing can be made.
                _ = try spec.theme(from: themes)
            } catch {
                note(error, theme.place)
                continue
            }
            for (entry, place) in zip(theme.spec.entries, theme.places) {
                let before = spec.entries
                spec.entries.append(entry)
                do throws(ThemeFault) {
                    _ = try spec.theme(from: themes)
                } catch {
                    note(error, place)
                    spec.entries = before
                }
            }
            if let made = try? spec.theme(from: themes) { themes.append(made) }
        }
        return (themes, faults)
    }
}
