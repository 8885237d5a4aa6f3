/// Counts how often a text occurs in a stream of bytes, however it is cut. Its first byte must not occur in it again.
struct ByteWatch {
    private let wanted: [UInt8]
    private var matched = 0
    /// How often it occurred so far.
    private(set) var count = 0

    init(_ text: String) { wanted = Array(text.utf8) }

    /// Takes what came.
    mutating func feed(_ bytes: some Sequence<UInt8>) {
        for byte in bytes {
            if byte == wanted[matched] { matched += 1 } else { matched = byte == wanted[0] ? 1 : 0 }
            if matched == wanted.count { (matched, count) = (0, count + 1) }
        }
    }
}
