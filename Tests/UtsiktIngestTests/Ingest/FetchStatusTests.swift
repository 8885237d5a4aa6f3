import Testing
import UtsiktBase
import UtsiktTestSupport
import UtsiktTopics

@testable import UtsiktIngest

@Suite struct FetchStatusTests {
    private static let now = Timestamp(seconds: 1_436_782_590)

    private static func source(
        _ id: String = "posts", done: Int, pending: Int, failed: Int = 0,
        _ change: (inout SourceProgress) -> Void = { _ in }
    ) -> SourceProgress {
        var source = SourceProgress(id: SourceID(rawValue: id), title: id)
        (source.done, source.pending, source.setAside) = (done, pending, failed)
        change(&source)
        return source
    }

    private static func status(_ sources: SourceProgress..., phase: FetchSnapshot.Phase = .running) -> FetchStatus {
        FetchStatus(FetchSnapshot(at: now, phase: phase, sources: sources))
    }

    private static func plan(_ calls: Int, in seconds: Int64, _ key: String? = nil) -> FetchPlan {
        var plan = FetchPlan()
        (plan.calls, plan.endsAt) = (calls, now.adding(seconds: seconds))
        plan.waitsFor = key.map { BudgetKey(rawValue: $0) }
        return plan
    }

    @Test func whatFailedIsNeverCountedAsDone() {
        let status = Self.status(Self.source(done: 0, pending: 0, failed: 600), phase: .finished)
        #expect(status.percent == 0 && status.errors == 600)
        #expect(status.words() == "0 %, 0 of 600 done, 600 failed")
        // 100 is said only when all is done.
        #expect(Self.status(Self.source(done: 99_999, pending: 1)).percent == 99.9)
        #expect(Self.status(phase: .finished).percent == 100)
    }

    @Test func theTimeLeftIsTheSlowestSourcesAndNamesItsCause() {
        let status = Self.status(
            Self.source(done: 263, pending: 350) {
                $0.plan = Self.plan(350, in: 845, "timeline")
                $0.posts = 12_034
            },
            Self.source("weather", done: 10, pending: 4) { $0.plan = Self.plan(4, in: 30, "history") })
        #expect(status.callsLeft == 354 && status.secondsRemaining == 845)
        #expect(status.waitsFor == "posts: timeline")
        #expect(
            status.words { $0 == 12_034 ? "12,034" : "\($0)" }
                == "43 %, 273 of 627 done, about 14:05 left (posts: timeline), 12,034 posts")
    }

    @Test func aPlanOfYearsIsNotSaidAndAPastOneIsNow() {
        let long = Self.status(Self.source(done: 0, pending: 9) { $0.plan = Self.plan(9, in: 400 * 86_400) })
        #expect(long.secondsRemaining == nil && long.callsLeft == 9)
        let past = Self.status(Self.source(done: 0, pending: 9) { $0.plan = Self.plan(9, in: -5) })
        #expect(past.secondsRemaining == 0)
    }

    @Test func waitingIsSaidOnlyWhenNobodyFetches() {
        func waits(_ seconds: Int64) -> (inout SourceProgress) -> Void {
            {
                $0.plan = Self.plan(5, in: 900)
                ($0.isExhausted, $0.waitingUntil) = (true, Self.now.adding(seconds: seconds))
            }
        }
        let both = Self.status(
            Self.source(done: 1, pending: 5, waits(250)), Self.source("weather", done: 1, pending: 5, waits(40)))
        #expect(both.waitingUntil == Self.now.adding(seconds: 40) && both.words().contains("waits 0:40"))
        let one = Self.status(
            Self.source(done: 1, pending: 5, waits(250)),
            Self.source("weather", done: 1, pending: 5) { $0.plan = Self.plan(5, in: 9) })
        #expect(one.waitingUntil == nil && !one.words().contains("waits"))
    }

    @Test func aPausedSourceIsNamedAndPlansNothing() {
        let status = Self.status(
            Self.source(done: 1, pending: 5) {
                $0.plan = Self.plan(5, in: 900)
                $0.pause = SourcePause(.token, "the token was refused", since: Self.now)
            })
        #expect(status.paused == ["posts"] && status.callsLeft == 0 && status.secondsRemaining == nil)
        #expect(!status.isBusy && status.words().contains("paused: posts"))
    }

    @Test func theJSONHoldsWhatProgramsAskFor() throws {
        let line = try JSONOutput.line(
            Self.status(Self.source(done: 1, pending: 3, failed: 2) { $0.plan = Self.plan(3, in: 60, "timeline") }))
        for part in [
            #""event":"status""#, #""percent":16.6"#, #""errors":2"#, #""seconds_remaining":60"#, #""calls_left":3"#,
            #""waits_for":"posts: timeline""#, #""phase":"running""#,
        ] { #expect(line.contains(part), "\(line)") }
    }

    @Test func aLineAMinuteWhileSomethingIsLeftAndNoneWhenNothingIs() {
        var pulse = StatusPulse(quickest: 60, slowest: 60, start: 1000)
        var waiting = Self.status(Self.source(done: 1, pending: 5) { $0.plan = Self.plan(5, in: 900) })
        var said: [Int] = []
        for second in 0..<300 where pulse.isDue(waiting, at: 1000 + Double(second)) {
            said.append(second)
            waiting.at = Self.now.adding(seconds: Int64(second))
            waiting.secondsRemaining = 900 - Double(second)
        }
        #expect(said == [60, 120, 180, 240])
        let rest = Self.status(Self.source(done: 6, pending: 0))
        let later = (300..<4000).filter { pulse.isDue(rest, at: 1000 + Double($0)) }
        #expect(later == [300])
    }

    @Test func forProgramsALineASecondWhileSomethingChanges() {
        var pulse = StatusPulse(quickest: 1, slowest: 60, start: 0)
        var said: [Double] = []
        for tenth in 1...100 {
            let now = Double(tenth) / 10
            let status = Self.status(Self.source(done: tenth, pending: 5) { $0.plan = Self.plan(5, in: 9) })
            if pulse.isDue(status, at: now) { said.append(now) }
        }
        #expect(said.count == 10 && said.first == 1)
    }

    @Test func theEndSaysWhatThisRunBrought() {
        var tally = FetchTally()
        #expect(
            tally.summary(IngestOutcome(done: 613), seconds: 2.2) == "nothing new in 0:03; 613 of 613 done")
        let posts = (1...3).map { Post(id: "\($0)", author: "a", createdAt: Self.now) }
        tally.count(IngestEvent(at: Self.now, kind: .followed(Rows(posts: posts))))
        tally.count(IngestEvent(at: Self.now, kind: .resumed))
        let outcome = IngestOutcome(done: 605, pending: 0, setAside: 8, rejected: 1, paused: 1)
        #expect(
            tally.summary(outcome, seconds: 252)
                == "3 posts fetched in 4:12; 605 of 613 done, 8 failed, 1 source paused, 1 record rejected")
    }
}
