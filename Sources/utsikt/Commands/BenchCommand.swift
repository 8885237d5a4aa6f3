import ArgumentParser
import UtsiktCore

/// `utsikt bench`: what the program's speed is worth, each figure beside its floor or a peer of the same run.
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Measures frames, ingest, topics and retrain, each beside a floor or a peer.",
        discussion: "CPU seconds of a release build. A peer that is not installed is said to be missing.")

    /// The benches.
    enum Name: String, ExpressibleByArgument, CaseIterable {
        case frames, ingest, topics, retrain
    }

    @Argument(help: "Which: frames, ingest, topics, retrain. Default: all.")
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
        case .ingest: try await IngestBench.figures()
        case .topics: try await TopicsBench.figures()
        case .retrain: try await RetrainBench.figures()
        }
    }
}
