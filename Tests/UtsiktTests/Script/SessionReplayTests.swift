import Testing
import UtsiktApp
import UtsiktCore
import UtsiktScreen
import UtsiktTestSupport

@testable import UtsiktEngine
@testable import utsikt

/// A session is the list of its events: what they made of the first state they make of it again.
@Suite(.timeLimit(.minutes(30))) struct SessionReplayTests {
    /// An event and the screen after it.
    private struct Moment {
        var event: Event
        var screen: Frame
    }

    @Test func theEventsOfASessionGiveTheSameScreensAgain() async throws {
        let home = try UserHome()
        defer { home.remove() }
        let script = try Script(
            "wait:settled 2 z v v w w s Down Enter Esc 0 3 z j + u 4 z e / text:srv Enter Esc 0 : text:theme Enter Enter "
                + "resize:80x24 ? Down Down Esc 5 y resize:150x45 wait:settled w wait:settled click:20,10 wheel:20,10,down"
        )
        let runner = ScriptRunner(
            script: script, size: Size(width: 120, height: 40), glyphs: .blocks, colours: .twoFiftySix,
            picture: try ScriptPicture(file: "-"), patience: 1500)
        let files = ConfigurationFiles(environment: home.environment)
        let setup = DashboardSetup(
            world: .demo(database: nil, speed: .max), reading: files.read(nil), files: files, choice: ScreenChoice())
        var first = runner.firstState(setup)
        // As in the terminal: clouds arrive like everything else.
        first.topics.postponesClouds = true

        var moments: [Moment] = []
        let last = try await runner.play(setup, from: first) { event, app in
            moments.append(Moment(event: event, screen: app.render()))
        }
        var arrivals = Set<String>()
        for moment in moments { if case .arrived(let arrival, _) = moment.event { arrivals.insert(arrival.name) } }
        #expect(
            arrivals.isSuperset(of: ["opened", "settled", "logged", "configured", "cloud", "notice"]), "\(arrivals)")

        // Played again in one go: no engine, no clock, no file.
        var app = App(state: first)
        for (number, moment) in moments.enumerated() {
            _ = app.reduce(moment.event)
            let screen = app.render()
            guard screen == moment.screen else {
                Issue.record(
                    "event \(number), \(moment.event), gives another screen:\n\(screen.text)\n\(moment.screen.text)")
                return
            }
        }
        #expect(app.draw() == last.render())
        #expect(app.state.topics.snapshot?.report.funnel.total == 24_271)
    }
}

extension Arrival {
    /// The case's name.
    fileprivate var name: String { String(describing: self).prefix { $0 != "(" }.description }
}
