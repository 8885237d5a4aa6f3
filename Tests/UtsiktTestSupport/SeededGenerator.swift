import UtsiktBase

/// A small generator with a seed, so that a failing property test can be repeated.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var source: SplitMix64

    /// Makes a generator.
    public init(seed: UInt64) { source = SplitMix64(seed: seed) }

    /// The next 64 bits.
    public mutating func next() -> UInt64 { source.next() }
}
