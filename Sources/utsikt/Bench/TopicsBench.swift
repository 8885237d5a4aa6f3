import Foundation
import UtsiktCore
import UtsiktSources

/// The file scan: the sample timeline as NDJSON, several times over, against reading the bytes and against other programs.
enum TopicsBench {
    private static let copies = 6

    static func figures() async throws -> [BenchFigure] {
        let sample = try SampleWorld.load(.ofProcess())
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("utsikt-bench-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("timeline.ndjson").path
        let megabytes = Double(try write(sample.timeline, to: file)) / 1e6

        var query = TopicsQuery.preset2015
        query.now = sample.topicsNow
        let scan = TopicsFileScan(query: query, jobs: 1)
        var best = Double.infinity
        var report: TopicsReport?
        for _ in 0..<3 {
            let watch = try await Stopwatch.measure { report = try await scan.run([file]) }
            best = min(best, watch.cpu)
        }
        let expected = report?.funnel.total ?? 0
        let peers = [
            Peer(
                name: "cat (floor)", executable: "sh", arguments: ["-c", "cat '\(file)' > /dev/null; echo \(expected)"]),
            Peer(
                name: "wc -l", executable: "sh",
                arguments: ["-c", "wc -l '\(file)' > /dev/null; echo \(expected)"]),
            Peer(name: "python3 json", executable: "python3", arguments: ["-c", python, file]),
            Peer(
                name: "jq", executable: "sh",
                arguments: [
                    "-c",
                    "command -v jq >/dev/null && jq -c '.[].entities.hashtags[].text' '\(file)' >/dev/null && echo \(expected)",
                ]),
        ]
        return [
            BenchFigure(
                bench: "topics", what: "count hashtags in \(Int(megabytes)) MB of NDJSON, one thread",
                unit: "MB per CPU s", value: megabytes / max(best, 1e-9), largerIsBetter: true,
                comparisons: peers.map { compare($0, megabytes: megabytes, expected: expected) })
        ]
    }

    /// One page of posts a line: an array on one line is so many posts.
    private static func write(_ timeline: SampleTimeline, to path: String) throws -> Int {
        try Data().write(to: URL(fileURLWithPath: path))
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        defer { try? handle.close() }
        var size = 0
        for _ in 0..<copies {
            for account in timeline.accounts {
                guard var line = timeline.page(account: account.id, maxID: nil, count: 200) else { continue }
                line.append(0x0A)
                try handle.write(contentsOf: line)
                size += line.count
            }
        }
        return size
    }

    private static func compare(_ peer: Peer, megabytes: Double, expected: Int) -> BenchFigure.Comparison {
        switch peer.run() {
        case .missing(let why): return .missing(peer.name, why)
        case .ran(let cpu, let output):
            // A peer that counted something else is no peer.
            guard Int(output.trimmingCharacters(in: .whitespacesAndNewlines)) == expected else {
                return .missing(peer.name, "it counted otherwise")
            }
            return .measured(peer.name, megabytes / max(cpu, 1e-9))
        }
    }

    private static let python = """
        import json,sys,collections
        n=0;c=collections.Counter()
        for line in open(sys.argv[1],'rb'):
          for p in json.loads(line):
            n+=1
            for h in p['entities']['hashtags']: c[h['text'].lower()]+=1
        print(n)
        """
}
