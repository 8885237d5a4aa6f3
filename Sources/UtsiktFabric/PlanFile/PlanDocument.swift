/// A plan as its owner's file: the plan and the comments between its lines.
public struct PlanDocument: Sendable, Hashable {
    /// The plan.
    public var plan: FabricPlan
    /// The comments of the file it was read from, which go back to their lines when it is written.
    var comments: PlanComments

    /// Makes a document without comments.
    public init(_ plan: FabricPlan) {
        self.plan = plan
        comments = PlanComments()
    }

    /// Makes a document with a few lines at its head that say how it is read.
    public init(guided plan: FabricPlan) {
        self.init(plan)
        comments.before["format"] = [
            "# A rack's way to \(plan.speeds.portTitle)bE. Units count from 1 at the bottom; what is left out the planner decides.",
            "# servers: lanes and ports are links at \(plan.speeds.laneTitle) and \(plan.speeds.portTitle); speed is today's, want",
            "# the goal's; links are today's cables: 5/2 is lane 2 of port 5, 5 all of it, leaf2:5 a port of leaf 2.",
            "# The last line ‘...’ says that the file is whole.",
        ]
    }

    /// What the first line of a file says.
    static let format = "utsikt-fabric-plan/1"
    /// The line that says that the file is whole.
    static let end = "..."
}

/// What reading a file gave.
public struct PlanReading: Sendable {
    /// The document as far as it could be read; nil when the file holds no plan at all.
    public let document: PlanDocument?
    /// What could not be used, and what is doubtful.
    public let faults: [FabricFault]

    /// Whether something was left out, so that the file must not be overwritten by what was kept.
    public var isPartial: Bool { document == nil || faults.contains { !$0.isDoubt } }
}

/// Comments by the line they stand before or behind.
struct PlanComments: Sendable, Hashable {
    /// Whole lines before a field, by the field's path.
    var before: [String: [String]] = [:]
    /// The rest of a field's line.
    var behind: [String: String] = [:]
    /// Lines after the last field.
    var last: [String] = []

    private static let mostLines = 2000

    /// Collects the comments of a text.
    /// - Parameter paths: The path of the field that begins on a line, by line from 1.
    init(_ text: String, paths: [Int: String]) {
        var waiting: [String] = []
        var count = 0
        for (index, part) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = part.last == "\r" ? part.dropLast() : part
            let content = line.drop { $0 == " " || $0 == "\t" }
            if content.first == "#" {
                count += 1
                if count <= PlanComments.mostLines { waiting.append(String(content.prefix(400))) }
                continue
            }
            if content.isEmpty || content == "---" || content == "..." { continue }
            guard let path = paths[index + 1] else { continue }
            if !waiting.isEmpty {
                before[path, default: []] += waiting
                waiting = []
            }
            if let comment = PlanComments.behind(content) { behind[path] = comment }
        }
        last = waiting
    }

    /// No comments.
    init() {}

    /// The comment at the end of a line: a number sign after a space and outside quotes.
    private static func behind(_ line: Substring) -> String? {
        var quote: Character?
        var previous: Character = " "
        for index in line.indices {
            let character = line[index]
            if let open = quote {
                if character == open, previous != "\\" { quote = nil }
            } else if character == "\"" || character == "'", "[{,:- ".contains(previous) {
                quote = character
            } else if character == "#", previous == " " || previous == "\t" {
                return String(line[index...].prefix(400))
            }
            previous = character
        }
        return nil
    }
}
