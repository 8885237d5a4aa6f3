import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktSources

extension PostExchange {
    /// The answer without a server.
    var answer: HTTPAnswer {
        var answer = HTTPAnswer(status: status, body: body)
        for (name, value) in headers where name.lowercased() != "content-encoding" { answer.headers[name] = value }
        return answer
    }
}

/// Runs a source over a database on a clock of its own.
struct PostRun {
    let store: Store
    let clock = ManualPaceClock(start: Timestamp(seconds: 1_796_000_000), jumps: true)

    init() throws { store = try Store.temporary() }

    func callAsFunction(_ source: any Source) async throws -> FetchSnapshot {
        var options = IngestOptions()
        options.retriesSetAside = false
        // While a call is under way its source does not sleep: so no time passes meanwhile, whatever a loaded machine does.
        options.concurrency = 1
        let ingestor = Ingestor(sources: [source], store: store, clock: clock, options: options)
        try await ingestor.run()
        return await ingestor.snapshot()
    }
}
