package import UtsiktCore
package import Yams

/// Reads `topics`: the lists of tags, from their files or as they stand.
package enum TopicsReader {
    /// Reads the section. A list with a fault counts as far as it can be used.
    package static func read(_ node: Node, home: String, _ faults: inout FaultCollector) -> Configuration.Topics {
        var topics = Configuration.Topics()
        guard let section = YAMLMapping(node, "topics", in: .topics, known: ["stop", "merge", "query"], &faults) else {
            return topics
        }
        if let value = section["stop"] {
            topics.stopFile = path(value, home)
            if let file = topics.stopFile {
                topics.stop = list(file, value, "stop", &faults) { () throws(ConfigurationError) in
                    try TagListFile.stops(file)
                }
            } else {
                topics.stop = TagList(words(value, "stop", &faults))
            }
        }
        if let value = section["merge"] {
            topics.mergeFile = path(value, home)
            if let file = topics.mergeFile {
                topics.merge = list(file, value, "merge", &faults) { () throws(ConfigurationError) in
                    try TagListFile.groups(file)
                }
            } else {
                topics.merge = groups(value, &faults)
            }
        }
        if let value = section["query"] { topics.own = TagList(words(value, "query", &faults)) }
        return topics
    }

    /// A text is the path of a file.
    private static func path(_ node: Node, _ home: String) -> String? {
        node.scalar.flatMap { $0.string.isEmpty ? nil : SourceReader.expand($0.string, home: home) }
    }

    private static func list<List: TagListing>(
        _ file: String, _ node: Node, _ field: String, _ faults: inout FaultCollector,
        _ read: () throws(ConfigurationError) -> (list: List, rejected: RejectionList)
    ) -> List {
        do {
            let (list, rejected) = try read()
            for rejection in rejected {
                let place = InputLocation(file: file, line: rejection.line)
                let error = ConfigurationError(rejection.reason, at: place, remedy: "Correct the line")
                faults.note(ConfigurationFault(section: .topics, error: error))
            }
            return list
        } catch {
            faults.note(error.problem, in: .topics, at: node, field: field, remedy: error.remedy)
            return List()
        }
    }

    /// A list of tags, with or without their number signs.
    private static func words(_ node: Node, _ field: String, _ faults: inout FaultCollector) -> [String] {
        guard let items = node.sequence else {
            faults.note(
                "\(field) must be a list of tags", in: .topics, at: node, field: field,
                remedy: field == "query" ? "Write `query: [oslo]`" : "Write `\(field): [one, two]`, or a file's path")
            return []
        }
        return items.compactMap { item in
            let (list, rejected) = TagList.parse(item.scalar?.string ?? "", file: faults.file)
            guard rejected.isEmpty, let tag = list.tags.first, list.tags.count == 1 else {
                faults.note("this is not a tag", in: .topics, at: item, field: field, remedy: "A tag is one word")
                return nil
            }
            return tag
        }
    }

    private static func groups(_ node: Node, _ faults: inout FaultCollector) -> TagGroups {
        guard let items = node.sequence else {
            faults.note(
                "merge must be a list of groups", in: .topics, at: node, field: "merge",
                remedy: "Write `merge: [[nowplaying, nowplaing]]`, or a file's path")
            return TagGroups()
        }
        let groups = items.map { words($0, "merge", &faults) }
        for (item, group) in zip(items, groups) where group.count == 1 {
            faults.note(
                "a group needs at least two tags", in: .topics, at: item, field: "merge",
                remedy: "The first is its name")
        }
        return TagGroups(groups.filter { $0.count > 1 })
    }
}

/// A list that may be empty.
private protocol TagListing {
    init()
}

extension TagList: TagListing {
    fileprivate init() { self.init([]) }
}

extension TagGroups: TagListing {
    fileprivate init() { self.init([]) }
}
