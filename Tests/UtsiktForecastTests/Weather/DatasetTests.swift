import Testing
import UtsiktBase
import UtsiktTestSupport

@testable import UtsiktForecast

struct DatasetTests {
    private let records = TinyCase.records()

    private func read(_ text: String, schema: DataSchema? = nil, testset: String? = nil) throws -> DatasetImport {
        try DatasetImport(
            dataset: ("dataset.csv", Array(text.utf8)), testset: testset.map { ("testset.csv", Array($0.utf8)) },
            schema: schema)
    }

    @Test func whatIsExportedIsImported() throws {
        let read = try read(records.datasetCSV, testset: records.testsetCSV)
        #expect(read.rejected.isEmpty)
        #expect(read.records.datasetCSV == records.datasetCSV)
        #expect(read.records.testsetCSV == records.testsetCSV)
        #expect(read.records.attributes.map(\.type) == records.attributes.map(\.type))
        var (mine, other) = (Evaluator(read.records), Evaluator(records))
        for encoding in Encoding.allCases {
            let settings = ForecastSettings(lambda: .fixed(10), encoding: encoding, split: .sequential)
            let (a, b) = (try mine.evaluate(settings), try other.evaluate(settings))
            #expect(agree(a.predictions.map(\.score), b.predictions.map(\.score)), "\(encoding)")
            #expect(a.columns == b.columns)
        }
    }

    @Test(arguments: WorkedCase.whole)
    func theWorkedCaseIsImported(_ worked: WorkedCase) throws {
        let read = try read(
            worked.text("expected/dataset.csv"), testset: worked.text("expected/testset.csv"))
        let report = try JSON(AttributeReport(read.records))
        #expect(report.differences(from: try worked.json("expected/attributes.json")) == [])
        let expected = try worked.json("expected/ridge.json")["numeric"]["solutions"].items
        var evaluator = Evaluator(read.records)
        for solution in expected {
            let settings = ForecastSettings(
                learner: .ridge, lambda: .fixed(solution["lambda"].number), encoding: .numeric, clip: nil,
                split: .sequential)
            #expect(agree(try evaluator.evaluate(settings).eval.rmse, solution["eval_rmse"].number))
        }
    }

    @Test func aDatasetOfOtherColumnsIsOneToo() throws {
        var text = "id,size,colour,price\n"
        for i in 0..<24 {
            text += "201505\(i < 9 ? "0" : "")\(i + 1)-12:00,\(i),\(i % 2 == 0 ? "red" : "blue"),\(i * 2)\n"
        }
        let records = try read(text).records
        #expect(records.targetName == "price" && records.attributes.map(\.name) == ["size", "colour"])
        #expect(records.attributes.map(\.type) == [.numeric, .categorical])
        var evaluator = Evaluator(records)
        let result = try evaluator.evaluate(
            ForecastSettings(learner: .ridge, lambda: .fixed(1e-6), encoding: .onehot, clip: nil))
        #expect(result.eval.rmse < 1e-4)
    }

