import Foundation

/// JSON as every command writes it: keys in snake_case and sorted, slashes unescaped, numbers unrounded, one line.
public enum JSONOutput {
    /// Encodes a value as one line of JSON without the line feed.
    /// - Throws: `EncodingError` for values JSON cannot hold (NaN, infinity).
    public static func line(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// Reads a value back from what `line` wrote.
    /// - Throws: `DecodingError` for a text that holds no such value.
    public static func value<Value: Decodable>(_ type: Value.Type, from text: String) throws -> Value {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(type, from: Data(text.utf8))
    }
}
