/// Reads the documents of a BSON dump from a stream, one by one.
struct BSONScan: ~Copyable {
    private var reader = PostReader(needsEveryAuthor: false)
    private var json: [UInt8] = []
    private var text = ByteBuffer(capacity: 64 << 10)
    /// How many documents were read.
    private(set) var number = 0

    /// Reads the whole documents among the bytes and drops them off the front; false when no further document can be found.
    /// - Parameter isLast: Whether no more bytes follow.
    mutating func read(_ buffer: inout ByteBuffer, isLast: Bool, into worker: inout ScanWorker) -> Bool {
        var at = 0
        defer { buffer.dropFirst(at) }
        while at < buffer.count {
            let left = buffer.count - at
            guard let length = BSONDocument.length(buffer.base + at, left) else {
                guard left >= 4 || isLast else { return true }
                number += 1
                worker.reject("no BSON: a length that no document has", at: number)
                return false
            }
            guard length <= left else {
                guard isLast else { return true }
                number += 1
                worker.reject("no BSON: the data ends too early", at: number)
                return false
            }
            number += 1
            document(UnsafeBufferPointer(start: buffer.base + at, count: length), into: &worker)
            at += length
        }
        return true
    }

    private mutating func document(_ bytes: UnsafeBufferPointer<UInt8>, into worker: inout ScanWorker) {
        json.removeAll(keepingCapacity: true)
        if let fault = BSONDocument.appendJSON(of: bytes, to: &json) { return worker.reject(fault, at: number) }
        text.count = 0
        json.withUnsafeBufferPointer { text.append($0) }
        worker.fixedLine = number
        if let fault = reader.readWhole(text.base, from: 0, to: text.count, into: &worker) {
            worker.reject(fault.reason, at: number)
        }
        worker.fixedLine = nil
    }
}
