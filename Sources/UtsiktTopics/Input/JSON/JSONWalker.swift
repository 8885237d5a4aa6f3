/// Walks over the bytes of JSON one by one: it tells where and why a text is not valid JSON, and how far a cut one goes.
///
/// `JSONIndex` accepts the same texts many times faster, but says only that something is wrong.
/// What it accepts is RFC 8259, nothing more, so that a line is either JSON or rejected by its number. Nesting is kept in a bit
/// stack, not on the call stack: a hostile depth costs a bit a level. A failing call returns false and leaves the place in `at`
/// and the reason in `fault`.
///
/// The bytes belong to the caller and must outlive the walker.
struct JSONWalker {
    /// The bytes.
    let base: UnsafePointer<UInt8>
    /// The next byte.
    var at: Int
    /// The first byte that does not belong to the text.
    let end: Int
    /// The bits of all string bytes seen so far, ored together: the high bits tell whether any was outside ASCII.
    var seenBits: UInt64 = 0
    /// Why the last call failed.
    var fault: JSONFault = .truncated

    /// Deeper nesting is refused: no service writes it, and a bit stack must end somewhere.
    static let deepest = 1 << 20

    /// Why a range of bytes is not one JSON value.
    static func reason(_ base: UnsafePointer<UInt8>, _ range: Range<Int>) -> String {
        var walker = JSONWalker(base, from: range.lowerBound, to: range.upperBound)
        return walker.complaint(about: range).reason
    }

    /// Why and where a range of bytes is not one JSON value in UTF-8.
    mutating func complaint(about range: Range<Int>) -> (reason: String, offset: Int) {
        guard skipValue() else { return (fault.reason, at) }
        _ = peek()
        return at < end ? (JSONFault.trailing.reason, at) : (JSONFault.notUTF8.reason, range.lowerBound)
    }

    init(_ base: UnsafePointer<UInt8>, from start: Int, to end: Int) {
        self.base = base
        at = start
        self.end = end
    }

    /// Whether a byte outside ASCII was seen in a string.
    var sawHighBytes: Bool { seenBits & 0x8080_8080_8080_8080 != 0 }

    @inline(__always)
    mutating func fail(_ fault: JSONFault) -> Bool {
        self.fault = fault
        return false
    }

