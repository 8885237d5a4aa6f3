import ArgumentParser
import UtsiktApp

/// What can be dumped: the overview, or a pane of the register.
struct DumpSubject: ExpressibleByArgument, Hashable {
    /// The pane; nil for the overview.
    let pane: PaneID?

    /// The word for all panes at once.
    private static let overview = "overview"

    /// The word for it.
    var name: String { pane?.rawValue ?? Self.overview }
    var defaultValueDescription: String { name }

    /// Reads a word; nil when it names nothing.
    init?(argument: String) {
        if argument == Self.overview {
            pane = nil
        } else if let id = Panes.all.id(named: argument) {
            pane = id
        } else {
            return nil
        }
    }

    static var allValueStrings: [String] { [overview] + Panes.all.ids.map(\.rawValue) }
    static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }

    /// The words in a sentence.
    static var list: String {
        let words = allValueStrings
        return words.dropLast().joined(separator: ", ") + (words.count > 1 ? " or " : "") + (words.last ?? "") + "."
    }
}
