import Testing
import UtsiktCore
import UtsiktScreen
import UtsiktTestSupport

@testable import UtsiktApp

@Suite struct TopicsDetailTests {
    private static let size = Size(width: 120, height: 40)

    @Test func enterOpensTheChosenTagAndEscGoesBack() throws {
        var state = TopicsFixture.state(Self.size)
        state.topics.selected = "docker"
        let asked = try #require(TopicsFixture.asked(TopicsFixture.press(.enter, &state)))
        #expect(asked.focus == "docker")
        #expect(state.topics.opened.map(\.tag) == ["docker"])
        // Until the detail has come, what the list knows is shown.
        #expect(TopicsFixture.frame(state, Self.size).text.contains("counting"))
        state.topics.snapshot = TopicsFixture.docker
        let text = TopicsFixture.frame(state, Self.size).text
        for words in [
            "#docker", "used together", "overlap", "spellings", "#Docker", "languages", "latest posts", "writer",
        ] {
            #expect(text.contains(words), "\(words)")
        }
        #expect(TopicsPane.caption(state) == "#docker")
        #expect(TopicsPane.back(&state))
        #expect(state.topics.opened.isEmpty)
        #expect(state.topics.selected == "docker")
        #expect(!TopicsPane.back(&state))
    }

    @Test func theFiguresAreThoseOfTheCore() throws {
        let detail = try #require(TopicsFixture.docker.detail)
        let text = TopicsFixture.frame(
            TopicsFixture.state(.detail, Size(width: 200, height: 60)), Size(width: 200, height: 60)
        ).text
        #expect(text.contains("rank \(try #require(detail.rank))"))
        #expect(text.contains("\(NumberText.grouped(detail.figures.count)) by \(detail.figures.authors) authors"))
        for beside in detail.companions.prefix(3) { #expect(text.contains("#\(beside.tag)")) }
        for author in detail.authors.prefix(3) { #expect(text.contains(author.name)) }
        for post in detail.latest.prefix(3) {
            #expect(text.contains(TextSanitizer.clean(try #require(post.text).prefix(24))))
        }
    }

    @Test func oneTagLeadsToAnotherAndBackspaceBack() throws {
        var state = TopicsFixture.state(.detail, Self.size)
        state.topics.opened = [OpenedTag(tag: "docker")]
        _ = TopicsFixture.press(.down, &state)
        let detail = try #require(state.topics.snapshot?.detail)
        try #require(detail.companions.count > 1)
        let asked = try #require(TopicsFixture.asked(TopicsFixture.press(.enter, &state)))
        #expect(asked.focus == detail.companions[1].tag)
        #expect(state.topics.opened.count == 2)
        #expect(TopicsFixture.asked(TopicsFixture.press(.backspace, &state))?.focus == "docker")
        #expect(TopicsFixture.asked(TopicsFixture.press(.backspace, &state))?.focus == .some(nil))
        #expect(state.topics.opened.isEmpty)
    }

    @Test func aSecondClickOpens() {
        var state = TopicsFixture.state(Self.size)
        #expect(TopicsFixture.run("choose", "sdn", &state).isEmpty)
        #expect(state.topics.selected == "sdn")
        #expect(TopicsFixture.asked(TopicsFixture.run("choose", "sdn", &state))?.focus == "sdn")
        #expect(state.topics.opened.map(\.tag) == ["sdn"])
    }

    @Test func hoursBecomeDaysAndPostsScroll() {
        var state = TopicsFixture.state(.detail, Self.size)
        let hours = TopicsFixture.frame(state, Self.size).text
        _ = TopicsFixture.press(.character("d"), &state)
        let days = TopicsFixture.frame(state, Self.size).text
        #expect(hours.contains("per 2 h") && days.contains("per day"))
        _ = TopicsFixture.press(.pageDown, &state)
        #expect(state.topics.opened.last?.postOffset == 3)
        _ = TopicsFixture.press(.home, &state)
        #expect(state.topics.opened.last?.companion == 0)
    }

    @Test func wideSpansKeepTheSumAndTheNewestIsWhole() {
        let counts = (0..<100).map { $0 % 7 }
        for most in [1, 3, 7, 33, 99, 100, 500] {
            let (sums, width) = Rebucket.sums(counts, atMost: most)
            #expect(sums.count <= most)
            #expect(sums.reduce(0, +) == counts.reduce(0, +))
            #expect(sums.last == counts.suffix(width).reduce(0, +))
        }
        #expect(Rebucket.sums([], atMost: 5).counts.isEmpty)
        #expect(Rebucket.sums([1, 2], atMost: 0).counts == [1, 2])
    }

    @Test(arguments: [TopicsFixture.escapes.lowercased(), TopicsFixture.long])
    func aHostileTagShowsHarmlessly(tag: String) {
        let snapshot = TopicsFixture.snapshot(focus: tag)
        for (width, height) in [(200, 60), (120, 40), (80, 24), (40, 12), (20, 5)] {
            let size = Size(width: width, height: height)
            var state = TopicsFixture.state(size)
            state.topics.snapshot = snapshot
            state.topics.opened = [OpenedTag(tag: tag)]
            let text = TopicsFixture.frame(state, size).text
            #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x202E })
            #expect(
                text.split(separator: "\n", omittingEmptySubsequences: false).allSatisfy { TextWidth.of($0) <= width })
            #expect(text.contains(tag.prefix(1)))
        }
    }
}
