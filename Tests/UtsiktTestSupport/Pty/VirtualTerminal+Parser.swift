import UtsiktScreen

extension VirtualTerminal {
    /// Where the parser is in a sequence.
    struct Parser: Sendable {
        enum State: Sendable {
            case ground, escape, charset(Int), control, string, stringEscape
            /// Colours of the Linux console: so many digits are missing.
            case palette(Int)
        }
        var state = State.ground
        var parameters: [UInt8] = []
        var character: [UInt8] = []
        var missing = 0
    }

    /// Takes what a program wrote.
    public mutating func feed(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { take(byte) }
    }

    private mutating func take(_ byte: UInt8) {
        switch parser.state {
        case .ground: ground(byte)
        case .escape: escape(byte)
        case .charset(let index):
            if byte >= 0x30 {
                if index < 2 { charsets[index] = byte }
                parser.state = .ground
            }
        case .control:
            switch byte {
            case 0x20...0x3F: parser.parameters.append(byte)
            case 0x40..<0x7F:
                parser.state = .ground
                control(byte)
            case 0x1B: parser.state = .escape
            default: execute(byte)
            }
        case .string:
            if byte == 0x07 {
                finishString()
            } else if byte == 0x1B {
                parser.state = .stringEscape
            } else if parser.parameters.isEmpty, byte == UInt8(ascii: "R") {
                parser.state = .ground
            } else if parser.parameters.isEmpty, byte == UInt8(ascii: "P") {
                parser.state = .palette(7)
            } else {
                parser.parameters.append(byte)
            }
        case .stringEscape: finishString()
        case .palette(let missing): parser.state = missing > 1 ? .palette(missing - 1) : .ground
        }
    }

    private mutating func finishString() {
        parser.state = .ground
        let text = String(decoding: parser.parameters, as: UTF8.self)
        if text.hasPrefix("52;c;") { clipboard = String(text.dropFirst(5)) }
    }

    private mutating func ground(_ byte: UInt8) {
        if parser.missing > 0 {
            if byte & 0xC0 == 0x80 {
                parser.character.append(byte)
                parser.missing -= 1
                if parser.missing == 0 {
                    for glyph in String(decoding: parser.character, as: UTF8.self) { put(glyph) }
                }
                return
            }
            parser.missing = 0
            put("\u{FFFD}")
        }
        switch byte {
        case 0..<0x20, 0x7F: execute(byte)
        case 0x20..<0x7F: put(translated(byte))
        case 0xC2..<0xF5:
            parser.character = [byte]
            parser.missing = byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3
        default: put("\u{FFFD}")
        }
    }

    private mutating func execute(_ byte: UInt8) {
        switch byte {
        case 0x08:
            cursor.x = max(0, cursor.x - 1)
            isWrapPending = false
        case 0x09:
            cursor.x = min(size.width - 1, (cursor.x / 8 + 1) * 8)
            isWrapPending = false
        case 0x0A, 0x0B, 0x0C:
            isWrapPending = false
            lineFeed()
        case 0x0D:
            cursor.x = 0
            isWrapPending = false
        case 0x0E: shift = 1
        case 0x0F: shift = 0
        case 0x1B: parser.state = .escape
        default: break
        }
    }

    private mutating func escape(_ byte: UInt8) {
        parser.state = .ground
        switch byte {
        case UInt8(ascii: "["):
            parser.parameters = []
            parser.state = .control
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"), UInt8(ascii: "_"),
            UInt8(ascii: "k"):
            parser.parameters = byte == UInt8(ascii: "]") ? [] : [0]
            parser.state = .string
        case UInt8(ascii: "("): parser.state = .charset(0)
        case UInt8(ascii: ")"): parser.state = .charset(1)
        case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "#"), UInt8(ascii: " "), UInt8(ascii: "%"):
            parser.state = .charset(2)
        case UInt8(ascii: "="): hasApplicationKeypad = true
        case UInt8(ascii: ">"): hasApplicationKeypad = false
        case UInt8(ascii: "7"): saved = cursor
        case UInt8(ascii: "8"): move(saved.x, saved.y)
        case UInt8(ascii: "D"): lineFeed()
        case UInt8(ascii: "E"):
            cursor.x = 0
            lineFeed()
        case UInt8(ascii: "M"):
            if cursor.y == top { scroll(top, bottom, by: -1) } else { cursor.y = max(0, cursor.y - 1) }
        case UInt8(ascii: "c"): self = VirtualTerminal(size: size)
        default: break
        }
    }

    /// The VT100's drawing characters stand in the places of small letters.
    private func translated(_ byte: UInt8) -> Character {
        let plain = Character(Unicode.Scalar(byte))
        guard charsets[shift] == UInt8(ascii: "0"), byte >= 0x60 else { return plain }
        let drawing = Array("◆▒␉␌␍␊°±␤␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·")
        let index = Int(byte) - 0x60
        return index < drawing.count ? drawing[index] : plain
    }

    mutating func move(_ x: Int, _ y: Int) {
        cursor = Point(x: min(max(0, x), size.width - 1), y: min(max(0, y), size.height - 1))
        isWrapPending = false
    }
}
