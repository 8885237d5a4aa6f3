import Synchronization
import Testing
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktEngine

/// Observations gather, so that a model is trained a few times a second at most.
@Suite(.timeLimit(.minutes(30))) struct ObservationQueueTests {
    private func observations(_ numbers: Range<Int>) -> [Observation] {
        numbers.map { Observation(place: "Oslo", instant: Timestamp(seconds: Int64($0) * 3600), values: ["1"]) }
    }

    /// The batches that were handed over.
    private final class Batches: Sendable {
        private let state = Mutex<[Int]>([])
        let came = AsyncStream.makeStream(of: Void.self)

        func take(_ batch: [Observation]) {
            state.withLock { $0.append(batch.count) }
            came.continuation.yield()
        }
        var sizes: [Int] { state.withLock(\.self) }
    }

    @Test func whatComesDuringThePauseIsHandedOverTogether() async {
        let clock = ManualPaceClock()
        let queue = ObservationQueue(clock: clock)
        let batches = Batches()
        let work = Task { await queue.drain { batches.take($0) } }
        queue.add(observations(0..<1))
        await clock.waitForSleepers()
        #expect(batches.sizes == [1])
        // The first one is at once; these wait for the pause to end.
        for number in 1..<10 { queue.add(observations(number..<number + 1)) }
        #expect(batches.sizes == [1])
        var came = batches.came.stream.makeAsyncIterator()
        _ = await came.next()
        clock.advance(to: clock.now.adding(milliseconds: ObservationQueue.interval))
        _ = await came.next()
        #expect(batches.sizes == [1, 9])
        work.cancel()
        await work.value
    }

    @Test func handingOverWaitsForABatchUnderWay() async {
        let queue = ObservationQueue(clock: ManualPaceClock())
        let (gate, open) = AsyncStream.makeStream(of: Void.self)
        let (begun, begin) = AsyncStream.makeStream(of: Void.self)
        let batches = Batches()
        queue.add(observations(0..<3))
        let slow = Task {
            await queue.handOver { batch in
                begin.yield()
                for await _ in gate { break }
                batches.take(batch)
            }
        }
        for await _ in begun { break }
        queue.add(observations(3..<5))
        let second = Task {
            await queue.handOver { batches.take($0) }
            return batches.sizes
        }
        var came = batches.came.stream.makeAsyncIterator()
        // The second batch has arrived, the first has not: the second call goes on waiting.
        _ = await came.next()
        #expect(batches.sizes == [2])
        open.yield()
        #expect(await second.value == [2, 3])
        await slow.value
    }

    @Test func anEmptyQueueHandsNothingOver() async {
        let queue = ObservationQueue(clock: ManualPaceClock())
        let batches = Batches()
        await queue.handOver { batches.take($0) }
        #expect(batches.sizes.isEmpty)
    }
}
