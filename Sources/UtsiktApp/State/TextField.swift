/// A line of text that is being typed.
public struct TextField: Sendable, Hashable {
    /// What stands in it.
    public private(set) var text: String
    /// Where the next character goes: so many characters stand before it.
    public private(set) var cursor: Int
    /// Whether all of it is selected: what is typed then takes its place, and moving the cursor keeps it.
    public private(set) var isSelected: Bool

    /// The most characters it takes; more are dropped.
    static let longest = 500

    /// Makes a field with the cursor at its end.
    /// - Parameter isSelected: Whether what is typed first takes the text's place.
    public init(_ text: String = "", isSelected: Bool = false) {
        self.text = String(text.prefix(Self.longest))
        cursor = self.text.count
        self.isSelected = isSelected && !self.text.isEmpty
    }

    /// Types a text at the cursor: line breaks become blanks, control characters are dropped.
    public mutating func type(_ typed: String) {
        let clean = typed.unicodeScalars.compactMap { scalar -> Character? in
            switch scalar.value {
            case 0x09, 0x0A, 0x0D: " "
            case 0..<0x20, 0x7F..<0xA0: nil
            default: Character(scalar)
            }
        }
        if isSelected, !clean.isEmpty { remove(from: 0, to: text.count) }
        var characters = Array(text)
        let room = max(0, Self.longest - characters.count)
        characters.insert(contentsOf: clean.prefix(room), at: cursor)
        let after = characters.count - cursor - min(room, clean.count)
        text = String(characters)
        // Combining marks join what stands before them, so the cursor is counted from the end.
        cursor = max(0, min(text.count - after, text.count))
    }

    /// What a key does in a field; false when the key is none of the field's.
    public mutating func edit(_ key: Key) -> Bool {
        if isSelected, [.backspace, .delete, .control("d"), .control("w")].contains(key) {
            remove(from: 0, to: text.count)
            return true
        }
        guard change(key) else { return false }
        isSelected = false
        return true
    }

    private mutating func change(_ key: Key) -> Bool {
        switch key {
        case .character(let character): type(String(character))
        case .left: cursor = max(0, cursor - 1)
        case .right: cursor = min(text.count, cursor + 1)
        case .home, .control("a"): cursor = 0
        case .end, .control("e"): cursor = text.count
        case .backspace: remove(from: cursor - 1, to: cursor)
        case .delete, .control("d"): remove(from: cursor, to: cursor + 1)
        case .control("u"): remove(from: 0, to: cursor)
        case .control("k"): remove(from: cursor, to: text.count)
        case .control("w"): remove(from: startOfWord, to: cursor)
        default: return false
        }
        return true
    }

    /// Where the word before the cursor begins.
    private var startOfWord: Int {
        let before = Array(text.prefix(cursor))
        var index = before.count
        while index > 0, before[index - 1] == " " { index -= 1 }
        while index > 0, before[index - 1] != " " { index -= 1 }
        return index
    }

    private mutating func remove(from: Int, to: Int) {
        isSelected = false
        let (low, high) = (max(0, from), min(text.count, to))
        guard low < high else { return }
        var characters = Array(text)
        characters.removeSubrange(low..<high)
        text = String(characters)
        cursor = min(low, text.count)
    }
}
