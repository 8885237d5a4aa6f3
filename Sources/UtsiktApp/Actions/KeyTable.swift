/// The action table as text, for `utsikt keys` and the README.
public enum KeyTable {
    /// A Markdown table a scope: keys, title, what it does.
    public static var markdown: String {
        sections.map { scope, rows in
            let lines = rows.map { "| \(keys($0, separator: " ")) | \($0.title) | \($0.help) |" }
            return "**\(scope.title)**\n\n| keys | action | does |\n|---|---|---|\n" + lines.joined(separator: "\n")
        }.joined(separator: "\n\n") + "\n"
    }

    /// Aligned columns for a terminal.
    public static var plain: String {
        sections.map { scope, rows in
            let lines = rows.map { row in
                let names = row.keys.map(\.name).joined(separator: " ")
                let gap = String(repeating: " ", count: max(1, 16 - names.count))
                return "  \(names)\(gap)\(row.help)"
            }
            return scope.title + "\n" + lines.joined(separator: "\n")
        }.joined(separator: "\n\n") + "\n"
    }

    private static var sections: [(Scope, [Action])] {
        var order: [Scope] = []
        for row in ActionTable.all where !order.contains(row.scope) { order.append(row.scope) }
        return order.map { scope in (scope, ActionTable.all.filter { $0.scope == scope && !$0.keys.isEmpty }) }
    }

    private static func keys(_ row: Action, separator: String) -> String {
        row.keys.map { key in
            let name = key.name
            return name == "|" ? "`\\|`" : "`\(name)`"
        }.joined(separator: separator)
    }
}
