public import UtsiktCore
public import UtsiktScreen

/// What the topics pane asks of the desk: it touches no file itself.
///
/// The answers come back as notices, and as the query that was asked for (`Arrival.tagList`).
public enum TopicsRequest: Sendable {
    /// Write the cloud as a picture: SVG or PNG, by the end of the path.
    case picture(words: [CloudWord], colouring: CloudColouring, path: String)
    /// Add the tags of a file to the stop list of a query.
    case addStops(path: String, query: TopicsQuery)
    /// Add the groups of a file to the merge list of a query.
    case addGroups(path: String, query: TopicsQuery)

    /// The request as effects of an action.
    func effects() -> [Effect] { [.desk(.topics(self))] }
}
