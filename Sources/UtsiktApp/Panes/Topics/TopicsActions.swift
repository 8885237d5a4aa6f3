import UtsiktCore
import UtsiktScreen

/// The topics pane's rows of the action table.
enum TopicsActions {
    static let all: [Action] = choosing + tabs.rows + showing + counting + lists + files

    static func row(
        _ verb: String, _ title: String, _ help: String, _ keys: [Key], prominence: Int = 1,
        question: Action.Question? = nil, choices: @escaping @Sendable (AppState) -> [Action.Choice] = { _ in [] },
        disabledReason: @escaping @Sendable (AppState) -> String? = { _ in nil },
        perform: @escaping @Sendable (inout AppState, String) -> [Effect]
    ) -> Action {
        Action(
            id: "topics.\(verb)", title: title, help: help, keys: keys, scope: .pane(.topics), prominence: prominence,
            question: question, choices: choices, disabledReason: disabledReason, perform: perform)
    }

    // MARK: choosing a tag

    private static let choosing: [Action] = [
        row("up", "choose", "Chooses the tag above.", [.up], prominence: 4, disabledReason: noTags) { state, _ in
            move(&state, by: -1, towards: .up)
        },
        row("down", "choose", "Chooses the tag below.", [.down], prominence: 0, disabledReason: noTags) { state, _ in
            move(&state, by: 1, towards: .down)
        },
        row("pageUp", "page up", "Moves ten tags up.", [.pageUp], prominence: 0, disabledReason: noTags) {
            state, _ in move(&state, by: -10, towards: .up)
        },
        row("pageDown", "page down", "Moves ten tags down.", [.pageDown], prominence: 0, disabledReason: noTags) {
            state, _ in move(&state, by: 10, towards: .down)
        },
        row("first", "first", "Chooses the first tag.", [.home], prominence: 0, disabledReason: noTags) { state, _ in
            select(&state, index: 0)
        },
        row("last", "last", "Chooses the last tag of the list.", [.end], prominence: 0, disabledReason: noTags) {
            state, _ in select(&state, index: Int.max)
        },
        row(
            "left", "word left", "Chooses the next word to the left in the cloud.", [.left], prominence: 0,
            disabledReason: noCloud
        ) {
            state, _ in step(&state, .left)
        },
        row(
            "right", "word right", "Chooses the next word to the right in the cloud.", [.right], prominence: 0,
            disabledReason: noCloud
        ) {
            state, _ in step(&state, .right)
        },
        row(
            "choose", "choose", "Chooses the tag that was clicked; a second click opens it.", [], prominence: 0,
            disabledReason: noTags
        ) { state, item in
            guard !item.isEmpty else { return [] }
            if state.topics.selected == item { return open(&state, item) }
            state.topics.selected = item
            return []
        },
        row(
            "open", "open",
            "Opens everything about the chosen tag; in there, about the chosen tag used together with it.",
            [.enter], prominence: 9, choices: tagChoices, disabledReason: noTags
        ) { state, item in
            open(&state, item.isEmpty ? target(state) : item)
        },
        row(
            "previous", "previous", "Goes back to the tag from which an open one was opened, or to the list.",
            [.backspace], prominence: 0, disabledReason: { $0.topics.opened.isEmpty ? "no tag is open" : nil }
        ) { state, _ in
            state.topics.opened.removeLast()
            return focus(&state)
        },
    ]

    static let noTags: @Sendable (AppState) -> String? = { state in
        state.topics.choosable.isEmpty && state.topics.opened.isEmpty ? "no hashtags have been counted yet" : nil
    }

    private static let noCloud: @Sendable (AppState) -> String? = { state in
        state.topics.cloud == nil ? "the cloud is not shown here" : noTags(state)
    }

    private static let tagChoices: @Sendable (AppState) -> [Action.Choice] = { state in
        guard let snapshot = state.topics.snapshot else { return [] }
        return snapshot.words.map { word in
            Action.Choice(
                item: word.figures.tag, title: "#" + TopicsPane.name(word.figures, snapshot.query),
                detail: NumberText.grouped(word.figures.count))
        }
    }

    /// What Enter opens: the chosen tag beside an open one, else the chosen tag of the list.
    private static func target(_ state: AppState) -> String? {
        guard let opened = state.topics.opened.last else {
            return state.topics.selected ?? state.topics.choosable.first
        }
        guard let detail = state.topics.openedDetail, detail.companions.indices.contains(opened.companion) else {
            return nil
        }
        return detail.companions[opened.companion].tag
    }

    private static func open(_ state: inout AppState, _ tag: String?) -> [Effect] {
        guard let tag, tag != state.topics.opened.last?.tag else { return [] }
        if state.topics.opened.isEmpty { state.topics.selected = tag }
        state.topics.opened.append(OpenedTag(tag: tag))
        return focus(&state)
    }

    /// Asks for the detail of the open tag, or for none.
    static func focus(_ state: inout AppState) -> [Effect] {
        let tag = state.topics.opened.last?.tag
        return state.topics.query.focus == tag ? [] : ask(&state) { $0.focus = tag }
    }

