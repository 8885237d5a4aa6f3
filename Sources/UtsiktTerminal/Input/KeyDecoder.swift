import UtsiktApp
import UtsiktScreen

/// Turns the bytes a terminal sends into keys and mouse events, across reads.
///
/// The grammar is ECMA-48's (a control sequence is `ESC [`, parameters, intermediates, a final byte); the meanings are those of
/// xterm's ctlseqs, rxvt, the Linux console, and first of all the terminal's own description. A whole sequence that is unknown
/// is dropped, never taken for keys. Any bytes whatever leave it in order: nothing it waits for outlasts its patience.
struct KeyDecoder: Sendable {
    /// What was sent.
    enum Input: Sendable, Hashable {
        /// A key.
        case key(Key)
        /// The mouse, at a cell from 0.
        case mouse(MouseEvent, Point)
        /// Pasted text: lines end in `\n`, of the other control characters only tabs are left, and it is valid Unicode.
        case paste(String)
    }

    private enum State: Sendable, Hashable {
        case ground
        /// So many bytes of a character are missing.
        case character(missing: Int)
        case escape
        case control
        /// `ESC [ [`: one byte more, a function key of the Linux console.
        case consoleFunction
        /// `ESC O`: one byte more.
        case shifted
        /// `ESC [ M`: three bytes, the mouse in its oldest form.
        case oldMouse
        /// A string up to BEL or `ESC \`, as an answer to a question nobody asked; after an ESC in it.
        case string(length: Int)
        case stringEscape(length: Int)
        /// Pasted text; so many bytes of its end mark were seen.
        case paste(matched: Int)
    }

    private var state = State.ground
    /// The bytes of the unfinished sequence, ESC included.
    private var buffer: [UInt8] = []
    /// Whether the last byte came by itself.
    private var cameAlone = false
    /// Whether a paste has paused for longer than patience lasts.
    private var isPasteLate = false
    private let sequences: [[UInt8]: Key]

    private static let escape: UInt8 = 0x1B
    /// What a sequence may take at most; longer ones lose their tail, not their end.
    private static let longest = 64
    private static let longestString = 4096
    /// What is kept of a pasted text; the rest is dropped.
    static let longestPaste = 64 * 1024
    /// What a key sends at most, sequences with modifiers included.
    private static let longestKey = 8
    private static let pasteEnd: [UInt8] = Array("\u{1B}[201~".utf8)

    /// Makes a decoder.
    /// - Parameter sequences: What the terminal's description says its keys send.
    init(sequences: [[UInt8]: Key] = [:]) { self.sequences = sequences }

    /// How many strings were begun. The patience with one counts from its beginning: keys that are typed after Alt+P, which sends
    /// the same, would keep it open for as long as somebody types.
    private(set) var strings = 0

    /// Whether a string is unfinished.
    var isInString: Bool {
        switch state {
        case .string, .stringEscape: true
        default: false
        }
    }

    /// How long to wait for the rest before `giveUp`; nil when nothing is unfinished.
    var patience: Duration? {
        switch state {
        case .ground: nil
        // The Escape key and the start of a sequence are told apart by time only. A key comes alone; what other bytes came
        // before is a sequence that was cut in two on its way.
        case .escape: .milliseconds(cameAlone ? 25 : 500)
        // What came so far is handed over; what is late is still no key (`feed`).
        case .paste: isPasteLate ? nil : .milliseconds(2000)
        case .string, .stringEscape: .milliseconds(500)
        // Two bytes may have been typed; more were not, and a slow line brings the rest.
        default: .milliseconds(buffer.count > 2 ? 2000 : 500)
        }
    }

    /// Decodes what was read at once.
    mutating func feed(_ bytes: some Collection<UInt8>, into inputs: inout [Input]) {
        if isPasteLate, !bytes.isEmpty {
            if isTyped(bytes) { reset() }
            isPasteLate = false
        }
        for byte in bytes { take(byte, &inputs) }
        cameAlone = bytes.count == 1
    }

    /// Whether what comes after a long pause within a paste was typed. A slow line must not turn the rest of a text into keys,
    /// and a lost end mark must not swallow all keys: what looks like a key, and is not the end of the text either, is one.
    private func isTyped(_ bytes: some Collection<UInt8>) -> Bool {
        guard case .paste(let matched) = state, bytes.count <= Self.longestKey || bytes.first == Self.escape else {
            return false
        }
        let rest = Self.pasteEnd[matched...]
        // The end mark, too, may come in pieces.
        if matched > 0, rest.starts(with: bytes) { return false }
        return !bytes.starts(with: rest) && !bytes.contains(Self.pasteEnd)
    }

