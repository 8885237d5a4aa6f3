/// Box drawing as rectangles: arms from the middle of the cell to its edges, light, heavy or double.
enum BoxLines {
    /// How an arm is drawn.
    private enum Weight: UInt8 {
        case none
        case light
        case heavy
        case double
    }

    /// The arms of a glyph.
    private struct Arms {
        var up = Weight.none
        var right = Weight.none
        var down = Weight.none
        var left = Weight.none
    }

    /// Up, right, down, left: `1` light, `2` heavy, `3` double, `0` none.
    private static let table: [Character: Arms] = {
        let rows =
            "─0101 │1010 ━0202 ┃2020 ┌0110 ┐0011 └1100 ┘1001 ┏0220 ┓0022 ┗2200 ┛2002 ├1110 ┤1011 ┬0111 ┴1101 ┼1111 "
            + "┣2220 ┫2022 ┳0222 ┻2202 ╋2222 ═0303 ║3030 ╔0330 ╗0033 ╚3300 ╝3003 ╠3330 ╣3033 ╦0333 ╩3303 ╬3333 "
            + "╞1310 ╡1013 ╪1313 ╟3130 ╢3031 ╫3131 ╤0313 ╧1303 ╥0131 ╨3101 ╒0310 ╕0013 ╘1300 ╛1003 ╓0130 ╖0031 "
            + "╙3100 ╜3001 ╴0001 ╵1000 ╶0100 ╷0010 ╸0002 ╹2000 ╺0200 ╻0020 ╼0201 ╾0102 ┠2120 ┨2021 ┯0212 ┷1202"
        var result: [Character: Arms] = [:]
        for row in rows.split(separator: " ") {
            guard let glyph = row.first else { continue }
            let weights = row.dropFirst().map { Weight(rawValue: UInt8($0.wholeNumberValue ?? 0)) ?? .none }
            guard weights.count == 4 else { continue }
            result[glyph] = Arms(up: weights[0], right: weights[1], down: weights[2], left: weights[3])
        }
        return result
    }()

    /// The shape of a glyph; nil for one that is not known.
    static func shape(_ glyph: Character, x: Double, y: Double) -> CellShapes.Shape? {
        if let path = rounded(glyph, x, y) { return .stroked(path) }
        var path = SVGPath()
        switch glyph {
        case "╌", "┄", "┈":
            for start in [1.0, 5.5] { path.rect(x + start, y + 9, 2.5, 1) }
        case "╎", "┆", "┊":
            for start in [1.0, 7, 13] { path.rect(x + 4, y + start, 1, 4) }
        default:
            guard let arms = table[glyph] else { return nil }
            add(arms, to: &path, x, y)
        }
        return .thin(path)
    }

    private static func rounded(_ glyph: Character, _ x: Double, _ y: Double) -> SVGPath? {
        let (vertical, horizontal): (Double, Double)
        switch glyph {
        case "╭": (vertical, horizontal) = (1, 1)
        case "╮": (vertical, horizontal) = (1, -1)
        case "╰": (vertical, horizontal) = (-1, 1)
        case "╯": (vertical, horizontal) = (-1, -1)
        default: return nil
        }
        let (middleX, middleY) = (x + 4.5, y + 9.5)
        let number = SVGPath.number
        let endY = vertical > 0 ? y + CellShapes.height : y
        let endX = horizontal > 0 ? x + CellShapes.width : x
        var path = SVGPath()
        path.append(
            "M\(number(middleX)) \(number(endY))V\(number(middleY + 4.5 * vertical))"
                + "Q\(number(middleX)) \(number(middleY)) \(number(endX)) \(number(middleY))")
        return path
    }

    /// Where the lines of a weight lie across their direction: offset and thickness, counted from the light line.
    private static func lines(_ weight: Weight) -> [(offset: Double, thickness: Double)] {
        switch weight {
        case .none: []
        case .light: [(0, 1)]
        case .heavy: [(0, 2)]
        case .double: [(-1, 1), (1, 1)]
        }
    }

    /// Each line of an arm runs from the edge to the line across that it meets: of a double one the nearer where there is an arm
    /// on its side, else the farther, so that corners close and crossings stay open.
    private static func add(_ arms: Arms, to path: inout SVGPath, _ x: Double, _ y: Double) {
        let (centreX, centreY) = (4.0, 9.0)
        let across = max(arms.left.rawValue, arms.right.rawValue) == 3
        let along = max(arms.up.rawValue, arms.down.rawValue) == 3
        // How far the inner end lies from the middle: towards the arm (+) or beyond (-).
        func reach(_ offset: Double, _ isDouble: Bool, _ before: Weight, _ after: Weight) -> Double {
            guard isDouble else { return 0 }
            if offset == 0 {
                return before != .none && after != .none ? 1 : (before == .none && after == .none ? 0 : -1)
            }
            return (offset < 0 ? before : after) != .none ? 1 : -1
        }
        for line in lines(arms.up) {
            let end = centreY - reach(line.offset, across, arms.left, arms.right) + 1
            path.rect(x + centreX + line.offset, y, line.thickness, end)
        }
        for line in lines(arms.down) {
            let start = centreY + reach(line.offset, across, arms.left, arms.right)
            path.rect(x + centreX + line.offset, y + start, line.thickness, CellShapes.height - start)
        }
        for line in lines(arms.left) {
            let end = centreX - reach(line.offset, along, arms.up, arms.down) + 1
            path.rect(x, y + centreY + line.offset, end, line.thickness)
        }
        for line in lines(arms.right) {
            let start = centreX + reach(line.offset, along, arms.up, arms.down)
            path.rect(x + start, y + centreY + line.offset, CellShapes.width - start, line.thickness)
        }
    }
}
