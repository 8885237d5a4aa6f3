import Foundation
package import UtsiktApp
import UtsiktCore
import UtsiktScreen

/// Writes the cloud's pictures and reads lists of tags for the topics pane.
package struct TopicsDesk: Sendable {
    private let sink: any ArrivalSink
    private let host: WorkspaceHost
    private let home: String

    package init(sink: any ArrivalSink, host: WorkspaceHost, home: String) {
        self.sink = sink
        self.host = host
        self.home = home
    }

    /// Does what the pane asks for, and tells the result. Lines that cannot be used are reported in the log.
    package func perform(_ request: TopicsRequest) {
        do {
            switch request {
            case .picture(let words, let colouring, let path):
                try CloudFile(words: words, colouring: colouring).write(to: expanded(path))
                sink.notice("the cloud is in \(path)")
            case .addStops(let path, var query):
                let (list, rejected) = try TagListFile.stops(expanded(path))
                query.stop.add(list)
                take(query, added: list.tags.count, path, rejected)
            case .addGroups(let path, var query):
                let (list, rejected) = try TagListFile.groups(expanded(path))
                query.merge.add(list)
                take(query, added: list.groups.count, path, rejected)
            }
        } catch {
            sink.log(.error, "\(error)", source: "topics")
            sink.notice(error.problem)
        }
    }

    private func take(_ query: TopicsQuery, added: Int, _ path: String, _ rejected: RejectionList) {
        for rejection in rejected {
            let place = rejection.line.map { ":\($0)" } ?? ""
            sink.log(.warning, "\(rejection.file)\(place): \(rejection.reason)", source: "topics")
        }
        host.take(TagListReading(query: query, added: added, rejected: rejected.count, path: path))
    }

    private func expanded(_ path: String) -> String { SourceReader.expand(path, home: home) }
}
