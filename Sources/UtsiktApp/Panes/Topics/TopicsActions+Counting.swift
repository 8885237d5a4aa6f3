import UtsiktCore
import UtsiktScreen

extension TopicsActions {
    /// The windows that a key goes through.
    static let windows: [TopicsQuery.Window] = [
        .seconds(3_600), .seconds(21_600), .seconds(86_400), .seconds(7 * 86_400), .seconds(30 * 86_400), .all,
    ]

    /// The lengths of the list that keys go through.
    static let lengths = [5, 10, 20, 30, 50, 100, 150]

    /// The most tags that a list may have.
    static let longestList = 500

    static let counting: [Action] = [
        row(
            "window", "window", "Chooses the next window: 1 h, 6 h, 1 d, 7 d, 30 d, all.", [.character("w")],
            prominence: 8,
            choices: { _ in windows.map { .init(item: $0.description, title: $0 == .all ? "all posts" : nil) } }
        ) { state, item in
            let index = windows.firstIndex(of: state.topics.query.window) ?? windows.count - 1
            let window = TopicsQuery.Window(item) ?? windows[(index + 1) % windows.count]
            return ask(&state) { $0.window = window }
        },
        row(
            "window.custom", "any window", "Asks for a window of any width.", [.character("W")], prominence: 1,
            question: .text(
                .init(
                    label: "window", hint: "90m, 36h, 10d, 2w or all",
                    initial: { $0.topics.query.window.description },
                    refusal: { _, text in
                        TopicsQuery.Window(text) == nil
                            ? "a whole number above 0 with s, m, h, d or w behind it, or all" : nil
                    }))
        ) { state, item in
            TopicsQuery.Window(item).map { window in ask(&state) { $0.window = window } } ?? []
        },
        row(
            "fewer", "fewer", "Lists fewer tags.", [.character("n")], prominence: 2,
            disabledReason: { $0.topics.query.top <= lengths[0] ? "the list is as short as it gets" : nil }
        ) { state, _ in
            ask(&state) { query in query.top = lengths.last { $0 < query.top } ?? lengths[0] }
        },
        row(
            "more", "more", "Lists more tags.", [.character("N")], prominence: 2,
            disabledReason: { $0.topics.query.top >= longestList ? "the list is as long as it gets" : nil }
        ) { state, _ in
            ask(&state) { query in query.top = lengths.first { $0 > query.top } ?? longestList }
        },
        row(
            "top", "length", "Asks how many tags to list.", [.character("T")], prominence: 1,
            question: .text(
                .init(
                    label: "tags to list", hint: "1 to \(longestList)", initial: { "\($0.topics.query.top)" },
                    refusal: { _, text in
                        Int(text).map { (1...longestList).contains($0) } == true
                            ? nil : "a whole number from 1 to \(longestList)"
                    }))
        ) { state, item in
            Int(item).map { top in ask(&state) { $0.top = min(max(1, top), longestList) } } ?? []
        },
        row(
            "count", "count", "Counts every occurrence, once per post, or once per author.", [.character("c")],
            prominence: 6, choices: { _ in TopicsQuery.Count.allCases.map { .init(item: $0.rawValue) } }
        ) { state, item in
            let count = TopicsQuery.Count(rawValue: item) ?? next(state.topics.query.count)
            return ask(&state) { $0.count = count }
        },
        row(
            "rule", "rule", "Counts the post's own tags, or resolves reposts and extended texts first.",
            [.character("r")], prominence: 5,
            choices: { _ in TopicsQuery.Rule.allCases.map { .init(item: $0.rawValue) } }
        ) { state, item in
            let rule = TopicsQuery.Rule(rawValue: item) ?? next(state.topics.query.rule)
            return ask(&state) { $0.rule = rule }
        },
        row(
            "fold", "spellings",
            "Chooses the next rule for which spellings are one tag: lower, nfc-lower, nfc-casefold, nfkc-casefold.",
            [.character("f")], prominence: 2,
            choices: { _ in TopicsQuery.Fold.allCases.map { .init(item: $0.rawValue) } }
        ) { state, item in
            let fold = TopicsQuery.Fold(rawValue: item) ?? next(state.topics.query.fold)
            return ask(&state) { $0.fold = fold }
        },
        row(
            "language", "language", "Counts the posts of one language, or of all.", [.character("l")], prominence: 3,
            question: .choice,
            choices: { state in
                [.init(item: "all", title: "all languages")]
                    + (state.topics.snapshot?.languages ?? []).map {
                        .init(
                            item: $0.name, title: $0.name == "und" ? "und (not given)" : $0.name,
                            detail: TopicsFormat.count($0.count, "post", "posts"))
                    }
            }
        ) { state, item in
            item.isEmpty ? [] : ask(&state) { $0.language = item == "all" ? nil : item }
        },
        row(
            "preset2015", "preset 2015", "Counts as in 2015: own tags, every occurrence, lower-cased, one week.",
            [.character("o")], prominence: 4,
            disabledReason: { $0.topics.query.isPreset2015 ? "the preset of 2015 is chosen already" : nil }
        ) { state, _ in
            ask(&state) { query in
                var preset = TopicsQuery.preset2015
                (preset.now, preset.top, preset.focus) = (query.now, query.top, query.focus)
                preset.ownTags = query.ownTags
                query = preset
            }
        },
    ]
}
