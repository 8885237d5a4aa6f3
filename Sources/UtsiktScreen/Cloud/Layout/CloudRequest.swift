/// A layout to be made: a value that any thread can work off, so that the screen never waits for it.
public struct CloudRequest: Sendable, Hashable {
    /// The words, in any order.
    public var words: [CloudWord]
    /// The cells there are.
    public var size: Size
    /// Decides the sizes there are.
    public var glyphs: GlyphSet
    /// The layout on the screen, for places that stay.
    public var previous: CloudLayout?
    /// Which state of the words it is; the asker's number, not read here.
    public var revision: Int

    /// Makes a request.
    public init(words: [CloudWord], size: Size, glyphs: GlyphSet, previous: CloudLayout? = nil, revision: Int = 0) {
        self.words = words
        self.size = size
        self.glyphs = glyphs
        self.previous = previous
        self.revision = revision
    }

    /// Works it off: deterministic, some milliseconds.
    public func layout() -> CloudLayout {
        WordCloud.layout(words: words, size: size, glyphs: glyphs, previous: previous)
    }
}
