import UtsiktCore

extension ActionTable {
    /// The keys of the table as it stands.
    var keymap: Keymap {
        var keymap = Keymap()
        keymap.learn(self)
        return keymap
    }
}

extension Keymap {
    /// The program's own keys.
    public static let standard = ActionTable.standard.keymap

    /// An action's keys in its own scope.
    public func chords(of action: Action) -> [KeyChord] { chords(of: action.id, in: action.scope) }

    /// Learns of the actions of a table that it does not know yet.
    mutating func learn(_ table: ActionTable) {
        for row in table.rows { learn(row.id, in: row.scope, keys: row.keys) }
    }

    /// Makes a keymap from the user's lines.
    ///
    /// A line takes its keys from whatever had them in that scope; of two lines that want the same key the first has it.
    /// - Parameters:
    ///   - entries: The lines, in the order of the file.
    ///   - table: The actions there are.
    /// - Returns: The keymap, and what was wrong: unknown actions, wrong scopes, keys wanted twice, actions left without a key.
    public static func with(_ entries: [Entry], table: ActionTable = .current) -> (keymap: Keymap, problems: [Problem])
    {
        var map = table.keymap
        var problems: [Problem] = []
        var claimed: [Scope: [KeyChord: Entry]] = [:]
        var remapped: Set<String> = []
        for entry in entries {
            guard let action = table.action(id: entry.action) else {
                let near = Nearest.word(to: entry.action, among: table.rows.map(\.id), most: 4)
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
}
