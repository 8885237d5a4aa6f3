public import UtsiktBase

/// Something in a plan, a switch file or a price list that cannot be used, or that one should look at.
public struct FabricFault: ExplainedError, Hashable {
    /// Where it is.
    public let place: InputLocation
    /// What is wrong, one sentence without a full stop.
    public let problem: String
    /// What to do; empty where the problem says it.
    public let remedy: String
    /// Whether everything can be used all the same: a doubt is reported, but leaves nothing out.
    public let isDoubt: Bool

    /// Makes a fault.
    public init(at place: InputLocation, _ problem: String, remedy: String = "", isDoubt: Bool = false) {
        self.place = place
        self.problem = problem
        self.remedy = remedy
        self.isDoubt = isDoubt
    }

    /// File, line, column and field.
    public var location: InputLocation? { place }

    /// The fault as a rejected record.
    public var rejection: Rejection {
        Rejection(file: place.file, line: place.line, field: place.field, reason: problem)
    }
}

/// The faults found in a file so far.
struct FaultLog {
    /// The file's name for messages.
    let file: String
    /// The faults in the order in which they were found; a broken file could have millions, so that they end somewhere.
    private(set) var faults: [FabricFault] = []

    private static let most = 500

    init(file: String) { self.file = file }

    /// Whether something had to be left out.
    var hasFaults: Bool { faults.contains { !$0.isDoubt } }

    /// Notes a fault.
    mutating func add(
        _ problem: String, line: Int?, column: Int? = nil, field: String? = nil, remedy: String = "",
        isDoubt: Bool = false
    ) {
        guard faults.count < FaultLog.most else { return }
        faults.append(
            FabricFault(
                at: InputLocation(file: file, line: line, column: column, field: field), problem, remedy: remedy,
                isDoubt: isDoubt))
    }

    /// Notes a fault that was thrown.
    mutating func add(_ fault: FabricFault) {
        if faults.count < FaultLog.most { faults.append(fault) }
    }
}
