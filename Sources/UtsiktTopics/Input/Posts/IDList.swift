package import UtsiktBase

/// A page of ids, as `{"ids":[1,"2"],"next_cursor":3}`: the accounts that a user follows.
///
/// Read value by value, so that a page with a million ids where thousands were asked for costs neither memory nor a pause in
/// which nobody listens.
package struct IDList: Sendable {
    /// The ids in their order, each once.
    package var ids: [String] = []
    /// Ids beyond the most that are taken.
    package var dropped = 0
    /// Elements that cannot be read as ids, by their index from 1.
    package var rejected = RejectionList()
    /// The next cursor; nil when there is none.
    package var next: String?

    /// Why there is no list.
    package enum Fault: Error {
        /// It is not a page of ids.
        case unreadable
        /// The task was cancelled meanwhile.
        case cancelled
    }

    /// Reads a page.
    /// - Parameters:
    ///   - body: The answer's bytes, whatever they hold.
    ///   - file: What rejections name as their file.
    ///   - most: Ids beyond so many are counted and dropped.
    package init(_ body: [UInt8], file: String, most: Int) throws(Fault) {
        guard !Task.isCancelled else { throw .cancelled }
        var buffer = ByteBuffer(capacity: body.count)
        body.withUnsafeBufferPointer { buffer.append($0) }
        var index = JSONIndex()
        let start = InputForm.skipMark(buffer.base, buffer.count)
        index.find(buffer.base, from: start, to: buffer.count)
        guard case .value = index.walk(isLast: true), index.isAtEnd else { throw .unreadable }
        guard !index.hasHighBytes || JSONIndex.isValidUTF8(buffer.base, start..<buffer.count) else {
            throw .unreadable
        }
        let tape = index.tape
        guard tape.isObject(0) else { throw .unreadable }
        var list: Int?
        var cursors: (number: Int?, text: Int?)
        var name = 1
        while name < tape.next(0) {
            let value = name + 1
            switch String(decoding: tape.name(name), as: UTF8.self) {
            case "ids": list = value
            case "next_cursor": cursors.number = value
            case "next_cursor_str": cursors.text = value
            default: break
            }
            name = tape.next(value)
        }
        guard let list, tape.isArray(list) else { throw .unreadable }
        var scratch: [UInt8] = []
        if let text = cursors.text, tape.isString(text) {
            next = Int64(tape.string(text).text(in: tape.base, scratch: &scratch)).map { String($0) }
        } else if let number = cursors.number {
            next = Int64(tape.digits(number).text(in: tape.base, scratch: &scratch)).map { String($0) }
        }
        try read(list, of: tape, file: file, most: most)
    }

    private mutating func read(_ list: Int, of tape: JSONTape, file: String, most: Int) throws(Fault) {
        var scratch: [UInt8] = []
        var seen: Set<UInt64> = []
        let end = tape.next(list)
        var (element, line) = (list + 1, 0)
        while element < end {
            line += 1
            if line & 4095 == 0, Task.isCancelled { throw .cancelled }
            let slice = tape.isString(element) ? tape.string(element) : tape.digits(element)
            element = tape.next(element)
            guard slice.isPresent, slice.count <= 64,
                let id = UInt64(slice.text(in: tape.base, scratch: &scratch)), id > 0
            else {
                rejected.append(Rejection(file: file, line: line, field: "ids", reason: "this is not an id"))
                continue
            }
            guard ids.count < most else {
                dropped += 1
                continue
            }
            if seen.insert(id).inserted { ids.append(String(id)) }
        }
    }
}
