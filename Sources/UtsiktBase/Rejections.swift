/// The records of one answer or file that could not be used: how many there are, and the first of them.
///
/// Bounded, whatever came in: a list of millions of them must not be kept, nor each one be described before it is dropped.
public struct Rejections: Sendable, Hashable {
    /// How many are kept.
    public static let kept = 100

    /// How many there are.
    public private(set) var count = 0
    /// The first of them, `kept` at most.
    public private(set) var first: [Rejection] = []

    /// None.
    public init() {}

    /// Makes it of a list.
    public init(_ list: [Rejection]) {
        count = list.count
        first = Array(list.prefix(Rejections.kept))
    }

    /// Whether there are none.
    public var isEmpty: Bool { count == 0 }

    /// Counts one more; it is made only when it is kept.
    public mutating func append(_ rejection: @autoclosure () -> Rejection) {
        if first.count < Rejections.kept { first.append(rejection()) }
        count &+= 1
    }

    /// Counts many that have one description.
    public mutating func append(_ rejection: @autoclosure () -> Rejection, count more: Int) {
        guard more > 0 else { return }
        if first.count < Rejections.kept { first.append(rejection()) }
        count &+= more
    }

    /// Adds those of another list.
    public mutating func append(_ other: Rejections) {
        first.append(contentsOf: other.first.prefix(max(0, Rejections.kept - first.count)))
        count &+= other.count
    }
}

extension Rejections: ExpressibleByArrayLiteral {
    /// Makes it of the elements of a literal.
    public init(arrayLiteral elements: Rejection...) { self.init(elements) }
}
