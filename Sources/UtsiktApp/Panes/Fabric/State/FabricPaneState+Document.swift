public import UtsiktCore

// The plan as the user's file. The desk reads and writes it; here is the result.
extension FabricPaneState {
    /// Takes in what reading a file gave. Undo brings the plan before it back.
    /// - Returns: What to say of it, in a line.
    public mutating func receive(reading: PlanReading, path: String) -> String {
        faults = reading.faults
        guard let document = reading.document else {
            return reading.faults.first.map { FabricPaneState.words($0) } ?? "\(path) holds no plan"
        }
        replace(document.plan)
        self.document = document
        self.path = path
        let wrong = reading.faults.count { !$0.isDoubt }
        let doubts = reading.faults.count - wrong
        switch (wrong, doubts) {
        case (0, 0): return "opened \(path)"
        case (0, _): return "opened \(path), \(doubts) doubtful: " + FabricPaneState.words(reading.faults[0])
        default:
            let first = reading.faults.first { !$0.isDoubt } ?? reading.faults[0]
            let rest = wrong > 1 ? " The log tells all." : ""
            return "opened what could be read, \(wrong) at fault: " + FabricPaneState.words(first) + rest
        }
    }

    /// Takes in that the plan was written.
    public mutating func receive(saved path: String) -> String {
        self.path = path
        document = documentToSave
        faults = []
        return "saved \(path)"
    }

    /// Takes in that a file could be neither read nor written.
    public mutating func receive(failure: PlanFileError, path: String) -> String {
        "\(path): \(failure.problem)" + (failure.remedy.isEmpty ? "" : ". \(failure.remedy)")
    }

    /// The real plan as a document, with the comments of the file it came from.
    public var documentToSave: PlanDocument {
        guard var document else { return PlanDocument(realPlan) }
        document.plan = realPlan
        return document
    }

    private static func words(_ fault: FabricFault) -> String {
        let place = fault.place.line.map { "line \($0): " } ?? ""
        return place + fault.problem
    }
}
