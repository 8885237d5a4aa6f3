/// A value that is written as null when it is missing, where JSON would otherwise leave its key out.
@propertyWrapper
public struct NullWhenMissing<Value: Encodable & Sendable>: Encodable, Sendable {
    /// The value; nil is written as null.
    public var wrappedValue: Value?

    /// Wraps a value.
    public init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }

    /// Encodes the value or null.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let wrappedValue { try container.encode(wrappedValue) } else { try container.encodeNil() }
    }
}
