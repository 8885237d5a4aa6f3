/// The records of an input that could not be used: counted, and the first of them kept, so that a hostile file makes no list
/// without an end.
public struct RejectionList: Sequence, Sendable, Hashable {
    /// How many there are.
    public private(set) var count = 0
    /// The first of them.
    public private(set) var kept: [Rejection] = []

    /// How many are kept.
    public static let limit = 100

    /// Makes an empty list.
    public init() {}

    /// Makes it of some rejections.
    public init(_ rejections: [Rejection]) { for rejection in rejections { append(rejection) } }

    /// Whether there is none.
    public var isEmpty: Bool { count == 0 }
    /// The first one.
    public var first: Rejection? { kept.first }

    /// Counts one, or as many as one description says, and keeps the description while there are few; it is made only then.
    public mutating func append(_ rejection: @autoclosure () -> Rejection, count more: Int = 1) {
        guard more > 0 else { return }
        if kept.count < RejectionList.limit { kept.append(rejection()) }
        count &+= more
    }

    /// Counts those of another list.
    public static func += (list: inout RejectionList, other: RejectionList) {
        list.count &+= other.count
        list.kept += other.kept.prefix(limit - list.kept.count)
    }

    /// The kept ones.
    public func makeIterator() -> IndexingIterator<[Rejection]> { kept.makeIterator() }
}

extension RejectionList: ExpressibleByArrayLiteral {
    /// Makes it of the elements of a literal.
    public init(arrayLiteral elements: Rejection...) { self.init(elements) }
}
