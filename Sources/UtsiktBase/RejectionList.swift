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

    /// Whether there is none.
    public var isEmpty: Bool { count == 0 }
    /// The first one.
    public var first: Rejection? { kept.first }

    /// Counts one, and keeps it while there are few.
    public mutating func append(_ rejection: @autoclosure () -> Rejection) {
        count += 1
        if kept.count < RejectionList.limit { kept.append(rejection()) }
    }

    /// Counts those of another list.
    public static func += (list: inout RejectionList, other: RejectionList) {
        list.count += other.count
        list.kept += other.kept.prefix(limit - list.kept.count)
    }

    /// The kept ones.
    public func makeIterator() -> IndexingIterator<[Rejection]> { kept.makeIterator() }
}
