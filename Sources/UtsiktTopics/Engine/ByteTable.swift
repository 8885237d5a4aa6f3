import Glibc

/// Numbers byte strings: equal bytes get the same number, 0 upwards, and nothing else is compared.
///
/// Open addressing over one arena; the hash is the standard library's seeded one, so that no input can be made to collide,
/// and no result depends on its order.
struct ByteTable: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var slots: [Int32] = []

    /// How many different strings there are.
    var count: Int { ends.count }

    /// The number of a string, a new one when it was not met before.
    /// - Complexity: O(n) in the string's bytes, amortised.
    mutating func intern(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        if (count + 1) * 2 > slots.count { grow() }
        let mask = slots.count - 1
        var slot = ByteTable.hash(text) & mask
        while slots[slot] >= 0 {
            let id = Int(slots[slot])
            if equals(id, text) { return id }
            slot = (slot + 1) & mask
        }
        slots[slot] = Int32(truncatingIfNeeded: count)
        bytes.append(contentsOf: text)
        ends.append(bytes.count)
        return count - 1
    }

    /// The number of a string; nil when it was not met before.
    func find(_ text: [UInt8]) -> Int? {
        guard !slots.isEmpty else { return nil }
        return text.withUnsafeBufferPointer { text in
            let mask = slots.count - 1
            var slot = ByteTable.hash(text) & mask
            while slots[slot] >= 0 {
                let id = Int(slots[slot])
                if equals(id, text) { return id }
                slot = (slot + 1) & mask
            }
            return nil
        }
    }

    /// The number of a text's UTF-8.
    mutating func intern(_ text: String) -> Int {
        var text = text
        return text.withUTF8 { intern($0) }
    }

    /// Calls `body` with a string's bytes.
    func withBytes<R>(_ id: Int, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
        bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range(id)])) }
    }

    /// A string as text; malformed UTF-8 becomes U+FFFD.
    func text(_ id: Int) -> String { String(decoding: bytes[range(id)], as: UTF8.self) }

    /// Whether one string comes before another by code points, which is the order of their UTF-8 bytes.
    func precedes(_ a: Int, _ b: Int) -> Bool {
        bytes[range(a)].lexicographicallyPrecedes(bytes[range(b)])
    }

    private func range(_ id: Int) -> Range<Int> { (id == 0 ? 0 : ends[id - 1])..<ends[id] }

    private func equals(_ id: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let range = range(id)
        guard range.count == text.count, let first = text.baseAddress else { return range.count == text.count }
        return bytes.withUnsafeBufferPointer { bytes in
            bytes.baseAddress.map { memcmp($0 + range.lowerBound, first, range.count) == 0 } ?? range.isEmpty
        }
    }

    private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        var hasher = Hasher()
        hasher.combine(bytes: UnsafeRawBufferPointer(text))
        return hasher.finalize()
    }

    private mutating func grow() {
        slots = Array(repeating: -1, count: max(64, slots.count * 2))
        let mask = slots.count - 1
        for id in 0..<count {
            var slot = withBytes(id, ByteTable.hash) & mask
            while slots[slot] >= 0 { slot = (slot + 1) & mask }
            slots[slot] = Int32(truncatingIfNeeded: id)
        }
    }
}
