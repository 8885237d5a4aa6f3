import Testing
import UtsiktCore
import UtsiktScreen
import UtsiktTestSupport

@testable import UtsiktApp

@Suite struct TopicsFileActionTests {
    private static let size = Size(width: 120, height: 40)

    private static func refusal(_ verb: String, _ text: String) throws -> String? {
        let action = try #require(TopicsPane.actions.first { $0.id == "topics.\(verb)" })
        guard case .text(let question)? = action.question else { return "it asks nothing" }
        return question.refusal(TopicsFixture.state(size), text)
    }

    @Test func theCloudIsSavedWithTheWordsAndColoursOfTheScreen() throws {
        var state = TopicsFixture.state(Self.size)
        state.topics.colouring = .group
        let effects = TopicsFixture.run("picture", "talk.png", &state)
        guard case .desk(.topics(.picture(let words, let colouring, let path)))? = effects.first else {
            Issue.record("no picture is asked for")
            return
        }
        #expect(path == "talk.png" && colouring == .group)
        #expect(words.map(\.key) == TopicsFixture.snapshot.words.prefix(TopicsSnapshot.cloudWords).map(\.figures.tag))
        for text in ["", " ", "talk", "talk.gif", "pictures/", "a\u{7}.png"] {
            #expect(try Self.refusal("picture", text) != nil, "\(text)")
        }
        #expect(try Self.refusal("picture", "~/Talk.SVG") == nil)
        var empty = AppState(size: Self.size, glyphs: .blocks, world: WorldStatus(isReplay: true, name: ""))
        #expect(TopicsFixture.run("picture", "talk.png", &empty).isEmpty)
    }

    @Test func listsAreReadIntoTheQueryThatCounts() throws {
        var state = TopicsFixture.state(Self.size)
        _ = TopicsFixture.run("stop.edit", "rt", &state)
        guard
            case .desk(.topics(.addStops("stop.txt", let query)))? = TopicsFixture.run(
                "stop.import", "stop.txt", &state
            ).first
        else {
            Issue.record("no list is asked for")
            return
        }
        #expect(query.stop.tags == ["rt"])
        guard
            case .desk(.topics(.addGroups("merge.txt", _)))? = TopicsFixture.run("merge.import", "merge.txt", &state)
                .first
        else {
            Issue.record("no groups are asked for")
            return
        }
        #expect(try Self.refusal("stop.import", "") != nil)
        var more = query
        more.stop.add(["job"])
        #expect(
            state.topics.receive(more, added: 1, path: "stop.txt", rejected: 2)
                == "1 line of stop.txt taken over; 2 cannot be used, see the log")
        #expect(state.topics.query.stop.tags == ["rt", "job"])
    }
}
