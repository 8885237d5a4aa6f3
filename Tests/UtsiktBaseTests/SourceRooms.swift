import Foundation

/// The rooms of a target: its folders, and which names of types each declares and mentions.
///
/// Read from the sources without a compiler: a type is what is declared at the beginning of a line, a mention is its name
/// outside comments and literals. That sees no member and no operator, but no circle of rooms is without types.
struct SourceRooms {
    /// A file with what it says.
    struct File {
        /// Its folder within the target; empty for the target's own.
        var folder: String
        var name: String
        /// Types that other files can name.
        var declared: Set<String> = []
        /// Names that mean something of the file's own, whatever others declare.
        var own: Set<String> = []
        var mentioned: Set<String> = []
        var lines = 0
    }

    /// One room's mention of another's type.
    struct Mention: Hashable, CustomStringConvertible {
        var from: String
        var to: String
        var type: String
        var file: String
        var description: String { "\(from) → \(to): \(type) in \(file)" }
    }

    let target: String
    let files: [File]

    /// Reads a target's sources.
    init(_ target: String, in sources: URL) throws {
        self.target = target
        let root = sources.appendingPathComponent(target)
        let paths = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
        files = try paths.filter { $0.hasSuffix(".swift") }.sorted().map { path in
            let text = try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
            let parts = path.split(separator: "/").map(String.init)
            return Self.read(text, folder: parts.dropLast().joined(separator: "/"), name: parts.last ?? path)
        }
    }

    init(_ target: String, files: [File]) { (self.target, self.files) = (target, files) }

    // MARK: Folders

    /// Every folder that has rooms, the target's own first (an empty path).
    var folders: [String] {
        var found: Set<String> = [""]
        for file in files {
            let parts = file.folder.split(separator: "/")
            for count in 0..<parts.count { found.insert(parts.prefix(count).joined(separator: "/")) }
        }
        return found.filter { rooms(of: $0).count > 1 }.sorted()
    }

    /// The room of a file within a folder: a sub-folder, `.` for files that lie in the folder itself; nil outside it.
    private func room(of file: File, in folder: String) -> String? {
        guard folder.isEmpty || file.folder == folder || file.folder.hasPrefix(folder + "/") else { return nil }
        let rest = file.folder.dropFirst(folder.count).split(separator: "/")
        return rest.first.map(String.init) ?? "."
    }

    /// A folder's rooms.
    func rooms(of folder: String) -> Set<String> { Set(files.compactMap { room(of: $0, in: folder) }) }

    /// Files that lie in a folder itself, by folder.
    var sizes: [String: Int] { files.reduce(into: [:]) { $0[$1.folder, default: 0] += 1 } }

    /// What rooms of a folder mention of each other.
    func mentions(in folder: String) -> [Mention] {
        var owners: [String: Set<String>] = [:]
        for file in files {
            guard let room = room(of: file, in: folder) else { continue }
            for type in file.declared { owners[type, default: []].insert(room) }
        }
        return files.flatMap { file -> [Mention] in
            guard let room = room(of: file, in: folder) else { return [] }
            return file.mentioned.subtracting(file.own).sorted().compactMap { type in
                guard let owner = owners[type], owner.count == 1, let other = owner.first, other != room else {
                    return nil
                }
                return Mention(from: room, to: other, type: type, file: file.name)
            }
        }
    }

    /// The rooms of a folder that are on a circle.
    func circle(in folder: String) -> Set<String> {
        var below: [String: Set<String>] = [:]
        for mention in mentions(in: folder) { below[mention.from, default: []].insert(mention.to) }
        func reaches(_ from: String, _ to: String) -> Bool {
            var seen: Set<String> = []
            var open = Array(below[from] ?? [])
            while let room = open.popLast() {
                if room == to { return true }
                if seen.insert(room).inserted { open += below[room] ?? [] }
            }
            return false
        }
        return rooms(of: folder).filter { reaches($0, $0) }
    }

    // MARK: Reading

    /// Reads a file's text.
    static func read(_ text: String, folder: String, name: String) -> File {
        var file = File(folder: folder, name: name)
        var isInLiteral = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            file.lines += 1
            // Of a literal of several lines, nothing counts.
            let marks = line.ranges(of: "\"\"\"").count
            defer { if marks % 2 == 1 { isInLiteral.toggle() } }
            if isInLiteral || marks > 0 { continue }
            let code = Self.code(line)
            if let (type, isPrivate) = Self.declaration(code) {
                file.own.insert(type)
                if !isPrivate, line.first?.isWhitespace == false { file.declared.insert(type) }
            }
            file.mentioned.formUnion(Self.names(code))
        }
        return file
    }

    /// A line without its comment and without what stands in its literals, but for what is put into them.
    static func code(_ line: some StringProtocol) -> String {
        var code = ""
        var isInText = false
        // Depths of parentheses at which an interpolation ends.
        var ends: [Int] = []
        var depth = 0
        var rest = line[...]
        while let character = rest.popFirst() {
            if isInText {
                if character == "\\", let next = rest.popFirst() {
                    guard next == "(" else { continue }
                    (isInText, depth) = (false, depth + 1)
                    ends.append(depth)
                    code.append(" ")
                } else if character == "\"" {
                    isInText = false
                }
                continue
            }
            if character == "/", rest.first == "/" { break }
            switch character {
            case "\"": isInText = true
            case "(": depth += 1
            case ")":
                if ends.last == depth {
                    ends.removeLast()
                    isInText = true
                }
                depth -= 1
            default: break
            }
            code.append(character)
        }
        return code
    }

    private static let kinds: Set<Substring> = ["struct", "enum", "class", "actor", "protocol", "typealias"]

    /// The type that a line declares.
    private static func declaration(_ code: String) -> (type: String, isPrivate: Bool)? {
        let words = code.split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "@" }
        guard let at = words.firstIndex(where: kinds.contains), words.indices.contains(at + 1),
            words[at + 1].first?.isUppercase == true,
            words[..<at].allSatisfy({ $0.first?.isLowercase == true || $0.hasPrefix("@") })
        else { return nil }
        return (String(words[at + 1]), words[..<at].contains { $0 == "private" || $0 == "fileprivate" })
    }

    /// Names that may be types: with a capital, and not behind a point.
    private static func names(_ code: String) -> Set<String> {
        var names: Set<String> = []
        var word = ""
        var before: Character = " "
        var start: Character = " "
        for character in code + " " {
            if character.isLetter || character.isNumber || character == "_" {
                if word.isEmpty { start = before }
                word.append(character)
            } else {
                if word.first?.isUppercase == true, start != "." { names.insert(word) }
                word = ""
            }
            before = character
        }
        return names
    }
}
