/// What an attribute holds, guessed as the 2015 service's sample code did: every value votes.
public enum AttributeType: String, Sendable, Hashable, Codable, CaseIterable {
    /// Numbers that are all exactly `0` or `1`.
    case binary
    /// Words.
    case categorical
    /// Numbers.
    case numeric
    /// Values of more than twenty words.
    case text

    /// The type that most of some cleaned values vote for. Empty values have no vote.
    /// - Returns: The type, and whether no value voted (then it is numeric by convention).
    public static func vote(_ values: some Sequence<String>) -> (type: AttributeType, isAmbiguous: Bool) {
        var numbers = 0
        var categories = 0
        var texts = 0
        var isBinary = true
        for value in values where !value.isEmpty {
            if NumberSyntax.parse(value) != nil {
                numbers += 1
                if isBinary, !(value.utf8.count == 1 && (value.utf8.first == 0x30 || value.utf8.first == 0x31)) {
                    isBinary = false
                }
            } else if hasMoreThanTwentyWords(value) {
                texts += 1
            } else {
                categories += 1
            }
        }
        if numbers + categories + texts == 0 { return (.numeric, true) }
        if numbers > categories, numbers > texts { return (isBinary ? .binary : .numeric, false) }
        return (categories >= texts ? .categorical : .text, false)
    }

    private static func hasMoreThanTwentyWords(_ value: String) -> Bool {
        var words = 0
        var inWord = false
        for scalar in value.unicodeScalars {
            let isSpace = scalar.properties.isWhitespace
            if !isSpace, !inWord { words += 1 }
            if words > 20 { return true }
            inWord = !isSpace
        }
        return false
    }
}
