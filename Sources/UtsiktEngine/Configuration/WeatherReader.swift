import UtsiktCore
import UtsiktSources
import Yams

/// What is forecast, and of which days and sources: the section `weather` where it is not a source of its own.
package struct WeatherSettings: Sendable, Hashable {
    /// The place whose noon temperature is forecast; nil for the first one of a source.
    package var target: String?
    /// How many days back sources ask; nil for their own default.
    package var days: Int?
    /// Whose observation of a place and instant counts where there are several: names of sources or of services, the first one
    /// first.
    package var prefer: [String] = []

    /// Nothing is said.
    package init() {}
}

/// Reads that section.
struct WeatherReader {
    private static let known = ["target", "days", "prefer"]

    /// Whether the section means a source, as before there were places.
    static func isSource(_ node: Node) -> Bool {
        guard let mapping = node.mapping else { return true }
        let keys = mapping.keys.compactMap(\.string)
        return !keys.contains { known.contains($0) } || keys.contains { !known.contains($0) }
    }

    /// Reads it.
    /// - Parameter names: Names of the sources and services that may be preferred.
    static func read(_ node: Node, names: [String], _ faults: inout FaultCollector) -> WeatherSettings {
        var settings = WeatherSettings()
        guard let mapping = YAMLMapping(node, "weather", in: .sources, known: known, &faults) else { return settings }
        settings.target = mapping.optionalText("target", &faults)
        if mapping["days"] != nil { settings.days = mapping.number("days", 1...3660, default: 14, &faults) }
        guard let list = mapping["prefer"] else { return settings }
        guard let items = list.sequence else {
            faults.note(
                "prefer must be a list", in: .sources, at: list, field: "prefer",
                remedy: "Write `prefer: [frost, iem, open-meteo]`")
            return settings
        }
        for item in items {
            let name = item.scalar?.string ?? ""
            guard names.contains(name) else {
                let near = Nearest.word(to: name, among: names).map { "Did you mean \($0)? " } ?? ""
                faults.note(
                    "‘\(name.prefix(40))’ is neither a source nor a service", in: .sources, at: item, field: "prefer",
                    remedy: near + "It may be \(names.joined(separator: ", "))")
                continue
            }
            if !settings.prefer.contains(name) { settings.prefer.append(name) }
        }
        return settings
    }
}
