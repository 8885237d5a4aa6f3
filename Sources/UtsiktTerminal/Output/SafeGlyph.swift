import CTerminal
import UtsiktScreen

/// A glyph as the C library can put it in exactly so many columns.
///
/// The frame's widths decide. Where the C library's tables differ (it is older than the Unicode in use, and prints a blank of
/// another width for what it does not know) a stand-in of the right width is put, because a row of wrong width shifts the rest.
struct SafeGlyph {
    private var scalars: (UInt32, UInt32, UInt32, UInt32, UInt32) = (0x20, 0, 0, 0, 0)
    private var count: Int32 = 1
    /// The columns it really takes.
    let width: Int

    /// Makes the glyph of a character.
    /// - Parameters:
    ///   - width: The columns it shall take, 1 or 2.
    ///   - glyphs: The glyphs that may be drawn.
    init(_ character: Character, width: Int, glyphs: GlyphSet) {
        if width == 1, let ascii = character.asciiValue, ascii >= 0x20, ascii < 0x7F {
            scalars.0 = UInt32(ascii)
            self.width = 1
            return
        }
        var rest = character.unicodeScalars.makeIterator()
        guard let base = rest.next(), glyphs.isUnicode, Int(ct_scalar_width(base.value)) == width else {
            scalars.0 = glyphs.isUnicode ? 0xFFFD : 0x3F
            self.width = 1
            return
        }
        self.width = width
        scalars.0 = base.value
        while count < 5, let mark = rest.next() {
            guard ct_scalar_width(mark.value) == 0, mark.value >= 0x300 else { continue }
            switch count {
            case 1: scalars.1 = mark.value
            case 2: scalars.2 = mark.value
            case 3: scalars.3 = mark.value
            default: scalars.4 = mark.value
            }
            count += 1
        }
    }

    /// Hands the scalars to C.
    mutating func withScalars(_ body: (UnsafePointer<UInt32>, Int32) -> Void) {
        let count = count
        withUnsafeBytes(of: &scalars) { bytes in
            if let start = bytes.assumingMemoryBound(to: UInt32.self).baseAddress { body(start, count) }
        }
    }
}
