import Foundation
import Testing
import UtsiktBase
import UtsiktTestSupport

@testable import UtsiktForecast

/// A case of weather with what an independent implementation made of it: observations, joined records, models, figures.
struct WorkedCase: Sendable, CustomTestStringConvertible {
    /// Its folder.
    let folder: String

    /// Those with all learners: the project's own, and the shared one where that is at hand.
    static let whole = [own("fortnight")] + shared(["may14"])
    /// Those whose joined records and statistics are known.
    static let joined = ["tiny", "sentinels", "fortnight"].map(own) + shared(["tiny", "sentinels", "may14"])
    /// The small problems for the learners alone.
    static let smallProblems = TestData.sources("weather/small.json", shared: "regression/math-small.json")
    /// Columns of values and the types they vote for.
    static let typeVotes = TestData.sources("weather/types.json", shared: "regression/types.json")

    private static func own(_ name: String) -> WorkedCase { WorkedCase(folder: TestData.path("weather/" + name)) }

    private static func shared(_ names: [String]) -> [WorkedCase] {
        names.compactMap { SharedData.path("regression/" + $0).map(WorkedCase.init) }
    }

    var testDescription: String { folder.split(separator: "/").suffix(2).joined(separator: "/") }

    func text(_ name: String) throws -> String { try String(contentsOfFile: folder + "/" + name, encoding: .utf8) }

    func json(_ name: String) throws -> JSON { try JSON(text: text(name)) }

    func join() throws -> JoinedRecords { try WeatherCase(path: folder).join().records }
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

    init(contentsOf path: String) throws { try self.init(text: String(contentsOfFile: path, encoding: .utf8)) }

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
