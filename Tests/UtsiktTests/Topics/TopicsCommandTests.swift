import ArgumentParser
import Testing
import UtsiktCore

@testable import UtsiktEngine
@testable import utsikt

@Suite struct TopicsCommandTests {
    @Test func theFlagsMakeTheQuery() throws {
        let command = try TopicsCommand.parse([
            "a.ndjson", "--preset", "2015", "--now", "2015-07-13T10:16:30Z", "--count", "once-per-author", "--lang",
            "en",
            "--top", "5", "--series", "x", "--cooccurrence", "#y", "--trending", "--by-author", "--jobs", "3", "--json",
        ])
        let query = try command.counting.query()
        #expect(command.files == ["a.ndjson"])
        #expect(query.fold == .lower)
        #expect(query.count == .oncePerAuthor)
        #expect(query.language == "en")
        #expect(query.top == 5)
        #expect(query.now?.iso8601 == "2015-07-13T10:16:30Z")
        #expect(command.series == "x" && command.cooccurrence == "#y" && command.trending && command.byAuthor)
    }

    @Test(arguments: [["--preset", "2016"], ["--now", "yesterday"], ["--top=-1"], ["--stop", "/no/such/file"]])
    func whatMakesNoQueryIsRefused(arguments: [String]) throws {
        let command = try TopicsCommand.parse(arguments)
        #expect(throws: ExitCode(2)) { try command.counting.query() }
    }

    @Test(arguments: [["--window", "7x"], ["--rule", "half"], ["--fold", "upper"], ["--count", "twice"]])
    func unknownChoicesAreRefusedByTheParser(arguments: [String]) {
        #expect(throws: (any Error).self) { try TopicsCommand.parse(arguments) }
    }
}
