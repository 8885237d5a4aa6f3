/// xterm's 256 colours: what a palette index means in red, green and blue.
///
/// The first sixteen are whatever the user's terminal makes of them; xterm's own stand in for pictures and arithmetic.
public enum Palette {
    /// The names of the first sixteen, in order.
    public static let names: [String] = {
        let plain = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]
        return plain + plain.map { "bright-" + $0 }
    }()

    /// The colour of an index.
    public static func rgb(_ index: UInt8) -> RGB {
        switch index {
        case 0..<16: return sixteen[Int(index)]
        case 16..<232:
            let levels: [UInt8] = [0, 95, 135, 175, 215, 255]
            let cube = Int(index) - 16
            return RGB(levels[cube / 36], levels[cube / 6 % 6], levels[cube % 6])
        default:
            let grey = 8 + 10 * (index - 232)
            return RGB(grey, grey, grey)
        }
    }

    /// The index above the first sixteen whose colour looks most like a given one; the lower of two alike.
    public static func nearest256(_ colour: RGB) -> UInt8 { nearest(colour, 16...255) }

    /// The index among the first sixteen whose colour in xterm looks most like a given one.
    public static func nearest16(_ colour: RGB) -> UInt8 { nearest(colour, 0...15) }

    private static func nearest(_ colour: RGB, _ range: ClosedRange<UInt8>) -> UInt8 {
        let wanted = LabColour(colour)
        var best = (index: range.lowerBound, distance: Double.infinity)
        for index in range {
            let distance = wanted.difference(LabColour(rgb(index)))
            if distance < best.distance { best = (index, distance) }
        }
        return best.index
    }

    private static let sixteen: [RGB] = [
        RGB(0, 0, 0), RGB(205, 0, 0), RGB(0, 205, 0), RGB(205, 205, 0),
        RGB(0, 0, 238), RGB(205, 0, 205), RGB(0, 205, 205), RGB(229, 229, 229),
        RGB(127, 127, 127), RGB(255, 0, 0), RGB(0, 255, 0), RGB(255, 255, 0),
        RGB(92, 92, 255), RGB(255, 0, 255), RGB(0, 255, 255), RGB(255, 255, 255),
    ]
}
