/// A text that is equal to another only when their code points are, and sorts by code point; Swift's own comparison takes
/// canonically equivalent texts for one.
struct CodePoints: Hashable, Comparable, Sendable {
    let text: String
    init(_ text: String) { self.text = text }
    static func == (a: CodePoints, b: CodePoints) -> Bool { a.text.utf8.elementsEqual(b.text.utf8) }
    static func < (a: CodePoints, b: CodePoints) -> Bool { a.text.utf8.lexicographicallyPrecedes(b.text.utf8) }
    func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }
}
