extension CloudPicture {
    /// The forms in which a picture is written.
    public enum Form: String, Sendable, Hashable, CaseIterable {
        /// Text with shapes, for any size.
        case svg
        /// Pixels.
        case png

        /// The form that a path's end names; nil for any other.
        public init?(path: String) {
            let ending = path.lowercased()
            guard let form = Self.allCases.first(where: { ending.hasSuffix("." + $0.rawValue) }) else { return nil }
            self = form
        }
    }

    /// The bytes of a file.
    public func bytes(_ form: Form) -> [UInt8] {
        switch form {
        case .svg: Array(svg.utf8)
        case .png: png
        }
    }
}

extension CloudPicture {
    /// The picture as SVG: each letter's shape once, each word with its count as its title.
    public var svg: String {
        let (width, height) = (size.width, size.height)
        var names: [Character: Int] = [:]
        for letter in placed.map(\.word.text).joined() + caption where names[letter] == nil {
            names[letter] = names.count
        }
        var lines = [
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(width)\" height=\"\(height)\" viewBox=\"0 0 \(width) \(height)\""
                + " role=\"img\" aria-label=\"Word cloud\">",
            "<rect width=\"100%\" height=\"100%\" fill=\"\(PictureColours.ground(ground).hex)\"/>",
            "<defs><g fill=\"none\" stroke-linecap=\"round\" stroke-linejoin=\"round\""
                + " stroke-width=\"\(number(StrokeFont.thickness))\">",
        ]
        for (letter, name) in names.sorted(by: { $0.value < $1.value }) {
            lines.append("<path id=\"g\(name)\" d=\"\(StrokeFont.standard[letter].map(path) ?? "")\"/>")
        }
        lines.append("</g></defs>")
        for word in placed {
            let turn = word.isVertical ? " rotate(-90)" : ""
            lines.append(
                "<g transform=\"translate(\(number(word.x)) \(number(word.y)))\(turn) scale(\(number(word.height)))\""
                    + " stroke=\"\(PictureColours.colour(word.role, ground).hex)\"><title>\(Self.escaped(word.word.text)) "
                    + "\(NumberText.fixed(word.word.usableWeight, word.word.usableWeight == word.word.usableWeight.rounded() ? 0 : 2))</title>\(uses(word.word.text, names))</g>"
            )
        }
        if let (place, height) = captionPlace {
            lines.append(
                "<g transform=\"translate(\(number(place.x)) \(number(place.y))) scale(\(number(height)))\""
                    + " stroke=\"\(PictureColours.colour(.muted, ground).hex)\"><title>\(Self.escaped(caption))</title>"
                    + "\(uses(caption, names))</g>")
        }
        lines.append("</svg>\n")
        return lines.joined(separator: "\n")
    }

    /// The picture as the bytes of a PNG file with a palette.
    public var png: [UInt8] {
        var canvas = PictureCanvas(width: size.width, height: size.height)
        for word in placed { draw(word, on: &canvas) }
        if let (place, height) = captionPlace {
            draw(
                Placed(
                    word: CloudWord(text: caption, weight: 0, key: ""), height: height, x: place.x, y: place.y,
                    isVertical: false, role: .muted), on: &canvas)
        }
        let ground = PictureColours.ground(ground)
        let palette =
            [ground]
            + canvas.roles.flatMap { role -> [PictureColours.RGB] in
                let colour = PictureColours.colour(role, self.ground)
                return (1...PictureCanvas.shades).map {
                    ground.mixed(with: colour, Double($0) / Double(PictureCanvas.shades))
                }
            }
        return PNGEncoder.encode(
            width: size.width, height: size.height, palette: palette.map { ($0.red, $0.green, $0.blue) },
            pixels: canvas.pixels)
    }

    /// Where the caption begins and how high its capitals are; nil without one that the font can set.
    private var captionPlace: (place: (x: Double, y: Double), height: Double)? {
        guard !caption.isEmpty, let (_, width) = StrokeFont.standard.set(caption) else { return nil }
        let height = min(11, Double(size.width) * 0.9 / max(width, 1))
        return ((Double(size.width) / 2 - width * height / 2, Double(size.height) - 22), height)
    }

