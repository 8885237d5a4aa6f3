import UtsiktCore
import UtsiktScreen

// The rows that move cursors, go through steps and change the view.
extension FabricPane {
    static let stepActions: [Action] = [
        Action(
            id: "fabric.step.next", title: "next step",
            help: "Shows the rack after the next step of the migration; with two leaves, first with one of them done.",
            keys: [.character("n")], scope: .pane(.fabric), prominence: 7,
            disabledReason: { state in
                guard let steps = state.fabric.steps else { return nil }
                if steps.steps.isEmpty { return StepWords.verdict(steps) }
                let isLast = state.fabric.step >= steps.steps.count && !state.fabric.isBetween
                return isLast ? "this is the last step" : nil
            },
            perform: { state, _ in
                state.fabric.goOn(1)
                // Only now it is known that there is none.
                if let steps = state.fabric.steps, steps.steps.isEmpty { state.notice = StepWords.verdict(steps) }
                return []
            }),
        simple(
            "step.previous", "previous step", "Shows the rack before this step of the migration.", [.character("N")], 2,
            disabled: { $0.step <= 0 ? "this is today's rack" : nil },
            { fabric, _ in fabric.goOn(-1) }),
        Action(
            id: "fabric.step", title: "go to step", help: "Shows the rack after a step of the migration.", keys: [],
            scope: .pane(.fabric), prominence: 0,
            choices: { state in
                (state.fabric.steps?.steps ?? []).map {
                    Action.Choice(item: "\($0.number)", title: "step \($0.number)", detail: $0.title)
                }
            },
            perform: { state, item in
                if let number = Int(item) { state.fabric.go(toStep: number) }
                return []
            }),
    ]

    static let cursorActions: [Action] = [
        arrow("left", "to the left", .left, -1, 0), arrow("right", "to the right", .right, 1, 0),
        arrow("up", "above", .up, 0, -1), arrow("down", "below", .down, 0, 1),
        simple("first", "first", "Goes to the first port, line or rack.", [.home]) { fabric, _ in
            fabric.arrowToEnd(false)
        },
        simple("last", "last", "Goes to the last port, line or rack.", [.end]) { fabric, _ in fabric.arrowToEnd(true) },
        simple("rack.down", "down", "Scrolls the rack or the list down.", [.pageDown]) { fabric, _ in fabric.scroll(5)
        },
        simple("rack.up", "up", "Scrolls the rack or the list up.", [.pageUp]) { fabric, _ in fabric.scroll(-5) },
        simple(
            "check.next", "next finding", "Selects the next finding.", [.character("c")], 4,
            disabled: { $0.shown.checks.isEmpty ? "there is no finding" : nil }, { fabric, _ in fabric.moveCheck(1) }),
        simple(
            "check.previous", "previous finding", "Selects the previous finding.", [.character("C")], 0,
            disabled: { $0.shown.checks.isEmpty ? "there is no finding" : nil }, { fabric, _ in fabric.moveCheck(-1) }),
        simple("check", "select a finding", "Selects the finding that was clicked.", []) { fabric, item in
            if let number = Int(item), fabric.shown.checks.indices.contains(number) { fabric.checkCursor = number }
        },
        simple(
            "fix", "fix", "Changes the plan so that the selected finding, or the worst one, is resolved.",
            [.character("f")], 6,
            disabled: { fabric in
                if fabric.step > 0 { return "a step is shown, not the plan" }
                return fabric.fixableCheck == nil
                    ? (fabric.selectedCheck == nil ? "no finding has a fix" : "this finding has no fix") : nil
            },
            { fabric, _ in
                if let fix = fabric.fixableCheck?.fix { fabric.apply(fix.edits) }
            }),
        simple(
            "leaf", "other leaf", "Shows the front panel of the other leaf.", [.character("L")], 3,
            disabled: { $0.shown.layouts.count < 2 ? "there is one leaf only" : nil },
            { fabric, item in fabric.show(leaf: Int(item) ?? 3 - fabric.leaf) }),
        simple("rack.select", "select a rack", "Selects the rack of the fabric that was clicked.", []) { fabric, item in
            if let number = Int(item), number >= 0, number < fabric.rackCount { fabric.rackCursor = number }
        },
    ]

    /// The views.
    public static let tabs: PaneTabs? = views

    static let views = PaneTabs(
        of: .fabric,
        next: .init(
            "fabric.view", "view", "Shows the next view: plan, steps, checks, cut sheet, bill, whole fabric.",
            prominence: 6),
        previous: .init("fabric.view.previous", "previous view", "Shows the previous view."), shown: { $0.fabric.view }
    ) { state, view in
        state.fabric.show(view)
        return []
    }

    private static func arrow(_ id: String, _ title: String, _ key: Key, _ columns: Int, _ rows: Int) -> Action {
        simple(id, title, "Selects the port, line or rack \(title).", [key]) { fabric, _ in
            fabric.arrow(columns: columns, rows: rows)
        }
    }
}
