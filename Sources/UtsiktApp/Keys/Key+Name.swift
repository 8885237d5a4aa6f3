extension Key {
    /// Reads a key's name as the help prints it or as people write it: `w`, `Space`, `^L`, `ctrl+l`, `S-Tab`, `F5`, `PgUp`, `↑`.
    ///
    /// Names of more than one character are read in any case; a single character is itself, so `w` and `W` are two keys.
    public init?(name: String) {
        if name.count == 1, let character = name.first {
            switch character {
            case "↑": self = .up
            case "↓": self = .down
            case "←": self = .left
            case "→": self = .right
            default:
                guard character.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else { return nil }
                self = .character(character)
            }
            return
        }
        let lower = name.lowercased()
        for prefix in ["ctrl+", "ctrl-", "c-", "^"] where lower.hasPrefix(prefix) {
            let rest = lower.dropFirst(prefix.count)
            guard rest.count == 1, let letter = rest.first, letter.isASCII, letter.isLetter else { return nil }
            // These bytes are Backspace, Tab and Enter; no terminal tells them apart.
            guard !["h", "i", "j", "m"].contains(letter) else { return nil }
            self = .control(letter)
            return
        }
        if lower.first == "f", let number = Int(lower.dropFirst()), (1...12).contains(number) {
            self = .function(number)
            return
        }
        guard let key = Self.named[lower] else { return nil }
        self = key
    }

    private static let named: [String: Key] = [
        "space": .character(" "), "enter": .enter, "return": .enter, "esc": .escape, "escape": .escape, "tab": .tab,
        "s-tab": .backTab, "shift+tab": .backTab, "backtab": .backTab, "bksp": .backspace, "backspace": .backspace,
        "del": .delete, "delete": .delete, "up": .up, "down": .down, "left": .left, "right": .right,
        "pgup": .pageUp, "pageup": .pageUp, "pgdn": .pageDown, "pagedown": .pageDown, "home": .home, "end": .end,
    ]
}
