import Foundation
import UtsiktCore
import UtsiktSources
import Yams

/// Reads the settings of one source, by what its service says of them.
struct ServiceReader {
    let service: any Service
    let home: String
    /// The places of the configuration.
    var places: [LocatedPlace] = []
    /// How many days back, where the source does not say it; nil for its own default.
    var days: Int?

    /// Reads the settings; nil where there are none, and then, or when anything is wrong, with faults.
    /// - Parameter extra: Keys that stand there besides the service's own.
    func read(
        _ node: Node, _ title: String, besides extra: [String], _ faults: inout FaultCollector
    ) -> ServiceValues? {
        let known = extra + service.settings.flatMap(\.keys)
        guard let mapping = YAMLMapping(node, title, in: .sources, known: known, &faults) else { return nil }
        var values = ServiceValues()
        for setting in service.settings { values[setting.name] = value(setting, mapping, &faults) }
        for problem in service.complete(&values) {
            let place = ServiceReader.node(problem.path, in: node)
            faults.note(
                problem.problem, in: .sources, at: place.node, field: place.field, remedy: problem.remedy)
        }
        return values
    }

    private func value(
        _ setting: ServiceSetting, _ mapping: YAMLMapping, _ faults: inout FaultCollector
    ) -> ServiceValues.Value? {
        let name = setting.name
        switch setting.kind {
        case .address: return address(setting, mapping, &faults).map { .text($0) }
        case .text: return text(setting, mapping, &faults).map { .text($0) }
        case .number(let range):
            let usual = setting.fallback.flatMap { Int($0) } ?? range.lowerBound
            let fallback = name == "days" ? min(max(days ?? usual, range.lowerBound), range.upperBound) : usual
            return .number(mapping.number(name, range, default: fallback, &faults))
        case .word(let words):
            let word = mapping.word(name, words.map { ($0, $0) }, &faults) ?? setting.fallback
            return word.map { .text($0) }
        case .secret: return secret(setting, mapping, &faults).map { .secret($0) }
        case .texts(let thing): return texts(setting, of: thing, mapping, &faults).map { .texts($0) }
        case .amounts(let names): return amounts(setting, names, mapping, &faults).map { .amounts($0) }
        case .records(let thing, let fields):
            return .records(records(setting, of: thing, fields, mapping, &faults))
        case .places(let need): return .places(places(setting, need, mapping, &faults))
        }
    }

    private func text(_ setting: ServiceSetting, _ mapping: YAMLMapping, _ faults: inout FaultCollector) -> String? {
        guard setting.isOptional else { return mapping.text(setting.name, &faults) }
        return mapping.optionalText(setting.name, &faults) ?? setting.fallback
    }

