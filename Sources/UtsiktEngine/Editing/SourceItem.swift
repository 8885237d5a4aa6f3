import UtsiktCore
import Yams

/// A source as it is written into the configuration: an element of the list `sources`.
package struct SourceItem: Sendable, Hashable {
    /// The service's name in the register.
    package var service: String
    /// What stands behind the service on its line, without `# `; empty for nothing.
    package var comment: String
    /// The settings in the order in which they are written: a key, and its value as YAML of one line.
    package private(set) var settings: [(key: String, value: String)] = []
    /// Accounts, each a line of its own: a list of followed accounts may be long.
    package var accounts: [String] = []

    /// Makes a source that says nothing but its service.
    package init(service: String, comment: String = "") {
        self.service = service
        self.comment = comment
    }

    package static func == (a: SourceItem, b: SourceItem) -> Bool { a.lines("") == b.lines("") }
    package func hash(into hasher: inout Hasher) { hasher.combine(lines("")) }

    /// Adds a setting.
    /// - Parameter text: YAML of one line (`[a, b]`, `{day: 5}`, `40`); what is none, as `@kari@example.social`, is meant as text.
    package mutating func set(_ key: String, _ text: String) {
        settings.append((key, SourceItem.isValue(text) ? text : YAMLText.quoted(text)))
    }

    /// A text as YAML, quoted only where it has to be.
    package static func scalar(_ text: String) -> String {
        guard isValue(text), let node = try? compose(yaml: text), node.scalar?.string == text,
            case .scalar(let scalar) = node, scalar.style == .plain, !text.isEmpty, node.bool == nil, node.float == nil,
            node.null == nil
        else { return YAMLText.quoted(text) }
        return text
    }

    /// The lines of the element, without line ends.
    /// - Parameter indent: What stands before the dash.
    package func lines(_ indent: String) -> [String] {
        var lines = [indent + "- service: \(SourceItem.scalar(service))" + (comment.isEmpty ? "" : "  # \(comment)")]
        for setting in settings { lines.append(indent + "  \(setting.key): \(setting.value)") }
        if !accounts.isEmpty {
            lines.append(indent + "  accounts:")
            lines += accounts.map { indent + "    - " + SourceItem.scalar($0) }
        }
        return lines
    }

    /// Whether a text is a value that a line `key: value` may hold: one value, and nothing of the text is lost as a comment.
    private static func isValue(_ text: String) -> Bool {
        guard !text.contains(where: \.isNewline), !text.contains(" #"), !text.hasPrefix("#"), text.utf8.count < 4096
        else { return false }
        guard let mapping = (try? compose(yaml: "k: \(text)\n"))??.mapping, mapping.count == 1 else { return false }
        return mapping[Node("k")] != nil && (try? compose(yaml: text)) != nil
    }
}
