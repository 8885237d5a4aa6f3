import UtsiktScreen

/// The keys of an action as they are written here.
enum KeyNames {
    /// All keys that mean an action in its scope, with blanks between them.
    static func of(_ action: String, _ state: AppState) -> String {
        state.preferences.keymap.chords(of: action).map { name($0, state) }.joined(separator: " ")
    }

    /// The first key, for the footer and for hints; empty when there is none.
    static func first(_ action: String, _ state: AppState) -> String {
        state.preferences.keymap.chords(of: action).first.map { name($0, state) } ?? ""
    }

    /// A chord as it is written here.
    static func name(_ chord: KeyChord, _ state: AppState) -> String {
        state.glyphs.isUnicode ? chord.name : chord.asciiName
    }
}
