public import UtsiktBase

/// A quantity of a plan or case that cannot be used.
public struct FabricInputError: ExplainedError, Hashable {
    /// The quantity's name as in the input; nil when several do not fit together.
    public let field: String?
    /// What is wrong.
    public let problem: String
    /// What to do; empty when the problem says it.
    public let remedy: String
    /// Whether the quantities are sound and only cannot be had together: an answer rather than a fault of the input.
    public let isVerdict: Bool

    /// Makes an error.
    public init(field: String? = nil, _ problem: String, remedy: String = "", isVerdict: Bool = false) {
        self.field = field
        self.problem = problem
        self.remedy = remedy
        self.isVerdict = isVerdict
    }
}

/// Bounds of what the planner calculates with: far above any real fabric, small enough that no product overflows.
enum FabricBounds {
    /// The largest number of ports, servers, spines, leaves or rack units.
    static let count = 1_000_000
    /// The largest bandwidth in Gbit/s.
    static let gigabits = 1_000_000_000_000

    /// Checks a number against bounds.
    /// - Throws: `FabricInputError` that names the field and the bounds.
    @discardableResult
    static func check(
        _ value: Int, _ field: String, in range: ClosedRange<Int> = 0...FabricBounds.count
    ) throws(FabricInputError) -> Int {
        guard range.contains(value) else {
            throw FabricInputError(
                field: field, "\(field) must be a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    /// Division rounded towards minus infinity; the divisor is positive.
    static func floorDivide(_ a: Int, _ b: Int) -> Int { a >= 0 ? a / b : -((-a + b - 1) / b) }

    /// Division rounded up for a dividend that is not negative; the divisor is positive.
    static func ceilDivide(_ a: Int, _ b: Int) -> Int { (a + b - 1) / b }
}
