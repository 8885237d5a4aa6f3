import Foundation
package import UtsiktCore

/// Keeps how a live world's hashtags are counted, so that what was chosen and typed in the pane outlives the program: a small file
/// of the program's own, one a database.
package struct TopicsMemory: Sendable {
    private let path: String
    private let configured: Configuration.Topics

    /// What is kept.
    private struct Kept: Codable {
        /// The lists of the configuration that the query began with.
        var configured: Configuration.Topics
        var query: TopicsQuery
    }

    /// Makes the memory of a database.
    /// - Parameter configured: The lists of the configuration.
    package init(_ files: ConfigurationFiles, database: String, configured: Configuration.Topics) {
        let name = URL(fileURLWithPath: database).standardizedFileURL.path
        // The readable part may be that of two databases.
        let hash = String(FNV1a.hash(name.utf8), radix: 16)
        path =
            files.statePath + "/topics/" + SafeFileName.name(String(name.drop { $0 == "/" }.suffix(64)))
            + "-\(hash).json"
        self.configured = configured
    }

    /// The query to begin with: the kept one; the configuration's lists when they were changed since, or nothing is kept.
    package var query: TopicsQuery {
        let kept = (try? BoundedFile.read(path, .memory)).flatMap {
            try? JSONDecoder().decode(Kept.self, from: Data($0))
        }
        var query = kept?.query ?? TopicsQuery()
        if kept?.configured != configured {
            (query.stop, query.merge, query.ownTags) = (configured.stop, configured.merge, configured.own)
            query.hidesOwnTags = !configured.own.isEmpty
        }
        return query
    }

    /// Keeps a query. What cannot be kept is lost at the end: nothing else depends on it.
    package func keep(_ query: TopicsQuery) {
        var query = query
        (query.now, query.focus) = (nil, nil)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        guard let data = try? encoder.encode(Kept(configured: configured, query: query)) else { return }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        try? FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try? data.write(to: URL(fileURLWithPath: path), options: .atomic)
    }
}
