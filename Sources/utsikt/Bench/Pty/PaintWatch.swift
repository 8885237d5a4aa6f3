/// Counts the visible characters among the bytes a program writes to a terminal, without emulating one: what stands outside
/// of control sequences and strings is text.
struct PaintWatch {
    private enum State {
        case ground, escape, control, string, stringEscape
    }

    /// How many characters that are not blanks were written so far; several bytes of one character count once.
    private(set) var visible = 0
    /// Whether cursor keys are to be sent in their application form, as a terminal does after `ESC [ ? 1 h`.
    private(set) var wantsApplicationKeys = false
    /// The bytes of the control sequence that has begun.
    private var parameters: [UInt8] = []
    private var state = State.ground

    /// Takes what a program wrote.
    mutating func feed(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { take(byte) }
    }

    private mutating func take(_ byte: UInt8) {
        switch state {
        case .ground:
            if byte == 0x1B { state = .escape } else if byte > 0x20, byte != 0x7F, byte & 0xC0 != 0x80 { visible += 1 }
        case .escape:
            switch byte {
            case UInt8(ascii: "["):
                state = .control
                parameters = []
            case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"), UInt8(ascii: "X"):
                state = .string
            // One byte more, as after `ESC (`.
            case 0x20...0x2F: break
            default: state = .ground
            }
        case .control:
            if (0x40..<0x7F).contains(byte) {
                let isMode = byte == UInt8(ascii: "h") || byte == UInt8(ascii: "l")
                if isMode, parameters == Array("?1".utf8) { wantsApplicationKeys = byte == UInt8(ascii: "h") }
                state = .ground
            } else if parameters.count < 8 {
                parameters.append(byte)
            }
        case .string:
            if byte == 0x07 { state = .ground } else if byte == 0x1B { state = .stringEscape }
        case .stringEscape: state = .ground
        }
    }
}
