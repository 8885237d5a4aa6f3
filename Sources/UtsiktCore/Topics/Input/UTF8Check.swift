/// Tells whether bytes are valid UTF-8 (Unicode 16, table 3-7): the shortest forms of scalars and nothing else.
enum UTF8Check {
    /// Whether a range of bytes is valid.
    /// - Complexity: O(n); ASCII goes eight bytes at a time.
    static func isValid(_ base: UnsafePointer<UInt8>, _ range: Range<Int>) -> Bool {
        var at = range.lowerBound
        let end = range.upperBound
        while at < end {
            if at + 8 <= end, UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self) & 0x8080_8080_8080_8080 == 0 {
                at += 8
                continue
            }
            let lead = base[at]
            if lead < 0x80 {
                at += 1
                continue
            }
            let (count, second): (Int, ClosedRange<UInt8>) =
                switch lead {
                case 0xC2...0xDF: (2, 0x80...0xBF)
                case 0xE0: (3, 0xA0...0xBF)
                case 0xED: (3, 0x80...0x9F)
                case 0xE1...0xEF: (3, 0x80...0xBF)
                case 0xF0: (4, 0x90...0xBF)
                case 0xF1...0xF3: (4, 0x80...0xBF)
                case 0xF4: (4, 0x80...0x8F)
                default: (0, 0...0)
                }
            guard count > 0, at + count <= end, second.contains(base[at + 1]) else { return false }
            for index in at + 2..<max(at + 2, at + count) where base[index] & 0xC0 != 0x80 { return false }
            at += count
        }
        return true
    }
}
