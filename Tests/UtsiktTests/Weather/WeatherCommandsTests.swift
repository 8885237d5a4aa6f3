import Foundation
import Testing
import UtsiktCore
import UtsiktTestSupport

/// The weather commands as a script sees them.
@Suite(.serialized, .takesTurns) struct WeatherCommandsTests {
    /// A case of two places and eight days, made from a formula.
    static func makeCase(in folder: TemporaryFolder, spoil: (Int, String) -> String = { _, line in line })
        throws
    {
        let names = WeatherField.allCases.map(\.name)
        for (place, shift) in [("Oslo", 0.0), ("Bergen", 1.5)] {
            var text = "datetime," + names.joined(separator: ",") + "\n"
            for hour in 0..<(8 * 8) {
                let warmth = 8 + Double(hour / 8 % 5) + Double(hour % 8) / 2 + shift
                let time = Timestamp(seconds: 1_430_438_400 + Int64(hour) * 10_800).iso8601
                let line =
                    "\(time),\(hour % 3 == 0 ? "Clear" : "Rain"),\(warmth - 4),0,0,-9999,\(60 + hour % 7),0.0,"
                    + "\(1000 + Double(hour % 11)),0,0,\(warmth),0,0,10,\(hour * 7 % 360),N,,-999,\(hour % 9)"
                text += spoil(hour, line) + "\n"
            }
            try Data(text.utf8).write(to: URL(fileURLWithPath: folder.file("\(place).csv")))
        }
        let places = #"[{"name":"Oslo","file":"Oslo.csv"},{"name":"Bergen","file":"Bergen.csv"}]"#
        try Data(#"{"name":"made","places":\#(places),"target_place":"Oslo"}"#.utf8).write(
            to: URL(fileURLWithPath: folder.file("case.json")))
    }

    private func run(_ arguments: [String], _ folder: TemporaryFolder) async throws -> BuiltCommand {
        try await BuiltCommand.run(
            ["weather"] + arguments,
            environment: ["HOME": folder.path, "XDG_CONFIG_HOME": "", "XDG_DATA_HOME": "", "XDG_STATE_HOME": ""])
    }

