/// Why a text is not valid JSON.
enum JSONFault: Sendable {
    case truncated, controlCharacter, badEscape, noKey, noColon, noComma, noValue, badNumber, tooDeep, notUTF8, trailing

    /// The reason as rejections print it.
    var reason: String {
        switch self {
        case .truncated: "no JSON: it ends too early"
        case .controlCharacter: "no JSON: a control character in a string"
        case .badEscape: "no JSON: an unknown escape in a string"
        case .noKey: "no JSON: a member's name is missing"
        case .noColon: "no JSON: a colon is missing"
        case .noComma: "no JSON: a comma or closing bracket is missing"
        case .noValue: "no JSON: a value is missing"
        case .badNumber: "no JSON: a malformed number"
        case .tooDeep: "nested deeper than \(JSONWalker.deepest) levels"
        case .notUTF8: "not valid UTF-8"
        case .trailing: "no JSON: more text after the value"
        }
    }
}
