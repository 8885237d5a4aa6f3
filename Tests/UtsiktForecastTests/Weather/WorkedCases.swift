import Foundation
import Testing
import UtsiktBase
import UtsiktTestSupport

@testable import UtsiktForecast

/// The worked cases of the regression data, read in place where they are present.
enum WorkedCases {
    /// The folder `regression` of the shared data; nil where it is absent.
    static let folder = SharedData.path("regression")

    static var arePresent: Bool { folder.map { FileManager.default.fileExists(atPath: $0 + "/may14") } ?? false }

    static func text(_ name: String) throws -> String {
        try String(contentsOfFile: try #require(folder) + "/" + name, encoding: .utf8)
    }

    static func json(_ name: String) throws -> JSON { try JSON(text: text(name)) }

    static func join(_ name: String) throws -> JoinedRecords {
        try WeatherCase(path: try #require(folder) + "/" + name).join().records
    }
}

/// A JSON value that can be walked and compared.
enum JSON: Decodable, Equatable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSON])
    case object([String: JSON])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([JSON].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: JSON].self))
        }
    }

    init(text: String) throws { self = try JSONDecoder().decode(JSON.self, from: Data(text.utf8)) }

    init(_ value: some Encodable) throws { try self.init(text: JSONOutput.line(value)) }

    subscript(key: String) -> JSON {
        if case .object(let members) = self { return members[key] ?? .null }
        return .null
    }
    subscript(index: Int) -> JSON {
        if case .array(let items) = self, items.indices.contains(index) { return items[index] }
        return .null
    }
    var items: [JSON] { if case .array(let items) = self { items } else { [] } }
    var keys: [String] { if case .object(let members) = self { members.keys.sorted() } else { [] } }
    var number: Double { if case .number(let value) = self { value } else { .nan } }
    var int: Int { Int(exactly: number) ?? Int.min }
    var string: String { if case .string(let value) = self { value } else { "" } }
    var numbers: [Double] { items.map(\.number) }
    var ints: [Int] { items.map(\.int) }
    var strings: [String] { items.map(\.string) }
    var isTrue: Bool { self == .bool(true) }

    /// The places at which this differs from an expected value by more than 1e-8, with only the expected keys looked at.
    func differences(from expected: JSON, at path: String = "") -> [String] {
        switch (self, expected) {
        case (.number(let a), .number(let b)): return abs(a - b) <= 1e-8 ? [] : ["\(path): \(a) is not \(b)"]
        case (.array(let a), .array(let b)):
            if a.count != b.count { return ["\(path): \(a.count) items, not \(b.count)"] }
            return a.indices.flatMap { a[$0].differences(from: b[$0], at: "\(path)[\($0)]") }
        case (.object(let a), .object(let b)):
            return b.keys.sorted().flatMap { key in
                a[key].map { $0.differences(from: b[key] ?? .null, at: "\(path).\(key)") } ?? [
                    "\(path).\(key) is missing"
                ]
            }
        default: return self == expected ? [] : ["\(path): \(self) is not \(expected)"]
        }
    }
}

/// Whether two lists agree to 1e-8.
func agree(_ a: [Double], _ b: [Double]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= 1e-8 }
}

/// Whether two numbers agree to 1e-8.
func agree(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-8 }

/// A CSV text as cells.
func cells(_ text: String) -> [[String]] {
    var reader = CSVReader(Array(text.utf8))
    var rows: [[String]] = []
    while let record = reader.next() { rows.append(record.fields) }
    return rows
}