    /// The rest did not come: what is there is keys typed slowly, or rubbish.
    mutating func giveUp(into inputs: inout [Input]) {
        switch state {
        case .escape:
            inputs.append(.key(.escape))
        case .string: return typeString(&inputs)
        case .stringEscape:
            typeString(&inputs)
            return inputs.append(.key(.escape))
        case .control, .shifted:
            // Exactly two bytes may be Escape and a character after it.
            if buffer.count == 2 {
                inputs.append(.key(.escape))
                inputs.append(.key(.character(Character(Unicode.Scalar(buffer[1])))))
            }
        case .paste:
            if !isPasteLate { handOverPaste(&inputs) }
            isPasteLate = true
            return
        default: break
        }
        reset()
    }

    /// Terminals end their strings. One without an end was typed: Alt and a key, or Escape and a key, and what followed; none of it is
    /// lost, a `q` least of all. What is longer than anybody types in that time is rubbish.
    private mutating func typeString(_ inputs: inout [Input]) {
        let typed = buffer.count < Self.longest ? buffer.dropFirst() : []
        reset()
        guard !typed.isEmpty else { return }
        inputs.append(.key(.escape))
        for byte in typed { take(byte, &inputs) }
        reset()
    }

    private mutating func reset() {
        state = .ground
        buffer.removeAll(keepingCapacity: true)
    }

    private mutating func take(_ byte: UInt8, _ inputs: inout [Input]) {
        switch state {
        case .ground: ground(byte, &inputs)
        case .character(let missing): character(byte, missing, &inputs)
        case .escape: afterEscape(byte, &inputs)
        case .control: control(byte, &inputs)
        case .consoleFunction, .shifted:
            guard byte >= 0x20, byte < 0x7F else { return startOver(byte, &inputs) }
            buffer.append(byte)
            if let key = sequences[buffer] ?? KeySequences.fixed(buffer) { inputs.append(.key(key)) }
            reset()
        case .oldMouse:
            guard byte >= 0x20 else { return startOver(byte, &inputs) }
            buffer.append(byte)
            if buffer.count == 6 {
                let (code, x, y) = (Int(buffer[3]) - 32, Int(buffer[4]) - 33, Int(buffer[5]) - 33)
                mouse(code: code, x: x, y: y, isPress: code & 3 != 3, &inputs)
                reset()
            }
        case .string(let length):
            if byte == Self.escape {
                state = .stringEscape(length: length)
            } else if byte == 0x07 || length >= Self.longestString {
                reset()
            } else {
                if buffer.count < Self.longest { buffer.append(byte) }
                state = .string(length: length + 1)
            }
        case .stringEscape:
            if byte == UInt8(ascii: "\\") { return reset() }
            reset()
            state = .escape
            buffer = [Self.escape]
            afterEscape(byte, &inputs)
        case .paste(let matched): paste(byte, matched, &inputs)
        }
    }

    /// A byte that cannot belong to the sequence: that one is dropped, the byte begins anew.
    private mutating func startOver(_ byte: UInt8, _ inputs: inout [Input]) {
        reset()
        ground(byte, &inputs)
    }

    private mutating func ground(_ byte: UInt8, _ inputs: inout [Input]) {
        switch byte {
        case Self.escape:
            state = .escape
            buffer = [byte]
        case 0x0A, 0x0D: inputs.append(.key(.enter))
        case 0x09: inputs.append(.key(.tab))
        case 0x08, 0x7F: inputs.append(.key(.backspace))
        case 0x01...0x1A: inputs.append(.key(.control(Character(Unicode.Scalar(byte + 0x60)))))
        case 0x00: inputs.append(.key(.control(" ")))
        case 0x1C...0x1F: inputs.append(.key(.control(Character(Unicode.Scalar(byte + 0x40)))))
        case 0x20..<0x7F: inputs.append(.key(.character(Character(Unicode.Scalar(byte)))))
        case 0xC2...0xDF: start(byte, missing: 1)
        case 0xE0...0xEF: start(byte, missing: 2)
        case 0xF0...0xF4: start(byte, missing: 3)
        default: break
        }
    }

    private mutating func start(_ byte: UInt8, missing: Int) {
        state = .character(missing: missing)
        buffer = [byte]
    }

