import Foundation
import UtsiktCore
import UtsiktSources

/// Adds sources to the configuration's file and takes them away, and leaves everything else in it as it is.
package struct SourceEditor: Sendable {
    private let files: ConfigurationFiles
    /// The file.
    package let path: String

    /// What a change makes of the file; nothing is written yet.
    package struct Change: Sendable {
        /// The source that came or went.
        package let source: ConfiguredSource
        /// What the file will say.
        package let configuration: Configuration
        /// The lines that came or went.
        package let lines: [String]
        fileprivate let before: [UInt8]?
        fileprivate let after: String
    }

    /// Makes an editor.
    /// - Parameter path: The file; nil for the user's own.
    package init(_ files: ConfigurationFiles, path: String? = nil) {
        self.files = files
        self.path = path ?? files.configurationPath
    }

    /// Works out the file with a source more.
    /// - Throws: `ConfigurationError` when the file or the source cannot be used.
    package func adding(_ item: SourceItem) throws(ConfigurationError) -> Change {
        let (bytes, text) = try current()
        var edit = try SourceEdit(text, file: path)
        try edit.add(item)
        let (old, new) = (reading(text), reading(edit.text))
        let added = new.configuration.sources.filter { !old.configuration.sources.map(\.id).contains($0.id) }
        guard let source = added.first, added.count == 1 else {
            let own = new.faults.filter { fault in !old.faults.contains { $0.error.problem == fault.error.problem } }
            throw ConfigurationError(own.map(\.error))
                ?? ConfigurationError("the source cannot be added", at: InputLocation(file: path), remedy: Self.byHand)
        }
        try check(new, against: old, besides: source)
        return Change(
            source: source, configuration: new.configuration, lines: item.lines("  "), before: bytes, after: edit.text)
    }

    /// Works out the file without a source.
    /// - Throws: `ConfigurationError` when the file cannot be used or has no such source.
    package func removing(_ name: String) throws(ConfigurationError) -> Change {
        let (bytes, text) = try current()
        let old = reading(text)
        guard let source = old.configuration.sources.first(where: { $0.id.rawValue == name }) else {
            let names = old.configuration.sources.map(\.id.rawValue).joined(separator: ", ")
            throw ConfigurationError(
                "there is no source ‘\(name)’", at: InputLocation(file: path),
                remedy: names.isEmpty ? "None is configured" : "There are \(names)")
        }
        guard source.section == nil else {
            throw ConfigurationError(
                "‘\(name)’ is a section of its own, not an element of sources",
                at: InputLocation(file: path, field: name),
                remedy: Self.byHand)
        }
        // Elements with faults are not sources, but stand in the list: the one is wanted without which the others remain.
        var last: ConfigurationError?
        for index in 0..<Self.mostSources {
            var edit = try SourceEdit(text, file: path)
            do { try edit.remove(index) } catch {
                last = error
                break
            }
            let new = reading(edit.text)
            guard !new.configuration.sources.contains(where: { $0.id == source.id }) else { continue }
            try check(old, against: new, besides: source)
            return Change(
                source: source, configuration: new.configuration, lines: [], before: bytes, after: edit.text)
        }
        throw last ?? ConfigurationError("the source was not found", at: InputLocation(file: path), remedy: Self.byHand)
    }

    /// Writes a change, unless somebody else has changed the file meanwhile.
    /// - Throws: `ConfigurationError` when it cannot be written.
    package func write(_ change: Change) throws(ConfigurationError) {
        let (now, _) = try current()
        guard now == change.before else {
            throw ConfigurationError(
                "the file was changed meanwhile", at: InputLocation(file: path), remedy: "Try again", exitStatus: 3)
        }
        // A link to the file, as people keep who have their settings under version control, stays a link.
        let target = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        do {
            let rights = try? FileManager.default.attributesOfItem(atPath: target.path)[.posixPermissions]
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(change.after.utf8).write(to: target, options: .atomic)
            try FileManager.default.setAttributes([.posixPermissions: rights ?? 0o600], ofItemAtPath: target.path)
        } catch {
            throw ConfigurationError(
                "the file cannot be written: \(FileReason.text(error))", at: InputLocation(file: path),
                remedy: "Check the disk and who may write there", exitStatus: 3)
        }
    }

    private static let byHand = "Edit the file by hand"
    private static let mostSources = 1000

    /// The file's bytes and text; empty where there is none.
    private func current() throws(ConfigurationError) -> (bytes: [UInt8]?, text: String) {
        guard FileManager.default.fileExists(atPath: path) else { return (nil, "") }
        let bytes: [UInt8]
        do {
            bytes = try BoundedFile.read(path, .configuration)
        } catch {
            throw ConfigurationError(
                error.problem(refused: "the file cannot be read"), at: InputLocation(file: path),
                remedy: "Check what it is and who may read it", exitStatus: 3)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ConfigurationError("the file is not UTF-8", at: InputLocation(file: path), remedy: "Save it as UTF-8")
        }
        return (bytes, text)
    }

    private func reading(_ text: String) -> ConfigurationReading {
        ConfigurationReader.read(
            text, file: path, home: files.home, database: files.databasePath, services: files.services)
    }

    /// A configuration without where its parts stand: that may change, not what they say.
    private func withoutPlaces(_ configuration: Configuration) -> Configuration {
        var configuration = configuration
        configuration.look.theme?.place = InputLocation(file: path)
        for index in configuration.themes.indices {
            configuration.themes[index].place = InputLocation(file: path)
            configuration.themes[index].places = []
        }
        return configuration
    }

    /// Everything but the one source must mean what it meant.
    private func check(
        _ more: ConfigurationReading, against less: ConfigurationReading, besides source: ConfiguredSource
    ) throws(ConfigurationError) {
        var rest = more.configuration
        rest.sources.removeAll { $0.id == source.id }
        guard withoutPlaces(rest) == withoutPlaces(less.configuration), more.faults.count == less.faults.count else {
            throw ConfigurationError(
                "the file would mean something else besides", at: InputLocation(file: path), remedy: Self.byHand)
        }
    }
}
