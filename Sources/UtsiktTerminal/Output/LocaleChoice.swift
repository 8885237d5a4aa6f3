import UtsiktScreen

/// What the locale and the kind of terminal allow to be drawn.
struct LocaleChoice: Sendable, Hashable {
    /// The locale to set for characters; empty for the user's own.
    var locale: String
    /// The glyphs to use unless the user says otherwise.
    var glyphs: GlyphSet

    /// Chooses.
    /// - Parameters:
    ///   - environment: The variables of the process.
    ///   - codeset: The encoding of the user's own locale, nil when the system does not have that locale.
    ///
    /// Without any locale variable (a bare container, a service) the terminal is taken to speak UTF-8 as nearly all do. Who
    /// asks for `C`, `POSIX` or another encoding by name gets ASCII. The C library's locale is UTF-8 even then, because in
    /// any other it would silently draw blanks should the user ask for more glyphs by option.
    init(environment: [String: String], codeset: String?) {
        let name = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        let isUTF8: Bool
        if codeset == "UTF-8" {
            isUTF8 = true
        } else if let name {
            let lower = name.lowercased()
            isUTF8 = lower.contains("utf-8") || lower.contains("utf8")
        } else {
            isUTF8 = true
        }
        locale = codeset == "UTF-8" ? "" : "C.UTF-8"
        if isUTF8 {
            let term = environment["TERM"] ?? ""
            // The Linux console's fonts hold 256 or 512 glyphs: boxes and Latin letters, no eighth blocks, no braille.
            let isSimple = term == "linux" || term.hasPrefix("linux-") || term.hasPrefix("vt")
            glyphs = isSimple ? .latin : .blocks
        } else {
            glyphs = .ascii
        }
    }
}
