public import UtsiktBase

/// Weather input that cannot be used as a whole; single bad records are rejections instead.
public struct WeatherInputError: ExplainedError, Hashable {
    /// What is wrong.
    public let problem: String
    /// Where.
    public let location: InputLocation?
    /// What to do.
    public let remedy: String
    /// 2 for unusable input, 3 when a file cannot be read.
    public let exitStatus: Int32

    /// Makes an error.
    public init(_ problem: String, at location: InputLocation? = nil, remedy: String = "", exitStatus: Int32 = 2) {
        self.problem = problem
        self.location = location
        self.remedy = remedy
        self.exitStatus = exitStatus
    }
}
