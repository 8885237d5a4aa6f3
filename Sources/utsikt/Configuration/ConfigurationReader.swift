import Foundation
import UtsiktCore
import Yams

/// Reads `config.yaml` and reports every fault with line, column and field.
struct ConfigurationReader {
    private let file: String
    private let home: String
    private let database: String

    /// Makes a reader.
    /// - Parameters:
    ///   - file: The file's name for messages.
    ///   - home: What `~/` in paths means.
    ///   - database: The database's path unless the file names one.
    init(file: String, home: String, database: String) {
        self.file = file
        self.home = home
        self.database = database
    }

    /// Reads a configuration.
    /// - Throws: `ConfigurationError` for the first fault.
    func read(_ text: String) throws(ConfigurationError) -> Configuration {
        let root: Node?
        do {
            root = try compose(yaml: text)
        } catch let error as YamlError {
            throw ConfigurationError("this is no YAML: \(error)", at: location(nil, nil), remedy: "Mend the file")
        } catch {
            throw ConfigurationError("this is no YAML", at: location(nil, nil), remedy: "Mend the file")
        }
        guard let root else {
            throw ConfigurationError("the file is empty", at: location(nil, nil), remedy: "See utsikt config show")
        }
        let top = try Section(root, "the file", self, known: ["database", "posts", "weather"])
        var configuration = Configuration(database: try top.optionalText("database").map(expand) ?? database)
        if let node = top["posts"] {
            let known = ["url", "user", "token_env", "token_file", "pages"]
            let posts = try Section(node, "posts", self, known: known)
            configuration.posts = Configuration.Posts(
                url: try address(posts), user: try posts.text("user"),
                token: try secret(posts, "token"), pages: try posts.number("pages", 1...160, default: 2))
        }
        if let node = top["weather"] {
            let known = ["url", "key_env", "key_file", "places", "target", "days"]
            let weather = try Section(node, "weather", self, known: known)
            let url = try address(weather)
            let places = try self.places(weather)
            let target = try weather.optionalText("target") ?? places[0].name
            guard places.contains(where: { $0.name == target }) else {
                throw ConfigurationError(
                    "‘\(target)’ is none of the places", at: location(weather["target"], "target"),
                    remedy: "Name one of \(places.map(\.name).joined(separator: ", "))")
            }
            configuration.weather = Configuration.Weather(
                url: url, key: try secret(weather, "key"), places: places,
                target: target, days: try weather.number("days", 2...3660, default: 14))
        }
        return configuration
    }

    private func address(_ section: Section) throws(ConfigurationError) -> String {
        let text = try section.text("url")
        guard let url = URL(string: text), ["http", "https"].contains(url.scheme), url.host != nil else {
            throw ConfigurationError(
                "‘\(text)’ is no http or https address", at: location(section["url"], "url"),
                remedy: "Write it as https://api.example.org")
        }
        guard url.user == nil, url.password == nil, url.query == nil else {
            // Not repeated here: it may hold a secret.
            throw ConfigurationError(
                "the address holds a user, a password or a query", at: location(section["url"], "url"),
                remedy: "Write the bare address; secrets come from the environment or a file")
        }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    private func secret(_ section: Section, _ name: String) throws(ConfigurationError) -> SecretOrigin {
        if let variable = try section.optionalText(name + "_env") { return .environment(variable) }
        if let path = try section.optionalText(name + "_file") { return .file(expand(path)) }
        throw ConfigurationError(
            "\(section.name) has neither \(name)_env nor \(name)_file", at: location(section.node, name + "_env"),
            remedy: "Name the environment variable or the 0600 file that holds the \(name)")
    }

    private func places(_ section: Section) throws(ConfigurationError) -> [Configuration.Place] {
        guard let node = section["places"], let items = node.sequence, !items.isEmpty else {
            throw ConfigurationError(
                "weather needs at least one place", at: location(section["places"] ?? section.node, "places"),
                remedy: "List them as `- {name: Oslo, path: Norway/Oslo}`")
        }
        var places: [Configuration.Place] = []
        for item in items {
            let place = try Section(item, "a place", self, known: ["name", "path"])
            let (name, path) = (try place.text("name"), try place.text("path"))
            guard !places.contains(where: { $0.name == name }) else {
                throw ConfigurationError(
                    "the place ‘\(name)’ stands twice", at: location(place["name"], "name"),
                    remedy: "Give each place a name of its own")
            }
            guard path.split(separator: "/").count == 2 else {
                throw ConfigurationError(
                    "‘\(path)’ is no country and city", at: location(place["path"], "path"),
                    remedy: "Write it as Norway/Oslo")
            }
            places.append(Configuration.Place(name: name, path: path))
        }
        return places
    }

    private func expand(_ path: String) -> String { path.hasPrefix("~/") ? home + path.dropFirst() : path }

    fileprivate func location(_ node: Node?, _ field: String?) -> InputLocation {
        InputLocation(file: file, line: node?.mark?.line, column: node?.mark?.column, field: field)
    }
}

/// One mapping of the file, whose keys are checked.
private struct Section {
    let node: Node
    let name: String
    private let reader: ConfigurationReader
    private let mapping: Node.Mapping

    init(_ node: Node, _ name: String, _ reader: ConfigurationReader, known: [String]) throws(ConfigurationError) {
        guard let mapping = node.mapping else {
            throw ConfigurationError(
                "\(name) must be a mapping", at: reader.location(node, nil), remedy: "Write `key: value` lines")
        }
        for (key, _) in mapping where !known.contains(key.string ?? "") {
            throw ConfigurationError(
                "\(name) has no setting ‘\(key.string ?? "?")’", at: reader.location(key, key.string),
                remedy: "It knows \(known.joined(separator: ", "))")
        }
        (self.node, self.name, self.reader, self.mapping) = (node, name, reader, mapping)
    }

    subscript(_ key: String) -> Node? { mapping[Node(key)] }

    func optionalText(_ key: String) throws(ConfigurationError) -> String? {
        guard let value = self[key] else { return nil }
        guard let text = value.scalar?.string, !text.isEmpty else {
            throw ConfigurationError(
                "\(key) must be a text", at: reader.location(value, key), remedy: "Write `\(key): value`")
        }
        return text
    }

    func text(_ key: String) throws(ConfigurationError) -> String {
        guard let text = try optionalText(key) else {
            throw ConfigurationError(
                "\(name) needs \(key)", at: reader.location(node, key), remedy: "Add `\(key): …`")
        }
        return text
    }

    func number(
        _ key: String, _ range: ClosedRange<Int>, default fallback: Int
    ) throws(ConfigurationError) -> Int {
        guard let text = try optionalText(key) else { return fallback }
        guard let value = Int(text), range.contains(value) else {
            throw ConfigurationError(
                "\(key) must be a whole number from \(range.lowerBound) to \(range.upperBound), not ‘\(text)’",
                at: reader.location(self[key], key), remedy: "Its default is \(fallback)")
        }
        return value
    }
}
