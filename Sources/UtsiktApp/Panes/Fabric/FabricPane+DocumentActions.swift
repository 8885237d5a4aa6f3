import UtsiktCore
import UtsiktScreen

// The rows about the plan as a document: what-if, undo, file.
extension FabricPane {
    static let whatIfActions: [Action] = [
        simple(
            "whatif", "what if",
            "Changes a copy of the plan, with the real rack shown behind it; pressed again, goes back to the real plan and keeps the copy.",
            [.character("w")], 7, { fabric, _ in fabric.toggleWhatIf() }),
        simple(
            "adopt", "make it real", "Makes the what-if the real plan.", [.character("a")], 1,
            disabled: { $0.hasWhatIf ? nil : "there is no what-if" }, { fabric, _ in fabric.adopt() }),
        simple(
            "undo", "undo", "Undoes the last change of the plan.", [.character("u")], 4,
            disabled: { $0.canUndo ? nil : "nothing was changed" }, { fabric, _ in fabric.undo() }),
        simple(
            "redo", "redo", "Repeats the change that was undone.", [.character("U")], 1,
            disabled: { $0.canRedo ? nil : "nothing was undone" }, { fabric, _ in fabric.redo() }),
        simple(
            "default", "default", "Resets the plan to the one at the start.", [.character("d")], 1,
            disabled: { $0.plan == $0.origin && !$0.hasWhatIf ? "this is the plan at the start" : nil },
            { fabric, _ in fabric.replace(fabric.origin) }),
    ]

    static let documentActions: [Action] = [
        Action(
            id: "fabric.open", title: "open a plan", help: "Opens a plan file in place of this plan.",
            keys: [.character("O")], scope: .pane(.fabric), prominence: 1,
            question: .text(
                Action.TextQuestion(
                    label: "plan file to open", hint: "the path of a plan's YAML file", initial: path,
                    refusal: { _, text in PathText.refusal(text) })),
            perform: { state, item in
                guard PathText.refusal(item) == nil else { return [] }
                return FabricRequest.open(path: item).effects()
            }),
        Action(
            id: "fabric.save", title: "save the plan", help: "Writes the real plan to a file; the old one is kept.",
            keys: [.character("W")], scope: .pane(.fabric), prominence: 2,
            question: .text(
                Action.TextQuestion(
                    label: "save the plan as", hint: "a path; the file there is kept with ~ at its end",
                    initial: { state in
                        let known = path(state)
                        return known.isEmpty ? state.fabric.realPlan.rack + ".yaml" : known
                    }, refusal: { _, text in PathText.refusal(text) })),
            perform: { state, item in
                guard PathText.refusal(item) == nil else { return [] }
                return FabricRequest.save(document: state.fabric.documentToSave, path: item).effects()
            }),
    ]

    private static func path(_ state: AppState) -> String { state.fabric.path ?? "" }
}
