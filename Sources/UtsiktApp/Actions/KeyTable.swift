/// The action table as text, for `utsikt keys` and the README.
public enum KeyTable {
    /// A Markdown table a scope: keys, title, what it does.
    /// - Parameter keymap: The user's keys; nil for the table's own.
    public static func markdown(_ keymap: Keymap? = nil, table: ActionTable = .current) -> String {
        let keymap = keymap ?? table.keymap
        return sections(keymap, table).map { scope, rows in
            let lines = rows.map { "| \(code($0, keymap)) | \($0.title) | \($0.help) |" }
            return "**\(table.title(of: scope))**\n\n| keys | action | does |\n|---|---|---|\n"
                + lines.joined(separator: "\n")
        }.joined(separator: "\n\n") + "\n"
    }

    /// Aligned columns for a terminal.
    /// - Parameter showsIDs: Whether each row says the id by which the remapping file knows it.
    public static func plain(
        _ keymap: Keymap? = nil, showsIDs: Bool = false, table: ActionTable = .current
    ) -> String {
        let keymap = keymap ?? table.keymap
        return sections(keymap, table, all: showsIDs).map { scope, rows in
            let lines = rows.map { row in
                let names = keymap.chords(of: row).map(\.name).joined(separator: " ")
                let id = showsIDs ? pad(row.id, 24) : ""
                return "  \(pad(names, 16))\(id)\(row.help)"
            }
            let title = table.title(of: scope)
            return (showsIDs ? "\(title) (\(scope.name))" : title) + "\n" + lines.joined(separator: "\n")
        }.joined(separator: "\n\n") + "\n"
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }

    private static func sections(
        _ keymap: Keymap, _ table: ActionTable, all: Bool = false
    ) -> [(Scope, [Action])] {
        table.scopes.map { scope in
            (scope, table.rows.filter { $0.scope == scope && (all || !keymap.chords(of: $0).isEmpty) })
        }.filter { !$0.1.isEmpty }
    }

    private static func code(_ row: Action, _ keymap: Keymap) -> String {
        keymap.chords(of: row).map { chord in chord.name == "|" ? "`\\|`" : "`\(chord.name)`" }.joined(separator: " ")
    }
}
