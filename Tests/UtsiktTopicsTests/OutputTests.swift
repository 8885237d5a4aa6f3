import Testing
import UtsiktBase

@testable import UtsiktTopics

@Suite struct OutputTests {
    @Test(arguments: [
        ("plain", "plain"), ("", ""), ("å\u{301}", "å\u{301}"), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""),
        ("x\"\u{301},1", "\"x\"\"\u{301},1\""), ("x\"\u{301}", "\"x\"\"\u{301}\""), (",\u{301}", "\",\u{301}\""),
        ("a\nb", "\"a\nb\""), ("a\rb", "\"a\rb\""), ("a\r\nb", "\"a\r\nb\""), ("\"", "\"\"\"\""),
    ])
    func fieldsAreQuotedByTheirCodePoints(field: String, written: String) throws {
        let quoted = CSVField.quoted(field)
        #expect(quoted.utf8.elementsEqual(written.utf8))
        // What is written is read back as it was.
        let records = Self.read(CSVTable([field, "end"], lineEnd: .lf).text)
        let record = try #require(records.first)
        #expect(record.fault == nil && records.count == 1)
        #expect(record.fields.count == 2 && record.fields[0].utf8.elementsEqual(field.utf8))
    }

    @Test func theTopicsCSVKeepsItsColumnsWhateverATagHolds() throws {
        var engine = TopicsEngine(query: TopicsQuery(window: .all, fold: .lower))
        let tag = "x\"\u{301},1\r\ny"
        engine.add(Post(id: "1", author: "a", createdAt: TopicsFixtures.now, hashtags: [tag]))
        let records = Self.read(engine.report().csv)
        #expect(records.map(\.fields.count) == [6, 6])
        let written = try #require(records.last?.fields.dropFirst().first)
        #expect(written.unicodeScalars.elementsEqual(tag.unicodeScalars))
    }

    private static func read(_ text: String) -> [CSVReader.Record] {
        var reader = CSVReader(Array(text.utf8))
        var records: [CSVReader.Record] = []
        while let record = reader.next() { records.append(record) }
        return records
    }

    @Test func whatIsMissingIsWrittenAsNull() throws {
        struct Example: Encodable {
            @NullWhenMissing var oneThing: Int?
            @NullWhenMissing var other: [Double]?
            var third: Int?
        }
        #expect(try JSONOutput.line(Example()) == #"{"one_thing":null,"other":null}"#)
        #expect(
            try JSONOutput.line(Example(oneThing: 1, other: [2], third: 3))
                == #"{"one_thing":1,"other":[2],"third":3}"#)
    }
}
