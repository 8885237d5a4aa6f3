import ArgumentParser
import UtsiktCore
import UtsiktEngine

/// `utsikt sources check`: asks each configured source once.
struct SourcesCheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Asks each configured source once and says what it answers.",
        discussion: """
            One call a source, whatever its budgets say was used; nothing is kept, and a source whose call costs money is not asked. \
            Exit status: 0 all have answered; 1 some have not; 3 none has.
            """)

    @Argument(help: "The source's name. Default: all.")
    var name: String?

    @Option(help: "The configuration file. Default: ~/.config/utsikt/config.yaml.", completion: .file())
    var config: String?

    @Flag(help: "JSON on standard output.")
    var json = false

    func run() async throws {
        try await Failure.explained { try await Interruptible.run { try await check() } }
    }

    private func check() async throws {
        let files = ConfigurationFiles.ofProcess
        let settings = try files.load(config)
        let wanted = settings.sources.filter { name == nil || $0.id.rawValue == name }
        guard !wanted.isEmpty else {
            let names = settings.sources.map(\.id.rawValue).joined(separator: ", ")
            throw ValidationError(
                names.isEmpty ? "No source is configured." : "There is no such source; there are \(names).")
        }
        var answers: [SourceAnswer] = []
        for source in wanted {
            let answer = await Self.ask(source, files, database: settings.database)
            answers.append(answer)
            if !json { try Output.words(answer.text) }
        }
        if json { try Output.line(JSONOutput.line(SourceAnswers(sources: answers))) }
        let failed = answers.count { !$0.isAnswered }
        if failed > 0 { throw ExitCode(failed == answers.count ? 3 : 1) }
    }

    /// Asks a source once.
    static func ask(
        _ configured: ConfiguredSource, _ files: ConfigurationFiles, database: String
    ) async -> SourceAnswer {
        var answer = SourceAnswer(source: configured.id.rawValue, service: configured.service)
        do {
            let source = try Workspace.connector(configured, files, database: database)
            let tasks = source.seeds(at: WorldClock.system.now)
            guard let first = tasks.first else {
                answer.problem = "there is nothing to ask for"
                return answer
            }
            guard source.price(of: first) == .zero else {
                answer.problem = "a call costs money; it was not asked"
                return answer
            }
            let others = source.joinsTasks ? source.companions(of: first, among: Array(tasks.dropFirst())) : []
            let page =
                others.isEmpty ? try await source.fetch(first) : try await source.fetch(first, with: others)
            answer.isAnswered = true
            answer.isWeather = source.content == .observations
            answer.posts = page.rows.posts.count
            answer.observations = page.rows.observations.count
            answer.found = page.discovered.count
            answer.rejected = page.rejected.count
            for case .failed(_, let problem) in page.settled.map(\.outcome) {
                (answer.isAnswered, answer.problem) = (false, problem)
            }
        } catch let error as any ExplainedError {
            answer.problem = error.problem
        } catch {
            answer.problem = error is CancellationError ? "cancelled" : "it could not be asked"
        }
        return answer
    }
}

/// What the sources have answered.
struct SourceAnswers: Encodable {
    /// Each of them.
    let sources: [SourceAnswer]
}

/// What one source has answered.
struct SourceAnswer: Encodable {
    /// Its name.
    let source: String
    /// The service that it asks.
    let service: String
    /// Whether it has given what was asked for.
    var isAnswered = false
    /// Why not; nil when it has.
    var problem: String?
    /// What was in the answer.
    var posts = 0
    var observations = 0
    /// Accounts that the answer names.
    var found = 0
    var rejected = 0

    enum CodingKeys: String, CodingKey {
        case source, service, problem, posts, observations, found, rejected
        case isAnswered = "answered"
    }

    /// Whether observations are what is asked for.
    var isWeather = false

    init(source: String, service: String) { (self.source, self.service) = (source, service) }

    /// For people.
    var text: String {
        guard problem == nil else { return "\(source) (\(service)): \(problem ?? "")\n" }
        let counts = [(found, "accounts"), (posts, "posts"), (observations, "observations"), (rejected, "rejected")]
            .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        // A table without a row is an answer, too, and hardly the one that was meant.
        if isWeather, observations == 0 {
            let rest = counts.isEmpty ? "" : "; " + counts.joined(separator: ", ")
            return "\(source) (\(service)): answers, but no observation\(rest)\n"
        }
        return "\(source) (\(service)): answers\(counts.isEmpty ? "" : ", " + counts.joined(separator: ", "))\n"
    }
}
