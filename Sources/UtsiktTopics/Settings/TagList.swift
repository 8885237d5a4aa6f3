public import UtsiktBase

/// A list of tags, as a stop list: which spellings it takes is decided by the query's folding.
public struct TagList: Sendable, Hashable, Codable, ExpressibleByArrayLiteral {
    /// The tags without their number signs, in the order in which they were added.
    public var tags: [String]

    /// Makes a list.
    public init(_ tags: [String] = []) {
        self.tags = tags
    }

    /// Makes a list of its tags.
    public init(arrayLiteral elements: String...) {
        self.init(elements)
    }

    /// Whether it is empty.
    public var isEmpty: Bool { tags.isEmpty }

    /// Adds a tag, or takes it away when it is there.
    public mutating func toggle(_ tag: String) {
        if let index = tags.firstIndex(where: { Array($0.utf8) == Array(tag.utf8) }) {
            tags.remove(at: index)
        } else {
            tags.append(tag)
        }
    }

    /// Adds the tags of another list that are not there yet.
    public mutating func add(_ other: TagList) {
        var known = Set(tags.map { Array($0.utf8) })
        tags += other.tags.filter { known.insert(Array($0.utf8)).inserted }
    }

    /// Reads a list: one tag on a line, with or without its number sign; blank lines and those that begin with `//` mean nothing.
    /// - Returns: The list, and the lines that hold something else than one tag.
    public static func parse(_ text: String, file: String) -> (list: TagList, rejected: RejectionList) {
        var list = TagList()
        var rejected = RejectionList()
        for (line, words) in TagText.lines(text) {
            guard words.count == 1, let tag = words.first else {
                rejected.append(Rejection(file: file, line: line, reason: "more than one tag on a line"))
                continue
            }
            guard !tag.isEmpty else {
                rejected.append(Rejection(file: file, line: line, reason: "a number sign without a tag"))
                continue
            }
            list.tags.append(tag)
        }
        return (list, rejected)
    }

    /// The list as `parse` reads it.
    public var text: String { tags.map { "#\($0)\n" }.joined() }
}

/// Groups of tags that count as one: synonyms, typing errors, translations.
public struct TagGroups: Sendable, Hashable, Codable {
    /// The groups; the first tag of each is its name, under which it is counted and shown.
    public var groups: [[String]]

    /// Makes groups.
    public init(_ groups: [[String]] = []) {
        self.groups = groups
    }

    /// Whether there are none.
    public var isEmpty: Bool { groups.isEmpty }

    /// Puts a tag into the group of a name, and takes it out of any other.
    public mutating func merge(_ tag: String, into name: String) {
        func isSame(_ a: String, _ b: String) -> Bool { a.utf8.elementsEqual(b.utf8) }
        for index in groups.indices { groups[index].removeAll { isSame($0, tag) } }
        groups.removeAll { $0.count < 2 && !($0.first.map { isSame($0, name) } ?? false) }
        if let index = groups.firstIndex(where: { $0.contains { isSame($0, name) } }) {
            groups[index].append(tag)
        } else {
            groups.append([name, tag])
        }
    }

    /// Adds the groups of others: a tag that is in a group here goes over to the other's. O(tags of both).
    public mutating func add(_ others: TagGroups) {
        func key(_ tag: String) -> [UInt8] { Array(tag.utf8) }
        let names = Set(others.groups.compactMap { $0.first.map(key) })
        let moved = Set(others.groups.flatMap { $0.dropFirst().map(key) })
        for index in groups.indices { groups[index].removeAll { moved.contains(key($0)) } }
        groups.removeAll { $0.count < 2 && !($0.first.map { names.contains(key($0)) } ?? false) }
        var places: [[UInt8]: Int] = [:]
        for (index, group) in groups.enumerated() {
            for tag in group { places[key(tag)] = index }
        }
        for group in others.groups where group.count > 1 {
            guard let name = group.first else { continue }
            let place = places[key(name)] ?? groups.count
            if place == groups.count { groups.append([name]) }
            places[key(name)] = place
            for tag in group.dropFirst() where places[key(tag)] == nil {
                places[key(tag)] = place
                groups[place].append(tag)
            }
        }
    }

    /// Reads groups: one on a line, its tags separated by spaces or commas, the name first; blank lines and those that begin
    /// with `//` mean nothing. A tag that stands in two groups stays in the first.
    /// - Returns: The groups, and the lines that could not be used.
    public static func parse(_ text: String, file: String) -> (groups: TagGroups, rejected: RejectionList) {
        var result = TagGroups()
        var rejected = RejectionList()
        var lineOfTag: [[UInt8]: Int] = [:]
        for (line, words) in TagText.lines(text) {
            guard words.count > 1 else {
                rejected.append(Rejection(file: file, line: line, reason: "a group needs at least two tags"))
                continue
            }
            guard !words.contains("") else {
                rejected.append(Rejection(file: file, line: line, reason: "a number sign without a tag"))
                continue
            }
            if let (word, other) = words.lazy.compactMap({ word in lineOfTag[Array(word.utf8)].map { (word, $0) } })
                .first
            {
                let reason = "#\(word) is in the group on line \(other) already"
                rejected.append(Rejection(file: file, line: line, reason: reason))
                continue
            }
            for word in words { lineOfTag[Array(word.utf8)] = line }
            result.groups.append(words)
        }
        return (result, rejected)
    }

    /// The groups as `parse` reads them.
    public var text: String { groups.map { $0.map { "#\($0)" }.joined(separator: " ") + "\n" }.joined() }
}

/// The form that lists of tags have as files.
private enum TagText {
    /// The lines that hold tags, by their numbers from 1, each with its words without number signs.
    static func lines(_ text: String) -> [(line: Int, words: [String])] {
        text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated().compactMap { index, bytes in
            var line = bytes
            if index == 0, line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
            let words = line.split { $0 <= 0x20 || $0 == 0x2C }
            guard let first = words.first, !first.starts(with: "//".utf8) else { return nil }
            return (index + 1, words.map { withoutSign(Array($0)) })
        }
    }

    private static func withoutSign(_ word: [UInt8]) -> String {
        let signs: [[UInt8]] = [[0x23], [0xEF, 0xBC, 0x83]]
        let length = signs.first { word.starts(with: $0) }?.count ?? 0
        return String(decoding: word.dropFirst(length), as: UTF8.self)
    }
}
