/// The posts in the window, the oldest first: a binary min-heap by time.
///
/// J. W. J. Williams, “Algorithm 232: Heapsort”, Communications of the ACM 7 (1964), 347–348.
struct ExpiryHeap: Sendable {
    /// The records, in no order but that the oldest is the first.
    private(set) var entries: [(time: Int64, record: Int32)] = []

    /// Adds a record.
    /// - Complexity: O(log n).
    mutating func insert(time: Int64, record: Int32) {
        entries.append((time, record))
        var child = entries.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard entries[child].time < entries[parent].time else { break }
            entries.swapAt(child, parent)
            child = parent
        }
    }

    /// Removes the oldest record if its time is not after a limit; nil otherwise.
    /// - Complexity: O(log n).
    mutating func removeFirst(notAfter limit: Int64) -> Int32? {
        guard let first = entries.first, first.time <= limit else { return nil }
        let last = entries.removeLast()
        guard !entries.isEmpty else { return first.record }
        entries[0] = last
        var parent = 0
        while true {
            var least = parent
            for child in 2 * parent + 1..<min(2 * parent + 3, max(2 * parent + 1, entries.count)) {
                if entries[child].time < entries[least].time { least = child }
            }
            guard least != parent else { return first.record }
            entries.swapAt(parent, least)
            parent = least
        }
    }
}
