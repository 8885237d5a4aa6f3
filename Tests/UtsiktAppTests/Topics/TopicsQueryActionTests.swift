import Testing
import UtsiktCore
import UtsiktScreen
import UtsiktTestSupport

@testable import UtsiktApp

@Suite struct TopicsQueryActionTests {
    private static let size = Size(width: 120, height: 40)

    private static func question(_ verb: String) throws -> Action.TextQuestion {
        let action = try #require(TopicsPane.actions.first { $0.id == "topics.\(verb)" })
        guard case .text(let question)? = action.question else {
            throw Missing()
        }
        return question
    }

    private struct Missing: Error {}

    @Test func aWindowOfAnyWidthCanBeTyped() throws {
        var state = TopicsFixture.state(Self.size)
        let question = try Self.question("window.custom")
        #expect(question.initial(state) == "7d")
        for text in ["", "7", "0d", "-1h", "7 d", "99999999999999999d", "all of it"] {
            #expect(question.refusal(state, text) != nil, "\(text)")
        }
        #expect(question.refusal(state, "36h") == nil)
        #expect(TopicsFixture.asked(TopicsFixture.run("window.custom", "36h", &state))?.window == .seconds(36 * 3600))
        #expect(TopicsFixture.asked(TopicsFixture.run("window", "1d", &state))?.window == .seconds(86_400))
    }

    @Test func theLengthCanBeTyped() throws {
        var state = TopicsFixture.state(Self.size)
        let question = try Self.question("top")
        for text in ["0", "x", "501", "99999999999999999999"] {
            #expect(question.refusal(state, text) != nil, "\(text)")
        }
        #expect(TopicsFixture.asked(TopicsFixture.run("top", "77", &state))?.top == 77)
    }

    @Test func aLanguageIsChosenFromThoseMet() throws {
        var state = TopicsFixture.state(Self.size)
        let action = try #require(TopicsPane.actions.first { $0.id == "topics.language" })
        let choices = action.choices(state).map(\.item)
        #expect(choices.first == "all")
        #expect(Set(choices) == ["all", "en", "no", "de", "und"])
        #expect(TopicsFixture.asked(TopicsFixture.run("language", "no", &state))?.language == "no")
        #expect(TopicsFixture.asked(TopicsFixture.run("language", "all", &state))?.language == .some(nil))
        #expect(TopicsFixture.run("language", "", &state).isEmpty)
    }

    @Test func theChosenTagIsLeftOutAndTheCursorStays() throws {
        var state = TopicsFixture.state(Self.size)
        #expect(TopicsFixture.press(.character("x"), &state).isEmpty)
        let tags = state.topics.choosable
        state.topics.selected = tags[1]
        let asked = try #require(TopicsFixture.asked(TopicsFixture.press(.character("x"), &state)))
        #expect(asked.stop.tags == [tags[1]])
        #expect(state.topics.selected == tags[2])
        let question = try Self.question("stop.edit")
        #expect(question.initial(state) == tags[1])
        let edited = TopicsFixture.asked(TopicsFixture.run("stop.edit", "#rt ff, follow", &state))
        #expect(edited?.stop.tags == ["rt", "ff", "follow"])
        #expect(TopicsFixture.asked(TopicsFixture.run("stop.edit", "", &state))?.stop.isEmpty == true)
    }

    @Test func tagsAreMergedAndTheGroupsCanBeEdited() throws {
        var state = TopicsFixture.state(Self.size)
        state.topics.selected = "mobil1scgp"
        let question = try Self.question("merge")
        #expect(question.refusal(state, "mobil1scgp") != nil)
        #expect(question.refusal(state, "") != nil)
        #expect(question.refusal(state, "two words") != nil)
        let asked = try #require(TopicsFixture.asked(TopicsFixture.run("merge", "#mobile1scgp", &state)))
        #expect(asked.merge.groups == [["mobile1scgp", "mobil1scgp"]])
        #expect(state.topics.selected == "mobile1scgp")
        let edit = try Self.question("merge.edit")
        #expect(edit.initial(state) == "mobile1scgp mobil1scgp")
        let edited = TopicsFixture.asked(TopicsFixture.run("merge.edit", "ml machinelearning; k8s kubernetes", &state))
        #expect(edited?.merge.groups == [["ml", "machinelearning"], ["k8s", "kubernetes"]])
    }

