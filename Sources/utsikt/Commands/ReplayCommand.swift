import ArgumentParser
import Foundation
import UtsiktCore
import UtsiktSources

/// `utsikt replay`: the sample world's services alone, for other programs and for trying out connectors.
struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Serve the sample world's two services on 127.0.0.1.",
        discussion: """
            Prints the port it listens on as a line on standard output and serves until it is interrupted. \
            The posts service wants the token ‘\(SampleWorld.token)’, the weather service the key ‘\(SampleWorld.key)’; \
            both are made up and open nothing else. In a configuration: `posts: {url: http://127.0.0.1:PORT, user: 1000, \
            token_env: …}`; the weather is that of US/JFK, US/LaGuardia and US/Newark from May to July 2013.
            """)

    @Option(help: "The port; 0 takes a free one.")
    var port: UInt16

    @Option(help: "A folder with hashtags.tsv and weather/*.txt instead of the bundled world.")
    var world: String?

    @Option(help: "A JSON file that says what goes wrong and when, instead of the bundled faults.")
    var faults: String?

    @Flag(help: "Keep no rate limits.")
    var noLimits = false

    @Option(help: "Serve the accounts so many times over, each time with other ids: 1 ... 12.")
    var copies = 1

    @Option(help: "How fast the clock of the rate limits runs: 1 ... 1000000, or max for no limits.")
    var speed = "1"

    func run() async throws {
        try await Failure.explained { try await serve() }
    }

    private func serve() async throws {
        guard let speed = ReplaySpeed(speed) else {
            throw Unusable(problem: "‘\(self.speed)’ is not a speed", remedy: "Give 1 ... 1000000, or max")
        }
        guard (1...12).contains(copies) else {
            throw Unusable(problem: "\(copies) copies cannot be served", remedy: "Give 1 ... 12")
        }
        let world =
            if let folder = self.world {
                try SampleWorld.load(directory: folder)
            } else {
                try SampleWorld.load(AssetLocator.ofProcess())
            }
        let script = if let file = faults { try readFaults(file) } else { Faults.sample }
        // At max only a sleeper in this process could move the clock; there is none, so there are no limits either.
        let clock = ReplayPaceClock(start: world.paceStart, speed: speed)
        let server = ReplayServer(
            world: world, clock: clock, faults: script, limits: !noLimits && speed != .max, copies: copies)
        let signals = StopSignals()
        let port = try await server.start(port: port)
        try Output.line("\(port)")
        let signal = await signals.first()
        await server.stop()
        if signal == SIGINT { throw ExitCode(130) }
    }

    private func readFaults(_ file: String) throws -> Faults {
        try Faults(json: try BoundedFile.read(file, .faults), file: file)
    }
}

/// An argument that cannot be used; its own type because the parser's would end with another status.
private struct Unusable: ExplainedError {
    let problem: String
    let remedy: String
}
