/// A set of panel port numbers, written as `1-12,15-26`.
public struct PortSet: Sendable, Hashable, Codable {
    /// The numbers, ascending and each once.
    public let numbers: [Int]

    /// The largest number a panel may have.
    static let highest = 4096

    /// Makes a set of numbers; those outside 0 ... 4096 are left out.
    public init(_ numbers: some Sequence<Int>) {
        self.numbers = Set(numbers.filter { (0...PortSet.highest).contains($0) }).sorted()
    }

    /// Reads `1-12,15-26`.
    /// - Throws: `FabricInputError` when a part is neither a number nor an ascending range, or a number comes twice.
    public init(text: String) throws(FabricInputError) {
        var all: [Int] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
            guard ends.count <= 2, let first = Int(ends[0]), let last = Int(ends[ends.count - 1]), first <= last,
                first >= 0, last <= PortSet.highest
            else { throw FabricInputError("‘\(part)’ is not a port number or range", remedy: "Write it as 1-12,15") }
            all.append(contentsOf: first...last)
        }
        guard Set(all).count == all.count else { throw FabricInputError("‘\(text)’ names a port twice") }
        numbers = all.sorted()
    }

    /// Reads the text form.
    public init(from decoder: any Decoder) throws {
        try self.init(text: try decoder.singleValueContainer().decode(String.self))
    }

    /// Writes the text form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    /// How many ports there are.
    public var count: Int { numbers.count }
    /// Whether there are none.
    public var isEmpty: Bool { numbers.isEmpty }

    /// Whether a port is in the set.
    /// - Complexity: O(log n).
    public func contains(_ port: Int) -> Bool {
        var (low, high) = (0, numbers.count)
        while low < high {
            let middle = (low + high) / 2
            if numbers[middle] == port { return true }
            if numbers[middle] < port { low = middle + 1 } else { high = middle }
        }
        return false
    }

    /// The text form: ascending, runs joined.
    public var text: String {
        var parts: [String] = []
        var index = 0
        while index < numbers.count {
            var end = index
            while end + 1 < numbers.count, numbers[end + 1] == numbers[end] + 1 { end += 1 }
            parts.append(end > index ? "\(numbers[index])-\(numbers[end])" : "\(numbers[index])")
            index = end + 1
        }
        return parts.joined(separator: ",")
    }
}
