import CScan

/// The values of one JSON text in their order, each with the place where it begins and ends: what a walk over the text leaves.
///
/// An entry is a string, a number, a word or a container; a container's entries follow it, an object's as name, value, name,
/// value. The bytes and the entries belong to the index that made the tape, and are valid until its next walk.
struct JSONTape {
    /// The bytes that all places count from.
    let base: UnsafePointer<UInt8>
    /// The entries.
    private let entries: UnsafeMutablePointer<cs_entry>
    /// How many there are.
    let count: Int
    /// Whether names may be written with escapes of ordinary letters.
    let mayEscapeNames: Bool

    fileprivate init(_ state: cs_index) {
        base = state.base
        entries = state.entries
        count = state.used
        mayEscapeNames = state.has_ascii
    }

    /// The first byte of an entry: a quote, a bracket, a digit, a minus or a letter.
    @inline(__always)
    func kind(_ entry: Int) -> UInt8 { base[Int(entries[entry].start)] }

    /// Where an entry begins in the bytes.
    func offset(_ entry: Int) -> Int { Int(entries[entry].start) }

    /// Whether an entry is an object.
    @inline(__always)
    func isObject(_ entry: Int) -> Bool { kind(entry) == 0x7B }
    /// Whether an entry is an array.
    @inline(__always)
    func isArray(_ entry: Int) -> Bool { kind(entry) == 0x5B }
    /// Whether an entry is a string.
    @inline(__always)
    func isString(_ entry: Int) -> Bool { kind(entry) == 0x22 }
    /// Whether an entry is null.
    @inline(__always)
    func isNull(_ entry: Int) -> Bool { kind(entry) == 0x6E }

    /// The entry behind an entry and all that is in it.
    @inline(__always)
    func next(_ entry: Int) -> Int {
        let kind = kind(entry)
        return kind == 0x7B || kind == 0x5B ? Int(entries[entry].end) : entry &+ 1
    }

    /// A string's place, `none` for an entry of another kind.
    @inline(__always)
    func string(_ entry: Int?) -> JSONSlice {
        guard let entry, isString(entry) else { return .none }
        return JSONSlice(start: Int(entries[entry].start) &+ 1, end: Int(entries[entry].end), isEscaped: true)
    }

    /// The place of a number's digits, `none` for an entry of another kind.
    @inline(__always)
    func digits(_ entry: Int) -> JSONSlice {
        switch kind(entry) {
        case 0x2D, 0x30...0x39: JSONSlice(start: Int(entries[entry].start), end: Int(entries[entry].end))
        default: .none
        }
    }

    /// The bytes of a member's name as written.
    @inline(__always)
    func name(_ entry: Int) -> UnsafeBufferPointer<UInt8> {
        let start = Int(entries[entry].start) &+ 1
        return UnsafeBufferPointer(start: base + start, count: Int(entries[entry].end) &- start)
    }

    /// Calls `body` with each element of an array; nothing for an entry of another kind.
    @inline(__always)
    func forEach(in entry: Int?, _ body: (Int) -> Void) {
        guard let entry, isArray(entry) else { return }
        let end = Int(entries[entry].end)
        var element = entry + 1
        while element < end {
            body(element)
            element = next(element)
        }
    }
}

/// Makes tapes of JSON texts, using its memory again for each.
///
/// Finding where something begins is done for a line or a buffer at once, walking over it for one value at a time.
struct JSONIndex: ~Copyable {
    /// What a walk came to.
    enum Outcome {
        /// A value; its tape is ready.
        case value
        /// Only white space was left.
        case none
        /// It is not valid JSON.
        case fault
        /// The bytes end in its middle.
        case more
    }

    private var state = cs_index()

    /// - Parameter widest: The widest vectors that may be used, in bits: what is found is the same with all.
    init(widest: Int = .max) {
        cs_prepare(&state)
        state.has_avx512 = state.has_avx512 && widest >= 512
        state.has_avx2 = state.has_avx2 && widest >= 256
    }

    deinit {
        var state = state
        cs_release(&state)
    }

    /// Finds what is in a line: up to the next line feed or `limit`.
    /// - Parameters:
    ///   - base: Bytes of which `ByteBuffer.padding` more can be read behind `limit`.
    /// - Returns: Where the line ends.
    mutating func findLine(_ base: UnsafePointer<UInt8>, from start: Int, to limit: Int) -> Int {
        guard cs_find(&state, base, UInt32(clamping: start), UInt32(clamping: limit), true) else { return limit }
        return Int(state.end)
    }

    /// Finds what is between two places.
    mutating func find(_ base: UnsafePointer<UInt8>, from start: Int, to limit: Int) {
        _ = cs_find(&state, base, UInt32(clamping: start), UInt32(clamping: limit), false)
    }

    /// Walks over the next value of what was found.
    /// - Parameter isLast: Whether no bytes follow those that were searched.
    mutating func walk(isLast: Bool) -> Outcome {
        switch cs_walk(&state, isLast) {
        case CS_VALUE: .value
        case CS_NONE: .none
        case CS_MORE: .more
        default: .fault
        }
    }

    /// The value that was walked over last.
    var tape: JSONTape {
        JSONTape(state)
    }

    /// Whether a byte outside ASCII was found.
    var hasHighBytes: Bool { state.has_high }
    /// Whether all that was found has been walked over.
    var isAtEnd: Bool { state.next >= state.count && !state.is_open }
    /// The place of the next bracket, comma, string or scalar; nil behind the last one.
    var nextPlace: Int? { state.next < state.count ? Int(state.tokens[state.next]) : nil }
    /// Moves past it.
    mutating func skipToken() { state.next += 1 }

    /// Whether a range of bytes is valid UTF-8.
    static func isValidUTF8(_ base: UnsafePointer<UInt8>, _ range: Range<Int>) -> Bool {
        cs_utf8_prefix(base + range.lowerBound, range.count) == range.count
    }
}