    /// Moves over white space and returns the byte there; 0 at the end.
    @inline(__always)
    mutating func peek() -> UInt8 {
        while at < end {
            let byte = base[at]
            if byte > 0x20 { return byte }
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte == 0 ? 1 : byte }
            at += 1
        }
        return 0
    }

    /// Moves over a string whose opening quote has been read. The result spans what is between the quotes.
    @inline(__always)
    mutating func inString(_ result: inout JSONSlice) -> Bool {
        let start = at
        var escaped = false
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs: UInt64 = 0x8080_8080_8080_8080
        while true {
            while at &+ 8 <= end {
                let word = UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self).littleEndian
                let quote = word ^ (ones &* 0x22)
                let slash = word ^ (ones &* 0x5C)
                let hit =
                    (((quote &- ones) & ~quote) | ((slash &- ones) & ~slash) | ((word &- (ones &* 0x20)) & ~word))
                    & highs
                if hit == 0 {
                    seenBits |= word
                    at &+= 8
                    continue
                }
                let skip = hit.trailingZeroBitCount >> 3
                // The bytes before the hit count for the ASCII test, those after it belong to somebody else.
                seenBits |= word & ((1 << UInt64(skip &* 8)) &- 1)
                at &+= skip
                break
            }
            guard at < end else { return fail(.truncated) }
            let byte = base[at]
            switch byte {
            case 0x22:
                result = JSONSlice(start: start, end: at, isEscaped: escaped)
                at &+= 1
                return true
            case 0x5C:
                escaped = true
                guard escape() else { return false }
            case 0..<0x20:
                return fail(.controlCharacter)
            default:
                seenBits |= UInt64(byte)
                at &+= 1
            }
        }
    }

    /// Moves over one escape whose backslash is the next byte.
    private mutating func escape() -> Bool {
        guard at + 1 < end else { return fail(.truncated) }
        switch base[at + 1] {
        case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74:
            at += 2
            return true
        case 0x75:
            guard at + 6 <= end else { return fail(.truncated) }
            for index in at + 2..<at + 6 where !JSONSlice.isHex(base[index]) { return fail(.badEscape) }
            at += 6
            return true
        default:
            return fail(.badEscape)
        }
    }

    /// Reads a member's key and colon, up to the value. The next byte must be the opening quote.
    @inline(__always)
    mutating func key(_ result: inout JSONSlice) -> Bool {
        guard peek() == 0x22 else { return fail(at < end ? .noKey : .truncated) }
        at &+= 1
        guard inString(&result) else { return false }
        guard peek() == 0x3A else { return fail(at < end ? .noColon : .truncated) }
        at &+= 1
        return true
    }

    /// Moves past the opening bracket of an object or array; false in `hasMember` for an empty one.
    @inline(__always)
    mutating func open(closing: UInt8, hasMember: inout Bool) {
        at &+= 1
        hasMember = peek() != closing
        if !hasMember { at &+= 1 }
    }

    /// After a value in an object or array: moves past a comma (`hasMember` true) or the closing bracket (false).
    @inline(__always)
    mutating func next(closing: UInt8, hasMember: inout Bool) -> Bool {
        let byte = peek()
        guard byte == 0x2C || byte == closing else { return fail(at < end ? .noComma : .truncated) }
        at &+= 1
        hasMember = byte == 0x2C
        return true
    }

    /// Moves over a value of any kind.
    @inline(__always)
    mutating func skipValue() -> Bool {
        switch peek() {
        case 0x22:
            var slice = JSONSlice.none
            at &+= 1
            return inString(&slice)
        case 0x7B, 0x5B: return skipNested()
        default: return scalar()
        }
    }

    /// Moves over an object or array with all that is in it, without recursion.
    private mutating func skipNested() -> Bool {
        var stack = BitStack()
        var slice = JSONSlice.none
        while true {
            var hasMember = true
            switch peek() {
            case 0x22:
                at &+= 1
                guard inString(&slice) else { return false }
            case 0x7B:
                open(closing: 0x7D, hasMember: &hasMember)
                if hasMember {
                    guard stack.push(true) else { return fail(.tooDeep) }
                    guard key(&slice) else { return false }
                    continue
                }
            case 0x5B:
                open(closing: 0x5D, hasMember: &hasMember)
                if hasMember {
                    guard stack.push(false) else { return fail(.tooDeep) }
                    continue
                }
            default:
                guard scalar() else { return false }
            }
            // A value has ended: close what ends with it.
            while true {
                if stack.isEmpty { return true }
                let isObject = stack.top
                guard next(closing: isObject ? 0x7D : 0x5D, hasMember: &hasMember) else { return false }
                if hasMember {
                    if isObject { guard key(&slice) else { return false } }
                    break
                }
                stack.pop()
            }
        }
    }

    /// Reads a string; a value of another kind counts as absent.
    mutating func string(_ slice: inout JSONSlice) -> Bool {
        if peek() == 0x22 {
            at += 1
            return inString(&slice)
        }
        slice = .none
        return skipValue()
    }

    /// Reads a number's digits (a string counts too); a value of another kind counts as absent.
    mutating func number(_ slice: inout JSONSlice) -> Bool {
        switch peek() {
        case 0x22: return string(&slice)
        case 0x2D, 0x30...0x39:
            let start = at
            guard scalar() else { return false }
            slice = JSONSlice(start: start, end: at)
            return true
        default:
            slice = .none
            return skipValue()
        }
    }

    /// Moves over a number or one of the three words.
    mutating func scalar() -> Bool {
        switch peek() {
        case 0x74: return word(0x6575_7274, 4)
        case 0x6E: return word(0x6C6C_756E, 4)
        case 0x66:
            at &+= 1
            return word(0x6573_6C61, 4)
        case 0x2D, 0x30...0x39: return number()
        default: return fail(at < end ? .noValue : .truncated)
        }
    }

    private mutating func word(_ letters: UInt32, _ count: Int) -> Bool {
        guard at + count <= end else { return fail(.truncated) }
        guard UnsafeRawPointer(base + at).loadUnaligned(as: UInt32.self).littleEndian == letters else {
            return fail(.noValue)
        }
        at += count
        return true
    }

    private mutating func number() -> Bool {
        if base[at] == 0x2D { at &+= 1 }
        let first = at
        guard digits() else { return fail(at < end ? .badNumber : .truncated) }
        if base[first] == 0x30, at - first > 1 { return fail(.badNumber) }
        if at < end, base[at] == 0x2E {
            at &+= 1
            guard digits() else { return fail(at < end ? .badNumber : .truncated) }
        }
        if at < end, base[at] | 0x20 == 0x65 {
            at &+= 1
            if at < end, base[at] == 0x2B || base[at] == 0x2D { at &+= 1 }
            guard digits() else { return fail(at < end ? .badNumber : .truncated) }
        }
        return true
    }

    @inline(__always)
    private mutating func digits() -> Bool {
        let start = at
        while at < end, base[at] &- 0x30 < 10 { at &+= 1 }
        return at > start
    }
}

/// One bit a nesting level: true for an object, false for an array.
private struct BitStack {
    private var bits: UInt64 = 0
    private var depth = 0
    private var spilled: [UInt64] = []

    var isEmpty: Bool { depth == 0 }
    var top: Bool { bits & 1 != 0 }

    @inline(__always)
    mutating func push(_ isObject: Bool) -> Bool {
        if depth & 63 == 0, depth > 0 {
            guard depth < JSONWalker.deepest else { return false }
            spilled.append(bits)
        }
        bits = bits << 1 | (isObject ? 1 : 0)
        depth &+= 1
        return true
    }

    @inline(__always)
    mutating func pop() {
        bits >>= 1
        depth &-= 1
        if depth & 63 == 0, depth > 0, let word = spilled.popLast() { bits = word }
    }
}