    @Test func theQuerysOwnTagsHide() throws {
        var state = TopicsFixture.state(Self.size)
        #expect(TopicsFixture.press(.character("h"), &state).isEmpty)
        let asked = try #require(TopicsFixture.asked(TopicsFixture.run("own.edit", "bigdata", &state)))
        #expect(asked.ownTags.tags == ["bigdata"] && asked.hidesOwnTags)
        #expect(TopicsFixture.asked(TopicsFixture.press(.character("h"), &state))?.hidesOwnTags == false)
    }

    @Test func searchFindsTagsBeyondTheListAndShowsThem() throws {
        var state = TopicsFixture.state(Self.size)
        let hits = TopicsPane.search("#tail3", in: state)
        #expect(hits.first?.item == "tail3")
        #expect(hits.count > 5)
        TopicsPane.reveal("tail39", in: &state)
        #expect(TopicsPane.current(state) == "tail39")
        #expect(TopicsFixture.frame(state, Self.size).text.contains("tail39"))
        #expect(state.topics.listed.contains { $0.figures.tag == "tail39" })
        TopicsPane.reveal("unheardof", in: &state)
        #expect(TopicsPane.current(state) == "tail39")
        #expect(TopicsPane.search("#", in: state).isEmpty)
    }

    @Test func whatIsCopiedIsCSV() throws {
        let list = try #require(TopicsPane.copied(TopicsFixture.state(Self.size)))
        #expect(list.text.hasPrefix("rank,tag,"))
        let detail = try #require(TopicsPane.copied(TopicsFixture.state(.detail, Self.size)))
        #expect(detail.text.hasPrefix("tag,spelling,posts_with_both,jaccard\r\n"))
        #expect(detail.text.split(separator: "\r\n").count > 2)
    }

    @Test func trendingIsAViewWithItsOwnOrder() {
        var state = TopicsFixture.state(Self.size)
        _ = TopicsFixture.press(.character("t"), &state)
        #expect(state.topics.view == .trending)
        #expect(state.topics.choosable == TopicsFixture.snapshot.trending.map(\.figures.tag))
        #expect(!state.topics.choosable.isEmpty)
        let text = TopicsFixture.frame(state, Self.size).text
        #expect(text.contains("people now") && text.contains("usual"))
        _ = TopicsFixture.press(.character("t"), &state)
        #expect(state.topics.view == .both)
    }

    @Test func aPostponedCloudIsAskedForOnceAndTakenWhenItComes() throws {
        var state = TopicsFixture.state(Self.size)
        state.topics.postponesClouds = true
        TopicsPane.prepare(&state, inner: Self.size)
        let request = try #require(state.topics.wantedCloud)
        #expect(state.topics.cloud == nil)
        #expect(!TopicsFixture.frameAsItIs(state, Self.size).text.isEmpty)
        TopicsPane.prepare(&state, inner: Self.size)
        #expect(state.topics.wantedCloud == request)
        // Another room makes the answer useless.
        TopicsPane.prepare(&state, inner: Size(width: 100, height: 40))
        let other = try #require(state.topics.wantedCloud)
        #expect(other.size != request.size)
        state.topics.accept(request.layout(), for: request)
        #expect(state.topics.cloud == nil)
        state.topics.accept(other.layout(), for: other)
        #expect(state.topics.cloud?.layout.size == other.size)
        #expect(state.topics.wantedCloud == nil)
        TopicsPane.prepare(&state, inner: Size(width: 100, height: 40))
        #expect(state.topics.wantedCloud == nil)
        // The old picture stays while a new one is made.
        TopicsPane.prepare(&state, inner: Self.size)
        #expect(state.topics.wantedCloud != nil && state.topics.cloud != nil)
    }
}
