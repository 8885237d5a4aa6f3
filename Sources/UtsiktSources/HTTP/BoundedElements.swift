/// An element of a JSON list of which a limited number is read.
protocol BoundedElement: Decodable {
    /// So many are read.
    static var most: Int { get }
}

/// The elements of a JSON list, as many as it may have, and how many there are beyond: an answer of nothing but numbers must not
/// become a million values. What is wrong with an element is for the element to hold, so that the others are read all the same.
struct BoundedElements<Element: BoundedElement>: Decodable {
    /// The elements, at most `Element.most`.
    var list: [Element] = []
    /// Those beyond.
    var dropped = 0

    init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        while !container.isAtEnd, list.count < Element.most {
            if list.count & 63 == 0 { try Task.checkCancellation() }
            list.append(try container.decode(Element.self))
        }
        dropped = max(0, (container.count ?? list.count) - list.count)
    }
}
