/// An error that a person can act on: what is wrong, where, and what to do about it.
///
/// Every typed error of the project conforms; the executable prints `description` and exits with `exitStatus`.
public protocol ExplainedError: Error, Sendable, CustomStringConvertible {
    /// What is wrong, one sentence without a full stop.
    var problem: String { get }
    /// Where it is wrong, when it is at a place in an input.
    var location: InputLocation? { get }
    /// What the user can do, one sentence; empty when nothing can be done.
    var remedy: String { get }
    /// The process's exit status if this ends it: 2 unusable input, 3 nothing could be done (COMMANDS).
    var exitStatus: Int32 { get }
}

extension ExplainedError {
    /// No place in an input unless a type says otherwise.
    public var location: InputLocation? { nil }
    /// Unusable input unless a type says otherwise.
    public var exitStatus: Int32 { 2 }
    /// `file:line:column: field: problem. Remedy.`
    public var description: String {
        let place = location.map { "\($0): " } ?? ""
        return place + problem + (remedy.isEmpty ? "" : ". " + remedy)
    }
}

/// A place in an input: file, line, column and field, each where known.
public struct InputLocation: Sendable, Hashable, CustomStringConvertible {
    /// The file's name as the user gave it, `-` for standard input, or a URL's path.
    public var file: String
    /// The line, from 1.
    public var line: Int?
    /// The column in bytes, from 1.
    public var column: Int?
    /// The name of the field or header.
    public var field: String?

    /// Makes a location.
    public init(file: String, line: Int? = nil, column: Int? = nil, field: String? = nil) {
        self.file = file
        self.line = line
        self.column = column
        self.field = field
    }

    /// `file:line:column: field`.
    public var description: String {
        var text = file
        if let line { text += ":\(line)" }
        if let column { text += ":\(column)" }
        if let field { text += ": \(field)" }
        return text
    }
}

/// One record that could not be used: counted, shown, kept readable; it never ends the program.
public struct Rejection: Sendable, Hashable, Codable {
    /// File name, `-`, or URL path.
    public var file: String
    /// Line (or index in an array) from 1; nil where there is none.
    public var line: Int?
    /// Field, where the fault lies in one.
    public var field: String?
    /// What is wrong, one sentence.
    public var reason: String

    /// Makes a rejection.
    public init(file: String, line: Int? = nil, field: String? = nil, reason: String) {
        self.file = file
        self.line = line
        self.field = field
        self.reason = reason
    }
}
