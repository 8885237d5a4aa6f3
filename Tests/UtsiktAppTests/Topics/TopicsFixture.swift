import UtsiktCore
import UtsiktScreen

@testable import UtsiktApp

/// A timeline of five weeks that has everything the pane can show: the article's leading tags and a tail, spellings, languages,
/// authors with names, posts with several tags, hostile tags and texts.
enum TopicsFixture {
    static let now = Timestamp(milliseconds: 1_436_782_590_000)
    static let escapes = "a\u{1B}[31mred\u{202E}"
    static let long = String(repeating: "long", count: 75)

    private static let tags: [(String, Int)] =
        [
            ("bigdata", 114), ("openstack", 92), ("gophercon", 71), ("machinelearning", 68), ("sdn", 66),
            ("datascience", 58), ("docker", 56), ("dtm", 46), ("audisport", 44), ("dtmzandvoort", 42), ("hpc", 40),
            ("welcomechallenges", 38), ("devops", 37), ("analytics", 36), ("awssummit", 36), ("infosec", 33),
            ("security", 32), ("openstacknow", 29), ("renewturn", 29), ("mobil1scgp", 28), ("trøndelag", 25),
            ("日本", 24), (escapes, 23), (long, 22),
        ] + (0..<160).map { ("tail\($0)", max(1, 21 - $0 / 4)) }

    private static let languages = ["en", "en", "en", "no", "de", "und"]

    /// The engine with all posts.
    static func engine(_ query: TopicsQuery = .preset2015) -> TopicsEngine {
        var query = query
        query.now = now
        var engine = TopicsEngine(query: query)
        var id = 0
        func add(_ spelling: String, author: Int, age: Int, beside: [String]) {
            id += 1
            let tags = [spelling] + beside
            let text =
                "Nr. \(id): " + tags.map { "#\($0)" }.joined(separator: " ") + (id % 97 == 0 ? "\u{1B}]0;x\u{7}" : "")
            engine.add(
                Post(
                    id: "\(id)", author: "\(author)", authorName: "writer\(author)",
                    createdAt: now.adding(seconds: -Int64(age)),
                    text: text, language: languages[id % languages.count], hashtags: tags))
        }
        for (index, (tag, count)) in tags.enumerated() {
            for use in 0..<count {
                let author = (use * 31 + index * 7) % 613
                let spelling = use % 5 == 4 ? tag.prefix(1).uppercased() + tag.dropFirst() : tag
                let beside = use % 4 == 1 ? [tags[(index + 1 + use % 3) % 24].0] : []
                add(
                    spelling, author: author, age: (use * 7919 + index * 104_729) % 604_000,
                    beside: index < 12 ? beside : [])
                // The weeks before: some tags were rarer, some more frequent, some not there.
                let before = [2, 1, 3, 0][index % 4]
                for week in 1...4 where use % 3 < before {
                    add(tag, author: author, age: week * 604_800 + (use * 6007 + index * 31) % 600_000, beside: [])
                }
            }
        }
        for quiet in 0..<3000 {
            engine.add(Post(id: "quiet\(quiet)", author: "\(quiet % 200)", createdAt: now))
        }
        return engine
    }

    static let snapshot = engine().snapshot(revision: 7)

    /// The snapshot with the detail of a tag.
    static func snapshot(focus: String) -> TopicsSnapshot {
        var query = TopicsQuery.preset2015
        query.focus = focus
        return engine(query).snapshot(revision: 8)
    }

    static let docker = snapshot(focus: "docker")

    static func state(_ size: Size, glyphs: GlyphSet = .blocks, isReplay: Bool = true) -> AppState {
        let world = WorldStatus(isReplay: isReplay, name: "synthetic sample")
        var state = AppState(size: size, glyphs: glyphs, world: world)
        state.topics.snapshot = snapshot
        return state
    }

    /// What golden screens show.
    enum Scene: String, CaseIterable {
        case both, bars, cloud, trending, detail
    }

    static func state(_ scene: Scene, _ size: Size, glyphs: GlyphSet = .blocks) -> AppState {
        var state = state(size, glyphs: glyphs)
        state.topics.selected = "docker"
        state.topics.view = TopicsPaneState.View(rawValue: scene.rawValue) ?? .both
        if scene == .trending { state.topics.selected = snapshot.trending.first?.figures.tag }
        if scene == .detail {
            state.topics.snapshot = docker
            state.topics.opened = [OpenedTag(tag: "docker", companion: 1)]
        }
        return state
    }

    static func frame(_ state: AppState, _ size: Size) -> Frame {
        var state = state
        TopicsPane.prepare(&state, inner: size)
        return frameAsItIs(state, size)
    }

    /// Without preparing anything.
    static func frameAsItIs(_ state: AppState, _ size: Size) -> Frame {
        var painter = Painter(size: size, glyphs: state.glyphs)
        TopicsPane.draw(&painter, PaneContext(state: state, isFocused: true, isZoomed: true))
        return painter.frame
    }

    static func press(_ key: Key, _ state: inout AppState) -> [Effect] {
        guard let action = TopicsPane.actions.first(where: { $0.keys.contains(key) }) else { return [] }
        return action.disabledReason(state) == nil ? action.perform(&state, "") : []
    }

    static func run(_ verb: String, _ item: String, _ state: inout AppState) -> [Effect] {
        guard let action = TopicsPane.actions.first(where: { $0.id == "topics.\(verb)" }) else { return [] }
        return action.disabledReason(state) == nil ? action.perform(&state, item) : []
    }

    static func asked(_ effects: [Effect]) -> TopicsQuery? {
        guard case .world(.setTopicsQuery(let query))? = effects.first else { return nil }
        return query
    }
}
