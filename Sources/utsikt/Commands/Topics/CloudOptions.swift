public import ArgumentParser
import UtsiktCore
import UtsiktEngine
public import UtsiktScreen

/// The flags that make a picture of the words.
struct CloudOptions: ParsableArguments {
    @Option(help: "Write a word cloud as SVG to this file.", completion: .file(extensions: ["svg"]))
    var svg: String?

    @Option(help: "Write a word cloud as PNG to this file.", completion: .file(extensions: ["png"]))
    var png: String?

    @Option(help: "How many words the cloud has at most, 1 to 1000.")
    var words = TopicsSnapshot.cloudWords

    @Option(help: "The picture's size in pixels, as 1456x831.")
    var pictureSize = Cells(size: CloudPicture.usualSize)

    @Option(help: "dark or light: what the words stand on.")
    var ground = CloudPicture.Ground.dark

    /// Whether any picture is wanted.
    var isAsked: Bool { svg != nil || png != nil }

    /// Checks what the parser cannot.
    func validate() throws {
        guard (1...1000).contains(words) else { throw ValidationError("--words must be 1 to 1000") }
        let sides = 32...CloudPicture.largestSide
        guard sides.contains(pictureSize.size.width), sides.contains(pictureSize.size.height) else {
            throw ValidationError("--picture-size must be \(sides.lowerBound) to \(sides.upperBound) each way")
        }
        for (path, form) in [(svg, CloudPicture.Form.svg), (png, .png)] {
            guard let path, CloudPicture.Form(path: path) != form else { continue }
            throw ValidationError("--\(form.rawValue) wants a path that ends in .\(form.rawValue)")
        }
    }

    /// Writes the pictures of what was counted.
    /// - Throws: `ConfigurationError` that says which file could not be written.
    func write(_ figures: TopicsFigures) throws(ConfigurationError) {
        guard isAsked else { return }
        let list = figures.tags.prefix(words).map { tag in
            // As the pane writes them: folded as in 2015, else in the spelling that was met most often.
            CloudWord(
                text: figures.query.fold == .lower ? tag.tag : tag.spelling, weight: Double(tag.count), key: tag.tag)
        }
        let file = CloudFile(words: list, size: pictureSize.size, ground: ground)
        for path in [svg, png].compactMap(\.self) { try file.write(to: path) }
    }
}

extension CloudPicture.Ground: ExpressibleByArgument {}
