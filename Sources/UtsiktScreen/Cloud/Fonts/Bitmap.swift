/// Lit and unlit pixels.
struct Bitmap: Sendable, Hashable {
    let width: Int
    let height: Int
    private var pixels: [Bool]

    init(width: Int, height: Int) {
        self.width = max(0, width)
        self.height = max(0, height)
        pixels = Array(repeating: false, count: self.width * self.height)
    }

    /// Whether a pixel is lit; none is outside.
    subscript(x: Int, y: Int) -> Bool {
        x >= 0 && x < width && y >= 0 && y < height && pixels[y * width + x]
    }

    mutating func set(_ x: Int, _ y: Int) {
        guard x >= 0, x < width, y >= 0, y < height else { return }
        pixels[y * width + x] = true
    }

    /// Twice the size with smoothed diagonals (the Scale2x rule of A. Mazzoleni, 2001).
    func doubled() -> Bitmap {
        var result = Bitmap(width: width * 2, height: height * 2)
        for y in 0..<height {
            for x in 0..<width {
                let (p, up, down) = (self[x, y], self[x, y - 1], self[x, y + 1])
                let (left, right) = (self[x - 1, y], self[x + 1, y])
                let isPlain = up == down || left == right
                if isPlain ? p : (left == up ? left : p) { result.set(2 * x, 2 * y) }
                if isPlain ? p : (up == right ? right : p) { result.set(2 * x + 1, 2 * y) }
                if isPlain ? p : (left == down ? left : p) { result.set(2 * x, 2 * y + 1) }
                if isPlain ? p : (down == right ? right : p) { result.set(2 * x + 1, 2 * y + 1) }
            }
        }
        return result
    }

    /// A quarter turn to the left: what ran from left to right now runs upwards.
    func turned() -> Bitmap {
        var result = Bitmap(width: height, height: width)
        for y in 0..<height {
            for x in 0..<width where self[x, y] { result.set(y, width - 1 - x) }
        }
        return result
    }
}