    @Test func faultsNameFileLineAndColumn() {
        let cases: [(String, String)] = [
            ("", "dataset.csv: the file is empty"),
            (
                "datetime_utc,o_tempm,o_tempm,target_o_tempm\n",
                "dataset.csv:1:3: o_tempm: the column ‘o_tempm’ is there"
            ),
            ("datetime_utc\n", "dataset.csv:1: the header needs a row id and a target"),
            ("\"datetime_utc,a\n", "dataset.csv:1: a quote is not closed"),
        ]
        for (text, words) in cases {
            do {
                _ = try read(text)
                Issue.record("‘\(text)’ was read")
            } catch {
                #expect("\(error)".hasPrefix(words), "\(error)")
            }
        }
        do {
            _ = try read(records.datasetCSV, testset: "datetime_utc,x\n")
            Issue.record("different columns were read")
        } catch { #expect("\(error)".hasPrefix("testset.csv:1:2: x: the columns are not those"), "\(error)") }
    }

    @Test func badLinesAreRejectedAndTheOthersStay() throws {
        let lines = [
            "datetime_utc,o_tempm,target_o_tempm", "20150501-00:00,1,2", "2015-05-01,1,2", "20150502-00:00,1",
            "20150503-00:00,x,", String(repeating: "9", count: 70_000), "20150501-00:00,3,4", "20150232-00:00,1,1",
        ]
        let read = try read(lines.joined(separator: "\n"))
        #expect(read.rejected.compactMap(\.line) == [3, 4, 6, 7, 8])
        #expect(read.records.datasetRows.count == 1 && read.records.testsetRows.count == 1)
        #expect(read.records.targets.first == 4)
    }

    @Test func aSchemaIsWrittenAndReadInTheServicesNames() throws {
        var settings = ForecastSettings(excluded: ["o_hum"], types: ["o_fog": .categorical])
        let schema = settings.schema(of: records)
        let text = schema.json()
        for name in [
            "\"version\" : \"1.0\"", "\"rowId\" : \"datetime_utc\"", "\"targetAttributeName\" : \"target_o_tempm\"",
            "\"dataFormat\" : \"CSV\"", "\"dataFileContainsHeader\" : true", "\"attributeType\" : \"NUMERIC\"",
            "\"excludedAttributeNames\"",
        ] { #expect(text.contains(name), "\(name)") }
        let read = try DataSchema(bytes: Array(text.utf8), file: "schema.json")
        #expect(read == schema)
        settings = ForecastSettings()
        settings.apply(read)
        #expect(settings.excluded == ["o_hum"] && settings.types["o_fog"] == .categorical)
        #expect(settings.types["datetime_utc"] == nil)
        let imported = try self.read(records.datasetCSV, schema: read)
        #expect(imported.records.attributes.first { $0.name == "o_fog" }?.type == .categorical)
    }

    @Test func aFaultySchemaIsExplained() {
        let attribute = #"{"attributeName":"a","attributeType":"NUMERIC"}"#
        for (text, words) in [
            ("{", "it is not valid JSON"), ("{}", "‘attributes’ is missing"),
            (#"{"attributes":[{"attributeName":"a","attributeType":"BLOB"}]}"#, "a: ‘BLOB’ is not a type"),
            (#"{"attributes":[\#(attribute),\#(attribute)]}"#, "a: the column is there twice"),
            (#"{"attributes":[\#(attribute)],"targetAttributeName":"b"}"#, "‘b’ is none of the attributes"),
            (#"{"attributes":[\#(attribute)],"dataFileContainsHeader":false}"#, "only CSV files with a header"),
            (#"{"attributes":[{"attributeName":"","attributeType":"TEXT"}]}"#, "a column has no name"),
        ] {
            do {
                _ = try DataSchema(bytes: Array(text.utf8), file: "s.json")
                Issue.record("\(text) was read")
            } catch { #expect("\(error)".contains(words) && "\(error)".hasPrefix("s.json"), "\(error)") }
        }
    }

    @Test func textWhereNumbersWereIsNamedByLineAndColumn() throws {
        var text = "datetime," + WeatherField.allCases.map(\.name).joined(separator: ",") + "\n"
        for hour in 0..<6 {
            let warmth = hour == 3 ? "1O" : "10"
            text += "2015-05-01T0\(hour):00:00Z,Clear,1,0,0,,1,0,1000,0,0,\(warmth),0,0,10,1,N,,,1\n"
        }
        let file = try ObservationFile(bytes: Array(text.utf8), file: "Oslo.csv", place: "Oslo")
        #expect(file.rejected.isEmpty && file.invalid.count == 1)
        #expect(file.invalid.first.first?.line == 5 && file.invalid.first.first?.field == "tempm")
        #expect(file.invalid.first.first?.reason.hasPrefix("column 12: ‘1O’ is not a number") == true)
    }

    @Test func aCaseMayNameAnotherTarget() throws {
        let place = #"{"name":"Oslo","file":"o.csv"}"#
        func read(_ more: String) throws -> WeatherCase {
            let text = #"{"places":[\#(place)],"target_place":"Oslo"\#(more)}"#
            return try WeatherCase(bytes: Array(text.utf8), file: "case.json", folder: "/")
        }
        #expect(try read("").target == ForecastTarget(place: "Oslo"))
        #expect(
            try read(#","target_field":"hum","target_hour":6"#).target
                == ForecastTarget(place: "Oslo", field: .hum, hour: 6))
        for bad in [#","target_field":"conds""#, #","target_field":"x""#, #","target_hour":24"#] {
            #expect(throws: WeatherInputError.self) { try read(bad) }
        }
    }

    @Test(arguments: 0..<40)
    func noBytesMakeTheReadersTrap(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "datetime_utc", "o_tempm", "target_o_tempm", ",", "\n", "\"", "20150501-00:00", "99999999-99:99", "1e999",
            "{",
            "}", "[", "]", ":", "\"places\"", "\"name\"", "\"file\"", "\"attributes\"", "\u{0}", "\u{FEFF}", "-9999",
            "é",
        ]
        var text = seed % 2 == 0 ? "datetime_utc,o_tempm,target_o_tempm\n" : "{\"attributes\":["
        for _ in 0..<60 { text += pieces[Int(random.next() % UInt64(pieces.count))] }
        let bytes = Array(text.utf8)
        if let read = try? DatasetImport(dataset: ("d", bytes)) {
            var evaluator = Evaluator(read.records)
            _ = try? evaluator.evaluate(ForecastSettings())
            _ = AttributeReport(read.records)
        }
        _ = try? DataSchema(bytes: bytes, file: "s")
        _ = try? WeatherCase(bytes: bytes, file: "c", folder: "/")
        #expect(Timestamp(rowID: String(text.prefix(14)))?.rowID.utf8.count ?? 14 == 14, "seed \(seed)")
    }
}
