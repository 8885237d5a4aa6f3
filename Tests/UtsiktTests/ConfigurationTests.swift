import Foundation
import Testing

@testable import utsikt

@Suite struct ConfigurationTests {
    private func read(_ text: String) throws -> Configuration {
        try ConfigurationReader(file: "config.yaml", home: "/home/kari", database: "/data/utsikt.sqlite").read(text)
    }

    private func expectError(
        _ text: String, contains parts: [String], sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(sourceLocation: sourceLocation) {
            try read(text)
        } throws: { error in
            parts.allSatisfy("\(error)".contains)
        }
    }

    @Test func theBundledExampleIsValidAndFullyUnderstood() throws {
        let path = ReadmeTests.root.appendingPathComponent("Assets/config/config.yaml")
        let configuration = try read(String(contentsOf: path, encoding: .utf8))
        #expect(configuration.database == "/home/kari/.local/share/utsikt/utsikt.sqlite")
        #expect(configuration.posts?.token == .environment("UTSIKT_POSTS_TOKEN"))
        #expect(configuration.weather?.places.map(\.name) == ["Oslo", "Bergen"])
        #expect(configuration.weather?.days == 14)
    }

    @Test func faultsAreToldWithLineColumnAndField() {
        expectError("database: /a\nposts:\n  url: https://a.example\n  usr: 3\n", contains: ["config.yaml:4:3", "usr"])
        expectError("database: /a\nweather:\n  url: nonsense\n", contains: ["config.yaml:3:8: url", "nonsense"])
        expectError("posts: [1, 2]\ndatabase: /a\n", contains: ["config.yaml:1:8", "mapping"])
        expectError("", contains: ["empty"])
        expectError("a: b: c", contains: ["no YAML"])
        let places = "  places: [{name: Oslo, path: Norway/Oslo}]\n"
        expectError(
            "database: /a\nweather:\n  url: https://a.example\n  key_env: K\n  days: 0\n" + places,
            contains: ["config.yaml:5:9: days", "from 2"])
        expectError(
            "database: /a\nweather:\n  url: https://a.example\n  key_env: K\n  target: Rome\n" + places,
            contains: ["config.yaml:5:11: target", "Rome", "Oslo"])
    }

    @Test func theDatabaseIsInTheDataFolderUnlessTheFileNamesOne() throws {
        #expect(try read("{}").database == "/data/utsikt.sqlite")
        #expect(try read("database: ~/mine.sqlite").database == "/home/kari/mine.sqlite")
        expectError("database: [1]", contains: ["config.yaml:1:11: database", "must be a text"])

        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.file("config.yaml")
        try Data("{}\n".utf8).write(to: URL(fileURLWithPath: path))
        let named = ConfigurationFiles(environment: ["HOME": "/home/kari", "XDG_DATA_HOME": "/data"])
        #expect(try named.load(path).database == "/data/utsikt/utsikt.sqlite")
        let home = ConfigurationFiles(environment: ["HOME": "/home/kari"])
        #expect(try home.load(path).database == "/home/kari/.local/share/utsikt/utsikt.sqlite")
    }

    @Test func addressesWithSecretsAndPlacesThatCannotBeFetchedAreRefused() {
        let address = "database: /a\nposts:\n  url: https://kari:s3cr3t@a.example\n  user: 1\n  token_env: T\n"
        #expect {
            try read(address)
        } throws: { error in
            "\(error)".contains("config.yaml:3:8: url") && !"\(error)".contains("s3cr3t")
        }
        let weather = "database: /a\nweather:\n  url: https://a.example\n  key_env: K\n  places:\n"
        expectError(
            weather + "    - {name: Oslo, path: Norway/Oslo}\n    - {name: Oslo, path: Norway/Bergen}\n",
            contains: ["config.yaml:7:", "name", "twice"])
        expectError(weather + "    - {name: Oslo, path: Oslo}\n", contains: ["config.yaml:6:", "path", "Norway/Oslo"])
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
