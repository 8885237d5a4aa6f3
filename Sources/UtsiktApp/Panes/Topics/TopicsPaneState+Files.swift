public import UtsiktCore
import UtsiktScreen

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
