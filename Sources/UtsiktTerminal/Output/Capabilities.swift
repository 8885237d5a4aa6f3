import CTerminal
import UtsiktApp
import UtsiktScreen

/// What the terminal's description says, made ready for claim and restore.
struct Capabilities: Sendable, Hashable {
    /// Switches to the other screen.
    var enter = ""
    /// Turns on what is used: cursor keys, paste marks; hides the cursor.
    var modes = ""
    /// Undoes both, whatever was on.
    var leave = ""
    /// Asks for presses and the wheel; empty where the terminal cannot tell of them.
    var mouseOn = ""
    /// Asks for none any more.
    var mouseOff = ""
    /// Whether it is a window's terminal that takes xterm's sequences: pictures go as synchronized updates, and texts to the
    /// clipboard. A console or an old terminal would print some of them.
    var isEmulator = false
    /// What the special keys send.
    var keys: [[UInt8]: Key] = [:]
    /// Rows and columns where the system does not know them.
    var size: Size?

    /// Makes them from a lookup of string capabilities.
    /// - Parameters:
    ///   - term: The kind of terminal.
    ///   - string: The capability of a name; nil when the terminal has none.
    init(term: String, string: (String) -> String?) {
        func capability(_ name: String) -> String { string(name).map(Self.withoutPadding) ?? "" }
        // The console names a mouse prefix for a daemon of its own, but knows none of the modes.
        isEmulator = string("kmous") != nil && !term.hasPrefix("linux")
        enter = capability("smcup")
        modes = capability("smkx") + capability("civis")
        if isEmulator {
            // First of all the end of a string, should the program have died while it sent one.
            leave += "\u{1B}\\\u{1B}[?2026l"
            // Presses and the wheel, in the form without a limit of columns.
            mouseOn = "\u{1B}[?1000h\u{1B}[?1006h"
            mouseOff = "\u{1B}[?1006l\u{1B}[?1002l\u{1B}[?1000l"
        }
        let pasteOn = capability("BE")
        if !pasteOn.isEmpty {
            modes += pasteOn
            leave += capability("BD")
        }
        leave += capability("sgr0") + capability("op") + capability("rmir") + capability("rmkx") + capability("cnorm")
        let exit = capability("rmcup")
        // Without another screen the picture stays; the shell goes on below it.
        leave += exit.isEmpty ? "\u{1B}[999;1H\r\n" : exit
        for (name, key) in Self.keyNames {
            let sequence = Array(capability(name).utf8)
            if sequence.count > 1, sequence.first == 0x1B { keys[sequence] = key }
        }
    }

    /// Reads the description that `ct_terminfo_open` found.
    static func ofTerminal(_ term: String) -> Capabilities {
        var result = Capabilities(term: term) { name in
            ct_terminfo_string(name).map { String(cString: $0) }
        }
        let (rows, columns) = (ct_terminfo_number("lines"), ct_terminfo_number("cols"))
        if rows > 0, columns > 0 { result.size = Size(width: Int(columns), height: Int(rows)) }
        return result
    }

    /// A capability without its delays, `$<5>`: no terminal of today needs them.
    static func withoutPadding(_ text: String) -> String {
        var result = ""
        var rest = text[...]
        while let start = rest.firstIndex(of: "$") {
            let after = rest.index(after: start)
            guard after < rest.endIndex, rest[after] == "<", let end = rest[after...].firstIndex(of: ">") else {
                result += rest[...start]
                rest = rest[after...]
                continue
            }
            result += rest[..<start]
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }

    private static let keyNames: [(String, Key)] =
        [
            ("kcuu1", .up), ("kcud1", .down), ("kcub1", .left), ("kcuf1", .right), ("khome", .home), ("kend", .end),
            ("kpp", .pageUp), ("knp", .pageDown), ("kdch1", .delete), ("kcbt", .backTab), ("kcbt2", .backTab),
            ("kent", .enter),
        ] + (1...12).map { ("kf\($0)", .function($0)) }
}
