import Yams

/// A mapping of a file that is read field by field; what is wrong is noted and the field left at its default.
struct FabricSection {
    /// The mapping's name in messages, as `servers[3]`; empty for the whole file.
    let path: String
    /// Its line, from 1.
    let line: Int?
    private let fields: [(name: String, key: Node, value: Node)]

    /// Makes a section of a node; notes a fault and returns nil when it is not a mapping.
    init?(_ node: Node?, path: String, line: Int? = nil, log: inout FaultLog) {
        guard let node else { return nil }
        guard case .mapping(let mapping) = node else {
            log.add(
                "\(path.isEmpty ? "the file" : path) must have fields with names", line: node.mark?.line ?? line,
                column: node.mark?.column, field: path.isEmpty ? nil : path)
            return nil
        }
        self.path = path
        self.line = node.mark?.line ?? line
        var fields: [(name: String, key: Node, value: Node)] = []
        for (key, value) in mapping {
            guard case .scalar(let name) = key else {
                log.add("a field's name must be a word", line: key.mark?.line, column: key.mark?.column, field: path)
                continue
            }
            fields.append((name.string, key, value))
        }
        self.fields = fields
    }

    /// The names of its fields in the file's order.
    var names: [String] { fields.map(\.name) }

    /// A field's name with the section's.
    func full(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

    /// A field's node; nil when it is absent or empty.
    subscript(name: String) -> Node? {
        guard let value = fields.first(where: { $0.name == name })?.value else { return nil }
        if case .scalar(let scalar) = value, scalar.style == .plain, ["", "~", "null"].contains(scalar.string) {
            return nil
        }
        return value
    }

    /// Notes every field with a name that is not known.
    func expect(_ known: [String], log: inout FaultLog) {
        for field in fields where !known.contains(field.name) {
            log.add(
                "‘\(field.name.prefix(40))’ is not a field of \(path.isEmpty ? "this file" : path)",
                line: field.key.mark?.line, column: field.key.mark?.column, field: full(String(field.name.prefix(40))),
                remedy: "Known are \(known.joined(separator: ", "))")
        }
    }

    /// A text.
    func text(_ name: String, log: inout FaultLog) -> String? {
        guard let node = self[name] else { return nil }
        guard case .scalar(let scalar) = node, scalar.string.utf8.count <= 4096 else {
            fault(name, "must be a text", node, &log)
            return nil
        }
        return scalar.string
    }

    /// A whole number in a range.
    func int(_ name: String, _ range: ClosedRange<Int>, log: inout FaultLog) -> Int? {
        guard let node = self[name] else { return nil }
        guard case .scalar(let scalar) = node, let value = Int(scalar.string), range.contains(value) else {
            fault(name, "must be a whole number from \(range.lowerBound) to \(range.upperBound)", node, &log)
            return nil
        }
        return value
    }

    /// A number in a range.
    func double(_ name: String, _ range: ClosedRange<Double>, log: inout FaultLog) -> Double? {
        guard let node = self[name] else { return nil }
        guard case .scalar(let scalar) = node, let value = Double(scalar.string), range.contains(value) else {
            fault(name, "must be a number from \(range.lowerBound) to \(range.upperBound)", node, &log)
            return nil
        }
        return value
    }

    /// True or false.
    func bool(_ name: String, log: inout FaultLog) -> Bool? {
        guard let node = self[name] else { return nil }
        if case .scalar(let scalar) = node {
            switch scalar.string.lowercased() {
            case "true", "yes", "on": return true
            case "false", "no", "off": return false
            default: break
            }
        }
        fault(name, "must be true or false", node, &log)
        return nil
    }

    /// One of several words.
    func word<Value>(_ name: String, _ words: [(String, Value)], log: inout FaultLog) -> Value? {
        guard let text = text(name, log: &log) else { return nil }
        if let found = words.first(where: { $0.0 == text.lowercased() }) { return found.1 }
        fault(name, "must be one of \(words.map(\.0).joined(separator: ", "))", self[name], &log)
        return nil
    }

    /// A list's nodes; empty when it is absent.
    func list(_ name: String, log: inout FaultLog) -> [Node] {
        guard let node = self[name] else { return [] }
        guard case .sequence(let sequence) = node else {
            fault(name, "must be a list", node, &log)
            return []
        }
        return Array(sequence)
    }

    /// A list of whole numbers, or a single one.
    func ints(_ name: String, _ range: ClosedRange<Int>, log: inout FaultLog) -> [Int]? {
        guard let node = self[name] else { return nil }
        if case .scalar = node { return int(name, range, log: &log).map { [$0] } }
        var result: [Int] = []
        for item in list(name, log: &log) {
            guard case .scalar(let scalar) = item, let value = Int(scalar.string), range.contains(value) else {
                fault(name, "must be whole numbers from \(range.lowerBound) to \(range.upperBound)", item, &log)
                continue
            }
            result.append(value)
        }
        return result
    }

    /// A list of texts, or a single one.
    func texts(_ name: String, log: inout FaultLog) -> [String] {
        guard let node = self[name] else { return [] }
        if case .scalar = node { return text(name, log: &log).map { [$0] } ?? [] }
        var result: [String] = []
        for item in list(name, log: &log) {
            guard case .scalar(let scalar) = item, scalar.string.utf8.count <= 4096 else {
                fault(name, "must be a list of texts", item, &log)
                continue
            }
            result.append(scalar.string)
        }
        return result
    }

    /// Notes that a field is missing.
    func missing(_ name: String, log: inout FaultLog) {
        log.add("\(full(name)) is missing", line: line, field: full(name), remedy: "Add the field")
    }

    /// Notes a fault of a field.
    func fault(
        _ name: String, _ problem: String, _ node: Node? = nil, _ log: inout FaultLog, remedy: String = "",
        isDoubt: Bool = false
    ) {
        let mark = (node ?? self[name])?.mark
        log.add(
            "\(full(name)) \(problem)", line: mark?.line ?? line, column: mark?.column, field: full(name),
            remedy: remedy, isDoubt: isDoubt)
    }
}
