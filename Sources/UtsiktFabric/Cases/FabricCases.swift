public import FoundationEssentials

/// Batch arithmetic: a file of cases in, their results out, for spreadsheets and scripts.
public struct FabricCases: Sendable, Encodable {
    /// A case's answer.
    public struct Answer: Sendable, Hashable, Encodable {
        /// The case's id; its place in the file where it has none.
        public let id: String
        /// The named results; `error` alone when the case could not be calculated.
        public let result: [String: FabricValue]

        /// Whether the case could not be calculated because its kind or input cannot be used.
        public var isRejected: Bool { rejected }

        private let rejected: Bool

        init(id: String, result: [String: FabricValue], rejected: Bool = false) {
            self.id = id
            self.result = result
            self.rejected = rejected
        }

        private enum CodingKeys: String, CodingKey {
            case id, result
        }
    }

    /// The answers in the file's order.
    public let cases: [Answer]

    /// How many cases could not be calculated.
    public var rejectedCount: Int { cases.reduce(0) { $0 + ($1.isRejected ? 1 : 0) } }

    private enum CodingKeys: String, CodingKey {
        case cases
    }

    /// Calculates a file of cases: an object with a list `cases`, or such a list.
    /// - Parameters:
    ///   - data: The bytes.
    ///   - file: The name for messages.
    ///   - catalogue: The switches that cases may name.
    /// - Throws: `FabricInputError` when the file as a whole cannot be read; a bad case only gets an `error` result.
    public init(data: some DataProtocol, file: String, catalogue: SwitchCatalogue) throws(FabricInputError) {
        let root: FabricValue
        do {
            root = try JSONDecoder().decode(FabricValue.self, from: Data(data))
        } catch {
            throw FabricInputError(field: file, "\(file) is not JSON that can be read")
        }
        let list: [FabricValue]
        switch root {
        case .array(let values): list = values
        case .object(let object):
            guard case .array(let values) = object["cases"] else {
                throw FabricInputError(field: file, "\(file) has no list ‘cases’")
            }
            list = values
        default: throw FabricInputError(field: file, "\(file) has no list ‘cases’")
        }
        cases = list.enumerated().map { FabricCases.answer(to: $0.element, index: $0.offset, catalogue: catalogue) }
    }

    /// Calculates one case.
    /// - Parameters:
    ///   - value: The case: `{id, kind, input}`.
    ///   - index: Its place in the list, which stands for a missing id.
    ///   - catalogue: The switches that it may name.
    public static func answer(to value: FabricValue, index: Int, catalogue: SwitchCatalogue) -> Answer {
        let fallback = "#\(index + 1)"
        guard case .object(let object) = value else {
            return Answer(id: fallback, result: ["error": .string("the case is not an object")], rejected: true)
        }
        let id: String
        switch object["id"] {
        case .string(let text): id = text
        case .int(let number): id = "\(number)"
        default: id = fallback
        }
        guard case .string(let kind) = object["kind"] else {
            return Answer(id: id, result: ["error": .string("the case has no kind")], rejected: true)
        }
        guard case .object(let input) = object["input"] else {
            return Answer(id: id, result: ["error": .string("the case has no input")], rejected: true)
        }
        do {
            return Answer(id: id, result: try result(kind, FabricInputs(values: input), catalogue))
        } catch {
            return Answer(id: id, result: ["error": .string(error.problem)], rejected: !error.isVerdict)
        }
    }

    private static func result(
        _ kind: String, _ input: FabricInputs, _ catalogue: SwitchCatalogue
    ) throws(FabricInputError) -> [String: FabricValue] {
        switch kind {
        case "capacity": try capacity(input)
        case "migrate": try migrate(input)
        case "curve": try curve(input)
        case "oversub": try oversubscription(input)
        case "failure": try failure(input)
        case "fabric": try fabric(input)
        case "cable_length": try cableLength(input)
        case "name": try name(input)
        case "split_map": try splitMap(input, catalogue)
        case "fixed_ports": try fixedPorts(input, catalogue)
        case "shared": try shared(input, catalogue)
        case "diagnostic": try diagnostic(input, catalogue)
        default: throw FabricInputError(field: "kind", "unknown kind ‘\(kind.prefix(40))’")
        }
    }
}
