import Foundation
import Testing
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktEngine
@testable import utsikt

/// Stop lists and merge lists of the configuration, and what is kept of the pane's.
@Suite struct TopicsListsTests {
    private func read(_ text: String, home: String = "/home/kari") -> ConfigurationReading {
        ConfigurationReader.read(text, file: "config.yaml", home: home, database: "/data/utsikt.sqlite")
    }

    @Test func listsStandInTheConfigurationOrInFiles() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try Data("#job\n// of no use\nhiring\n".utf8).write(to: URL(fileURLWithPath: folder.file("stop.txt")))
        try Data("ml machinelearning\n".utf8).write(to: URL(fileURLWithPath: folder.file("merge.txt")))
        let inFiles = read(
            "topics: {stop: ~/stop.txt, merge: \(folder.file("merge.txt")), query: [\"#oslo\"]}\n", home: folder.path)
        let inPlace = read("topics: {stop: [job, \"#hiring\"], merge: [[ml, machinelearning]], query: [oslo]}\n")
        for reading in [inFiles, inPlace] {
            #expect(reading.faults == [])
            #expect(reading.configuration.topics.stop.tags == ["job", "hiring"])
            #expect(reading.configuration.topics.merge.groups == [["ml", "machinelearning"]])
            #expect(reading.configuration.topics.own.tags == ["oslo"])
        }
        let text = EffectiveConfiguration(inPlace.configuration, CheckedConfiguration(inPlace).configured).text
        #expect(read(text).configuration.topics == inPlace.configuration.topics)
    }

    @Test(arguments: [
        ("topics: {stop: /no/such/file}", "/no/such/file cannot be read"), ("topics: {stop: {a: b}}", "list of tags"),
        ("topics: {stop: [two words]}", "not a tag"), ("topics: {merge: [[alone]]}", "at least two"),
        ("topics: {merge: 3}", "3 cannot be read"), ("topics: {query: oslo}", "list of tags"),
        ("topics: {stops: []}", "Did you mean stop?"),
    ])
    func whatIsWrongIsSaid(text: String, words: String) {
        let faults = read(text + "\n").faults
        #expect(
            faults.count == 1 && faults.allSatisfy { $0.section == .topics && "\($0)".contains(words) }, "\(faults)")
    }

    @Test func linesOfAFileAreNamed() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try Data("ok\ntwo words\n".utf8).write(to: URL(fileURLWithPath: folder.file("stop.txt")))
        let reading = read("topics: {stop: \(folder.file("stop.txt"))}\n")
        #expect(reading.configuration.topics.stop.tags == ["ok"])
        #expect(reading.faults.map { "\($0)" }.first?.hasPrefix("\(folder.file("stop.txt")):2: ") == true)
    }

    @Test func whatWasChosenIsKeptUntilTheConfigurationsListsChange() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let files = ConfigurationFiles(environment: ["HOME": folder.path])
        var configured = Configuration.Topics()
        configured.stop = ["job"]
        func memory() -> TopicsMemory { TopicsMemory(files, database: "/data/a b.sqlite", configured: configured) }
        #expect(memory().query.stop.tags == ["job"])

        var query = memory().query
        query.stop.add(["hiring"])
        query.merge.merge("machinelearning", into: "ml")
        (query.window, query.count) = (.seconds(3600), .oncePerAuthor)
        (query.now, query.focus) = (Timestamp(seconds: 1), "ml")
        memory().keep(query)
        (query.now, query.focus) = (nil, nil)
        #expect(memory().query == query)
        let other = TopicsMemory(files, database: "/data/other.sqlite", configured: configured)
        #expect(other.query.stop.tags == ["job"])

        configured.own = ["oslo"]
        let changed = memory().query
        #expect(changed.stop.tags == ["job"] && changed.merge.isEmpty && changed.ownTags.tags == ["oslo"])
        #expect(changed.hidesOwnTags)
        #expect(changed.window == .seconds(3600) && changed.count == .oncePerAuthor)
    }

    @Test func aDamagedMemoryIsNone() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let files = ConfigurationFiles(environment: ["HOME": folder.path])
        let memory = TopicsMemory(files, database: "/d", configured: Configuration.Topics())
        memory.keep(TopicsQuery(window: .all))
        let kept = try FileManager.default.contentsOfDirectory(atPath: files.statePath + "/topics")
        #expect(kept.count == 1)
        try Data("{".utf8).write(to: URL(fileURLWithPath: files.statePath + "/topics/" + (kept.first ?? "")))
        #expect(memory.query == TopicsQuery())
    }
}
