import Testing

@testable import UtsiktEngine
@testable import utsikt

@Suite struct ByteWatchTests {
    @Test func whatIsCutInPiecesIsFound() {
        let bytes = Array("a\u{1B}[?2026hb\u{1B}[?20\u{1B}[?2026h\u{1B}[?2026l".utf8)
        for size in 1...bytes.count {
            var watch = ByteWatch("\u{1B}[?2026h")
            for start in stride(from: 0, to: bytes.count, by: size) {
                watch.feed(bytes[start..<min(start + size, bytes.count)])
            }
            #expect(watch.count == 2, "pieces of \(size)")
        }
    }
}
