import Glibc

/// A token or key that does not show itself when printed, logged or dumped.
public struct Secret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package let value: String

    /// Wraps a secret.
    public init(_ value: String) { self.value = value }
    /// Always `…`.
    public var description: String { "…" }
    /// Always `…`.
    public var debugDescription: String { "…" }
    /// Shows nothing, so that `dump` shows nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }

    /// Whether bytes hold it. A text of less than eight bytes is not looked for: it would be found where it means nothing.
    /// - Complexity: O(n) for what is not made to be slow.
    public func isIn(_ bytes: [UInt8]) -> Bool {
        let wanted = Array(value.utf8)
        guard wanted.count >= 8, bytes.count >= wanted.count else { return false }
        return bytes.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return false }
            var at = 0
            while at <= bytes.count - wanted.count,
                let hit = memchr(base + at, Int32(wanted[0]), bytes.count - wanted.count - at + 1)
            {
                if memcmp(hit, wanted, wanted.count) == 0 { return true }
                at = base.distance(to: UnsafeRawPointer(hit)) + 1
            }
            return false
        }
    }

    /// A fingerprint by which a changed secret is noticed: eight bits under a key of the caller's.
    ///
    /// Eight bits on purpose. They tell a change in 255 of 256 cases, yet whoever has key and fingerprint cannot confirm a guess,
    /// however fast a machine tries: one wrong guess in 256 fits as well as the right one. A longer fingerprint would have to be
    /// slow to be safe for short secrets, or need a key kept elsewhere.
    public func fingerprint(key: UInt64) -> UInt8 {
        var random = SplitMix64(seed: FNV1a.hash(value.utf8) ^ key)
        // A second round under the key, so that secrets whose plain hashes agree in some bits do not agree in the same ones here.
        var second = SplitMix64(
            seed: random.next() &+ FNV1a.hash(withUnsafeBytes(of: key.littleEndian) { Array($0) } + Array(value.utf8)))
        return UInt8(truncatingIfNeeded: second.next())
    }
}
