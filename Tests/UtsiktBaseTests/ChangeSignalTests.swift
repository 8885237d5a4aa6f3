import Testing
import UtsiktBase

@Suite struct ChangeSignalTests {
    @Test func manyChangesAreOneStateAndTheLastAlwaysArrives() async {
        let signal = ChangeSignal()
        #expect(await signal.wait())
        #expect(signal.take() == 0)
        for _ in 0..<5 { signal.changed() }
        #expect(await signal.wait())
        #expect(signal.take() == 5)
        signal.changed()
        signal.finish()
        // What changed before the end is still handed out.
        #expect(await signal.wait())
        #expect(signal.take() == 6)
        #expect(await !signal.wait())
    }

    @Test func whoeverWaitsIsWokenByAChangeAndByTheEnd() async {
        let signal = ChangeSignal()
        _ = signal.take()
        async let first = signal.wait()
        signal.changed()
        #expect(await first)
        _ = signal.take()
        async let second = signal.wait()
        signal.finish()
        #expect(await !second)
    }

    @Test func aSequenceHandsOutStatesInOrderUntilTheEnd() async {
        let signal = ChangeSignal()
        let consumer = Task {
            var seen: [Int] = []
            for await revision in signal.states({ signal.take() }) { seen.append(revision) }
            return seen
        }
        for _ in 0..<100 { signal.changed() }
        signal.finish()
        let seen = await consumer.value
        #expect(seen.last == 100)
        #expect(seen == seen.sorted() && Set(seen).count == seen.count)
    }

    @Test func aCancelledConsumerEnds() async {
        let signal = ChangeSignal()
        _ = signal.take()
        let consumer = Task {
            for await _ in signal.states({ signal.take() }) {}
            return true
        }
        consumer.cancel()
        #expect(await consumer.value)
    }
}
