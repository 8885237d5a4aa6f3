import Synchronization

/// A value that closures on other threads change and a test reads.
public final class Noted<Value: Sendable>: Sendable {
    private let state: Mutex<Value>

    /// Makes a value.
    public init(_ value: Value) { state = Mutex(value) }

    /// The present value.
    public var value: Value { state.withLock { $0 } }

    /// Changes the value and says what came of it.
    @discardableResult
    public func change<Result: Sendable>(_ body: (inout Value) -> Result) -> Result {
        state.withLock { value in
            let result = body(&value)
            return result
        }
    }
}
