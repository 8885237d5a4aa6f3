import Testing
import UtsiktCore
import UtsiktSources

@Suite(.timeLimit(.minutes(30))) struct ReplayPaceClockTests {
    private let start = Timestamp(seconds: 1_000_000)

    @Test func atMaxASleepMovesTheClockAndNothingElseDoes() async throws {
        let clock = ReplayPaceClock(start: start, speed: .max)
        #expect(clock.now == start)
        try await clock.sleep(until: start.adding(seconds: 900))
        #expect(clock.now == start.adding(seconds: 900))
        try await clock.sleep(until: start)
        #expect(clock.now == start.adding(seconds: 900))
    }

    @Test func atMaxManySleepersAllReachTheirDeadlines() async throws {
        let clock = ReplayPaceClock(start: start, speed: .max)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for i in 1...200 {
                group.addTask { [start] in
                    let deadline = start.adding(seconds: Int64(i * 37 % 1000))
                    try await clock.sleep(until: deadline)
                    #expect(clock.now >= deadline)
                }
            }
            try await group.waitForAll()
        }
        #expect(clock.now == start.adding(seconds: 999))
    }

    @Test func aFactorMultipliesRealTime() async throws {
        let clock = ReplayPaceClock(start: start, speed: .factor(1000))
        let real = ContinuousClock.now
        try await clock.sleep(until: start.adding(seconds: 100))
        let taken = ContinuousClock.now - real
        #expect(clock.now >= start.adding(seconds: 100))
        #expect(taken >= .milliseconds(99))
    }

    @Test func theClockNeverGoesBackWhenTheSpeedChanges() async throws {
        let clock = ReplayPaceClock(start: start, speed: .factor(1000))
        var last = clock.now
        for speed in [ReplaySpeed.factor(1), .max, .factor(1_000_000), .factor(10), .max, .factor(60)] {
            clock.setSpeed(speed)
            #expect(clock.speed == speed)
            #expect(clock.now >= last)
            last = clock.now
        }
    }

    @Test func sleepersWakeWhenTheSpeedGoesUp() async throws {
        let clock = ReplayPaceClock(start: start, speed: .factor(1))
        let sleepers = (1...20).map { i in
            Task { [start] in try await clock.sleep(until: start.adding(seconds: Int64(3600 * i))) }
        }
        // Whether they sleep by now or not: nobody sleeps for an hour.
        clock.setSpeed(.max)
        for sleeper in sleepers { try await sleeper.value }
        #expect(clock.now >= start.adding(seconds: 20 * 3600))
    }

    @Test func aSleeperStaysAsleepWhenTheSpeedGoesDown() async throws {
        let clock = ReplayPaceClock(start: start, speed: .factor(100))
        let sleeper = Task { [start] in try await clock.sleep(until: start.adding(seconds: 360_000)) }
        // A shorter sleep at the first speed, so that the long one has its turn as well.
        try await clock.sleep(until: start.adding(seconds: 1))
        clock.setSpeed(.factor(1))
        let now = clock.now
        try await clock.sleep(until: now.adding(milliseconds: 30))
        #expect(clock.now < start.adding(seconds: 360_000))
        sleeper.cancel()
        await #expect(throws: CancellationError.self) { try await sleeper.value }
    }

    @Test(arguments: [ReplaySpeed.factor(1), .max])
    func aCancelledSleepEndsAtOnce(_ speed: ReplaySpeed) async throws {
        let clock = ReplayPaceClock(start: start, speed: speed)
        let sleeper = Task { [start] in
            // At max a single sleep would be over; this one is cancelled before it starts or while it rests.
            for i in 1...Int64.max { try await clock.sleep(until: start.adding(seconds: 3600 * i)) }
        }
        sleeper.cancel()
        await #expect(throws: CancellationError.self) { try await sleeper.value }
    }

    @Test func extremesDoNotTrap() async throws {
        let clock = ReplayPaceClock(start: Timestamp(milliseconds: .max), speed: .factor(1_000_000))
        #expect(clock.now == Timestamp(milliseconds: .max))
        let early = ReplayPaceClock(start: Timestamp(milliseconds: .min), speed: .max)
        try await early.sleep(until: Timestamp(milliseconds: .max))
        #expect(early.now == Timestamp(milliseconds: .max))
        let far = ReplayPaceClock(start: Timestamp(milliseconds: .min), speed: .factor(1))
        let sleeper = Task { try await far.sleep(until: Timestamp(milliseconds: .max)) }
        sleeper.cancel()
        await #expect(throws: CancellationError.self) { try await sleeper.value }
    }
}
