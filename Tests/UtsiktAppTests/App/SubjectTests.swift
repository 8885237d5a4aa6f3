import Testing
import UtsiktCore
import UtsiktScreen

@testable import UtsiktApp

/// What is chosen in one pane is known to all, and costs only those that go along.
@Suite struct SubjectTests {
    private static func app(_ panes: PaneRegister = PaneRegister.standard.adding([TidePane.self])) async -> App {
        let sample = await OverviewTests.app(Size(width: 200, height: 60)).state
        var state = AppState(size: sample.size, glyphs: .blocks, world: sample.world, panes: panes)
        state.topics = sample.topics
        state.forecast = sample.forecast
        return App(state: state)
    }

    @Test func aChosenTagIsTheSubjectAndIsFollowed() async {
        var app = await Self.app()
        #expect(app.state.subject == nil)
        _ = app.reduce(.key(.down))
        let first = app.state.topics.selected
        #expect(app.state.subject == first.map { Subject(.tag, $0) } && first != nil)
        #expect(app.state[TidePane.self].followed == [first])
        #expect(app.draw().text.contains("bigdata"))
        _ = app.reduce(.key(.down))
        #expect(app.state[TidePane.self].followed.count == 2)
        #expect(app.draw() == app.render(), "a pane that follows is drawn anew")
    }

    @Test func aSubjectOfAnotherKindIsNotFollowed() async {
        var app = await Self.app()
        _ = app.reduce(.key(.character("4")))
        #expect(app.state.subject == nil, "only a choice sets it, not a focus")
        _ = app.reduce(.key(.right))
        #expect(app.state.subject?.kind == .port)
        #expect(app.state[TidePane.self].followed.isEmpty)
        #expect(app.draw() == app.render())
    }

    @Test func theSubjectIsCountedOnlyWhenItChanges() async {
        var state = await Self.app().state
        func version(_ isFollowing: Bool) -> AppState.Version {
            state.version(of: TidePane.self, isFollowing: isFollowing)
        }
        let before = (version(true), version(false))
        state.subject = Subject(.tag, "sdn")
        let after = version(true)
        #expect(after != before.0, "who follows is drawn anew")
        #expect(version(false) == before.1, "who does not is not")
        state.subject = Subject(.tag, "sdn")
        #expect(version(true) == after, "the same again is not a change")
    }

    @Test func whatArrivesIsNoChoice() async {
        var app = await Self.app()
        _ = app.reduce(.resize(Size(width: 120, height: 40)))
        #expect(app.state.subject == nil)
    }

    @Test func aPartIsChangedInPlaceAndCountedAlone() {
        var state = ActionTableTests.state()
        let others = [state.version(of: TopicsPane.self, isFollowing: false)]
        let before = state.version(of: LogPane.self, isFollowing: false)
        for number in 0..<50 {
            state.log.append(LogEntry(at: FetchFixtures.now, level: .info, source: "test", text: "\(number)"))
        }
        #expect(state.version(of: LogPane.self, isFollowing: false).own == before.own + 50)
        #expect([state.version(of: TopicsPane.self, isFollowing: false)] == others)
        let copy = state
        state.log.append(LogEntry(at: FetchFixtures.now, level: .info, source: "test", text: "51"))
        #expect(copy.log.entries.count == 50 && state.log.entries.count == 51, "a copy keeps its own")
    }
}
