import Foundation
import Testing
import UtsiktApp
import UtsiktCore
import UtsiktSources
import UtsiktTestSupport

@testable import UtsiktEngine
@testable import utsikt

/// What a service needs to be one: its own file and a line in the register.
@Suite(.timeLimit(.minutes(15))) struct ThrowAwayServiceTests {
    private let services = ServiceRegister(ServiceRegister.all.services + [PebbleService()])

    private func read(_ text: String) -> ConfigurationReading {
        ConfigurationReader.read(
            text, file: "config.yaml", home: "/home/kari", database: "/data/utsikt.sqlite", services: services)
    }

    @Test(arguments: [
        ("  - {service: peebles, name: a}", "3:15: service", "Did you mean pebbles?"),
        ("  - {name: a}", "3:5: service", "timelines-1.1, weather-history,"),
        (
            "  - service: pebbles\n    kee_env: A\n    key_env: K\n    beaches: [{name: Huk}]", "4:5: kee_env",
            "key_env?"
        ),
        ("  - service: pebbles\n    beaches: [{name: Huk}]", "3:5: key_env", "neither key_env nor key_file"),
        ("  - {service: pebbles, key_env: K, depth: 10, beaches: [{name: Huk}]}", "3:43: depth", "from 1 to 9"),
        ("  - {service: pebbles, key_env: K, order: tied, beaches: [{name: Huk}]}", "3:43: order", "tide, size"),
        ("  - {service: pebbles, key_env: K}", "3:5: beaches", "at least one beach"),
        ("  - {service: pebbles, key_env: K, beaches: [{name: Huk}, {name: Huk}]}", "3:66: name", "stands twice"),
        ("  - {service: pebbles, key_env: K, beaches: [{name: Atlantis}]}", "3:53: name", "has sunk"),
        (
            "  - {service: pebbles, url: 'http://u:s3cr3t@h', key_env: K, beaches: [{name: Huk}]}", "3:29: url",
            "bare address"
        ),
        ("  - {service: pebbles, name: posts, key_env: K, beaches: [{name: Huk}]}", "3:30: name", "two sources"),
        ("  - {service: pebbles, name: 'a b', key_env: K, beaches: [{name: Huk}]}", "3:30: name", "without blanks"),
        ("  - 7", "3:5", "mapping"), ("  {a: b}", "3:3: sources", "list"),
    ])
    func faultsAreToldWithLineAndColumn(text: String, place: String, words: String) {
        let posts = "posts: {url: https://a.example, user: 1, token_env: T}\n"
        let reading = read(posts + "sources:\n" + text + "\n")
        let faults = reading.faults.map(\.description)
        #expect(faults.count == 1, "\(faults)")
        #expect(faults.first?.hasPrefix("config.yaml:\(place)") == true, "\(faults)")
        #expect(faults.first?.contains(words) == true && faults.first?.contains("s3cr3t") == false, "\(faults)")
        #expect(reading.configuration.sources.map(\.id) == [.posts])
        #expect(reading.stoppingFaults.map(\.section) == [.sources])
    }

    @Test func aPlaceIsFetchedByOneSourceOnly() {
        let places = "key_env: K, places: [{name: Oslo, path: Norway/Oslo}]"
        let reading = read(
            """
            weather: {url: https://a.example, \(places)}
            sources:
              - {service: weather-history, url: https://b.example, \(places)}
            """)
        #expect(
            reading.faults.map(\.description).allSatisfy { $0.hasPrefix("config.yaml:3:5: places: the place ‘Oslo’") })
        #expect(reading.faults.count == 1 && reading.configuration.sources.map(\.id) == [.weather])
    }

    @Test func whatCountsIsWrittenOutAndReadAgain() throws {
        let reading = read(
            """
            sources:
              - {service: pebbles, name: stones, key_file: ~/k, depth: 3, beaches: [{name: 'H"uk'}, {name: Ingierstrand}]}
              - {service: timelines-1.1, url: https://a.example, user: 1, token_env: T}
            """)
        #expect(reading.faults == [])
        #expect(reading.configuration.sources.map(\.id.rawValue) == ["stones", "timelines-1.1"])
        let checked = CheckedConfiguration(reading)
        let text = EffectiveConfiguration(reading.configuration, checked.configured, services: services).text
        let again = read(text)
        #expect(again.faults == [] && again.configuration.sources == reading.configuration.sources, "\(text)")
        #expect(text.contains("order: tide") && text.contains("/home/kari/k"))
        #expect(checked.summary.contains("pebbles from https://pebbles.example.org; posts from https://a.example"))
        // The documented configuration shows it too.
        #expect(ServiceExamples.text(services).contains("#    key_env: PEBBLE_KEY"))
    }

    @Test func itIsFetchedOverHTTPAndItsRowsCarryItsSource() async throws {
        let server = try HostileServer { head in
            guard head.contains("Authorization: Pebble hush\r\n") else { return [.answer(401, "")] }
            return [.answer(200, head.contains("page=0") ? "1 ada basalt\nnonsense\n" : "2 ada gneiss\n")]
        }
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let files = ConfigurationFiles(environment: ["HOME": folder.path, "PEBBLE_KEY": "hush"], services: services)
        try Data(
            """
            database: \(folder.file("a.sqlite"))
            sources:
              - {service: pebbles, name: stones, url: "\(server.url)", key_env: PEBBLE_KEY, beaches: [{name: Huk}]}
            """.utf8
        ).write(to: URL(fileURLWithPath: folder.file("config.yaml")))
        let configuration = try files.load(folder.file("config.yaml"))
        let workspace = try await Workspace.live(configuration, database: nil, files: files, watch: false)
        let events = workspace.ingestor.events()
        async let pumping: Void = workspace.pump(events, onlyThisRun: true) { _ in }
        try await workspace.ingestor.run()
        await pumping

        let stones = SourceID(rawValue: "stones")
        var posts: [Post] = []
        for try await batch in workspace.store.posts() { posts += batch }
        #expect(posts.map(\.id) == ["1", "2"] && posts.allSatisfy { $0.source == stones })
        #expect(try await workspace.store.sources() == [StoredSource(id: stones, service: "pebbles", content: .posts)])
        let progress = try await workspace.store.progress()[stones]
        #expect(progress?.pages == 2 && progress?.calls == 2 && progress?.rejected == 1 && progress?.done == 1)
        let report = await workspace.topics.current().report
        #expect(report.hashtags.total == 2 && report.authors == 1 && report.rejected.count == 1)
        let folderOut = folder.file("out")
        _ = try await StoreExport(workspace.store, folder: folderOut).write()
        let lines = try String(contentsOfFile: folderOut + "/posts.ndjson", encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.allSatisfy { $0.contains("\"source\":\"stones\"") && $0.contains("\"service\":\"pebbles\"") })
        await workspace.close()
    }

    @Test func itIsListed() throws {
        let listing = ServiceListing(PebbleService())
        let text = """
            pebbles: pebbles, a line each
              needs key_env or key_file or key_command, beaches; takes url, depth, order
              limits: 4 calls a second
            """
        #expect(listing.text == text)
        let json = try JSONOutput.line(ServiceList(services: [listing]))
        #expect(json.contains("{\"default\":\"tide\",\"names\":[\"order\"],\"needed\":false}"))
        #expect(json.contains("{\"names\":[\"key_env\",\"key_file\",\"key_command\"],\"needed\":true}"))
        let names = ServiceRegister.all.names
        #expect(Set(names).count == names.count && names.contains("timelines-1.1") && !names.contains("pebbles"))
    }

    @Test func withoutItsSecretItIsLeftOutAndSaid() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let files = ConfigurationFiles(environment: ["HOME": folder.path], services: services)
        let path = folder.file("config.yaml")
        try Data("sources: [{service: pebbles, key_env: UNSET, beaches: [{name: Huk}]}]".utf8)
            .write(to: URL(fileURLWithPath: path))
        let configuration = try files.load(path)
        let database = folder.file("a.sqlite")
        await #expect(throws: ConfigurationError.self) {
            try await Workspace.live(configuration, database: database, files: files, watch: false)
        }
    }
}
