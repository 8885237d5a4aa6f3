public import UtsiktCore

/// A world's files cannot be used.
public struct SampleWorldError: ExplainedError {
    /// The file's name.
    public let file: String
    /// The line from 1, where the fault lies in one.
    public let line: Int?
    /// What is wrong.
    public let problem: String

    init(file: String, line: Int? = nil, problem: String) {
        self.file = file
        self.line = line
        self.problem = problem
    }

    /// The file and line.
    public var location: InputLocation? { InputLocation(file: file, line: line) }
    /// What to do.
    public var remedy: String { "Put the bundled files back, or name another folder" }
}
