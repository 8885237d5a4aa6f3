/// What is typed as a file's path.
enum PathText {
    /// Why a text is not a path of a file; nil when it may be one.
    static func refusal(_ text: String) -> String? {
        if text.allSatisfy({ $0 == " " }) { return "a path is needed" }
        if text.hasSuffix("/") { return "that is a folder" }
        return text.unicodeScalars.contains { $0.value < 32 } ? "a path has no control characters" : nil
    }
}
