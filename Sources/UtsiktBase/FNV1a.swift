/// A hash that is the same in every process and on every machine, which the standard library's is not.
///
/// FNV-1a with 64 bits: G. Fowler, L. C. Noll, K.-P. Vo, D. Eastlake, “The FNV Non-Cryptographic Hash Algorithm”, RFC 9923.
/// Not for anything an opponent may choose.
public enum FNV1a {
    /// The hash of some bytes. O(number of bytes).
    public static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
        bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }
}
