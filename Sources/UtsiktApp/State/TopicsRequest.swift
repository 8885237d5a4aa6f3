public import UtsiktCore
public import UtsiktScreen

/// What the topics pane asks of the outside: it touches no file itself.
///
/// The answers come back as notices, and as the query that was asked for (`receive(_:added:path:rejected:)`).
public enum TopicsRequest: Sendable {
    /// Write the cloud as a picture: SVG or PNG, by the end of the path.
    case picture(words: [CloudWord], colouring: CloudColouring, path: String)
    /// Add the tags of a file to the stop list of a query.
    case addStops(path: String, query: TopicsQuery)
    /// Add the groups of a file to the merge list of a query.
    case addGroups(path: String, query: TopicsQuery)

    /// The request as effects of an action.
    func effects() -> [Effect] { [.topics(self)] }
}

extension TopicsPaneState {
    /// What a picture of the cloud is made of: the words of the snapshot, as many as a cloud has.
    func pictureRequest(path: String) -> TopicsRequest? {
        guard let snapshot, !snapshot.words.isEmpty else { return nil }
        let words = snapshot.words.prefix(TopicsSnapshot.cloudWords).map { CloudWord($0, snapshot) }
        return .picture(words: words, colouring: usableColouring, path: path)
    }

    /// What the colours say; without a window before there is no growth to colour by.
    var usableColouring: CloudColouring { colouring == .growth && !hasPast ? .word : colouring }
}

extension TopicsPaneState {
    /// Takes in that a list was read and the query with it is asked for.
    /// - Returns: What to tell.
    public mutating func receive(_ query: TopicsQuery, added: Int, path: String, rejected: Int) -> String {
        asked = query
        let words = added == 1 ? "1 line" : "\(NumberText.grouped(added)) lines"
        let wrong = rejected == 0 ? "" : "; \(NumberText.grouped(rejected)) cannot be used, see the log"
        return "\(words) of \(path) taken over\(wrong)"
    }
}
