import UtsiktApp

/// The man page in roff (the `man` macros), from the tables that the program itself works by.
struct ManualPage: Sendable {
    /// The page.
    private(set) var text = ""

    /// Writes the page.
    /// - Parameters:
    ///   - tool: The commands.
    ///   - version: The program's version.
    ///   - configuration: The documented configuration.
    init(_ tool: ToolDescription, version: String, configuration: String) {
        let program = tool.command
        line(".TH UTSIKT 1 \"\" \"utsikt \(version)\" \"User Commands\"")
        section("NAME")
        line("utsikt \\- " + Self.escaped(Self.withoutStop(program.abstract ?? "")))
        section("SYNOPSIS")
        for command in [program] + Self.shown(program.subcommands) { synopsis(command, below: program) }
        section("DESCRIPTION")
        paragraph(
            "Utsikt is one full-screen dashboard over three outlooks, fetched live: what people talk about (hashtags of the "
                + "accounts you follow), what tomorrow's noon temperature will be, and whether a rack is ready for 40GbE. "
                + "Without a command it shows your own world; utsikt demo shows the bundled sample.")
        section("COMMANDS")
        for command in Self.shown(program.subcommands) { describe(command, path: program.commandName) }
        section("KEYS")
        paragraph(
            "As they are without a configuration; utsikt keys prints yours, utsikt keys \\-\\-ids all actions.",
            raw: true)
        keys()
        section("CONFIGURATION")
        paragraph("The documented defaults, as utsikt config show prints them:")
        verbatim(configuration)
        rest()
    }

    private mutating func line(_ text: String) { self.text += text + "\n" }

    private mutating func section(_ name: String) { line(".SH \(name)") }

    private mutating func paragraph(_ words: String, raw: Bool = false) {
        line(".PP")
        line(raw ? words : Self.escaped(words))
    }

    private mutating func tagged(_ tag: String, _ words: String) {
        line(".TP")
        line(tag)
        line(words.isEmpty ? "\\&" : Self.escaped(words))
    }

    private mutating func verbatim(_ lines: String) {
        line(".PP")
        line(".nf")
        for part in lines.split(separator: "\n", omittingEmptySubsequences: false) { line(Self.escaped(String(part))) }
        line(".fi")
    }

    private mutating func synopsis(_ command: ToolDescription.Command, below program: ToolDescription.Command) {
        let isProgram = command.commandName == program.commandName
        line(isProgram ? ".PP" : ".br")
        let words = isProgram ? [] : Self.shown(command.arguments).map(Self.usage)
        let own = Self.shown(command.subcommands)
        let choice = isProgram ? "[\\fICOMMAND\\fR]" : own.isEmpty ? "" : own.map(\.commandName).joined(separator: "|")
        let name = isProgram ? "\\fButsikt\\fR" : "\\fButsikt \(command.commandName)\\fR"
        line(([name] + words + [choice]).filter { !$0.isEmpty }.joined(separator: " "))
    }

    private mutating func describe(_ command: ToolDescription.Command, path: String) {
        let name = "\(path) \(command.commandName)"
        line(".SS \(Self.escaped(name))")
        if let words = command.abstract { line(Self.escaped(words)) }
        if let words = command.discussion {
            for part in words.split(separator: "\n", omittingEmptySubsequences: true) {
                line(".br")
                line(Self.escaped(String(part)))
            }
        }
        for argument in Self.shown(command.arguments)
        where argument.names?.contains(where: { $0.name == "help" }) != true {
            if argument.names?.contains(where: { $0.name == "version" }) == true { continue }
            var words = argument.abstract ?? ""
            if let more = argument.discussion { words += (words.isEmpty ? "" : " ") + more.replacing("\n", with: " ") }
            if let usual = argument.defaultValue, !words.contains("Default") { words += " Default: \(usual)." }
            tagged(Self.tag(argument), words)
        }
        for command in Self.shown(command.subcommands) { describe(command, path: name) }
    }

    private mutating func keys() {
        let table = ActionTable.current
        for scope in table.scopes {
            let rows = table.rows.filter { $0.scope == scope && !$0.keys.isEmpty }
            guard !rows.isEmpty else { continue }
            line(".SS \(Self.escaped(table.title(of: scope)))")
            for row in rows {
                tagged("\\fB" + Self.escaped(row.keys.map(\.name).joined(separator: " ")) + "\\fR", row.help)
            }
        }
    }

    private mutating func rest() {
        section("FILES")
        for (path, words) in [
            ("~/.config/utsikt/config.yaml", "The configuration; below $XDG_CONFIG_HOME where that is set."),
            ("~/.config/utsikt/themes/", "Themes of your own, a file each."),
            ("~/.local/share/utsikt/utsikt.sqlite", "What was fetched, unless the configuration names another file."),
            ("~/.local/state/utsikt/copied/", "What was copied, a file a pane."),
        ] { tagged("\\fI\(Self.escaped(path))\\fR", words) }
        section("ENVIRONMENT")
        for (name, words) in [
            ("NO_COLOR", "When set, no colours are used unless asked for."),
            ("TERM, LANG, LC_ALL, LC_CTYPE", "Decide which glyphs and colours are used."),
            ("TZ", "The zone of local times."), ("VISUAL, EDITOR", "The editor for the configuration."),
            ("UTSIKT_ASSETS", "The folder of the bundled files, when it is not where it usually is."),
        ] { tagged("\\fB\(Self.escaped(name))\\fR", words) }
        section("EXIT STATUS")
        for (status, words) in [
            ("0", "Done."), ("1", "Done, with records rejected, or parts failed or left out."),
            ("2", "Unusable arguments or input."), ("3", "Nothing could be done."), ("130", "Interrupted."),
        ] { tagged("\\fB\(status)\\fR", words) }
    }

    private static func shown(_ commands: [ToolDescription.Command]?) -> [ToolDescription.Command] {
        (commands ?? []).filter { $0.shouldDisplay != false && $0.commandName != "help" }
    }

    private static func shown(_ arguments: [ToolDescription.Argument]?) -> [ToolDescription.Argument] {
        (arguments ?? []).filter(\.shouldDisplay)
    }

    /// An argument in a synopsis.
    private static func usage(_ argument: ToolDescription.Argument) -> String {
        if argument.names?.contains(where: { ["help", "version"].contains($0.name) }) == true { return "" }
        let repeated = argument.isRepeating ? " ..." : ""
        return argument.isOptional ? "[\(tag(argument))]\(repeated)" : tag(argument) + repeated
    }

    /// An argument as it is typed.
    private static func tag(_ argument: ToolDescription.Argument) -> String {
        let value = "\\fI" + escaped((argument.valueName ?? "value").uppercased()) + "\\fR"
        let long = argument.names?.first { $0.kind == "long" } ?? argument.names?.first
        guard let name = long else { return value }
        let typed = "\\fB" + escaped(name.typed) + "\\fR"
        return argument.kind == "flag" ? typed : typed + " " + value
    }

    private static func withoutStop(_ text: String) -> String { text.hasSuffix(".") ? String(text.dropLast()) : text }

    /// A text that roff prints as it stands: no control line, no escape, real hyphens.
    static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "\\": result += "\\e"
            case "-": result += "\\-"
            case "'": result += "\\(aq"
            case "`": result += "\\(ga"
            case "^": result += "\\(ha"
            case "~": result += "\\(ti"
            default: result.append(character)
            }
        }
        return result.hasPrefix(".") ? "\\&" + result : result
    }
}
