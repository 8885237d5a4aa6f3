import Testing
import UtsiktBase
import UtsiktTestSupport

@testable import UtsiktForecast

struct ReadingTests {
    private static let header =
        "datetime,conds,dewptm,fog,hail,heatindexm,hum,precipm,pressurem,rain,snow,tempm,thunder,tornado,vism,wdird,"
        + "wdire,wgustm,windchillm,wspdm"

    private func file(_ text: String) throws -> ObservationFile {
        try ObservationFile(bytes: Array(text.utf8), file: "Oslo.csv", place: "Oslo")
    }

    private func row(_ time: String, _ temperature: String = "1") -> String {
        time + ",Clear,1,0,0,,1,0,1000,0,0," + temperature + ",0,0,10,1,N,,,1"
    }

    @Test func numbersFollowTheSyntax() {
        let numbers: [(String, Double)] = [
            ("0", 0), ("-2.5", -2.5), ("+.5", 0.5), ("1.", 1), ("1e3", 1000), ("1E-3", 0.001), ("007", 7),
            ("123456789012345678901234567890", 123456789012345677877719597056), ("0.1", 0.1), ("-0", 0),
            ("0.000000000000000000001", 1e-21), ("9007199254740993", 9007199254740992),
        ]
        for (text, value) in numbers { #expect(NumberSyntax.parse(text) == value, "\(text)") }
        for text in [
            "", ".", "+", "e3", "1e", "1e+", "nan", "inf", "0x1", "1_000", "1,5", "٣", "５", " 1", "1 ", "--1", "1e999",
        ] {
            #expect(NumberSyntax.parse(text) == nil, "\(text)")
        }
    }

    @Test func sentinelsAreEmptyExceptForPressure() {
        for text in ["999", " -999 ", "-9999", "-9999.0", "-9999.00"] {
            #expect(WeatherCleaning.clean(text, of: .hum) == "")
        }
        for text in ["-99", "9999", "999.0", "-999.0"] { #expect(WeatherCleaning.clean(text, of: .hum) == text) }
        #expect(WeatherCleaning.clean(" 999\t", of: .pressurem) == "999")
        #expect(WeatherCleaning.clean("\u{A0}x\u{3000}", of: .conds) == "x")
    }

    @Test func columnsMayComeInAnyOrderWithMarkAndReturns() throws {
        let names = Self.header.split(separator: ",").reversed()
        let line = row("2015-05-01T00:00:00Z", "7.5").split(separator: ",", omittingEmptySubsequences: false).reversed()
        let text =
            "\u{FEFF}extra," + names.joined(separator: ",") + "\r\n\r\n" + "\"a,\"\"b\nc\","
            + line.joined(separator: ",")
        let file = try file(text)
        #expect(file.rejected.isEmpty)
        #expect(file.observations.first?[.tempm] == "7.5")
        #expect(file.observations.first?.instant == Timestamp(seconds: 1_430_438_400))
    }

    @Test func aBadRecordIsRejectedByItsLineAndTheOthersStay() throws {
        let text = [
            Self.header, row("2015-05-01T00:00:00Z"), row("2015-05-01 00:00"), row("2015-05-01T01:00:00Z") + ",9",
            "\"2015-05-01T02:00:00Z,Clear", row("2015-05-01T03:00:00Z"), String(repeating: "x", count: 70_000),
            row("2015-05-01T04:00:00Z"), "\"a\"b,", row("2015-05-01T05:00:00Z"),
        ].joined(separator: "\n")
        let file = try file(text)
        #expect(file.observations.map { $0.instant.hour } == [0, 3, 4, 5])
        #expect(file.rejected.map(\.line) == [3, 4, 5, 7, 9])
        #expect(file.rejected.first?.field == "datetime")
        #expect(file.rejected.map(\.file) == Array(repeating: "Oslo.csv", count: 5))
    }

    @Test func aHeaderFaultNamesFileLineAndField() {
        for (text, words) in [
            ("", "the file is empty"), ("2013-03-05T00:00:00Z,Clear\n", "the first line is not a header"),
            ("datetime,conds\n", "the header lacks dewptm, fog"),
            (Self.header + ",tempm\n", "‘tempm’ is there twice"),
        ] {
            do {
                _ = try file(text)
                Issue.record("‘\(text)’ was read")
            } catch {
                let error = error as? WeatherInputError
                #expect(error?.description.contains(words) == true, "\(String(describing: error))")
                #expect(error?.location?.file == "Oslo.csv")
            }
        }
    }

    @Test func bytesThatAreNoTextAreRejected() throws {
        var bytes = Array((Self.header + "\n" + row("2015-05-01T00:00:00Z") + "\n").utf8)
        bytes += [0xFF, 0xFE, 0x2C] + Array(row("2015-05-01T01:00:00Z").utf8.dropFirst(21)) + [0x0A]
        bytes += Array(row("2015-05-01T02:00:00Z").utf8)
        let file = try ObservationFile(bytes: bytes, file: "x", place: "x")
        #expect(file.observations.map { $0.instant.hour } == [0, 2])
        #expect(file.rejected.count == 1)
    }

    @Test(arguments: 0..<40)
    func noBytesMakeTheReaderTrapOrLoop(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let alphabet: [UInt8] = [0x22, 0x2C, 0x0A, 0x0D, 0x41, 0xC3, 0xA6, 0xFF, 0x00, 0x20]
        let bytes = (0..<400).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] }
        var reader = CSVReader(bytes)
        var records = 0
        while let record = reader.next() {
            records += 1
            #expect(record.line >= 1, "seed \(seed)")
        }
        #expect(records <= bytes.count)
        let text = Self.header + "\n" + String(decoding: bytes, as: UTF8.self)
        #expect(throws: Never.self, "seed \(seed)") {
            _ = try ObservationFile(bytes: Array(text.utf8), file: "x", place: "x")
        }
    }

    @Test func whatIsWrittenIsReadBack() {
        let fields = ["a", "", "b,c", "d\"e", "f\r\ng", "é"]
        #expect(cells(CSVTable(fields, lineEnd: .lf).text) == [fields])
    }

    @Test(arguments: WorkedCase.typeVotes)
    func valuesVoteForTheirTypeAsInTheUnitVectors(_ path: String) throws {
        for vector in try JSON(contentsOf: path)["cases"].items {
            let vote = AttributeType.vote(vector["values"].strings)
            #expect(vote.type.rawValue == vector["type"].string, "\(vector["values"].strings)")
            #expect(vote.isAmbiguous == vector["type_ambiguous"].isTrue)
        }
    }

    @Test func valuesVoteForTheirType() {
        #expect(AttributeType.vote(["0", "1", "n/a"]).type == .binary)
        #expect(AttributeType.vote(["0.0", "1.0"]).type == .numeric)
        #expect(AttributeType.vote(["1", "x"]).type == .categorical)
        #expect(AttributeType.vote([String(repeating: "w ", count: 21)]).type == .text)
        #expect(AttributeType.vote(["", ""]) == (.numeric, true))
    }
}
