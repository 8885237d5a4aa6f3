import UtsiktCore
import UtsiktScreen

extension TopicsActions {
    /// What is written to files, and read from them.
    static let files: [Action] = [
        row(
            "picture", "picture", "Saves the cloud as an SVG or PNG picture, small words inside large letters.",
            [.character("P")], prominence: 2,
            question: .text(
                .init(
                    label: "save the cloud as", hint: "a path that ends in .svg or .png; a file there is replaced",
                    initial: { _ in "cloud.svg" },
                    refusal: { _, text in
                        PathText.refusal(text)
                            ?? (CloudPicture.Form(path: text) == nil ? "it must end in .svg or .png" : nil)
                    })), disabledReason: noTags
        ) { state, item in
            guard PathText.refusal(item) == nil else { return [] }
            return state.topics.pictureRequest(path: item)?.effects() ?? []
        },
        row(
            "stop.import", "add stops", "Adds the tags of a file, one a line, to the stop list.", [.character("i")],
            prominence: 1, question: .text(fileQuestion("leave out the tags in", "a path; one tag a line"))
        ) { state, item in
            guard PathText.refusal(item) == nil else { return [] }
            return TopicsRequest.addStops(path: item, query: state.topics.query).effects()
        },
        row(
            "merge.import", "add groups",
            "Adds the groups of a file, one a line with its name first, to the merge list.",
            [.character("I")], prominence: 1,
            question: .text(fileQuestion("merge the groups in", "a path; a group a line, its name first"))
        ) { state, item in
            guard PathText.refusal(item) == nil else { return [] }
            return TopicsRequest.addGroups(path: item, query: state.topics.query).effects()
        },
    ]

    private static func fileQuestion(_ label: String, _ hint: String) -> Action.TextQuestion {
        .init(label: label, hint: hint, refusal: { _, text in PathText.refusal(text) })
    }
}
