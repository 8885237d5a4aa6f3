package import UtsiktApp
import UtsiktCore
package import Yams

/// Reads `keys`: for each scope, actions and the keys that mean them there.
package enum KeysReader {
    private static let remedy = "Keys are written as w, ^L, F5, Space, PgUp or, one after the other, g t"

    /// Reads the section; faulty lines are noted and left out.
    package static func read(_ node: Node, _ faults: inout FaultCollector) -> [Keymap.Entry] {
        let table = ActionTable.current
        let names = table.scopes.map(\.name)
        guard let section = YAMLMapping(node, "keys", in: .keys, known: names, &faults) else { return [] }
        var entries: [Keymap.Entry] = []
        // In the order of the file: of two lines that want the same key the first has it.
        for (key, value) in node.mapping ?? [:] {
            guard let name = key.string, let scope = table.scope(named: name), section[name] != nil else { continue }
            guard let lines = value.mapping else {
                faults.note(
                    "keys of \(name) must be a mapping", in: .keys, at: value, field: name,
                    remedy: "Write `action: key` lines; `utsikt keys --ids` lists the actions")
                continue
            }
            for (action, keys) in lines {
                if let entry = entry(scope, action, keys, &faults) { entries.append(entry) }
            }
        }
        return entries
    }

    /// One line; nil with a fault when none of its keys is one.
    private static func entry(
        _ scope: Scope, _ action: Node, _ value: Node, _ faults: inout FaultCollector
    ) -> Keymap.Entry? {
        guard let name = action.string, !name.isEmpty else {
            faults.note(
                "an action is named by a text", in: .keys, at: action, remedy: "`utsikt keys --ids` lists the actions")
            return nil
        }
        let place = faults.location(action, name)
        let id = self.id(name, scope)
        if let text = value.scalar?.string, text.lowercased() == "none" {
            return Keymap.Entry(scope: scope, action: id, chords: [], place: place)
        }
        let items = value.sequence.map(Array.init) ?? [value]
        var chords: [KeyChord] = []
        for item in items {
            guard let text = item.scalar?.string, !text.isEmpty else {
                faults.note(
                    "no key is named", in: .keys, at: item, field: name, remedy: remedy + "; none takes the keys away")
                continue
            }
            guard let chord = KeyChord(name: text) else {
                faults.note("‘\(text)’ is not a key", in: .keys, at: item, field: name, remedy: remedy)
                continue
            }
            if !chords.contains(chord) { chords.append(chord) }
        }
        // Without this a line of nothing but slips would take the action's own keys away.
        return chords.isEmpty ? nil : Keymap.Entry(scope: scope, action: id, chords: chords, place: place)
    }

    /// An action's id, where the scope's own name before it may be left out.
    private static func id(_ name: String, _ scope: Scope) -> String {
        let long = "\(scope.name).\(name)"
        if ActionTable.action(id: name) != nil { return name }
        if ActionTable.action(id: long) != nil { return long }
        return name.contains(".") || scope == .everywhere ? name : long
    }
}
