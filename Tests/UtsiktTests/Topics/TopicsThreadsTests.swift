import Foundation
import Testing
import UtsiktCore
import UtsiktTestSupport

/// The built command: the same figures for any number of threads and any order of the files.
@Suite(.serialized, .takesTurns)
struct TopicsThreadsTests {
    @Test(.timeLimit(.minutes(10)))
    func theYearOldPostsAreTooOldInEveryRun() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let now = Timestamp(seconds: 1_436_782_590)
        func write(_ name: String, _ count: Int, age: Int64, from first: Int) throws -> String {
            let lines = (first..<first + count).map { id in
                let time = now.adding(seconds: -age - Int64(id)).iso8601
                return #"{"created_at":"\#(time)","id_str":"\#(id)","text":"","user":{"id_str":"1"},"#
                    + #""entities":{"hashtags":[{"text":"t","indices":[0,1]}]}}"# + "\n"
            }
            let path = folder.file(name)
            try Data(lines.joined().utf8).write(to: URL(fileURLWithPath: path))
            return path
        }
        let old = try write("old.ndjson", 100, age: 365 * 86_400, from: 0)
        let new = try write("new.ndjson", 1_100, age: 0, from: 100)
        for (files, jobs) in [([old, new], 1), ([old, new], 2), ([new, old], 2), ([old, new], 4)] {
            let run = try await BuiltCommand.run(["topics", "--json", "--window", "7d", "--jobs", "\(jobs)"] + files)
            #expect(run.status == 0, "\(run.errors)")
            let funnel = try #require(try run.object()["funnel"] as? [String: Int])
            #expect(
                funnel == ["total": 1_200, "without_hashtags": 0, "too_old": 100, "analysed": 1_100], "\(jobs) threads")
        }
    }
}
