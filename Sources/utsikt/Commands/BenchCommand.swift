import ArgumentParser
import UtsiktCore

/// `utsikt bench`: what the program's speed is worth, each figure beside its floor or a peer of the same run.
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measures what the program's speed is worth, each figure beside a floor or a peer.",
        discussion: "CPU seconds of a release build. A peer that is not installed is said to be missing.")

    /// The benches.
    enum Name: String, ExpressibleByArgument, CaseIterable {
        case frames, terminal, ingest, fetch, live, http, topics, cloud, retrain, weather, fabric
    }

    @Argument(
        help: """
            Which: frames, terminal, ingest, fetch, live, http, topics, cloud, retrain, weather, fabric. Default: all.
            """)
    var names: [Name] = []

    @Flag(help: "One line of JSON a figure.")
    var json = false

    func run() async throws {
        try await Failure.explained {
            let (names, json) = (names.isEmpty ? Name.allCases : names, json)
            try await Interruptible.run {
                for name in names {
                    let figures = try await Self.figures(name)
                    // Not every measurement can be cut short; what was measured after a signal is not shown.
                    try Task.checkCancellation()
                    for figure in figures {
                        try Output.line(json ? JSONOutput.line(figure) : figure.text)
                    }
                }
            }
        }
    }

    private static func figures(_ name: Name) async throws -> [BenchFigure] {
        switch name {
        case .frames: try await FrameBench.figures()
        case .terminal: try await TerminalBench.figures()
        case .ingest: try await IngestBench.figures()
        case .fetch: try await FetchBench.figures()
        case .live: try await LiveBench.figures()
        case .http: try await HTTPBench.figures()
        case .topics: try await TopicsBench.figures()
        case .cloud: CloudBench.figures()
        case .retrain: try await RetrainBench.figures()
        case .weather: try await WeatherBench.figures()
        case .fabric: FabricBench.figures()
        }
    }
}
