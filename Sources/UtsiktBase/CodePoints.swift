/// A text that is equal to another only when their code points are, and sorts by code point; Swift's own comparison takes
/// canonically equivalent texts for one.
package struct CodePoints: Hashable, Comparable, Sendable {
    package let text: String
    package init(_ text: String) { self.text = text }
    package static func == (a: CodePoints, b: CodePoints) -> Bool { a.text.utf8.elementsEqual(b.text.utf8) }
    package static func < (a: CodePoints, b: CodePoints) -> Bool { a.text.utf8.lexicographicallyPrecedes(b.text.utf8) }
    package func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }
}
