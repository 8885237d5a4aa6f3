import UtsiktBase

/// What a call takes of a budget, in calls: one for most services, more or a fraction for those that weigh.
///
/// Kept in whole thousandths, so that what is taken and given back adds up exactly.
public struct CallCost: Sendable, Hashable, Comparable, Codable {
    /// Thousandths of a call, at least one.
    public let thousandths: Int

    /// A cost of so many thousandths of a call, brought within what a budget can hold.
    public init(thousandths: Int) { self.thousandths = min(max(1, thousandths), Self.most) }

    /// A cost of so many calls, rounded up to thousandths; what is not a number costs one call.
    public init(_ calls: Double) {
        self.init(thousandths: calls.isFinite ? Int(bounded: (min(calls, 1e6) * 1000).rounded(.up)) : 1000)
    }

    /// One call.
    public static let one = CallCost(thousandths: 1000)
    /// Ten thousand calls: more than that at once no service allows.
    static let most = 10_000_000

    /// In calls.
    public var calls: Double { Double(thousandths) / 1000 }
    /// In whole calls, rounded up.
    public var wholeCalls: Int { (thousandths &+ 999) / 1000 }

    /// Orders costs by how much they take.
    public static func < (a: CallCost, b: CallCost) -> Bool { a.thousandths < b.thousandths }
}