    /// Up and down follow the list, or the cloud where only the cloud is shown, or the tags beside an open one.
    private static func move(_ state: inout AppState, by rows: Int, towards: CloudLayout.Direction) -> [Effect] {
        if state.topics.opened.last != nil {
            let count = companions(state)
            if abs(rows) > 1 {
                scrollPosts(&state, by: rows / 3)
            } else if count > 0 {
                moveCompanion(&state) { min(max(0, $0 + rows), count - 1) }
            }
            return []
        }
        if state.topics.view == .cloud, state.topics.cloud != nil { return step(&state, towards) }
        let index = state.topics.choosable.firstIndex { $0 == state.topics.selected }
        return select(&state, index: index.map { $0 + rows } ?? 0)
    }

    private static func companions(_ state: AppState) -> Int { state.topics.openedDetail?.companions.count ?? 0 }

    private static func moveCompanion(_ state: inout AppState, _ change: (Int) -> Int) {
        let last = state.topics.opened.count - 1
        guard last >= 0 else { return }
        state.topics.opened[last].companion = change(state.topics.opened[last].companion)
    }

    private static func scrollPosts(_ state: inout AppState, by rows: Int) {
        let last = state.topics.opened.count - 1
        guard last >= 0 else { return }
        let most = max(0, (state.topics.openedDetail?.latest.count ?? 0) - 1)
        state.topics.opened[last].postOffset = min(max(0, state.topics.opened[last].postOffset + rows), most)
    }

    @discardableResult
    private static func select(_ state: inout AppState, index: Int) -> [Effect] {
        if !state.topics.opened.isEmpty {
            let count = companions(state)
            moveCompanion(&state) { _ in min(max(0, index), max(0, count - 1)) }
            return []
        }
        let tags = state.topics.choosable
        guard !tags.isEmpty else { return [] }
        state.topics.selected = tags[min(max(0, index), tags.count - 1)]
        return []
    }

    private static func step(_ state: inout AppState, _ direction: CloudLayout.Direction) -> [Effect] {
        guard state.topics.opened.isEmpty else { return [] }
        let next = state.topics.cloud?.layout.neighbour(of: state.topics.selected, direction)
        if let next { state.topics.selected = next.word.key }
        return []
    }

    // MARK: showing

    /// The views; opening one leaves a tag's detail.
    static let tabs = PaneTabs(
        of: .topics,
        next: .init(
            "topics.view", "view", "Shows bars and cloud, bars alone, the cloud alone, or what is trending.",
            prominence: 7),
        isWayBack: false, shown: { $0.topics.view }
    ) { state, view in
        state.topics.view = view
        return leaveDetail(&state)
    }

    private static let showing: [Action] = [
        row(
            "trending", "trending", "Shows the tags that more people use than is usual now; pressed again, goes back.",
            [.character("t")], prominence: 4
        ) { state, _ in
            state.topics.view = state.topics.view == .trending ? .both : .trending
            return leaveDetail(&state)
        },
        row(
            "sort", "sort", "Sorts the bars by count, authors, change, trend or name.", [.character("s")],
            prominence: 3,
            choices: { _ in TopicsPaneState.Sort.allCases.map { .init(item: $0.rawValue, title: $0.title) } },
            disabledReason: noTags
        ) {
            state, item in
            state.topics.sort = TopicsPaneState.Sort(rawValue: item) ?? next(state.topics.sort)
            return []
        },
        row(
            "colours", "colours", "Colours the cloud by growth, by how many people use a word, or word by word.",
            [.character("k")], prominence: 2,
            choices: { _ in CloudColouring.allCases.map { .init(item: $0.rawValue) } }
        ) { state, item in
            state.topics.colouring = CloudColouring(rawValue: item) ?? next(state.topics.colouring)
            return []
        },
        row(
            "span", "hours or days", "Shows an open tag's use by hours or by days.", [.character("d")],
            prominence: 2,
            disabledReason: { $0.topics.opened.isEmpty ? "no tag is open" : nil }
        ) { state, _ in
            let last = state.topics.opened.count - 1
            if last >= 0 { state.topics.opened[last].showsDays.toggle() }
            return []
        },
    ]

    private static func leaveDetail(_ state: inout AppState) -> [Effect] {
        guard !state.topics.opened.isEmpty else { return [] }
        state.topics.opened = []
        return focus(&state)
    }

    static func next<Choice: CaseIterable & Equatable>(_ choice: Choice) -> Choice {
        let all = Array(Choice.allCases)
        guard let index = all.firstIndex(of: choice) else { return choice }
        return all[(index + 1) % all.count]
    }

    /// Asks for another count; the present figures stay until the new ones arrive.
    static func ask(_ state: inout AppState, _ change: (inout TopicsQuery) -> Void) -> [Effect] {
        var query = state.topics.query
        change(&query)
        state.topics.asked = query
        return [.world(.setTopicsQuery(query))]
    }
}
