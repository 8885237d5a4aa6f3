extension FixedWidthInteger {
    /// The integer towards zero from a number that may be anything: what lies beyond becomes the nearest bound, no number 0.
    ///
    /// Every whole number that is made of a measured or computed one goes this way; the plain conversion stops the program.
    @inlinable
    public init(bounded value: Double) {
        if let exact = Self(exactly: value.rounded(.towardZero)) {
            self = exact
        } else {
            self = value.isNaN ? 0 : value < 0 ? .min : .max
        }
    }
}
