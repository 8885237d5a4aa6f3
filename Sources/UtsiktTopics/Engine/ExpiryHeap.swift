import HeapModule

/// The posts in the window, the oldest first.
struct ExpiryHeap: Sendable {
    /// A post that may leave the window.
    struct Entry: Comparable, Sendable {
        var time: Int64
        var record: Int32

        static func < (a: Entry, b: Entry) -> Bool {
            a.time == b.time ? a.record < b.record : a.time < b.time
        }
    }

    private var heap = Heap<Entry>()

    /// The records, in no order.
    var entries: [Entry] { heap.unordered }

    /// Adds a record.
    /// - Complexity: O(log n).
    mutating func insert(time: Int64, record: Int32) { heap.insert(Entry(time: time, record: record)) }

    /// Removes the oldest record if its time is not after a limit; nil otherwise.
    /// - Complexity: O(log n).
    mutating func removeFirst(notAfter limit: Int64) -> Int32? {
        guard let first = heap.min, first.time <= limit else { return nil }
        return heap.removeMin().record
    }
}
