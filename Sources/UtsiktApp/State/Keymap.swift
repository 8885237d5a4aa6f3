public import UtsiktCore

/// Which keys mean which action in which scope: the table's own keys with the user's changes on top.
public struct Keymap: Sendable, Hashable {
    /// One line of the user's remapping file.
    public struct Entry: Sendable, Hashable {
        /// Where the keys are to count.
        public var scope: Scope
        /// The action, by its id.
        public var action: String
        /// The keys; none takes the action's keys away.
        public var chords: [KeyChord]
        /// Where it stands.
        public var place: InputLocation

        /// Makes an entry.
        public init(scope: Scope, action: String, chords: [KeyChord], place: InputLocation) {
            self.scope = scope
            self.action = action
            self.chords = chords
            self.place = place
        }
    }

    /// What is wrong with a line of the remapping file; the rest counts all the same.
    public struct Problem: Sendable, Hashable, CustomStringConvertible {
        /// Where.
        public var place: InputLocation
        /// What, in one sentence without a full stop.
        public var text: String

        /// Makes a problem.
        public init(place: InputLocation, text: String) {
            self.place = place
            self.text = text
        }

        /// As it is printed: place and text.
        public var description: String { "\(place): \(text)" }
    }

    private var tables: [Scope: [KeyChord: String]] = [:]
    private var shown: [Scope: [String: [KeyChord]]] = [:]

    /// The keys of the table as it stands.
    public static let standard = Keymap(rows: ActionTable.all)

    init(rows: [Action]) {
        for row in rows { for key in row.keys { bind(KeyChord(key), to: row.id, in: row.scope) } }
    }

    /// Makes a keymap from the user's lines.
    ///
    /// A line takes its keys from whatever had them in that scope; of two lines that want the same key the first has it.
    /// - Parameter entries: The lines, in the order of the file.
    /// - Returns: The keymap, and what was wrong: unknown actions, wrong scopes, keys wanted twice, actions left without a key.
    public static func with(_ entries: [Entry]) -> (keymap: Keymap, problems: [Problem]) {
        var map = standard
        var problems: [Problem] = []
        var claimed: [Scope: [KeyChord: Entry]] = [:]
        var remapped: Set<String> = []
        for entry in entries {
            guard let action = ActionTable.action(id: entry.action) else {
                let near = Nearest.word(to: entry.action, among: ActionTable.all.map(\.id), most: 4)
                let hint = near.map { "; did you mean \($0)?" } ?? "; `utsikt keys --ids` lists them"
                problems.append(Problem(place: entry.place, text: "there is no action ‘\(entry.action)’\(hint)"))
                continue
            }
            guard action.scope == entry.scope || action.scope == .everywhere else {
                problems.append(
                    Problem(
                        place: entry.place,
                        text: "\(action.id) counts in \(action.scope.name) only, not in \(entry.scope.name)"))
                continue
            }
            remapped.insert(action.id)
            map.unbind(action.id, in: entry.scope)
            for chord in entry.chords {
                if entry.scope.isText, case .character? = chord.keys.first {
                    problems.append(
                        Problem(place: entry.place, text: "\(chord.name) is text in \(entry.scope.name), not a key"))
                    continue
                }
                if let first = claimed[entry.scope]?[chord] {
                    let line = first.place.line.map { " in line \($0)" } ?? ""
                    problems.append(
                        Problem(place: entry.place, text: "\(chord.name) is \(first.action) already\(line)"))
                    continue
                }
                if let other = map.prefixConflict(chord, in: entry.scope, except: action.id) {
                    problems.append(
                        Problem(
                            place: entry.place,
                            text:
                                "\(chord.name) and \(other.chord.name) (\(other.action)) begin alike, so one of them could "
                                + "never be typed"))
                    continue
                }
                claimed[entry.scope, default: [:]][chord] = entry
                if let loser = map.tables[entry.scope]?[chord], loser != action.id {
                    map.release(chord, of: loser, in: entry.scope)
                    if map.chords(of: loser, in: entry.scope).isEmpty, !entries.contains(where: { $0.action == loser })
                    {
                        problems.append(
                            Problem(
                                place: entry.place,
                                text: "\(chord.name) is taken from \(loser), which has no key now"))
                    }
                }
                map.bind(chord, to: action.id, in: entry.scope)
            }
        }
        return (map, problems)
    }

    /// The action of a chord in a scope.
    public func action(for chord: KeyChord, in scope: Scope) -> String? { tables[scope]?[chord] }

    /// Whether keys typed so far are the start of a chord in a scope.
    func isStart(_ keys: [Key], in scope: Scope) -> Bool {
        tables[scope]?.keys.contains { $0.continues(keys) } ?? false
    }

    /// What some keys may go on with, for the footer.
    func continuations(of keys: [Key], in scope: Scope) -> [(chord: KeyChord, action: String)] {
        (tables[scope] ?? [:]).filter { $0.key.continues(keys) }.map { ($0.key, $0.value) }
            .sorted { $0.chord.name < $1.chord.name }
    }

    /// An action's keys in a scope, the first one for the footer.
    public func chords(of action: String, in scope: Scope) -> [KeyChord] { shown[scope]?[action] ?? [] }

    /// An action's keys in its own scope.
    public func chords(of action: Action) -> [KeyChord] { chords(of: action.id, in: action.scope) }

    private mutating func bind(_ chord: KeyChord, to action: String, in scope: Scope) {
        tables[scope, default: [:]][chord] = action
        shown[scope, default: [:]][action, default: []].append(chord)
    }

    private mutating func unbind(_ action: String, in scope: Scope) {
        for chord in shown[scope]?[action] ?? [] where tables[scope]?[chord] == action { tables[scope]?[chord] = nil }
        shown[scope]?[action] = nil
    }

    private mutating func release(_ chord: KeyChord, of action: String, in scope: Scope) {
        tables[scope]?[chord] = nil
        shown[scope]?[action]?.removeAll { $0 == chord }
    }

    private func prefixConflict(
        _ chord: KeyChord, in scope: Scope, except action: String
    ) -> (chord: KeyChord, action: String)? {
        let others = (tables[scope] ?? [:]).filter { other, id in
            id != action && (other.continues(chord.keys) || chord.continues(other.keys))
        }
        return others.min { $0.key.name < $1.key.name }.map { ($0.key, $0.value) }
    }
}

extension Scope {
    /// Whether characters are typed into a text field there.
    var isText: Bool {
        switch self {
        case .help, .palette, .prompt, .search: true
        default: false
        }
    }
}
