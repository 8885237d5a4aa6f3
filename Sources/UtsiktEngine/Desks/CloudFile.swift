import Foundation
import UtsiktCore
package import UtsiktScreen

/// A word cloud as a picture's file.
package struct CloudFile {
    /// The words, in any order.
    package var words: [CloudWord]
    /// What the colours say.
    package var colouring = CloudColouring.word
    /// The size in pixels.
    package var size = CloudPicture.usualSize
    /// What it is drawn on.
    package var ground = CloudPicture.Ground.dark

    /// Makes it from its parts.
    package init(
        words: [CloudWord], colouring: CloudColouring = CloudColouring.word, size: Size = CloudPicture.usualSize,
        ground: CloudPicture.Ground = CloudPicture.Ground.dark
    ) {
        self.words = words
        self.colouring = colouring
        self.size = size
        self.ground = ground
    }

    /// Writes it, whole or not at all, in place of a file that is there; the path's end says in which form.
    /// - Throws: `ConfigurationError` that says what is wrong with the path.
    package func write(to path: String) throws(ConfigurationError) {
        let place = InputLocation(file: path)
        guard let form = CloudPicture.Form(path: path) else {
            throw ConfigurationError(
                "a picture's path must end in .svg or .png", at: place, remedy: "Name it cloud.svg, for example")
        }
        let picture = CloudPicture(words: words, size: size, colouring: colouring, ground: ground)
        do {
            try Data(picture.bytes(form)).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw ConfigurationError(
                "the picture cannot be written: \(FileReason.text(error))", at: place,
                remedy: "Check the folder and the disk",
                exitStatus: 3)
        }
    }
}