    private func draw(_ word: Placed, on canvas: inout PictureCanvas) {
        guard let letters = StrokeFont.standard.set(word.word.text)?.letters else { return }
        for letter in letters {
            for stroke in StrokeFont.standard[letter.letter]?.flattened(step: 0.12) ?? [] {
                let points = stroke.map { point -> (x: Double, y: Double) in
                    let (x, y) = ((point.x + letter.x) * word.height, point.y * word.height)
                    return word.isVertical ? (word.x + y, word.y - x) : (word.x + x, word.y + y)
                }
                canvas.draw(points, radius: StrokeFont.thickness / 2 * word.height, word.role)
            }
        }
    }

    private func uses(_ text: String, _ names: [Character: Int]) -> String {
        (StrokeFont.standard.set(text)?.letters ?? []).filter { $0.letter != " " }
            .map { "<use href=\"#g\(names[$0.letter] ?? 0)\" x=\"\(number($0.x))\"/>" }.joined()
    }

    private func path(_ glyph: StrokeFont.Glyph) -> String {
        var text = ""
        for stroke in glyph.strokes {
            for (index, piece) in stroke.enumerated() {
                let verb = index == 0 ? "M" : "L"
                switch piece {
                case .point(let x, let y):
                    text += "\(verb)\(number(x)) \(number(y))"
                    // A dot is a line of no length with round ends.
                    if stroke.count == 1 { text += "h0" }
                case .arc(let x, let y, let rx, let ry, let from, let to):
                    func end(_ angle: Double) -> String {
                        "\(number(x + rx * Trigonometry.cos(angle))) \(number(y + ry * Trigonometry.sin(angle)))"
                    }
                    // Halves: an arc of a whole turn would end where it begins and vanish.
                    let middle = (from + to) / 2
                    let sweep = to > from ? 1 : 0
                    text += "\(verb)\(end(from))A\(number(rx)) \(number(ry)) 0 0 \(sweep) \(end(middle))"
                    text += "A\(number(rx)) \(number(ry)) 0 0 \(sweep) \(end(to))"
                }
            }
        }
        return text
    }

    private func number(_ value: Double) -> String {
        var text = Substring(NumberText.fixed(value, 3))
        while text.contains("."), text.last == "0" || text.last == "." {
            let isPoint = text.last == "."
            text.removeLast()
            if isPoint { break }
        }
        return text == "-0" ? "0" : String(text)
    }

    private static func escaped(_ text: String) -> String {
        text.map { ["&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;"][$0] ?? String($0) }.joined()
    }
}

/// Pixels as indices into a palette: 0 is the ground, then for each role its shades.
struct PictureCanvas {
    /// Shades between the ground and a colour.
    static let shades = 15

    let width: Int
    let height: Int
    private(set) var pixels: [UInt8]
    private(set) var roles: [Role] = []

    init(width: Int, height: Int) {
        (self.width, self.height) = (width, height)
        pixels = Array(repeating: 0, count: width * height)
    }

    /// Draws a stroke with round ends and smooth edges.
    mutating func draw(_ points: [(x: Double, y: Double)], radius: Double, _ role: Role) {
        // 17 colours of 15 shades fill a palette of 256.
        if !roles.contains(role), roles.count < 17 { roles.append(role) }
        guard let place = roles.firstIndex(of: role), !points.isEmpty else { return }
        let base = place * Self.shades
        for index in 0..<max(1, points.count - 1) {
            let segment = Segment(points[index], points[min(index + 1, points.count - 1)])
            segment.visit(radius: radius, width: width, height: height) { x, y, distance in
                let cover = min(1, max(0, radius + 0.5 - distance))
                let shade = Int((cover * Double(Self.shades)).rounded())
                guard shade > 0 else { return }
                let old = Int(pixels[y * width + x]) - base
                // Another word's pixel gives way only to a fuller one.
                if old < shade || old > Self.shades { pixels[y * width + x] = UInt8(base + shade) }
            }
        }
    }
}