    private mutating func character(_ byte: UInt8, _ missing: Int, _ inputs: inout [Input]) {
        guard byte & 0xC0 == 0x80 else { return startOver(byte, &inputs) }
        buffer.append(byte)
        if missing > 1 {
            state = .character(missing: missing - 1)
            return
        }
        // A byte sequence that is not a character (too long a form, a surrogate) comes out as nothing.
        if let text = String(validating: buffer, as: UTF8.self), let character = text.first, text.count == 1,
            let scalar = character.unicodeScalars.first, !(0x80..<0xA0).contains(scalar.value)
        {
            inputs.append(.key(.character(character)))
        }
        reset()
    }

    private mutating func afterEscape(_ byte: UInt8, _ inputs: inout [Input]) {
        buffer.append(byte)
        if let key = sequences[buffer] {
            inputs.append(.key(key))
            return reset()
        }
        switch byte {
        case UInt8(ascii: "["): state = .control
        case UInt8(ascii: "O"): state = .shifted
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"), UInt8(ascii: "_"):
            state = .string(length: 0)
            strings += 1
        case Self.escape:
            inputs.append(.key(.escape))
            buffer = [Self.escape]
        default:
            // Escape and a key right after it, as scripts type them; Alt sends the same, and has no meaning here.
            inputs.append(.key(.escape))
            startOver(byte, &inputs)
        }
    }

    private mutating func control(_ byte: UInt8, _ inputs: inout [Input]) {
        switch byte {
        case UInt8(ascii: "[") where buffer.count == 2:
            buffer.append(byte)
            state = .consoleFunction
        case UInt8(ascii: "M") where buffer.count == 2:
            buffer.append(byte)
            state = .oldMouse
        case 0x20...0x3F:
            if buffer.count < Self.longest { buffer.append(byte) }
        case 0x40..<0x7F:
            buffer.append(byte)
            finishControl(byte, &inputs)
        default: startOver(byte, &inputs)
        }
    }

    private mutating func finishControl(_ final: UInt8, _ inputs: inout [Input]) {
        if let key = sequences[buffer] ?? KeySequences.fixed(buffer) {
            inputs.append(.key(key))
            return reset()
        }
        let body = buffer[2..<(buffer.count - 1)]
        if body.first == UInt8(ascii: "<"), final == UInt8(ascii: "M") || final == UInt8(ascii: "m") {
            let numbers = KeySequences.numbers(body.dropFirst())
            if numbers.count == 3 {
                mouse(
                    code: numbers[0], x: numbers[1] - 1, y: numbers[2] - 1, isPress: final == UInt8(ascii: "M"), &inputs
                )
            }
            return reset()
        }
        let isPaste = final == UInt8(ascii: "~") && KeySequences.numbers(body) == [200]
        reset()
        if isPaste { state = .paste(matched: 0) }
    }

    /// Pasted text is not typed: whatever it holds, it must not act as keys.
    private mutating func paste(_ byte: UInt8, _ matched: Int, _ inputs: inout [Input]) {
        if byte == Self.pasteEnd[matched] {
            if matched + 1 == Self.pasteEnd.count { return finishPaste(&inputs) }
            state = .paste(matched: matched + 1)
        } else {
            // An end mark that was none is text; an ESC may begin the true one.
            keep(Self.pasteEnd[..<matched])
            if byte == Self.escape { return state = .paste(matched: 1) }
            keep(CollectionOfOne(byte))
            state = .paste(matched: 0)
        }
    }

    private mutating func keep(_ bytes: some Collection<UInt8>) {
        buffer += bytes.prefix(max(0, Self.longestPaste - buffer.count))
    }

    private mutating func finishPaste(_ inputs: inout [Input]) {
        handOverPaste(&inputs)
        reset()
    }

    private mutating func handOverPaste(_ inputs: inout [Input]) {
        let text = PastedText.clean(buffer)
        if !text.isEmpty { inputs.append(.paste(text)) }
        buffer.removeAll(keepingCapacity: true)
    }

    /// Bits of a mouse code: 0-1 the button, 2-4 modifiers, 5 motion, 6 the wheel.
    private func mouse(code: Int, x: Int, y: Int, isPress: Bool, _ inputs: inout [Input]) {
        guard isPress, x >= 0, y >= 0, x < 10_000, y < 10_000, code >= 0, code & 32 == 0 else { return }
        let place = Point(x: x, y: y)
        switch code & ~0b1_1100 {
        case 0: inputs.append(.mouse(.press, place))
        case 64: inputs.append(.mouse(.wheelUp, place))
        case 65: inputs.append(.mouse(.wheelDown, place))
        default: break
        }
    }
}
