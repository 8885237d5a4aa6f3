import UtsiktCore

/// The live count: what a new post costs that makes an old one expire, behind a short history and behind one ten times as long.
enum EngineBench {
    private static let (short, long) = (20_000, 200_000)
    private static let posts = 20_000

    static func figures() -> [BenchFigure] {
        let (behindShort, behindLong) = (cost(behind: short), cost(behind: long))
        return [
            BenchFigure(
                bench: "ingest", what: "count a post live while another expires, \(long) posts in the window",
                unit: "ns CPU", value: behindLong, largerIsBetter: false,
                comparisons: [.measured("the same with \(short) posts in the window", behindShort)])
        ]
    }

    /// CPU nanoseconds a post: each comes a second after the one before, and the window holds as many as the history has.
    private static func cost(behind history: Int) -> Double {
        let best = (0..<3).map { _ -> Double in
            var engine = TopicsEngine(query: TopicsQuery(window: .seconds(Int64(history)), fold: .lower))
            for index in 0..<history { engine.add(post(index)) }
            engine.advance(to: Timestamp(seconds: Int64(history)))
            let more = (history..<history + posts).map(post)
            let watch = Stopwatch.best(of: 1) {
                for (index, post) in more.enumerated() {
                    engine.add(post)
                    engine.advance(to: Timestamp(seconds: Int64(history + index)))
                }
            }
            return watch.cpu
        }.min()
        return (best ?? .nan) / Double(posts) * 1e9
    }

    /// A post with two of a thousand tags, the frequent ones often.
    private static func post(_ index: Int) -> Post {
        let rank = index % 7 * (index % 11) * (index % 13)
        return Post(
            id: "\(index)", author: "\(index % 613)", createdAt: Timestamp(seconds: Int64(index)),
            hashtags: ["tag\(rank)", "Tag\(index % 97)"])
    }
}
