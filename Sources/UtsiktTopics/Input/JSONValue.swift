/// One value of a JSON text from outside, read where it lies: nothing is copied but the texts that somebody asks for.
///
/// For answers whose shape a reader knows. A value is good only during the call of `read` that handed it out.
package struct JSONValue {
    private let tape: JSONTape
    private let entry: Int

    private init(_ tape: JSONTape, _ entry: Int) {
        self.tape = tape
        self.entry = entry
    }

    /// Reads a text and hands its one value over.
    /// - Returns: What the body makes of it; nil when the bytes are not one JSON value in UTF-8.
    package static func read<Result, Failure: Error>(
        _ bytes: [UInt8], _ use: (JSONValue) throws(Failure) -> Result
    ) throws(Failure) -> Result? {
        var buffer = ByteBuffer(capacity: bytes.count)
        bytes.withUnsafeBufferPointer { buffer.append($0) }
        let start = InputForm.skipMark(buffer.base, buffer.count)
        var index = JSONIndex()
        index.find(buffer.base, from: start, to: buffer.count)
        guard case .value = index.walk(isLast: true), index.isAtEnd,
            !index.hasHighBytes || JSONIndex.isValidUTF8(buffer.base, start..<buffer.count)
        else { return nil }
        return try use(JSONValue(index.tape, 0))
    }

    /// Whether it is an object.
    package var isObject: Bool { tape.isObject(entry) }
    /// Whether it is an array.
    package var isArray: Bool { tape.isArray(entry) }

    /// A member's value. Nil when there is none, when it is null, and of what is not an object. Of a member that stands twice the
    /// last one counts, as in other programs.
    package subscript(_ name: StaticString) -> JSONValue? {
        guard tape.isObject(entry) else { return nil }
        let end = tape.next(entry)
        var found: Int?
        var member = entry + 1
        while member < end {
            if tape.hasName(member, name) { found = member + 1 }
            member = tape.next(member + 1)
        }
        guard let found, !tape.isNull(found) else { return nil }
        return JSONValue(tape, found)
    }

    /// A string's text; nil for a value of another kind.
    package var text: String? {
        guard tape.isString(entry) else { return nil }
        var scratch: [UInt8] = []
        return tape.string(entry).text(in: tape.base, scratch: &scratch)
    }

    /// A string's text, or a number as it is written: services write ids both ways.
    package var id: String? {
        if let text { return text }
        let digits = tape.digits(entry)
        guard digits.isPresent else { return nil }
        var scratch: [UInt8] = []
        return digits.text(in: tape.base, scratch: &scratch)
    }

    /// A whole number that is written as one; nil for anything else.
    package var integer: Int64? {
        let digits = tape.digits(entry)
        guard digits.isPresent, digits.count <= 20 else { return nil }
        var scratch: [UInt8] = []
        return Int64(digits.text(in: tape.base, scratch: &scratch))
    }

    /// Whether it is the word `true`; nil for a value of another kind than a truth value.
    package var truth: Bool? {
        switch tape.kind(entry) {
        case 0x74: true
        case 0x66: false
        default: nil
        }
    }

    /// The elements of an array; none of a value of another kind.
    package var elements: Elements { Elements(tape, tape.isArray(entry) ? entry : nil) }

    /// The elements of a member that is an array; none where there is none.
    package func list(_ name: StaticString) -> Elements { self[name]?.elements ?? Elements(tape, nil) }

    /// The elements of an array in their order.
    package struct Elements: Sequence, IteratorProtocol {
        private let tape: JSONTape
        private var element: Int
        private let end: Int

        fileprivate init(_ tape: JSONTape, _ array: Int?) {
            self.tape = tape
            element = array.map { $0 + 1 } ?? 0
            end = array.map { tape.next($0) } ?? 0
        }

        /// The next one.
        package mutating func next() -> JSONValue? {
            guard element < end else { return nil }
            defer { element = tape.next(element) }
            return JSONValue(tape, element)
        }
    }
}

extension JSONTape {
    /// Whether a member has a name, be its letters written plainly or as escapes.
    fileprivate func hasName(_ member: Int, _ wanted: StaticString) -> Bool {
        let name = name(member)
        if name == wanted { return true }
        guard mayEscapeNames, name.contains(0x5C) else { return false }
        var scratch: [UInt8] = []
        return string(member).withBytes(in: base, scratch: &scratch) { $0 == wanted }
    }
}
