extension FrameDump {
    /// What a picture lies on, in place of the terminal's own colours.
    public enum Ground: String, Sendable, Hashable, CaseIterable {
        /// Light letters on near black.
        case dark
        /// Dark letters on white.
        case light

        var foreground: RGB { self == .dark ? RGB(0xD0, 0xD4, 0xDA) : RGB(0x1C, 0x1E, 0x22) }
        var background: RGB { self == .dark ? RGB(0x14, 0x16, 0x1A) : RGB(0xFF, 0xFF, 0xFF) }
    }

    /// The picture as an SVG document: words as text in a monospaced font, each at its own place; block elements, braille and
    /// box drawing as shapes, so that they meet whatever the font. The same frame gives the same bytes.
    /// - Parameters:
    ///   - mode: With `.none`, attributes only.
    ///   - ground: nil for light with the theme `light` and dark with any other.
    ///   - title: What a screen reader says.
    public static func svg(
        _ frame: Frame, _ mode: ColourMode = .twoFiftySix, theme: Theme = .standard, ground: Ground? = nil,
        title: String = "Utsikt"
    ) -> String {
        var drawing = SVGDrawing(ground: ground ?? (theme.name == Theme.light.name ? .light : .dark))
        for y in 0..<frame.size.height { drawing.add(row: y, of: frame, mode, theme) }
        return drawing.document(size: frame.size, title: title)
    }
}

/// The parts of a picture, gathered by colour in the order of their first appearance.
private struct SVGDrawing {
    /// What pieces of text have in common.
    struct Ink: Hashable {
        var colour: RGB
        var isBold: Bool
    }

    let ground: FrameDump.Ground
    private var backgrounds = ColourLayer<RGB>()
    private var fills = ColourLayer<RGB>()
    private var lines = ColourLayer<RGB>()
    private var strokes = ColourLayer<RGB>()
    private var texts = ColourLayer<Ink>()

    init(ground: FrameDump.Ground) { self.ground = ground }

    mutating func add(row: Int, of frame: Frame, _ mode: ColourMode, _ theme: Theme) {
        let y = Double(row) * CellShapes.height
        var run = TextRun()
        var block = (start: 0, end: 0, colour: ground.background)
        for column in 0..<frame.size.width {
            let cell = frame[column, row]
            let look = theme.look(cell.style, mode)
            let (foreground, background) = colours(look, isCursor: frame.cursor == Point(x: column, y: row))
            let x = Double(column) * CellShapes.width
            if background != block.colour || block.end != column {
                flush(block, y)
                block = (column, column, background)
            }
            block.end = column + 1
            guard cell.width > 0 else { continue }
            if look.attributes.contains(.underline) {
                lines.edit(foreground) { $0.rect(x, y + 16, CellShapes.width * Double(cell.width), 1) }
            }
            switch CellShapes.shape(cell.glyph, x: x, y: y) {
            case .filled(let path): fills.edit(foreground) { $0.append(path.data) }
            case .thin(let path): lines.edit(foreground) { $0.append(path.data) }
            case .stroked(let path): strokes.edit(foreground) { $0.append(path.data) }
            case .shaded(let part):
                fills.edit(Self.mix(background, foreground, part)) {
                    $0.rect(x, y, CellShapes.width, CellShapes.height)
                }
            case nil:
                let ink = Ink(colour: foreground, isBold: look.attributes.contains(.bold))
                if cell.glyph == " " || ink != run.ink || run.end != column || !run.takes(cell) { flush(&run, y) }
                if cell.glyph != " " { run.append(cell, column, ink) }
                continue
            }
            flush(&run, y)
        }
        flush(&run, y)
        flush(block, y)
    }

    private func colours(_ look: Look, isCursor: Bool) -> (foreground: RGB, background: RGB) {
        var foreground = look.foreground.map(Palette.rgb) ?? ground.foreground
        var background = look.background.map(Palette.rgb) ?? ground.background
        if look.attributes.contains(.reverse) != isCursor { (foreground, background) = (background, foreground) }
        if look.attributes.contains(.dim) { foreground = Self.mix(background, foreground, 0.6) }
        return (foreground, background)
    }

    private static func mix(_ from: RGB, _ to: RGB, _ part: Double) -> RGB {
        func between(_ a: UInt8, _ b: UInt8) -> UInt8 {
            UInt8(clamping: NumberText.clamped((Double(a) + (Double(b) - Double(a)) * part).rounded(), 0...255))
        }
        return RGB(between(from.red, to.red), between(from.green, to.green), between(from.blue, to.blue))
    }

    private mutating func flush(_ block: (start: Int, end: Int, colour: RGB), _ y: Double) {
        guard block.colour != ground.background else { return }
        let width = Double(block.end - block.start) * CellShapes.width
        backgrounds.edit(block.colour) {
            $0.rect(Double(block.start) * CellShapes.width, y, width, CellShapes.height)
        }
    }

