import ArgumentParser
import Foundation
import UtsiktScreen

/// A size in cells, as `120x40`.
struct Cells: ExpressibleByArgument {
    var size: Size
    var defaultValueDescription: String { "\(size.width)x\(size.height)" }

    init(size: Size) { self.size = size }

    init?(argument: String) {
        guard let size = Size(text: argument) else { return nil }
        self.size = size
    }
}

extension ColourMode {
    /// All that pictures can have, unless the environment asks for none.
    static var ofPictures: ColourMode {
        (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty ? .twoFiftySix : .none
    }
}
