/// The data of an SVG path made of rectangles, in steps of a hundredth.
struct SVGPath {
    private(set) var data = ""

    /// Whether nothing was added.
    var isEmpty: Bool { data.isEmpty }

    /// Adds a rectangle.
    mutating func rect(_ x: Double, _ y: Double, _ width: Double, _ height: Double) {
        guard width > 0, height > 0 else { return }
        let across = Self.number(width)
        data += "M\(Self.number(x)) \(Self.number(y))h\(across)v\(Self.number(height))h-\(across)z"
    }

    /// Adds commands as they are.
    mutating func append(_ commands: String) { data += commands }

    /// A number without zeros at its end.
    static func number(_ value: Double) -> String {
        // Most are whole.
        if value == value.rounded(), abs(value) < 1e9 { return String(Int(value)) }
        return NumberText.trimmed(NumberText.fixed(value, 2))
    }
}
