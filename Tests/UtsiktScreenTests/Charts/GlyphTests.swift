import Foundation
import Testing
import UtsiktScreen
import UtsiktTestSupport

/// Which glyphs the program's own drawing may use.
@Suite struct GlyphTests {
    /// Signs beside letters, box drawing, blocks and braille that a rung may use.
    private static func allows(_ scalar: Unicode.Scalar, _ glyphs: GlyphSet) -> Bool {
        let value = scalar.value
        if (0x20..<0x7F).contains(value) { return true }
        guard glyphs != .ascii else { return false }
        // Latin letters and the box drawing and signs of code page 437 and WGL4.
        if (0xA0..<0x180).contains(value) || (0x2500...0x257F).contains(value) { return true }
        if "…►◄▲▼■".unicodeScalars.contains(scalar) { return true }
        guard glyphs != .latin else { return false }
        if (0x2580...0x259F).contains(value) || (0x2800...0x28FF).contains(value) { return true }
        if "▸◂▴▾•◆".unicodeScalars.contains(scalar) { return true }
        return glyphs == .sextants && (0x1FB00...0x1FB3B).contains(value)
    }

    @Test(arguments: GlyphSet.allCases)
    func chartsAndFramesKeepToTheirGlyphSet(glyphs: GlyphSet) {
        for (name, chart) in ChartSamples.all {
            for size in [Size(width: 90, height: 20), Size(width: 40, height: 6), Size(width: 14, height: 2)] {
                var painter = Painter(size: size, glyphs: glyphs)
                Box(title: "title", caption: "caption", isFocused: size.height > 6).draw(&painter, in: painter.bounds)
                chart.draw(&painter, in: painter.bounds.inset(dx: 1, dy: 1))
                for glyph in Set(painter.frame.cells.map(\.glyph)) {
                    let scalars = Array(glyph.unicodeScalars)
                    #expect(
                        scalars.count == 1 && scalars.allSatisfy { Self.allows($0, glyphs) },
                        "\(name): \(glyph) in \(glyphs)")
                }
            }
        }
    }

    /// The folders of Swift sources whose literals may become cells.
    private static let sources: [URL] = {
        var root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        while root.path != "/", !FileManager.default.fileExists(atPath: root.path + "/Package.swift") {
            root.deleteLastPathComponent()
        }
        return ["Sources/UtsiktScreen", "Sources/UtsiktApp"].map { root.appendingPathComponent($0) }
    }()

    @Test func noSourceHasAGlyphThatTerminalsDrawAtTwoWidths() throws {
        var seen = 0
        for folder in Self.sources {
            let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
            while let file = files?.nextObject() as? URL {
                guard file.pathExtension == "swift" else { continue }
                // Fonts hold letters of all scripts as data.
                guard let text = try? String(contentsOf: file, encoding: .utf8) else { continue }
                let code = text.utf8.split(separator: UInt8(ascii: "\n")).filter { line in
                    line.contains { $0 >= 0x80 } && !line.drop { $0 == 0x20 }.starts(with: "//".utf8)
                }
                for scalar in Set(code.flatMap { Substring($0).unicodeScalars }) where scalar.value >= 0x80 {
                    seen += 1
                    let place = "\(file.lastPathComponent): \(scalar) U+\(String(scalar.value, radix: 16))"
                    #expect(TextWidth.of(scalar) == 1, "\(place) is not one column wide")
                    #expect(!scalar.properties.isEmojiPresentation, "\(place) is an emoji")
                    // Signs that some fonts draw as an emoji, two columns wide.
                    let isShaky = scalar.properties.isEmoji && scalar.value > 0xFF && folder.path.hasSuffix("Screen")
                    #expect(!isShaky, "\(place) is an emoji in some fonts")
                }
            }
        }
        #expect(seen > 100)
    }
}