    @Test func aCaseIsJoinedAndItsDatasetIsJudgedTheSame() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try Self.makeCase(in: folder)
        let joined = try await run(["join", folder.path, "--out", folder.file("out")], folder)
        #expect(joined.status == 0 && joined.errors.isEmpty, "\(joined.errors)")
        let report = try #require(try joined.object()["join"] as? [String: Any])
        #expect(report["dataset_rows"] as? Int == 56 && report["testset_rows"] as? Int == 8)
        for name in ["dataset.csv", "testset.csv", "attributes.json", "schema.json", "report.json"] {
            #expect(FileManager.default.fileExists(atPath: folder.file("out/" + name)), "\(name)")
        }
        let flags = ["--learner", "ridge", "--lambda", "10", "--encoding", "history"]
        let first = try await run(["evaluate", folder.file("case.json"), "--json"] + flags, folder)
        let second = try await run(
            ["evaluate", folder.file("out"), "--schema", folder.file("out/schema.json")] + flags, folder)
        #expect(first.status == 0 && second.status == 0, "\(first.errors) \(second.errors)")
        let (a, b) = (try first.object(), try second.object())
        #expect(a["eval_rmse"] as? Double == b["eval_rmse"] as? Double)
        #expect(a["columns"] as? [String] == b["columns"] as? [String])
        #expect((a["histograms"] as? [Any])?.count == 5 && (a["baselines"] as? [String: Any])?.count == 4)
    }

    @Test func predictionsAreWrittenPlainAndPacked() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try Self.makeCase(in: folder)
        let plain = try await run(["predict", folder.path, "--out", folder.file("p.csv")], folder)
        let packed = try await run(["predict", folder.path, "--out", folder.file("p.csv.gz")], folder)
        let printed = try await run(["predict", folder.path], folder)
        #expect(plain.status == 0 && packed.status == 0 && plain.output.isEmpty)
        let bytes = [UInt8](FileManager.default.contents(atPath: folder.file("p.csv.gz")) ?? Data())
        #expect(String(decoding: try Gzip.expanded(bytes), as: UTF8.self) == printed.output)
        #expect(FileManager.default.contents(atPath: folder.file("p.csv")) == Data(printed.output.utf8))
        #expect(printed.output.hasPrefix("tag,trueLabel,score\n20150508-00:00,,"))
        let figures = try await run(["predict", folder.path, "--train", "train70", "--json"], folder).object()
        #expect(figures["n"] as? Int == 8 && figures["trained_rows"] as? Int == 39)
    }

    @Test func reportsAndModelsArePrinted() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try Self.makeCase(in: folder)
        let report = try await run(["report", folder.path, "--json"], folder)
        #expect((try report.object()["columns"] as? [Any])?.count == 40)
        #expect(try report.object()["missing_map"] != nil)
        let table = try await run(["report", folder.path, "--csv"], folder)
        #expect(table.output.split(separator: "\n").count == 39)
        let model = try await run(
            ["train", folder.path, "--out", folder.file("m.json"), "--exclude", "b_tempm"], folder)
        let columns = try #require(try model.object()["columns"] as? [String])
        #expect(columns.contains("o_tempm") && !columns.contains("b_tempm"))
        #expect(FileManager.default.contents(atPath: folder.file("m.json")) == Data(model.output.utf8))
    }

    @Test func whatIsWrongIsNamedByFileLineAndColumn() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try Self.makeCase(in: folder) { hour, line in
            switch hour {
            case 3: line + ",surplus"
            case 5: String(repeating: "x", count: 70_000)
            case 7: line.replacingOccurrences(of: ",10,", with: ",ten,")
            default: line
            }
        }
        let run = try await run(["join", folder.path, "--out", folder.file("out")], folder)
        #expect(run.status == 1)
        for words in [
            "Oslo.csv:5: 21 fields", "Oslo.csv:7: the record is longer", "Oslo.csv:9: vism: column 15: ‘ten’",
        ] {
            #expect(run.errors.contains(words), "\(words) in \(run.errors)")
        }
        let rejected = try #require(try run.object()["rejected"] as? [String: Any])
        #expect(rejected["count"] as? Int == 4)
    }

    @Test(arguments: [
        "evaluate CASE --lambda -1", "evaluate CASE --shuffle maybe", "evaluate CASE --l1 1 --l2 1 --learner sgd",
        "evaluate CASE --clip 0", "evaluate CASE --target-field conds", "evaluate CASE --target-hour 24",
        "evaluate CASE --target-place Rome", "evaluate CASE --bins 1", "evaluate CASE --training-days 0",
        "evaluate CASE --preset 2016", "evaluate CASE --schema CASE/nothing.json", "evaluate CASE/nothing",
        "predict CASE --train-percent x", "join CASE/Oslo.csv --out CASE/o",
    ])
    func unusableInputEndsWithTwo(_ line: String) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try Self.makeCase(in: folder)
        let arguments = line.split(separator: " ").map { $0.replacingOccurrences(of: "CASE", with: folder.path) }
        let run = try await run(arguments, folder)
        #expect(run.status == 2, "\(run.status) \(run.errors)")
        #expect(!run.errors.isEmpty && run.output.isEmpty)
    }

    @Test func runsNeedADatabase() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let run = try await run(["runs", "--db", folder.file("none.sqlite")], folder)
        #expect(run.status == 3 && run.output.isEmpty)
        #expect(run.errors.contains("there is no database"))
    }

    @Test func aCaseAndItsDatasetOpenInTheLab() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try Self.makeCase(in: folder)
        #expect(try await run(["join", folder.path, "--out", folder.file("out")], folder).status == 0)
        for path in [folder.path, folder.file("out")] {
            let shown = try await run(["open", path, "--script", "wait:settled ]", "--size", "100x30"], folder)
            #expect(shown.status == 0, "\(shown.errors)")
            #expect(shown.output.contains("RMSE") && shown.output.contains("lambda"), "\(shown.output)")
        }
        try Data("datetime,hum,hum\n".utf8).write(to: URL(fileURLWithPath: folder.file("Oslo.csv")))
        let refused = try await run(["open", folder.path, "--script", "q"], folder)
        #expect(refused.status == 2 && refused.errors.contains("Oslo.csv:1:3"), "\(refused.errors)")
    }
}
