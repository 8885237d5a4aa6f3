import Testing
import UtsiktBase
import UtsiktTestSupport

@testable import UtsiktForecast

struct GzipTests {
    @Test func whatIsPackedIsUnpacked() throws {
        var random = SeededGenerator(seed: 3)
        for count in [0, 1, 5, 65_535, 65_536, 65_537, 300_000] {
            let bytes = (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next() % 7) }
            let packed = Gzip.compressed(bytes)
            #expect(packed.starts(with: [0x1F, 0x8B, 8]))
            #expect(count < 1000 || packed.count < count)
            #expect(try Gzip.expanded(packed) == bytes)
        }
        #expect(Gzip.compressed([1, 2, 3]) == Gzip.compressed([1, 2, 3]))
    }

    @Test func damageIsSaid() {
        let packed = Gzip.compressed(Array(repeating: 7, count: 100_000))
        #expect(throws: Gzip.Fault.truncated) { try Gzip.expanded(Array(packed.dropLast(9))) }
        #expect(throws: Gzip.Fault.damaged) { try Gzip.expanded([1, 2, 3, 4]) }
        #expect(throws: Gzip.Fault.tooLarge(limit: 1000)) { try Gzip.expanded(packed, limit: 1000) }
        var broken = packed
        broken[packed.count / 2] ^= 0xFF
        #expect(throws: Gzip.Fault.self) { try Gzip.expanded(broken) }
        #expect(throws: Gzip.Fault.truncated) { try Gzip.expanded([]) }
    }

    @Test(arguments: 0..<30)
    func noBytesMakeItTrapOrGrow(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var bytes: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
        bytes += (0..<200).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        let result = try? Gzip.expanded(bytes, limit: 100_000)
        #expect((result?.count ?? 0) <= 100_000, "seed \(seed)")
    }
}
