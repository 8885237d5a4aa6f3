package import UtsiktCore
package import Yams

/// Gathers what is wrong with a file, so that all of it is reported at once.
package struct FaultCollector {
    /// The file's name for messages.
    package let file: String
    /// What was found so far, at most `most`: a broken file could have a million faults, and nobody corrects more at a time.
    package private(set) var faults: [ConfigurationFault] = []

    private static let most = 500

    /// Whether no more are kept: then looking for them is not worth the time.
    package var isFull: Bool { faults.count >= FaultCollector.most }

    /// Makes a collector without faults.
    package init(file: String) { self.file = file }

    /// Notes a fault.
    /// - Parameters:
    ///   - node: Where it is; nil for the whole file.
    ///   - field: The setting's name.
    package mutating func note(
        _ problem: String, in section: ConfigurationSection, at node: Node?, field: String? = nil, remedy: String
    ) {
        let error = ConfigurationError(problem, at: location(node, field), remedy: remedy)
        note(ConfigurationFault(section: section, error: error))
    }

    /// Notes a fault that was found elsewhere.
    package mutating func note(_ fault: ConfigurationFault) {
        if faults.count < FaultCollector.most { faults.append(fault) }
    }

    /// A node's place.
    package func location(_ node: Node?, _ field: String? = nil) -> InputLocation {
        InputLocation(file: file, line: node?.mark?.line, column: node?.mark?.column, field: field)
    }
}

/// One mapping of a YAML file; unknown and faulty settings are noted, the others are handed out.
package struct YAMLMapping {
    /// The mapping itself.
    package let node: Node
    /// What it is, for messages: `posts`, `a place`.
    package let name: String
    private let section: ConfigurationSection
    private let mapping: Node.Mapping

    /// Makes a reader of a mapping; nil with a fault where the node is none.
    package init?(
        _ node: Node, _ name: String, in section: ConfigurationSection, known: [String], _ faults: inout FaultCollector
    ) {
        guard let mapping = node.mapping else {
            faults.note("\(name) must be a mapping", in: section, at: node, remedy: "Write `key: value` lines")
            return nil
        }
        (self.node, self.name, self.section, self.mapping) = (node, name, section, mapping)
        for (key, _) in mapping where !faults.isFull && !known.contains(key.string ?? "") {
            let found = key.string ?? "?"
            let near = Nearest.word(to: found, among: known).map { "Did you mean \($0)? " } ?? ""
            faults.note(
                "\(name) has no setting ‘\(found)’", in: section, at: key, field: key.string,
                remedy: near + "It knows \(known.joined(separator: ", "))")
        }
    }

    /// A setting's value; nil where it is not there.
    package subscript(_ key: String) -> Node? { mapping[Node(key)] }

    /// A text that may be left out.
    package func optionalText(_ key: String, _ faults: inout FaultCollector) -> String? {
        guard let value = self[key] else { return nil }
        guard let text = value.scalar?.string, !text.isEmpty else {
            faults.note(
                "\(key) must be a text", in: section, at: value, field: key, remedy: "Write `\(key): value`")
            return nil
        }
        return text
    }

    /// A text that must be there.
    package func text(_ key: String, _ faults: inout FaultCollector) -> String? {
        if self[key] == nil {
            faults.note("\(name) needs ‘\(key)’", in: section, at: node, field: key, remedy: "Add `\(key): …`")
        }
        return optionalText(key, &faults)
    }

    /// A whole number within bounds.
    package func number(
        _ key: String, _ range: ClosedRange<Int>, default fallback: Int, _ faults: inout FaultCollector
    ) -> Int {
        guard let text = optionalText(key, &faults) else { return fallback }
        guard let value = Int(text), range.contains(value) else {
            faults.note(
                "\(key) must be a whole number from \(range.lowerBound) to \(range.upperBound), not ‘\(text)’",
                in: section, at: self[key], field: key, remedy: "Its default is \(fallback)")
            return fallback
        }
        return value
    }

    /// One of some words; nil where it is left out or none of them.
    package func word<Value>(_ key: String, _ words: [(String, Value)], _ faults: inout FaultCollector) -> Value? {
        guard let text = optionalText(key, &faults) else { return nil }
        if let found = words.first(where: { $0.0 == text.lowercased() }) { return found.1 }
        let names = words.map(\.0)
        let near = Nearest.word(to: text.lowercased(), among: names).map { "Did you mean \($0)? " } ?? ""
        faults.note(
            "‘\(text)’ is not a value of \(key)", in: section, at: self[key], field: key,
            remedy: near + "It may be \(names.joined(separator: ", "))")
        return nil
    }
}
