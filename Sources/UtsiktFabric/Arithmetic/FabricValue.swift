/// A JSON value of a case or its result.
///
/// Decoding never fails on a number that is too large for its type: such a value becomes `unreadable` and only the case that
/// needs it fails.
public enum FabricValue: Sendable, Hashable, Codable {
    /// Nothing.
    case null
    /// True or false.
    case bool(Bool)
    /// A whole number.
    case int(Int)
    /// Any other number.
    case double(Double)
    /// A text.
    case string(String)
    /// A list.
    case array([FabricValue])
    /// An object.
    case object([String: FabricValue])
    /// What could not be read.
    case unreadable

    /// Reads any JSON value.
    public init(from decoder: any Decoder) throws {
        guard let container = try? decoder.singleValueContainer() else {
            self = .unreadable
            return
        }
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Int.self) {
            self = .int(value)
        } else if let value = try? container.decode(Double.self) {
            self = .double(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([FabricValue].self) {
            self = .array(value)
        } else if let value = try? container.decode([String: FabricValue].self) {
            self = .object(value)
        } else {
            self = .unreadable
        }
    }

    /// Writes the value; what was unreadable or is not finite becomes null.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null, .unreadable: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .int(let value): try container.encode(value)
        case .double(let value):
            if value.isFinite { try container.encode(value) } else { try container.encodeNil() }
        case .string(let value): try container.encode(value)
        case .array(let values): try container.encode(values)
        case .object(let values): try container.encode(values)
        }
    }

    /// A whole number or null.
    static func optional(_ value: Int?) -> FabricValue { value.map { .int($0) } ?? .null }
    /// A ratio as `[numerator, denominator]` or null.
    static func ratio(_ value: ExactRatio?) -> FabricValue {
        value.map { .array([.int($0.numerator), .int($0.denominator)]) } ?? .null
    }
    /// A list of whole numbers.
    static func list(_ values: [Int]) -> FabricValue { .array(values.map { .int($0) }) }
}

/// The named inputs of a case.
struct FabricInputs {
    let values: [String: FabricValue]

    /// Whether a key is there with a value.
    func has(_ key: String) -> Bool { values[key].map { $0 != .null } ?? false }

    /// A whole number; a number such as `4.0` counts.
    func int(_ key: String) throws(FabricInputError) -> Int {
        guard let value = try optionalInt(key) else { throw FabricInputError(field: key, "\(key) is missing") }
        return value
    }

    /// A whole number with a default.
    func int(_ key: String, default fallback: Int) throws(FabricInputError) -> Int {
        try optionalInt(key) ?? fallback
    }

    /// A whole number or nil when absent.
    func optionalInt(_ key: String) throws(FabricInputError) -> Int? {
        switch values[key] {
        case nil, .null: return nil
        case .int(let value): return value
        case .double(let value):
            guard let whole = Int(exactly: value) else { break }
            return whole
        default: break
        }
        throw FabricInputError(field: key, "\(key) is not a whole number that can be used")
    }

    /// A number with a default.
    func double(_ key: String, default fallback: Double? = nil) throws(FabricInputError) -> Double {
        switch values[key] {
        case nil, .null:
            if let fallback { return fallback }
            throw FabricInputError(field: key, "\(key) is missing")
        case .int(let value): return Double(value)
        case .double(let value) where value.isFinite: return value
        default: throw FabricInputError(field: key, "\(key) is not a number")
        }
    }

    /// True or false, false when absent.
    func bool(_ key: String) throws(FabricInputError) -> Bool {
        switch values[key] {
        case nil, .null: return false
        case .bool(let value): return value
        default: throw FabricInputError(field: key, "\(key) is not true or false")
        }
    }

    /// A text or nil when absent.
    func optionalString(_ key: String) throws(FabricInputError) -> String? {
        switch values[key] {
        case nil, .null: return nil
        case .string(let value): return value
        default: throw FabricInputError(field: key, "\(key) is not a text")
        }
    }

    /// A text.
    func string(_ key: String) throws(FabricInputError) -> String {
        guard let value = try optionalString(key) else { throw FabricInputError(field: key, "\(key) is missing") }
        return value
    }

    /// A list of whole numbers.
    func ints(_ key: String) throws(FabricInputError) -> [Int] {
        guard has(key) else { throw FabricInputError(field: key, "\(key) is missing") }
        guard case .array(let list) = values[key] else {
            throw FabricInputError(field: key, "\(key) is not a list")
        }
        var result: [Int] = []
        for item in list {
            guard case .int(let value) = item else {
                throw FabricInputError(field: key, "\(key) holds something that is not a whole number")
            }
            result.append(value)
        }
        return result
    }
}
