import Testing
import UtsiktScreen
import UtsiktTestSupport

/// What must hold for every picture: whole wide glyphs, one spacing scalar with at most four marks in a cell, no control byte.
func unsound(_ frame: Frame) -> String? {
    guard frame.cells.count == frame.size.width * frame.size.height else { return "wrong number of cells" }
    for y in 0..<frame.size.height {
        for x in 0..<frame.size.width {
            let cell = frame[x, y]
            // Most cells are of plain ASCII.
            if cell.width == 1, cell.glyph.utf8.count == 1, let byte = cell.glyph.utf8.first, byte >= 0x20, byte < 0x7F
            {
                continue
            }
            let place = "at \(x),\(y)"
            let scalars = Array(cell.glyph.unicodeScalars)
            switch cell.width {
            case 0:
                guard x > 0, frame[x - 1, y].width == 2 else { return "half a wide glyph \(place)" }
            case 1, 2:
                guard let first = scalars.first, TextWidth.of(first) == Int(cell.width) else { return "width \(place)" }
                guard scalars.count <= 5, scalars.dropFirst().allSatisfy({ TextWidth.of($0) == 0 }) else {
                    return "more than one spacing scalar \(place): \(scalars.map(\.value))"
                }
                if cell.width == 2, x + 1 >= frame.size.width || frame[x + 1, y].width != 0 {
                    return "a wide glyph without its second half \(place)"
                }
            default: return "width \(cell.width) \(place)"
            }
            guard scalars.allSatisfy({ $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) }) else {
                return "a control character \(place)"
            }
        }
    }
    return nil
}

/// Draws into a rectangle in the middle of a larger picture and says what is wrong with it.
func unsound(
    _ size: Size, _ glyphs: GlyphSet, _ body: (inout Painter) -> Void
) -> String? {
    let rect = Rect(x: 3, y: 2, width: size.width, height: size.height)
    var painter = Painter(size: Size(width: size.width + 6, height: size.height + 4), glyphs: glyphs)
    painter.inside(rect, body)
    let frame = painter.frame
    for y in 0..<frame.size.height {
        for x in 0..<frame.size.width where !rect.contains(Point(x: x, y: y)) && frame[x, y] != .blank {
            return "drawn outside at \(x),\(y) of \(frame.size)"
        }
    }
    if glyphs == .ascii, frame.cells.contains(where: { !$0.glyph.isASCII }) { return "not ASCII" }
    return unsound(frame)
}

/// A size up to 220x70; small ones are as likely as large ones.
func randomSize(_ random: inout SeededGenerator) -> Size {
    let isSmall = Bool.random(using: &random)
    return Size(
        width: Int.random(in: 0...(isSmall ? 24 : 220), using: &random),
        height: Int.random(in: 0...(isSmall ? 10 : 70), using: &random))
}

/// A text of any scalars, the nasty ones more often.
func randomText(_ random: inout SeededGenerator, upTo count: Int = 40) -> String {
    let nasty: [ClosedRange<UInt32>] = [
        0...0x1F, 0x20...0x7E, 0x7F...0x9F, 0x300...0x36F, 0x590...0x6FF, 0x900...0xDFF, 0xE00...0xEFF, 0x1100...0x11FF,
        0x200B...0x200F, 0x202A...0x202E, 0x2066...0x2069, 0x20D0...0x20F0, 0x2190...0x2BFF, 0x3040...0x30FF,
        0xAC00...0xD7FF, 0xE000...0xF8FF, 0xFE00...0xFE0F, 0xFFF0...0xFFFF, 0x1F1E6...0x1F1FF, 0x1F300...0x1FAFF,
        0x20000...0x2FFFF, 0xE0000...0xE01EF, 0...0x10FFFF,
    ]
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...count, using: &random) {
        let range = nasty[Int.random(in: 0..<nasty.count, using: &random)]
        if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &random)) { text.append(scalar) }
    }
    return String(text)
}

/// A number of any kind, the nasty ones more often.
func randomNumber(_ random: inout SeededGenerator) -> Double {
    switch Int.random(in: 0..<10, using: &random) {
    case 0:
        [.nan, .infinity, -.infinity, .greatestFiniteMagnitude, -.greatestFiniteMagnitude][
            Int.random(in: 0..<5, using: &random)]
    case 1: [0, -0.0, .leastNonzeroMagnitude, 1e300, -1e300, 1e-300][Int.random(in: 0..<6, using: &random)]
    case 2: Double(bitPattern: UInt64.random(in: .min ... .max, using: &random))
    default: Double.random(in: -50...50, using: &random)
    }
}
