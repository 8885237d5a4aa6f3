package import UtsiktApp
import UtsiktCore
package import Yams

/// Reads `layouts`: trees of rows and columns with panes as their leaves.
package struct LayoutReader {
    /// How deep rows and columns may nest, and how many parts a layout may have: more than any screen has room for.
    private static let (deepest, most) = (6, 32)

    private var shown: Set<String> = []
    private var parts = 0

    /// Reads the section; a layout with a fault in it is noted and left out.
    package static func read(_ node: Node, _ faults: inout FaultCollector) -> [LayoutBook.Entry] {
        guard let items = node.sequence else {
            faults.note(
                "layouts must be a list", in: .layouts, at: node,
                remedy: "Write `- name: …` and below it `rows:` or `columns:` with panes")
            return []
        }
        var entries: [LayoutBook.Entry] = []
        for item in items {
            guard let (name, mapping) = named(item, &faults) else { continue }
            var reader = LayoutReader()
            let before = faults.faults.count
            let node = reader.tree(mapping, depth: 1, &faults)
            if entries.contains(where: { $0.name == name }) {
                faults.note(
                    "the layout ‘\(name)’ stands twice", in: .layouts, at: mapping["name"], field: "name",
                    remedy: "Give each layout a name of its own")
            }
            let wanted = entries + [LayoutBook.Entry(name: name, node: node)]
            let kept = Set(LayoutBook(wanted).entries.map(\.name))
            if !wanted.allSatisfy({ kept.contains($0.name) }) {
                faults.note(
                    "there are more than \(LayoutBook.ownCount) layouts", in: .layouts, at: item, field: name,
                    remedy: "There is a key for each of F2 to F\(LayoutBook.count); leave one out")
            }
            guard faults.faults.count == before, let node else { continue }
            entries.append(LayoutBook.Entry(name: name, node: node))
        }
        return entries
    }

    private static func named(_ item: Node, _ faults: inout FaultCollector) -> (String, YAMLMapping)? {
        guard
            let mapping = YAMLMapping(
                item, "a layout", in: .layouts, known: ["name", "rows", "columns"], &faults),
            let name = mapping.text("name", &faults)
        else { return nil }
        guard name.count <= 20, name.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
            faults.note(
                "a layout's name has at most 20 letters", in: .layouts, at: mapping["name"], field: "name",
                remedy: "Take a word")
            return nil
        }
        return (name, mapping)
    }

    /// The rows or columns of a mapping.
    private mutating func tree(
        _ mapping: YAMLMapping, depth: Int, _ faults: inout FaultCollector
    ) -> LayoutNode? {
        switch (mapping["rows"], mapping["columns"]) {
        case (let rows?, nil): return shares(rows, "rows", depth: depth, &faults).map { .rows($0) }
        case (nil, let columns?): return shares(columns, "columns", depth: depth, &faults).map { .columns($0) }
        default:
            faults.note(
                "\(mapping.name) has either rows or columns", in: .layouts, at: mapping.node, field: "rows",
                remedy: "Write one of them, with a list of panes; nest the other in it")
            return nil
        }
    }

    private mutating func shares(
        _ node: Node, _ field: String, depth: Int, _ faults: inout FaultCollector
    ) -> [LayoutNode.Share]? {
        guard let items = node.sequence, !items.isEmpty else {
            faults.note(
                "\(field) must be a list with something in it", in: .layouts, at: node, field: field,
                remedy: "Write `\(field): [topics, forecast]`")
            return nil
        }
        guard depth <= Self.deepest, parts + items.count <= Self.most else {
            faults.note(
                "the layout is nested too deep or has too many parts", in: .layouts, at: node, field: field,
                remedy: "There are \(Panes.all.count) panes; show each once")
            return nil
        }
        parts += items.count
        let shares = items.map { share($0, depth: depth, &faults) }
        return shares.contains { $0 == nil } ? nil : shares.compactMap(\.self)
    }

    /// A part: a pane's name, or a mapping with a weight.
    private mutating func share(_ item: Node, depth: Int, _ faults: inout FaultCollector) -> LayoutNode.Share? {
        if let name = item.scalar?.string {
            return leaf(name, item, &faults).map { LayoutNode.Share($0) }
        }
        let known = ["pane", "rows", "columns", "weight"]
        guard let mapping = YAMLMapping(item, "a part", in: .layouts, known: known, &faults) else { return nil }
        let weight = mapping.number("weight", 1...100, default: 1, &faults)
        let node: LayoutNode?
        if mapping["pane"] != nil, mapping["rows"] == nil, mapping["columns"] == nil {
            node = mapping.text("pane", &faults).flatMap { leaf($0, mapping["pane"] ?? item, &faults) }
        } else if mapping["pane"] == nil {
            node = tree(mapping, depth: depth + 1, &faults)
        } else {
            faults.note(
                "a part is a pane or has rows or columns, not both", in: .layouts, at: item, field: "pane",
                remedy: "Take one away")
            node = nil
        }
        return node.map { LayoutNode.Share($0, weight) }
    }

    private mutating func leaf(_ name: String, _ node: Node, _ faults: inout FaultCollector) -> LayoutNode? {
        let names = Panes.all.ids.map(\.rawValue) + ["focused"]
        guard names.contains(name) else {
            let near = Nearest.word(to: name, among: names).map { "Did you mean \($0)? " } ?? ""
            faults.note(
                "there is no pane ‘\(name)’", in: .layouts, at: node, field: "pane",
                remedy: near + "There are \(names.joined(separator: ", "))")
            return nil
        }
        guard shown.insert(name).inserted else {
            faults.note(
                "‘\(name)’ stands twice in the layout", in: .layouts, at: node, field: "pane",
                remedy: "Show each pane once")
            return nil
        }
        return Panes.all.id(named: name).map { .pane($0) } ?? .focused
    }
}
