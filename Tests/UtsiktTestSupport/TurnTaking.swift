import Synchronization
public import Testing

/// One test at a time among all that start programs, whatever suite or target they are in.
///
/// `.serialized` orders the tests of one suite only. Programs on terminals are watched as they run, so each of these tests has
/// the machine to itself but for the tests that start nothing. Suites have `.serialized` as well, for tests with arguments.
public struct TurnTaking: SuiteTrait, TestTrait, TestScoping {
    /// Every test of the suite takes its turn, not the suite as a whole.
    public var isRecursive: Bool { true }

    /// A turn is a test with all its cases: waiting for it is not part of the time that the test may take.
    public func scopeProvider(for test: Test, testCase: Test.Case?) -> Self? {
        test.isSuite || testCase != nil ? nil : self
    }

    /// Waits for the turn, runs the test, and lets the next one go.
    @concurrent
    public func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable @concurrent () async throws -> Void
    ) async throws {
        await Turns.shared.take()
        defer { Turns.shared.give() }
        try await function()
    }
}

extension Trait where Self == TurnTaking {
    /// The test starts programs: one such test at a time.
    public static var takesTurns: Self { TurnTaking() }
}

/// A queue at a single door.
private final class Turns: Sendable {
    static let shared = Turns()
    private let state = Mutex((isTaken: false, queue: [CheckedContinuation<Void, Never>]()))

    func take() async {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                if state.isTaken {
                    state.queue.append(continuation)
                    return false
                }
                state.isTaken = true
                return true
            }
            if isFree { continuation.resume() }
        }
    }

    func give() {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            if state.queue.isEmpty {
                state.isTaken = false
                return nil
            }
            return state.queue.removeFirst()
        }
        next?.resume()
    }
}
