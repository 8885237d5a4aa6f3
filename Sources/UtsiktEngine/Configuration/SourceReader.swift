import Foundation
import UtsiktCore
package import Yams

/// Reads the sections of what is fetched. A source with a fault in it is not used at all.
package enum SourceReader {
    /// Reads `posts`; nil with faults when it cannot be used.
    package static func posts(_ node: Node, home: String, _ faults: inout FaultCollector) -> Configuration.Posts? {
        let before = faults.faults.count
        let known = ["url", "user", "token_env", "token_file", "pages", "page_size", "limits"]
        guard let section = YAMLMapping(node, "posts", in: .posts, known: known, &faults) else { return nil }
        let url = address(section, .posts, &faults)
        let user = section.text("user", &faults)
        let token = secret(section, "token", .posts, home: home, &faults)
        let pages = section.number("pages", 1...160, default: 2, &faults)
        let pageSize = section.number("page_size", 1...200, default: 20, &faults)
        let keepsLimits = section.word("limits", [("service", true), ("none", false)], &faults) ?? true
        guard faults.faults.count == before, let url, let user, let token else { return nil }
        return Configuration.Posts(
            url: url, user: user, token: token, pages: pages, pageSize: pageSize, keepsLimits: keepsLimits)
    }

    /// Reads `weather`; nil with faults when it cannot be used.
    package static func weather(_ node: Node, home: String, _ faults: inout FaultCollector) -> Configuration.Weather? {
        let before = faults.faults.count
        let known = ["url", "key_env", "key_file", "places", "target", "days"]
        guard let section = YAMLMapping(node, "weather", in: .weather, known: known, &faults) else { return nil }
        let url = address(section, .weather, &faults)
        let key = secret(section, "key", .weather, home: home, &faults)
        let places = places(section, &faults)
        let target = section.optionalText("target", &faults) ?? places.first?.name
        let days = section.number("days", 2...3660, default: 14, &faults)
        if let target, !places.isEmpty, !places.contains(where: { $0.name == target }) {
            faults.note(
                "‘\(target)’ is none of the places", in: .weather, at: section["target"], field: "target",
                remedy: "Name one of \(places.map(\.name).joined(separator: ", "))")
        }
        guard faults.faults.count == before, let url, let key, let target else { return nil }
        return Configuration.Weather(url: url, key: key, places: places, target: target, days: days)
    }

    /// A path whose `~/` is the home folder.
    package static func expand(_ path: String, home: String) -> String {
        HomeFolder(home).expanded(path)
    }

    private static func address(
        _ section: YAMLMapping, _ part: ConfigurationSection, _ faults: inout FaultCollector
    ) -> String? {
        guard let text = section.text("url", &faults) else { return nil }
        guard let url = URL(string: text), ["http", "https"].contains(url.scheme), url.host != nil else {
            faults.note(
                "‘\(text)’ is no http or https address", in: part, at: section["url"], field: "url",
                remedy: "Write it as https://api.example.org")
            return nil
        }
        guard url.user == nil, url.password == nil, url.query == nil else {
            // Not repeated here: it may hold a secret.
            faults.note(
                "the address holds a user, a password or a query", in: part, at: section["url"], field: "url",
                remedy: "Write the bare address; secrets come from the environment or a file")
            return nil
        }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    private static func secret(
        _ section: YAMLMapping, _ name: String, _ part: ConfigurationSection, home: String,
        _ faults: inout FaultCollector
    ) -> SecretOrigin? {
        if section[name + "_env"] != nil {
            return section.optionalText(name + "_env", &faults).map { .environment($0) }
        }
        if section[name + "_file"] != nil {
            return section.optionalText(name + "_file", &faults).map { .file(expand($0, home: home)) }
        }
        faults.note(
            "\(section.name) has neither \(name)_env nor \(name)_file", in: part, at: section.node,
            field: name + "_env",
            remedy: "Name the environment variable or the 0600 file that holds the \(name)")
        return nil
    }

    private static func places(_ section: YAMLMapping, _ faults: inout FaultCollector) -> [Configuration.Place] {
        guard let node = section["places"], let items = node.sequence, !items.isEmpty else {
            faults.note(
                "weather needs at least one place", in: .weather, at: section["places"] ?? section.node,
                field: "places", remedy: "List them as `- {name: Oslo, path: Norway/Oslo}`")
            return []
        }
        var places: [Configuration.Place] = []
        for item in items {
            guard let place = YAMLMapping(item, "a place", in: .weather, known: ["name", "path"], &faults) else {
                continue
            }
            let (name, path) = (place.text("name", &faults), place.text("path", &faults))
            guard let name, let path else { continue }
            if places.contains(where: { $0.name == name }) {
                faults.note(
                    "the place ‘\(name)’ stands twice", in: .weather, at: place["name"], field: "name",
                    remedy: "Give each place a name of its own")
            }
            if path.split(separator: "/").count != 2 {
                faults.note(
                    "‘\(path)’ is no country and city", in: .weather, at: place["path"], field: "path",
                    remedy: "Write it as Norway/Oslo")
            }
            places.append(Configuration.Place(name: name, path: path))
        }
        return places
    }
}
