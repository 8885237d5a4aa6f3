/// The terminal's clipboard, written by xterm's control sequence 52. It works over remote connections, where a program that
/// speaks to the desktop would not.
enum Clipboard {
    /// What lies between the program and the window.
    enum Way: Sendable, Hashable {
        /// Nothing.
        case direct
        /// tmux, which takes the sequence itself or passes it on, each only where its options say so.
        case tmux
        /// GNU screen, which passes strings on in short pieces.
        case screen

        /// Chooses from the process's variables.
        init(environment: [String: String]) {
            func has(_ name: String) -> Bool { !(environment[name] ?? "").isEmpty }
            let term = environment["TERM"] ?? ""
            if has("TMUX") || term.hasPrefix("tmux") {
                self = .tmux
            } else if has("STY") || term.hasPrefix("screen") {
                self = .screen
            } else {
                self = .direct
            }
        }
    }

    /// What is taken of a text at most, in bytes: the largest sequence that common terminals read (100,000 bytes) holds no more.
    static let limit = 74_994
    /// GNU screen's buffer for a string is 256 bytes in its oldest version in use.
    private static let piece = 240

    /// The bytes that put a text into the clipboard. A longer one is cut at a character.
    static func sequence(_ text: String, way: Way) -> [UInt8] {
        let bytes = Array(text.utf8.prefix(limit + 1))
        var end = min(bytes.count, limit)
        while end < bytes.count, end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        let plain = Array("\u{1B}]52;c;".utf8) + base64(bytes[..<end]) + [0x07]
        switch way {
        case .direct: return plain
        case .tmux:
            // Escapes are doubled in what it shall pass on.
            let inner = plain.flatMap { $0 == 0x1B ? [0x1B, 0x1B] : [$0] }
            return plain + Array("\u{1B}Ptmux;".utf8) + inner + Array("\u{1B}\\".utf8)
        case .screen:
            // Plain as well: the name of the terminal is also used by old versions of tmux.
            var wrapped = plain
            for start in stride(from: 0, to: plain.count, by: piece) {
                wrapped += Array("\u{1B}P".utf8) + plain[start..<min(start + piece, plain.count)]
                wrapped += Array("\u{1B}\\".utf8)
            }
            return wrapped
        }
    }

    /// RFC 4648, section 4.
    static func base64(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var result: [UInt8] = []
        result.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: bytes.startIndex, to: bytes.endIndex, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.endIndex)]
            let value = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for place in 0..<4 {
                result.append(place <= group.count ? digits[value >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
            }
        }
        return result
    }
}