    private mutating func flush(_ run: inout TextRun, _ y: Double) {
        guard let ink = run.ink else { return }
        let x = SVGPath.number(Double(run.start) * CellShapes.width)
        // A font that is narrower or wider is stretched to the cells.
        let length = SVGPath.number(Double(run.end - run.start) * CellShapes.width)
        let text = SVGText.escaped(run.text)
        texts.edit(ink) {
            $0.append("<text x=\"\(x)\" y=\"\(SVGPath.number(y + 13.5))\" textLength=\"\(length)\">\(text)</text>\n")
        }
        run = TextRun()
    }

    func document(size: Size, title: String) -> String {
        let (width, height) = (Double(size.width) * CellShapes.width, Double(size.height) * CellShapes.height)
        let (outerWidth, outerHeight) = (SVGPath.number(width + 18), SVGPath.number(height + 18))
        var result =
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(outerWidth)\" height=\"\(outerHeight)\" "
            + "viewBox=\"-9 -9 \(outerWidth) \(outerHeight)\" role=\"img\" aria-labelledby=\"title desc\">\n"
        result += "<title id=\"title\">\(SVGText.escaped(TextSanitizer.clean(title)))</title>\n"
        result += "<desc id=\"desc\">A terminal picture of \(size.width) by \(size.height) cells</desc>\n"
        result +=
            "<rect x=\"-9\" y=\"-9\" width=\"\(outerWidth)\" height=\"\(outerHeight)\" rx=\"6\" "
            + "fill=\"\(ground.background.hex)\"/>\n"
        for layer in [backgrounds, fills] {
            let paths = layer.map { "<path fill=\"\($0.hex)\" d=\"\($1.data)\"/>\n" }
            // Neighbours must not show a seam between them.
            if !paths.isEmpty { result += "<g shape-rendering=\"crispEdges\">\n\(paths)</g>\n" }
        }
        // Smoothed: rounded to whole pixels, a thin line would vanish from a picture made smaller.
        result += lines.map { "<path fill=\"\($0.hex)\" d=\"\($1.data)\"/>\n" }
        result += strokes.map { "<path fill=\"none\" stroke=\"\($0.hex)\" d=\"\($1.data)\"/>\n" }
        let pieces = texts.map { ink, path in
            "<g fill=\"\(ink.colour.hex)\"\(ink.isBold ? " font-weight=\"bold\"" : "")>\n\(path.data)</g>\n"
        }
        if !pieces.isEmpty {
            result +=
                "<g font-family=\"ui-monospace,'DejaVu Sans Mono','Cascadia Mono',Menlo,Consolas,monospace\" "
                + "font-size=\"15\" lengthAdjust=\"spacingAndGlyphs\">\n\(pieces)</g>\n"
        }
        return result + "</svg>\n"
    }
}

/// Pieces of a picture by what they have in common.
private struct ColourLayer<Key: Hashable> {
    private var order: [Key] = []
    private var paths: [Key: SVGPath] = [:]

    mutating func edit(_ key: Key, _ change: (inout SVGPath) -> Void) {
        if paths[key] == nil { order.append(key) }
        change(&paths[key, default: SVGPath()])
    }

    /// All pieces as text, in the order of first appearance.
    func map(_ text: (Key, SVGPath) -> String) -> String {
        order.map { key in paths[key].map { text(key, $0) } ?? "" }.joined()
    }
}

/// A word being gathered.
private struct TextRun {
    var ink: SVGDrawing.Ink?
    var text = ""
    var start = 0
    var end = 0
    private var isPlain = true

    /// Whether a cell may join: signs that another font may have to draw stand alone, as do wide ones.
    func takes(_ cell: Cell) -> Bool { isPlain && Self.isPlain(cell) }

    private static func isPlain(_ cell: Cell) -> Bool {
        cell.width == 1 && cell.glyph.unicodeScalars.allSatisfy { $0.value < 0x250 }
    }

    mutating func append(_ cell: Cell, _ column: Int, _ ink: SVGDrawing.Ink) {
        if self.ink == nil { (start, isPlain) = (column, Self.isPlain(cell)) }
        self.ink = ink
        text.append(cell.glyph)
        end = column + Int(cell.width)
    }
}

/// Text inside a document.
enum SVGText {
    /// A text with what has a meaning in XML written out, without what XML 1.0 forbids.
    static func escaped(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result.append(contentsOf: "&amp;".unicodeScalars)
            case "<": result.append(contentsOf: "&lt;".unicodeScalars)
            case ">": result.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
            default:
                switch scalar.value {
                case 0..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF: continue
                default: result.append(scalar)
                }
            }
        }
        return String(result)
    }
}