    private func address(_ setting: ServiceSetting, _ mapping: YAMLMapping, _ faults: inout FaultCollector) -> String? {
        guard let text = text(setting, mapping, &faults) else { return nil }
        let node = mapping[setting.name]
        guard let url = URL(string: text), ["http", "https"].contains(url.scheme), url.host != nil else {
            faults.note(
                "‘\(text)’ is not an http or https address", in: .sources, at: node, field: setting.name,
                remedy: "Write it as https://api.example.org")
            return nil
        }
        guard url.user == nil, url.password == nil, url.query == nil else {
            // Not repeated here: it may hold a secret.
            faults.note(
                "the address holds a user, a password or a query", in: .sources, at: node, field: setting.name,
                remedy: "Write the bare address; secrets come from the environment or a file")
            return nil
        }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    private func secret(
        _ setting: ServiceSetting, _ mapping: YAMLMapping, _ faults: inout FaultCollector
    ) -> SecretOrigin? {
        let (variable, file) = (setting.name + "_env", setting.name + "_file")
        if mapping[variable] != nil { return mapping.optionalText(variable, &faults).map { .environment($0) } }
        if mapping[file] != nil {
            return mapping.optionalText(file, &faults).map { .file(SourceReader.expand($0, home: home)) }
        }
        let command = setting.name + "_command"
        if mapping[command] != nil { return mapping.optionalText(command, &faults).map { .command($0) } }
        guard !setting.isOptional else { return nil }
        faults.note(
            "\(mapping.name) has neither \(variable) nor \(file)", in: .sources, at: mapping.node, field: variable,
            remedy: "Name the environment variable or the 0600 file that holds the \(setting.name)")
        return nil
    }

    private func records(
        _ setting: ServiceSetting, of thing: String, _ fields: [String], _ mapping: YAMLMapping,
        _ faults: inout FaultCollector
    ) -> [[String: String]] {
        guard let items = mapping[setting.name]?.sequence, !items.isEmpty else {
            if setting.isOptional, mapping[setting.name] == nil { return [] }
            faults.note(
                "\(mapping.name) needs at least one \(thing)", in: .sources, at: mapping[setting.name] ?? mapping.node,
                field: setting.name, remedy: "List them as `- \(setting.examples.first ?? "…")`")
            return []
        }
        var records: [[String: String]] = []
        for item in items {
            guard let record = YAMLMapping(item, "a \(thing)", in: .sources, known: fields, &faults) else { continue }
            var values: [String: String] = [:]
            for field in fields { values[field] = record.text(field, &faults) }
            guard values.count == fields.count else { continue }
            if let first = fields.first, let name = values[first], records.contains(where: { $0[first] == name }) {
                faults.note(
                    "the \(thing) ‘\(name)’ stands twice", in: .sources, at: record[first], field: first,
                    remedy: "Give each \(thing) a \(first) of its own")
            }
            records.append(values)
        }
        return records
    }

    /// The places that are named, or all that have what is needed.
    private func places(
        _ setting: ServiceSetting, _ need: ServiceSetting.PlaceNeed, _ mapping: YAMLMapping,
        _ faults: inout FaultCollector
    ) -> [LocatedPlace] {
        guard let node = mapping[setting.name] else {
            let usable = places.filter(need.isMet)
            if usable.isEmpty {
                faults.note(
                    "\(mapping.name) has no place with \(need.words)", in: .sources, at: mapping.node,
                    field: setting.name, remedy: "List some under `places:`, as \(ServiceReader.example(need))")
            }
            return usable
        }
        guard let items = node.sequence, !items.isEmpty else {
            faults.note(
                "\(setting.name) must be a list of names", in: .sources, at: node, field: setting.name,
                remedy: "Write `\(setting.name): [Oslo]`, or leave it out for all places")
            return []
        }
        var found: [LocatedPlace] = []
        for item in items where !faults.isFull {
            let name = item.scalar?.string ?? ""
            guard let place = places.first(where: { $0.name == name }) else {
                let near = Nearest.word(to: name, among: places.map(\.name)).map { "Did you mean \($0)? " } ?? ""
                faults.note(
                    "there is no place ‘\(name.prefix(60))’", in: .sources, at: item, field: setting.name,
                    remedy: near + "List it under `places:`, as \(ServiceReader.example(need))")
                continue
            }
            guard need.isMet(by: place) else {
                faults.note(
                    "the place ‘\(name)’ has no \(need.words)", in: .sources, at: item, field: setting.name,
                    remedy: "Write it under `places:`, as \(ServiceReader.example(need))")
                continue
            }
            if !found.contains(place) { found.append(place) }
        }
        return found
    }

    private static func example(_ need: ServiceSetting.PlaceNeed) -> String {
        switch need {
        case .coordinates: "{name: Oslo, latitude: 59.91, longitude: 10.75}"
        case .station(let service): "{name: Oslo, stations: {\(service): …}}"
        }
    }

    /// A list of texts, each once; a single text is a list of one.
    private func texts(
        _ setting: ServiceSetting, of thing: String, _ mapping: YAMLMapping, _ faults: inout FaultCollector
    ) -> [String]? {
        guard let node = mapping[setting.name] else {
            if !setting.isOptional {
                faults.note(
                    "\(mapping.name) needs at least one \(thing)", in: .sources, at: mapping.node, field: setting.name,
                    remedy: "Write `\(setting.name): [\(setting.examples.first ?? "…")]`")
            }
            return nil
        }
        var texts: [String] = []
        for item in node.sequence.map({ Array($0) }) ?? [node] {
            guard let text = item.scalar?.string, !text.isEmpty else {
                faults.note(
                    "\(setting.name) must be a list of texts", in: .sources, at: item, field: setting.name,
                    remedy: "Write `\(setting.name): [\(setting.examples.first ?? "…")]`")
                continue
            }
            if texts.contains(text) {
                faults.note(
                    "the \(thing) ‘\(text)’ stands twice", in: .sources, at: item, field: setting.name,
                    remedy: "Name it once")
            }
            texts.append(text)
        }
        return texts.isEmpty ? nil : texts
    }

    /// Amounts by their names.
    private func amounts(
        _ setting: ServiceSetting, _ names: [String], _ mapping: YAMLMapping, _ faults: inout FaultCollector
    ) -> [String: Double]? {
        guard let node = mapping[setting.name],
            let inner = YAMLMapping(node, setting.name, in: .sources, known: names, &faults)
        else { return nil }
        var amounts: [String: Double] = [:]
        for name in names {
            guard let text = inner.optionalText(name, &faults) else { continue }
            guard let amount = Double(text), (0...1_000_000).contains(amount) else {
                faults.note(
                    "\(name) must be an amount from 0 to 1000000, not ‘\(text)’", in: .sources, at: inner[name],
                    field: name, remedy: "Write it as 2.50")
                continue
            }
            amounts[name] = amount
        }
        return amounts.isEmpty ? nil : amounts
    }

    /// The place of a value that a service finds fault with; the last node on the way where there is none.
    private static func node(_ path: [ServiceProblem.Step], in root: Node) -> (node: Node, field: String?) {
        var (node, field) = (root, String?.none)
        for step in path {
            switch step {
            case .setting(let name):
                field = name
                if let next = node.mapping?[Node(name)] { node = next }
            case .element(let index):
                if let items = node.sequence, items.indices.contains(index) { node = items[index] }
            }
        }
        return (node, field)
    }
}
