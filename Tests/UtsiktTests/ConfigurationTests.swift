import Foundation
import Testing
import UtsiktApp
import UtsiktCore
import UtsiktScreen
import UtsiktSources
import UtsiktTestSupport

@testable import UtsiktEngine
@testable import utsikt

@Suite struct ConfigurationTests {
    /// What a text says, and what is wrong with it.
    private func read(_ text: String) -> ConfigurationReading {
        ConfigurationReader.read(text, file: "config.yaml", home: "/home/kari", database: "/data/utsikt.sqlite")
    }

    private func expectFaults(
        _ text: String, _ wanted: [[String]], sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let faults = read(text).faults.map(\.description)
        #expect(faults.count == wanted.count, "\(faults)", sourceLocation: sourceLocation)
        for parts in wanted {
            #expect(
                faults.contains { fault in parts.allSatisfy(fault.contains) }, "\(parts) in \(faults)",
                sourceLocation: sourceLocation)
        }
    }

    /// The bundled file, with the examples that stand in it as comments taken in.
    private func template(withExamples: Bool) throws -> String {
        let lines = try ConfigurationTemplate.text().split(separator: "\n", omittingEmptySubsequences: false)
        // A comment in words begins with # and one blank; a setting does not.
        return lines.map { line in
            let isExample = line.hasPrefix("#") && (!line.hasPrefix("# ") || line.hasPrefix("#  ")) && line != "#"
            return withExamples && isExample ? String(line.dropFirst()) : String(line)
        }.joined(separator: "\n")
    }

    @Test func theBundledFileIsWhatCountsWithoutIt() throws {
        let reading = read(try template(withExamples: false))
        #expect(reading.faults == [])
        var defaults = read("").configuration
        defaults.database = "/home/kari/.local/share/utsikt/utsikt.sqlite"
        defaults.look.theme = reading.configuration.look.theme
        #expect(reading.configuration == defaults)
        #expect(reading.configuration.look.theme?.name == "default")
        #expect(!reading.configuration.hasSource)
    }

    @Test func theExamplesInTheBundledFileAreValidAndFullyUnderstood() throws {
        let reading = read(try template(withExamples: true))
        let checked = CheckedConfiguration(reading)
        #expect(checked.faults.map(\.description) == [])
        let configuration = reading.configuration
        let posts = configuration.sources.first { $0.id == .posts }
        let weather = configuration.sources.first { $0.id == .weather }
        #expect(posts?.values.secrets == ["token": .environment("UTSIKT_POSTS_TOKEN")])
        #expect(weather?.facts.places == ["Oslo", "Bergen"])
        #expect(weather?.values.number("days") == 14)
        // And one source of each service in the list.
        let listed = configuration.sources.filter { $0.section == nil }
        #expect(listed.map(\.service) == ServiceRegister.all.names)
        #expect(listed.map(\.id.rawValue) == ServiceRegister.all.names.map { "my-" + $0 })
        #expect(configuration.target == "Oslo")
        #expect(configuration.keys.count == 4)
        #expect(configuration.layouts.map(\.name) == ["morning"])
        #expect(configuration.themes.map(\.spec.name) == ["ember"])
        #expect(configuration.themes.first?.spec.entries.count == 2)
    }

    @Test func everyFaultIsToldInOnePassWithLineColumnAndField() {
        expectFaults(
            "database: /a\nposts:\n  url: https://a.example\n  usr: 3\n",
            [["config.yaml:4:3: usr", "Did you mean user?"], ["config.yaml:3:3: user"], ["token_env"]])
        expectFaults(
            "database: /a\nweather:\n  url: nonsense\nlook:\n  theme: [1]\nunits: {times: here}\n",
            [
                ["config.yaml:3:8: url", "nonsense"], ["config.yaml:3:3: key_env"], ["config.yaml:3:3: places"],
                ["config.yaml:5:10: theme", "must be a text"], ["config.yaml:6:16: times", "utc, local"],
            ])
        expectFaults("posts: [1, 2]\ndatabase: /a\n", [["config.yaml:1:8", "mapping"]])
        expectFaults("a: b: c", [["config.yaml:1:5", "not valid YAML", "quotes"]])
        expectFaults("look: {theme: a, theme: b}", [["config.yaml:1:18: theme", "twice"]])
        expectFaults(
            "keys:\n  fetch: {x: y}\n  log:\n    y: a\n    x: b\n    x: c\n", [["config.yaml:6:5: x", "twice"]])
        expectFaults("- 1", [["config.yaml:1:1", "mapping"]])
        let places = "  places: [{name: Oslo, path: Norway/Oslo}]\n"
        expectFaults(
            "weather:\n  url: https://a.example\n  key_env: K\n  days: 0\n  target: Rome\n" + places,
            [["config.yaml:4:9: days", "from 2"], ["config.yaml:5:11: target", "Rome", "Oslo"]])
    }

    @Test func aFaultStopsItsSourceOnly() {
        let reading = read(
            """
            posts: {url: https://a.example, user: 1, token_env: T, pages: many}
            weather: {url: https://a.example, key_env: K, places: [{name: Oslo, path: Norway/Oslo}]}
            look: {mouse: off, glyphs: stones}
            """)
        #expect(reading.configuration.sources.map(\.id) == [.weather])
        #expect(reading.configuration.target == "Oslo")
        #expect(!reading.configuration.look.hasMouse)
        #expect(reading.configuration.look.glyphs == nil)
        #expect(reading.stoppingFaults.map(\.section) == [.sources])
    }

    @Test func anEmptyFileSaysNothingAndALookAloneIsEnough() {
        for text in ["", "\n# only words\n", "{}"] {
            #expect(read(text).faults == [])
            #expect(read(text).configuration == Configuration(database: "/data/utsikt.sqlite"))
        }
        let reading = read("look:\n  mouse: off\n  colours: 16\nunits: {temperature: Fahrenheit, week_start: sunday}\n")
        #expect(reading.faults == [])
        #expect(reading.configuration.look.colours == .sixteen)
        #expect(reading.configuration.units.temperature == .fahrenheit)
        #expect(reading.configuration.units.weekStart == .sunday)
    }

    @Test func theDatabaseIsInTheDataFolderUnlessTheFileNamesOne() throws {
        #expect(read("{}").configuration.database == "/data/utsikt.sqlite")
        #expect(read("database: ~/mine.sqlite").configuration.database == "/home/kari/mine.sqlite")
        expectFaults("database: [1]", [["config.yaml:1:11: database", "must be a text"]])

        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.file("config.yaml")
        try Data("{}\n".utf8).write(to: URL(fileURLWithPath: path))
        let named = ConfigurationFiles(environment: ["HOME": "/home/kari", "XDG_DATA_HOME": "/data"])
        #expect(try named.load(path).database == "/data/utsikt/utsikt.sqlite")
        let home = ConfigurationFiles(environment: ["HOME": "/home/kari"])
        #expect(try home.load(path).database == "/home/kari/.local/share/utsikt/utsikt.sqlite")
    }

    @Test func aCommandFailsOverTheFaultsThatMatterToItOnly() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.file("config.yaml")
        try Data("database: /a\nposts: 3\nlook: {theme: [1]}\n".utf8).write(to: URL(fileURLWithPath: path))
        let files = ConfigurationFiles(environment: ["HOME": folder.path])
        #expect(throws: ConfigurationError.self) { try files.load(path) }
        #expect(try files.load(path, needed: [.database]).database == "/a")
        #expect {
            try files.load(folder.file("none.yaml"))
        } throws: { "\($0)".contains("there is no configuration") }
    }

    @Test func addressesWithSecretsAndPlacesThatCannotBeFetchedAreRefused() {
        let address = "database: /a\nposts:\n  url: https://kari:s3cr3t@a.example\n  user: 1\n  token_env: T\n"
        let faults = read(address).faults.map(\.description)
        #expect(faults.count == 1 && faults.allSatisfy { $0.contains("config.yaml:3:8: url") })
        #expect(!faults.joined().contains("s3cr3t"))
        let weather = "database: /a\nweather:\n  url: https://a.example\n  key_env: K\n  places:\n"
        expectFaults(
            weather + "    - {name: Oslo, path: Norway/Oslo}\n    - {name: Oslo, path: Norway/Bergen}\n",
            [["config.yaml:7:", "name", "twice"]])
        expectFaults(
            weather + "    - {name: Oslo, path: Oslo}\n", [["config.yaml:6:", "path", "Norway/Oslo"]])
    }

    @Test func secretsOthersMayReadAreRefusedAndNeverPrinted() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.file("token")
        try Data("s3cr3t\n".utf8).write(to: URL(fileURLWithPath: path))
        let files = ConfigurationFiles(environment: ["TOKEN": "from the environment"])
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        #expect {
            try files.secret(.file(path))
        } throws: { error in
            "\(error)".contains("644") && !"\(error)".contains("s3cr3t")
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        #expect(try files.secret(.file(path)) == "s3cr3t")
        #expect(try files.secret(.environment("TOKEN")) == "from the environment")
        #expect(throws: ConfigurationError.self) { try files.secret(.environment("UNSET")) }
    }
}
