import Glibc

/// The C library's functions, in one place.
enum Trigonometry {
    static func sine(_ angle: Double) -> Double { sin(angle) }
    static func cosine(_ angle: Double) -> Double { cos(angle) }
    static func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
}
