#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A colour as red, green and blue of the sRGB space.
public struct RGB: Sendable, Hashable {
    /// Red, 0 ... 255.
    public var red: UInt8
    /// Green.
    public var green: UInt8
    /// Blue.
    public var blue: UInt8

    /// Makes a colour.
    public init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// Reads `#rrggbb`; nil for anything else.
    public init?(hex: some StringProtocol) {
        let bytes = Array(hex.utf8)
        guard bytes.count == 7, bytes[0] == UInt8(ascii: "#") else { return nil }
        let digits = bytes.dropFirst().compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        guard digits.count == 6 else { return nil }
        self.init(
            UInt8(digits[0] * 16 + digits[1]), UInt8(digits[2] * 16 + digits[3]), UInt8(digits[4] * 16 + digits[5]))
    }

    /// `#rrggbb`.
    public var hex: String {
        "#"
            + [red, green, blue].map { value in
                let digits = String(value, radix: 16)
                return digits.count == 1 ? "0" + digits : digits
            }.joined()
    }

    /// Its red, green and blue without the gamma curve, 0 ... 1 (IEC 61966-2-1).
    public var linear: (red: Double, green: Double, blue: Double) {
        func part(_ value: UInt8) -> Double {
            let part = Double(value) / 255
            return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
        }
        return (part(red), part(green), part(blue))
    }

    /// How much lighter one of two colours is than the other, 1 ... 21 (Web Content Accessibility Guidelines 2.1, "contrast
    /// ratio"); 4.5 is the least for text, 3 for graphics.
    public func contrast(with other: RGB) -> Double {
        let (a, b) = (luminance, other.luminance)
        return (max(a, b) + 0.05) / (min(a, b) + 0.05)
    }

    private var luminance: Double {
        let part = linear
        return 0.2126 * part.red + 0.7152 * part.green + 0.0722 * part.blue
    }
}

/// A colour in CIELAB (CIE 15:2004, white point D65), in which distances are about as far apart as they look.
public struct LabColour: Sendable, Hashable {
    /// Lightness, 0 ... 100.
    public var lightness: Double
    /// From green to red.
    public var a: Double
    /// From blue to yellow.
    public var b: Double

    /// Converts linear red, green and blue, 0 ... 1.
    public init(red: Double, green: Double, blue: Double) {
        func root(_ t: Double) -> Double { t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116 }
        let x = root((0.412_456_4 * red + 0.357_576_1 * green + 0.180_437_5 * blue) / 0.95047)
        let y = root(0.212_672_9 * red + 0.715_152_2 * green + 0.072_175_0 * blue)
        let z = root((0.019_333_9 * red + 0.119_192_0 * green + 0.950_304_1 * blue) / 1.08883)
        lightness = 116 * y - 16
        a = 500 * (x - y)
        b = 200 * (y - z)
    }

    /// Converts a colour.
    public init(_ colour: RGB) {
        let part = colour.linear
        self.init(red: part.red, green: part.green, blue: part.blue)
    }

    /// How far apart two colours look: the CIE 1976 difference, of which about 2.3 is just noticeable.
    public func difference(_ other: LabColour) -> Double {
        let (l, a, b) = (lightness - other.lightness, self.a - other.a, self.b - other.b)
        return (l * l + a * a + b * b).squareRoot()
    }
}
