/// How an input is laid out, recognised by its beginning.
enum InputForm: Equatable {
    /// A JSON value on each line.
    case lines
    /// JSON values that run over several lines, or one array on a single line without an end. It begins at an offset: behind
    /// the assignment of an account archive's script.
    case document(start: Int)
    /// A text on each line.
    case texts
    /// Documents of a BSON dump.
    case bson

    /// How much of an input is looked at.
    static let headSize = 256 << 10

    /// Tells the form.
    /// - Parameters:
    ///   - count: How much of the input is there: all of it, or at least `headSize` bytes.
    static func detect(_ base: UnsafePointer<UInt8>, count: Int) -> InputForm {
        if BSONDocument.begins(base, count) { return .bson }
        let head = Head(base: base, range: skipMark(base, count)..<count)
        guard let first = head.lines.first else { return .lines }
        if let start = head.archiveStart(first) { return .document(start: start) }
        let bracket = base[first.lowerBound]
        guard bracket == 0x7B || bracket == 0x5B else { return head.hasValues ? .lines : .texts }
        switch head.read(first) {
        case .value: return .lines
        case .fault: return looksLikeJSON(base, first) || head.hasValues ? .lines : .texts
        case .cut:
            // The value goes on (a document) or was cut (lines): in a document no other line is a value by itself.
            let isLastOfHead = first.upperBound == count
            if isLastOfHead { return bracket == 0x5B ? .document(start: first.lowerBound) : .lines }
            if first.count == 1 { return .document(start: first.lowerBound) }
            guard head.lines.count > 1 else { return bracket == 0x5B ? .document(start: first.lowerBound) : .lines }
            let second = head.lines[1]
            let isContainer = base[second.lowerBound] == 0x7B || base[second.lowerBound] == 0x5B
            return isContainer && head.read(second) == .value ? .lines : .document(start: first.lowerBound)
        }
    }

    /// The length of a byte order mark at the beginning.
    static func skipMark(_ base: UnsafePointer<UInt8>, _ count: Int) -> Int {
        count >= 3 && base[0] == 0xEF && base[1] == 0xBB && base[2] == 0xBF ? 3 : 0
    }

    /// Whether a line that is not valid JSON was meant to be: an object's brace with a quote behind it.
    private static func looksLikeJSON(_ base: UnsafePointer<UInt8>, _ line: Range<Int>) -> Bool {
        guard base[line.lowerBound] == 0x7B || base[line.lowerBound] == 0x5B else { return false }
        let next = line.dropFirst().first { base[$0] > 0x20 }
        return next.map { [0x22, 0x7B, 0x7D, 0x5B, 0x5D].contains(base[$0]) } ?? true
    }
}

/// The first lines of an input.
private struct Head {
    let base: UnsafePointer<UInt8>
    /// The lines that are not blank, without the white space around them, as many as tell something.
    let lines: [Range<Int>]

    enum Reading { case value, cut, fault }

    private static let enough = 200

    init(base: UnsafePointer<UInt8>, range: Range<Int>) {
        self.base = base
        var lines: [Range<Int>] = []
        var at = range.lowerBound
        while at < range.upperBound, lines.count < Head.enough {
            var end = at
            while end < range.upperBound, base[end] != 0x0A { end += 1 }
            let next = end + 1
            while at < end, base[at] <= 0x20 { at += 1 }
            while end > at, base[end - 1] <= 0x20, end < range.upperBound { end -= 1 }
            if at < end { lines.append(at..<end) }
            at = next
        }
        self.lines = lines
    }

    /// What a line is when read as JSON.
    func read(_ line: Range<Int>) -> Reading {
        var walker = JSONWalker(base, from: line.lowerBound, to: line.upperBound)
        guard walker.skipValue() else {
            if case .truncated = walker.fault { return .cut }
            return .fault
        }
        return walker.peek() == 0 && walker.at == walker.end ? .value : .fault
    }

    /// Whether any line is an object or an array.
    var hasValues: Bool {
        lines.contains { line in
            (base[line.lowerBound] == 0x7B || base[line.lowerBound] == 0x5B) && read(line) == .value
        }
    }

    /// Where the value of an account archive's script begins: `window.YTD.tweets.part0 = [`.
    func archiveStart(_ line: Range<Int>) -> Int? {
        let name = "window.".utf8
        guard line.count > name.count, zip(line, name).allSatisfy({ base[$0] == $1 }) else { return nil }
        return line.first { base[$0] == 0x3D }.map { $0 + 1 }
    }
}
