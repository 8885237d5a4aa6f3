import Testing
import UtsiktTestSupport

@testable import UtsiktScreen

@Suite struct CloudPictureTests {
    private static let size = Size(width: 400, height: 240)
    private static let picture = CloudPicture(words: sampleWords(), size: size)

    @Test func allWordsFindAPlaceAndHeightsFollowTheCounts() {
        let picture = Self.picture
        #expect(picture.omitted == 0)
        #expect(picture.unset == 1, "Japanese is not in the font")
        #expect(picture.placed.count == 59)
        for (a, b) in zip(picture.placed, picture.placed.dropFirst()) {
            #expect(a.word.weight >= b.word.weight)
            #expect(a.height >= b.height)
        }
        #expect(picture.caption.contains("59 words"))
    }

    @Test func noTwoWordsShareAPixelAndSomeStandInsideTheBoxOfOthers() throws {
        var owner: [Int?] = Array(repeating: nil, count: Self.size.width * Self.size.height)
        var nested = 0
        var boxes: [(left: Int, top: Int, right: Int, bottom: Int)] = []
        for (index, word) in Self.picture.placed.enumerated() {
            var box = (left: Int.max, top: Int.max, right: 0, bottom: 0)
            for letter in try #require(StrokeFont.standard.set(word.word.text)).letters {
                for stroke in try #require(StrokeFont.standard[letter.letter]).flattened() {
                    for point in stroke {
                        let (along, down) = ((point.x + letter.x) * word.height, point.y * word.height)
                        let x = Int(word.isVertical ? word.x + down : word.x + along)
                        let y = Int(word.isVertical ? word.y - along : word.y + down)
                        try #require(x >= 0 && x < Self.size.width && y >= 0 && y < Self.size.height, "\(word)")
                        #expect(owner[y * Self.size.width + x] == nil || owner[y * Self.size.width + x] == index)
                        owner[y * Self.size.width + x] = index
                        box = (min(box.left, x), min(box.top, y), max(box.right, x), max(box.bottom, y))
                    }
                }
            }
            if boxes.contains(where: {
                $0.left < box.right && box.left < $0.right && $0.top < box.bottom && box.top < $0.bottom
            }) {
                nested += 1
            }
            boxes.append(box)
        }
        #expect(nested > 5)
    }

    @Test func theSameWordsInAnyOrderGiveTheSameBytes() {
        var random = SeededGenerator(seed: 3)
        let words = sampleWords(25)
        let size = Size(width: 220, height: 130)
        let png = CloudPicture.png(words: words, size: size)
        #expect(png == CloudPicture.png(words: words.shuffled(using: &random), size: size))
        #expect(CloudPicture.svg(words: words, size: size).hasPrefix("<svg "))
    }

    @Test func thePNGHoldsThePixels() throws {
        let pixels = (0..<37 * 21).map { place -> UInt8 in
            if place % 37 == 5 { return UInt8(place % 3) }
            return place / 37 % 2 == 0 ? 0 : 200
        }
        let palette = (0..<256).map { (red: UInt8($0), green: UInt8(255 - $0), blue: UInt8(7)) }
        let file = PNGEncoder.encode(width: 37, height: 21, palette: palette, pixels: pixels)
        #expect(file.prefix(8) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        #expect(Array(file.suffix(12)) == [0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82])
        let rows = try #require(Inflater.unpacked(file))
        #expect(rows.count == 38 * 21)
        for y in 0..<21 {
            let (read, written) = (rows.dropFirst(y * 38 + 1).prefix(37), pixels.dropFirst(y * 37).prefix(37))
            #expect(Array(read) == Array(written))
        }
    }

    @Test func strangeWordsAreHarmlessInASVG() {
        let words = [
            CloudWord(text: "<script>&\"", weight: 5, key: "1"),
            CloudWord(text: "a\u{1B}[31mb\u{202E}", weight: 4, key: "2"),
            CloudWord(text: String(repeating: "long", count: 75), weight: 9, key: "3"),
            CloudWord(text: "nan", weight: .nan, key: "4"), CloudWord(text: "", weight: 3, key: "5"),
            CloudWord(text: "AT&T/ok", weight: 3, key: "6"),
        ]
        let svg = CloudPicture.svg(words: words, size: Self.size)
        #expect(!svg.contains("<script") && !svg.contains("\u{1B}") && !svg.contains("\u{202E}"))
        #expect(svg.contains("AT&amp;T/ok"))
        for size in [Size(width: 0, height: 0), Size(width: 1, height: 1), Size(width: 3, height: 300)] {
            #expect(!CloudPicture.svg(words: words, size: size).isEmpty)
            #expect(CloudPicture.png(words: words, size: size).count > 40)
        }
        #expect(CloudPicture(words: [], size: Self.size).placed.isEmpty)
    }

    @Test func everyLatinLetterHasStrokes() {
        let font = StrokeFont.standard
        for code in 0xC0...0x17F {
            guard let scalar = Unicode.Scalar(UInt32(code)), scalar.properties.isAlphabetic else { continue }
            #expect(font[Character(scalar)] != nil, "\(scalar)")
        }
        for letter in "ABCXYZabcxyz0123456789_#-" { #expect(font[letter] != nil, "\(letter)") }
    }

    @Test func theSineIsTheSine() {
        for (angle, value) in [
            (0.0, 0.0), (Double.pi / 6, 0.5), (.pi / 2, 1), (.pi, 0), (-Double.pi / 2, -1), (7.0, 0.656986598718789),
        ] {
            #expect(abs(Trigonometry.sin(angle) - value) < 1e-9)
        }
    }
}

/// Reads what the encoder writes: one block of fixed codes.
private enum Inflater {
    static func unpacked(_ png: [UInt8]) -> [UInt8]? {
        guard let start = png.indices.first(where: { Array(png[$0...].prefix(4)) == Array("IDAT".utf8) }) else {
            return nil
        }
        var bit = (start + 4 + 2) * 8
        func read(_ count: Int) -> Int {
            (0..<count).reduce(0) { value, place in
                defer { bit += 1 }
                return value | (Int(png[bit / 8]) >> (bit % 8) & 1) << place
            }
        }
        func code(_ count: Int) -> Int { (0..<count).reduce(0) { value, _ in value << 1 | read(1) } }
        func symbol() -> Int {
            var value = code(7)
            if value < 24 { return 256 + value }
            value = value << 1 | read(1)
            if value < 192 { return value - 48 }
            if value < 200 { return 280 + value - 192 }
            return 144 + (value << 1 | read(1)) - 400
        }
        let lengths = [
            3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195,
            227, 258,
        ]
        let distances = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537]
        guard read(1) == 1, read(2) == 1 else { return nil }
        var result: [UInt8] = []
        while true {
            let next = symbol()
            if next == 256 { return result }
            guard next > 256 else {
                result.append(UInt8(next))
                continue
            }
            let place = next - 257
            let length = lengths[place] + read(place < 8 || place == 28 ? 0 : place / 4 - 1)
            let far = code(5)
            let distance = distances[far] + read(far < 4 ? 0 : far / 2 - 1)
            for _ in 0..<length { result.append(result[result.count - distance]) }
        }
    }
}
