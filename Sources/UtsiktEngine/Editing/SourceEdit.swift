import UtsiktCore
import Yams

/// Changes the list of sources in a configuration's text, line by line: comments, order and blanks of everything else stay.
///
/// What comes out is not believed, but read: `SourceEditor` compares what the text means before and after.
struct SourceEdit {
    private let file: String
    private var lines: [String]
    private let newline: String
    private let root: Node?

    /// Reads a text.
    /// - Throws: `ConfigurationError` when it is not YAML.
    init(_ text: String, file: String) throws(ConfigurationError) {
        self.file = file
        newline = text.contains("\r\n") ? "\r\n" : "\n"
        // By bytes: to a text, the two of a Windows line end are one character.
        lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
            String(Substring(line.last == UInt8(ascii: "\r") ? line.dropLast() : line))
        }
        if lines.last == "" { lines.removeLast() }
        var faults = FaultCollector(file: file)
        root = YAMLText.root(of: text, in: .file, &faults)
        if let error = ConfigurationError(faults.faults.map(\.error)) { throw error }
    }

    /// The text.
    var text: String { lines.isEmpty ? "" : lines.joined(separator: newline) + newline }

    private func refusal(_ problem: String, line: Int?) -> ConfigurationError {
        ConfigurationError(
            problem, at: InputLocation(file: file, line: line, field: "sources"), remedy: "Edit the file by hand")
    }

    /// The list: the line of its key, and its node.
    private var list: (line: Int, node: Node)? {
        guard let found = root?.mapping?.first(where: { $0.key.scalar?.string == "sources" }),
            let mark = found.key.mark,
            // YAML knows more line ends than are counted here.
            lines.indices.contains(mark.line - 1)
        else { return nil }
        return (mark.line - 1, found.value)
    }

    /// Adds a source at the end of the list.
    mutating func add(_ item: SourceItem) throws(ConfigurationError) {
        guard let list else {
            // Before the end mark, if there is one.
            let end = lines.lastIndex { !$0.allSatisfy(\.isWhitespace) }.flatMap { lines[$0] == "..." ? $0 : nil }
            var new = ["sources:"] + item.lines("  ")
            let place = end ?? lines.count
            if place > 0, !lines[place - 1].allSatisfy(\.isWhitespace) { new.insert("", at: 0) }
            lines.insert(contentsOf: new, at: place)
            return
        }
        guard let items = list.node.sequence else {
            guard list.node.scalar?.string.isEmpty == true else {
                throw refusal("sources is not a list", line: list.line + 1)
            }
            lines.insert(contentsOf: item.lines("  "), at: list.line + 1)
            return
        }
        if items.isEmpty {
            guard let brackets = lines[list.line].firstRange(of: "[]") else {
                throw refusal("the empty list has an unusual form", line: list.line + 1)
            }
            lines[list.line].replaceSubrange(brackets, with: "")
            while lines[list.line].last == " " { lines[list.line].removeLast() }
            lines.insert(contentsOf: item.lines("  "), at: list.line + 1)
            return
        }
        let starts = try starts(of: items, from: list.line)
        let indent = String(lines[starts[starts.count - 1]].prefix { $0 == " " })
        lines.insert(contentsOf: item.lines(indent), at: end(of: starts[starts.count - 1], indent.count))
    }

    /// Takes a source of the list away, with the comments within it.
    /// - Parameter index: Its place in the list.
    mutating func remove(_ index: Int) throws(ConfigurationError) {
        guard let list, let items = list.node.sequence, items.indices.contains(index) else {
            throw refusal("there is no such element", line: nil)
        }
        let starts = try starts(of: items, from: list.line)
        let indent = depth(lines[starts[index]])
        var end = index + 1 < starts.count ? starts[index + 1] : end(of: starts[index], indent)
        // What stands before the next element belongs to it.
        while end > starts[index] + 1, isEmpty(lines[end - 1]), depth(lines[end - 1]) <= indent { end -= 1 }
        lines.removeSubrange(starts[index]..<end)
        if items.count == 1 {
            let key = lines[list.line]
            let colon = key.firstIndex(of: ":").map { key.index(after: $0) } ?? key.endIndex
            lines[list.line] = key[..<colon] + " []" + key[colon...]
        }
    }

    /// The lines of the dashes.
    private func starts(of items: Node.Sequence, from key: Int) throws(ConfigurationError) -> [Int] {
        guard items.style != .flow else { throw refusal("sources is written in one line", line: key + 1) }
        var starts: [Int] = []
        for item in items {
            // A dash may stand on a line of its own, comments below it.
            var line = min((item.mark?.line ?? 0) - 1, lines.count - 1)
            while line > (starts.last ?? key), !lines[line].drop(while: { $0 == " " }).hasPrefix("-") { line -= 1 }
            guard line > (starts.last ?? key) else {
                throw refusal("the list has an unusual form", line: item.mark?.line)
            }
            starts.append(line)
        }
        return starts
    }

    /// The line behind the last one with something in it of an element.
    private func end(of start: Int, _ indent: Int) -> Int {
        var last = start
        for index in lines.indices[(start + 1)...] {
            let line = lines[index]
            if isEmpty(line) { continue }
            guard depth(line) > indent, line != "...", line != "---" else { break }
            last = index
        }
        return last + 1
    }

    private func depth(_ line: String) -> Int { line.allSatisfy { $0 == " " } ? 0 : line.prefix { $0 == " " }.count }

    /// Whether nothing or only a comment stands on a line.
    private func isEmpty(_ line: String) -> Bool {
        let text = line.drop { $0 == " " || $0 == "\t" }
        return text.isEmpty || text.hasPrefix("#")
    }
}
