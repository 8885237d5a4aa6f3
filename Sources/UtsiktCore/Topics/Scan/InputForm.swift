/// How an input is laid out.
enum InputForm: Equatable {
    /// A JSON value on each line.
    case lines
    /// JSON values that run over several lines, or one array on a single line without an end.
    case document

    /// Tells the form from the beginning of an input: at least its first two lines that are not blank, or all of it.
    ///
    /// The first line decides: when it ends in the middle of a value, the value may go on (a document) or may have been cut
    /// (lines); then the second line tells, because in a document no line but the last is a value by itself.
    static func detect(_ base: UnsafePointer<UInt8>, count: Int) -> InputForm {
        var rest = skipMark(base, count)..<count
        guard let first = line(base, &rest) else { return .lines }
        let opening = base[first.lowerBound]
        guard opening == 0x7B || opening == 0x5B else { return .lines }
        var walker = JSONWalker(base, from: first.lowerBound, to: first.upperBound)
        if walker.skipValue() { return .lines }
        guard case .truncated = walker.fault else { return .lines }
        walker = JSONWalker(base, from: first.lowerBound + 1, to: first.upperBound)
        if walker.peek() == 0, walker.at == walker.end { return .document }
        guard let second = line(base, &rest) else { return opening == 0x5B ? .document : .lines }
        walker = JSONWalker(base, from: second.lowerBound, to: second.upperBound)
        let bracket = base[second.lowerBound]
        guard bracket == 0x7B || bracket == 0x5B, walker.skipValue() else { return .document }
        return walker.peek() == 0 && walker.at == walker.end ? .lines : .document
    }

    /// The length of a byte order mark at the beginning.
    static func skipMark(_ base: UnsafePointer<UInt8>, _ count: Int) -> Int {
        count >= 3 && base[0] == 0xEF && base[1] == 0xBB && base[2] == 0xBF ? 3 : 0
    }

    /// Takes the next line that is not blank off the front, without the white space around it.
    private static func line(_ base: UnsafePointer<UInt8>, _ rest: inout Range<Int>) -> Range<Int>? {
        var start = rest.lowerBound
        while start < rest.upperBound, base[start] <= 0x20 { start += 1 }
        guard start < rest.upperBound else { return nil }
        var end = start
        while end < rest.upperBound, base[end] != 0x0A { end += 1 }
        rest = end..<rest.upperBound
        return start..<end
    }
}
