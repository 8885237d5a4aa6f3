/// A word cloud as a picture: words of any size in a font of strokes, placed by the letters' own shapes, so that small words
/// stand inside large letters, as in J. Feinberg's Wordle.
///
/// A letter's area follows the word's weight (its height the square root), so equal weights have equal sizes and heavier words
/// larger ones. Deterministic: the same words give the same bytes everywhere.
public struct CloudPicture: Sendable {
    /// A word in its place.
    public struct Placed: Sendable, Hashable {
        /// The word, its text sanitized.
        public var word: CloudWord
        /// The height of a capital in pixels.
        public var height: Double
        /// Where the first letter's capital height begins: the corner that is top left of the text when it lies, bottom left
        /// when it runs upwards.
        public var x: Double
        /// See `x`.
        public var y: Double
        /// Whether it runs upwards.
        public var isVertical: Bool
        /// Its colour, by meaning.
        public var role: Role
    }

    /// What it is drawn on.
    public enum Ground: String, Sendable, Hashable, CaseIterable {
        /// Light letters on a dark ground.
        case dark
        /// Dark letters on white.
        case light
    }

    /// The size in pixels.
    public let size: Size
    /// The words that found a place, heaviest first.
    public let placed: [Placed]
    /// How many found none.
    public let omitted: Int
    /// How many have letters that the font does not cover, and are left out for that.
    public let unset: Int
    /// What it is drawn on.
    public let ground: Ground
    /// A line below the cloud that says what the sizes mean; empty for none.
    public let caption: String

    /// The usual size, that of the picture in the article.
    public static let usualSize = Size(width: 1456, height: 831)
    /// The largest side; more would only fill memory.
    public static let largestSide = 8192

    /// Lays a picture out.
    /// - Parameters:
    ///   - words: In any order; of equal keys the heaviest counts. At most 1,000 of them are tried.
    ///   - size: In pixels, at most `largestSide` each way.
    ///   - colouring: What the colours say.
    ///   - caption: A line below the cloud; nil for one that says what the sizes mean.
    /// - Complexity: About a tenth of a second for 150 words at the usual size.
    public init(
        words: [CloudWord], size: Size = usualSize, colouring: CloudColouring = .word, ground: Ground = .dark,
        caption: String? = nil
    ) {
        self.size = Size(width: min(size.width, Self.largestSide), height: min(size.height, Self.largestSide))
        self.ground = ground
        let list = PictureList(words)
        let line = self.size.height >= 120 ? Self.captionHeight : 0
        let isCaptioned = caption != "" && line > 0 && self.size.width >= 200
        let layout = PicturePlanner(
            list.words, width: self.size.width, height: self.size.height - (isCaptioned ? line : 0)
        ).best()
        placed = PictureColours.assign(layout, colouring)
        omitted = list.words.count - layout.count
        unset = list.unset
        self.caption =
            isCaptioned
            ? caption.map { TextSanitizer.clean($0, glyphs: .sextants) } ?? Self.caption(layout, omitted, list.unset)
            : ""
    }

    /// The pixels below the cloud that the caption takes.
    static let captionHeight = 34

    private static func caption(_ placed: [Placed], _ omitted: Int, _ unset: Int) -> String {
        guard let first = placed.first, let last = placed.last else { return "" }
        var text = "\(placed.count) words, letter area by count: \(NumberText.si(last.word.usableWeight, 0))"
        text += " to \(NumberText.si(first.word.usableWeight, 0))"
        if omitted > 0 { text += ", \(omitted) without room" }
        if unset > 0 { text += ", \(unset) in other scripts left out" }
        return text
    }

    /// The picture as SVG.
    public static func svg(
        words: [CloudWord], size: Size = usualSize, colouring: CloudColouring = .word, ground: Ground = .dark
    ) -> String {
        CloudPicture(words: words, size: size, colouring: colouring, ground: ground).svg
    }

    /// The picture as the bytes of a PNG file.
    public static func png(
        words: [CloudWord], size: Size = usualSize, colouring: CloudColouring = .word, ground: Ground = .dark
    ) -> [UInt8] {
        CloudPicture(words: words, size: size, colouring: colouring, ground: ground).png
    }
}

/// The words of a picture, sanitized and sorted.
struct PictureList {
    /// Heaviest first, each key once, weights above 0.
    private(set) var words: [CloudWord] = []
    /// How many the font cannot set.
    private(set) var unset = 0

    private static let most = 1000
    private static let longest = 40

    init(_ words: [CloudWord]) {
        let sorted = words.sorted {
            $0.usableWeight == $1.usableWeight ? $0.key < $1.key : $0.usableWeight > $1.usableWeight
        }
        var seen: Set<String> = []
        for var word in sorted.prefix(Self.most) where word.usableWeight > 0 && seen.insert(word.key).inserted {
            word.text = TextWidth.truncate(
                TextSanitizer.clean(word.text.prefix(Self.longest * 4), glyphs: .sextants), to: Self.longest,
                ellipsis: "…")
            if StrokeFont.standard.set(word.text) == nil { unset += 1 } else { self.words.append(word) }
        }
    }
}
