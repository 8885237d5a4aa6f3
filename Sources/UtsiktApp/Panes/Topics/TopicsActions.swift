import UtsiktCore
import UtsiktScreen

/// The topics pane's rows of the action table.
enum TopicsActions {
    static let all: [Action] = choosing + showing + counting

    /// The windows that a key goes through.
    static let windows: [TopicsQuery.Window] = [
        .seconds(3_600), .seconds(21_600), .seconds(86_400), .seconds(7 * 86_400), .seconds(30 * 86_400), .all,
    ]

    /// The lengths of the list that keys go through.
    static let lengths = [5, 10, 20, 30, 50, 100, 150]

    private static func row(
        _ verb: String, _ title: String, _ help: String, _ keys: [Key], prominence: Int = 1,
        disabledReason: @escaping @Sendable (AppState) -> String? = { _ in nil },
        perform: @escaping @Sendable (inout AppState, String) -> [Effect]
    ) -> Action {
        Action(
            id: "topics.\(verb)", title: title, help: help, keys: keys, scope: .pane(.topics), prominence: prominence,
            disabledReason: disabledReason, perform: perform)
    }

    // MARK: choosing a tag

    private static let choosing: [Action] = [
        row("up", "choose", "Chooses the tag above.", [.up], prominence: 4, disabledReason: noTags) { state, _ in
            move(&state, by: -1, towards: .up)
        },
        row("down", "choose", "Chooses the tag below.", [.down], prominence: 0, disabledReason: noTags) { state, _ in
            move(&state, by: 1, towards: .down)
        },
        row("pageUp", "page up", "Chooses the tag ten above.", [.pageUp], prominence: 0, disabledReason: noTags) {
            state, _ in move(&state, by: -10, towards: .up)
        },
        row("pageDown", "page down", "Chooses the tag ten below.", [.pageDown], prominence: 0, disabledReason: noTags) {
            state, _ in move(&state, by: 10, towards: .down)
        },
        row("first", "first", "Chooses the first tag.", [.home], prominence: 0, disabledReason: noTags) { state, _ in
            select(&state, index: 0)
        },
        row("last", "last", "Chooses the last tag of the list.", [.end], prominence: 0, disabledReason: noTags) {
            state, _ in select(&state, index: state.topics.listed.count - 1)
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
        row("choose", "choose", "Chooses the tag that was clicked.", [], prominence: 0, disabledReason: noTags) {
            state, item in
            if !item.isEmpty { state.topics.selected = item }
            return []
        },
    ]

    private static let noTags: @Sendable (AppState) -> String? = { state in
        state.topics.listed.isEmpty ? "no hashtags have been counted yet" : nil
    }

    private static let noCloud: @Sendable (AppState) -> String? = { state in
        state.topics.cloud == nil ? "the cloud is not shown here" : noTags(state)
    }

    /// Up and down follow the list, or the cloud where only the cloud is shown.
    private static func move(_ state: inout AppState, by rows: Int, towards: CloudLayout.Direction) -> [Effect] {
        if state.topics.view == .cloud, state.topics.cloud != nil { return step(&state, towards) }
        let index = state.topics.listed.firstIndex { $0.figures.tag == state.topics.selected }
        return select(&state, index: index.map { $0 + rows } ?? 0)
    }

    @discardableResult
    private static func select(_ state: inout AppState, index: Int) -> [Effect] {
        let listed = state.topics.listed
        guard !listed.isEmpty else { return [] }
        state.topics.selected = listed[min(max(0, index), listed.count - 1)].figures.tag
        return []
    }

    private static func step(_ state: inout AppState, _ direction: CloudLayout.Direction) -> [Effect] {
        let next = state.topics.cloud?.layout.neighbour(of: state.topics.selected, direction)
        if let next { state.topics.selected = next.word.key }
        return []
    }

    // MARK: showing

    private static let showing: [Action] = [
        row("view", "view", "Shows bars and cloud, bars alone, or the cloud alone.", [.character("v")], prominence: 7) {
            state, _ in
            state.topics.view = next(state.topics.view)
            return []
        },
        row(
            "sort", "sort", "Sorts the bars by count, authors, change or name.", [.character("s")], prominence: 3,
            disabledReason: noTags
        ) {
            state, _ in
            state.topics.sort = next(state.topics.sort)
            return []
        },
        row(
            "fewer", "fewer", "Lists fewer tags.", [.character("n")], prominence: 2,
            disabledReason: { $0.topics.query.top <= lengths[0] ? "the list is as short as it gets" : nil }
        ) { state, _ in
            ask(&state) { query in query.top = lengths.last { $0 < query.top } ?? lengths[0] }
        },
        row(
            "more", "more", "Lists more tags.", [.character("N")], prominence: 2,
            disabledReason: {
                $0.topics.query.top >= TopicsSnapshot.cloudWords ? "the list is as long as it gets" : nil
            }
        ) { state, _ in
            ask(&state) { query in query.top = lengths.first { $0 > query.top } ?? TopicsSnapshot.cloudWords }
        },
    ]

    // MARK: counting

    private static let counting: [Action] = [
        row(
            "window", "window", "Goes through the windows 1 h, 6 h, 1 d, 7 d, 30 d and all.", [.character("w")],
            prominence: 8
        ) {
            state, _ in
            ask(&state) { query in
                let index = windows.firstIndex(of: query.window) ?? windows.count - 1
                query.window = windows[(index + 1) % windows.count]
            }
        },
        row(
            "count", "count", "Counts every occurrence, once per post, or once per author.", [.character("c")],
            prominence: 6
        ) { state, _ in
            ask(&state) { $0.count = next($0.count) }
        },
        row(
            "rule", "rule", "Counts the post's own tags, or resolves reposts and extended texts first.",
            [.character("r")], prominence: 5
        ) { state, _ in
            ask(&state) { $0.rule = next($0.rule) }
        },
        row(
            "fold", "spellings",
            "Goes through the ways in which spellings are one tag: lower, nfc-lower, nfc-casefold, nfkc-casefold.",
            [.character("f")], prominence: 2
        ) { state, _ in
            ask(&state) { $0.fold = next($0.fold) }
        },
        row(
            "preset2015", "as in 2015", "Counts as in 2015: own tags, every occurrence, lower-cased, one week.",
            [.character("o")], prominence: 4,
            disabledReason: { $0.topics.query.isPreset2015 ? "it is counted as in 2015 already" : nil }
        ) { state, _ in
            ask(&state) { query in
                var preset = TopicsQuery.preset2015
                (preset.now, preset.top) = (query.now, query.top)
                query = preset
            }
        },
    ]

    private static func next<Choice: CaseIterable & Equatable>(_ choice: Choice) -> Choice {
        let all = Array(Choice.allCases)
        guard let index = all.firstIndex(of: choice) else { return choice }
        return all[(index + 1) % all.count]
    }

    /// Asks for another count; the present figures stay until the new ones arrive.
    private static func ask(_ state: inout AppState, _ change: (inout TopicsQuery) -> Void) -> [Effect] {
        var query = state.topics.query
        change(&query)
        state.topics.asked = query
        return [.setTopicsQuery(query)]
    }
}
