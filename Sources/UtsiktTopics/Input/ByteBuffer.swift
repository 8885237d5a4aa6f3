import Glibc

/// Bytes that are read into and taken off the front, in one allocation that grows when a line is longer than it.
struct ByteBuffer: ~Copyable {
    /// How many bytes can be read behind the last one, whatever they hold.
    static let padding = 64

    private var storage: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    /// How many bytes are held.
    var count = 0

    init(capacity: Int) {
        self.capacity = max(1, capacity)
        storage = ByteBuffer.zeros(self.capacity)
    }

    deinit { free(storage) }

    /// Room for so many bytes and the padding. Zeros from the system take no memory before they are written over, so that a large
    /// buffer costs what is in it.
    private static func zeros(_ capacity: Int) -> UnsafeMutablePointer<UInt8> {
        guard let room = calloc(capacity + padding, 1) else {
            preconditionFailure("the system has no memory for \(capacity) bytes")
        }
        return room.assumingMemoryBound(to: UInt8.self)
    }

    /// The first byte's address.
    var base: UnsafePointer<UInt8> { UnsafePointer(storage) }

    /// The unused part, at most so many bytes of it.
    func space(_ limit: Int) -> UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(start: storage + count, count: min(limit, capacity - count))
    }

    /// Makes room for so many more bytes.
    mutating func reserve(_ more: Int) {
        guard count + more > capacity else { return }
        capacity = max(count + more, capacity * 2)
        let larger = ByteBuffer.zeros(capacity)
        larger.update(from: storage, count: count)
        free(storage)
        storage = larger
    }

    /// Drops bytes off the front.
    mutating func dropFirst(_ drop: Int) {
        guard drop > 0, drop <= count else { return }
        memmove(storage, storage + drop, count - drop)
        count -= drop
    }

    /// Appends bytes.
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        reserve(bytes.count)
        if let first = bytes.baseAddress { memcpy(storage + count, first, bytes.count) }
        count += bytes.count
    }

    /// The index of the first line feed from `start` on; nil when there is none.
    func lineFeed(from start: Int) -> Int? {
        guard start < count, let hit = memchr(base + start, 0x0A, count - start) else { return nil }
        return UnsafeRawPointer(base).distance(to: hit)
    }

    /// The index of the last line feed that is not before `start`; nil when there is none.
    func lastLineFeed(from start: Int) -> Int? {
        var index = count - 1
        while index >= start {
            if base[index] == 0x0A { return index }
            index -= 1
        }
        return nil
    }
}
