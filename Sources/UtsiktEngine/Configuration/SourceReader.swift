import Foundation
import UtsiktCore
package import UtsiktSources
import Yams

/// Reads what is fetched: the list `sources`, and the sections that mean one source each. What may stand there the services of
/// the register say. A source with a fault in it is not used at all.
package struct SourceReader {
    private let services: ServiceRegister
    private let home: String
    /// The places of the configuration, and how many days back it says.
    private let located: [LocatedPlace]
    private let days: Int?
    private var found: [ConfiguredSource] = []
    private var names: Set<SourceID> = []
    private var places: [String: SourceID] = [:]

    /// The longest name of a source.
    private static let longestName = 40

    /// Reads all sources of a file.
    /// - Parameters:
    ///   - places: The places of the configuration.
    ///   - days: How many days back sources ask that do not say it themselves; nil for their own default.
    ///   - isWeatherSource: Whether the section `weather` means a source.
    package static func read(
        _ top: YAMLMapping, _ services: ServiceRegister, home: String, places: [LocatedPlace] = [], days: Int? = nil,
        isWeatherSource: Bool = true, _ faults: inout FaultCollector
    ) -> [ConfiguredSource] {
        var reader = SourceReader(services: services, home: home, places: places, days: days)
        for service in services.services {
            guard let section = service.section, let node = top[section], isWeatherSource || section != "weather" else {
                continue
            }
            let id = SourceID(rawValue: section)
            reader.names.insert(id)
            reader.add(service, id, section, node, &faults)
        }
        if let node = top["sources"] { reader.list(node, &faults) }
        return reader.found
    }

    private init(services: ServiceRegister, home: String, places: [LocatedPlace], days: Int?) {
        self.services = services
        self.home = home
        located = places
        self.days = days
    }

    private mutating func list(_ node: Node, _ faults: inout FaultCollector) {
        guard let items = node.sequence else {
            faults.note(
                "sources must be a list", in: .sources, at: node, field: "sources",
                remedy: "Write `- service: \(services.names.first ?? "NAME")` and what it needs below")
            return
        }
        for item in items {
            guard let service = service(item, &faults), let id = name(item, service, &faults) else { continue }
            add(service, id, nil, item, &faults)
        }
    }

    /// The service of an element; nil with a fault when there is none.
    private func service(_ item: Node, _ faults: inout FaultCollector) -> (any Service)? {
        let known = "It may be \(services.names.joined(separator: ", "))"
        guard let mapping = item.mapping else {
            faults.note("a source must be a mapping", in: .sources, at: item, remedy: "Write `key: value` lines")
            return nil
        }
        guard let node = mapping[Node("service")] else {
            faults.note("a source needs service", in: .sources, at: item, field: "service", remedy: known)
            return nil
        }
        let text = node.scalar?.string ?? ""
        if let service = services[text] { return service }
        let near = Nearest.word(to: text.lowercased(), among: services.names).map { "Did you mean \($0)? " } ?? ""
        faults.note("there is no service ‘\(text)’", in: .sources, at: node, field: "service", remedy: near + known)
        return nil
    }

    /// The name of an element; nil with a fault when it cannot be used.
    private mutating func name(_ item: Node, _ service: any Service, _ faults: inout FaultCollector) -> SourceID? {
        let node = item.mapping?[Node("name")]
        let text = node == nil ? service.name : node?.scalar?.string ?? ""
        let isUsable = text.unicodeScalars.allSatisfy { scalar in
            !scalar.properties.isWhitespace && scalar.properties.generalCategory != .control
        }
        guard !text.isEmpty, text.count <= Self.longestName, isUsable else {
            faults.note(
                "name must be a text without blanks, of at most \(Self.longestName) characters", in: .sources,
                at: node ?? item, field: "name", remedy: "Write `name: \(service.name)`, or leave it out")
            return nil
        }
        let id = SourceID(rawValue: text)
        guard names.insert(id).inserted else {
            faults.note(
                "two sources are called ‘\(text)’", in: .sources, at: node ?? item, field: "name",
                remedy: "Give each a name of its own with `name:`")
            return nil
        }
        return id
    }

    private mutating func add(
        _ service: any Service, _ id: SourceID, _ section: String?, _ node: Node, _ faults: inout FaultCollector
    ) {
        let before = faults.faults.count
        let reader = ServiceReader(service: service, home: home, places: located, days: days)
        let title = section ?? "the source ‘\(id)’"
        guard
            let values = reader.read(
                node, title, besides: section == nil ? ["service", "name"] : [], &faults),
            faults.faults.count == before
        else { return }
        let facts = service.facts(values)
        // Which of two observations of one place and hour counts is said for the places of the configuration only.
        let own = Set(service.settings.flatMap { values.places($0.name) }.map(\.name))
        for place in facts.places where !own.contains(place) {
            guard let other = places[place] else { continue }
            faults.note(
                "the place ‘\(place)’ is fetched by ‘\(other)’ already", in: .sources, at: node, field: "places",
                remedy: "Name each place in one source only")
        }
        // A service's limits are those of its address: two sources would each use them up.
        if !own.isEmpty,
            let other = found.first(where: { $0.service == service.name && $0.values.text("url") == values.text("url") }
            )
        {
            faults.note(
                "‘\(other.id)’ asks \(service.name) at the same address already", in: .sources, at: node,
                field: "service",
                remedy: "Name all places in one source")
        }
        guard faults.faults.count == before else { return }
        for place in facts.places where !own.contains(place) { places[place] = id }
        found.append(
            ConfiguredSource(
                id: id, service: service.name, content: service.content, section: section, values: values, facts: facts)
        )
    }

    /// A path whose `~/` is the home folder.
    package static func expand(_ path: String, home: String) -> String {
        HomeFolder(home).expanded(path)
    }
}
