import UtsiktCore
import UtsiktScreen

extension TopicsActions {
    /// The stop list, the merge list and the query's own tags.
    static let lists: [Action] = [
        row(
            "stop", "leave out", "Leaves the chosen tag out of every list, sum and cloud.", [.character("x")],
            prominence: 3, disabledReason: noChosen
        ) { state, item in
            guard let tag = item.isEmpty ? chosen(state) : item else { return [] }
            // The cursor stays where it is in the list.
            let tags = state.topics.choosable
            if let index = tags.firstIndex(of: tag), tags.count > 1 {
                state.topics.selected = tags[index + 1 < tags.count ? index + 1 : index - 1]
            }
            state.topics.opened = []
            return ask(&state) {
                $0.stop.toggle(tag)
                $0.focus = nil
            }
        },
        row(
            "stop.edit", "stop list", "Edits the list of tags that are left out.", [.character("X")], prominence: 1,
            question: .text(
                .init(
                    label: "leave out", hint: "tags with spaces between; empty leaves nothing out", isList: true,
                    initial: { $0.topics.query.stop.tags.joined(separator: " ") },
                    refusal: { _, text in refusal(TagList.parse(lines(text), file: "").rejected) }))
        ) { state, item in
            ask(&state) { $0.stop = TagList.parse(lines(item), file: "").list }
        },
        row(
            "merge", "merge", "Merges the chosen tag into another one: both count as one.", [.character("m")],
            prominence: 2,
            question: .text(
                .init(
                    label: "count the chosen tag as", hint: "a tag; Esc leaves it",
                    refusal: { state, text in
                        let tag = text.drop { $0 == "#" }
                        if tag.isEmpty { return "a tag must be named" }
                        if tag.contains(where: { $0 == " " || $0 == "," }) { return "one tag, without spaces" }
                        return chosen(state) == String(tag) ? "that is the chosen tag itself" : nil
                    })), disabledReason: noChosen
        ) { state, item in
            guard let tag = chosen(state), !item.isEmpty else { return [] }
            let name = String(item.drop { $0 == "#" })
            state.topics.selected = name
            state.topics.opened = []
            return ask(&state) {
                $0.merge.merge(tag, into: name)
                $0.focus = nil
            }
        },
        row(
            "merge.edit", "merge list", "Edits the groups of tags that count as one.", [.character("M")], prominence: 1,
            question: .text(
                .init(
                    label: "merge", hint: "groups with ; between, its name first", isList: true,
                    initial: { state in
                        state.topics.query.merge.groups.map { $0.joined(separator: " ") }.joined(separator: "; ")
                    },
                    refusal: { _, text in refusal(TagGroups.parse(groupLines(text), file: "").rejected) }))
        ) { state, item in
            ask(&state) { $0.merge = TagGroups.parse(groupLines(item), file: "").groups }
        },
        row(
            "own", "hide query's", "Hides the tags of the query itself, and shows them again.", [.character("h")],
            prominence: 2,
            disabledReason: { state in
                state.topics.query.ownTags.isEmpty ? "the query has no tags of its own" : nil
            }
        ) { state, _ in
            ask(&state) { $0.hidesOwnTags.toggle() }
        },
        row(
            "own.edit", "query's tags", "Edits the tags of the query itself, which can be hidden.", [.character("H")],
            prominence: 1,
            question: .text(
                .init(
                    label: "the query's own tags", hint: "tags with spaces between", isList: true,
                    initial: { $0.topics.query.ownTags.tags.joined(separator: " ") },
                    refusal: { _, text in refusal(TagList.parse(lines(text), file: "").rejected) }))
        ) { state, item in
            ask(&state) { query in
                query.ownTags = TagList.parse(lines(item), file: "").list
                query.hidesOwnTags = !query.ownTags.isEmpty
            }
        },
    ]

    private static let noChosen: @Sendable (AppState) -> String? = { chosen($0) == nil ? "no tag is chosen" : nil }

    /// The tag that a key means: the open one, else the chosen one.
    private static func chosen(_ state: AppState) -> String? {
        state.topics.opened.last?.tag ?? state.topics.selected
    }

    /// One tag a line, as the lists' files have it.
    private static func lines(_ text: String) -> String {
        text.split { $0 == " " || $0 == "," }.joined(separator: "\n")
    }

    private static func groupLines(_ text: String) -> String {
        text.split(separator: ";").joined(separator: "\n")
    }

    private static func refusal(_ rejected: RejectionList) -> String? { rejected.first?.reason }
}
