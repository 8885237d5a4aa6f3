import Testing
import UtsiktTestSupport

@testable import UtsiktBase

/// Any bytes whatever, for what every subject reads.
@Suite struct BaseFuzzTests {
    @Test func csv() {
        let seeds = [
            "a,b,c\n1,\"two\",3\n\"x\"\"y\",,\r\n\n", "\u{FEFF}datetime,tempm\r\n2015-07-13T10:00:00Z,21.5\r\n",
        ]
        Fuzz.run("csv", seeds: seeds.map { Array($0.utf8) }, words: ["\"", "\"\"", ",,,,"]) { bytes in
            var reader = CSVReader(bytes)
            var lines = 0
            while let record = reader.next() {
                #expect(record.line > 0)
                lines += 1
            }
            #expect(lines <= bytes.count)
        }
    }

    @Test func times() {
        let seeds = [
            "2015-07-13T10:16:30Z", "2015-07-13T10:16:30.123456+02:00", "20150713", "2015-07-13",
            "-292277022-01-01T00:00:00Z",
        ]
        Fuzz.run("times", seeds: seeds.map { Array($0.utf8) }, words: ["+99:99", "-23:59", "24:00:00", "60"]) { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            if let instant = Timestamp(iso8601: text) { #expect(Timestamp(iso8601: instant.iso8601) != nil) }
            if let day = CivilDay(Substring(text)) { #expect(CivilDay(Substring(day.compact)) == day) }
            _ = ReplaySpeed(text)
        }
    }

    @Test func gzip() {
        let seeds = [Gzip.compressed(Array("some text, some text".utf8)), Gzip.compressed([])]
        Fuzz.run("gzip", seeds: seeds) { bytes in
            do throws(Gzip.Fault) {
                #expect(try Gzip.expanded(bytes, limit: 1 << 20).count <= 1 << 20)
            } catch {
                #expect(!error.problem.isEmpty)
            }
        }
    }

    @Test func shapes() {
        let seeds = ["a: &x {b: [1, 2]}\nc: *x\n", "- [a, b]\n- ? x\n  : y\n", "{\"a\": [1, {\"b\": null}]}"]
        Fuzz.run("shapes", seeds: seeds.map { Array($0.utf8) }) { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            try? TextShape.check(text, references: .few)
            #expect(TerminalBytes.unsafe(Array(SafeText.lines(text).utf8)) == nil)
        }
    }
}
