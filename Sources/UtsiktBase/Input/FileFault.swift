import Glibc

/// A file cannot be read as a whole.
public struct FileFault: ExplainedError, Hashable {
    /// Why.
    public enum Reason: Sendable, Hashable {
        /// It has more bytes than one of its kind may have.
        case tooLarge
        /// It is a folder.
        case isFolder
        /// Nothing came from the other end in time.
        case isSilent
        /// Reading was cancelled.
        case cancelled
        /// The system refused, with this error number.
        case refused(Int32)
    }

    /// The file as the user named it.
    public let path: String
    /// What it was to be.
    public let kind: FileKind
    /// Why it cannot be read.
    public let reason: Reason

    /// Makes a fault.
    public init(_ path: String, _ kind: FileKind, _ reason: Reason) {
        (self.path, self.kind, self.reason) = (path, kind, reason)
    }

    /// Whether there is no such file.
    public var isMissing: Bool { reason == .refused(ENOENT) || reason == .refused(ENOTDIR) }

    /// What is wrong.
    public var problem: String {
        switch reason {
        case .tooLarge: "the file has more than \(kind.limitText), the most that \(kind.words) may have"
        case .isFolder: "the file cannot be read: it is a folder"
        case .isSilent: "the file cannot be read: nothing came from its other end"
        case .cancelled: "reading the file was cancelled"
        case .refused(let number): "the file cannot be read: \(String(cString: strerror(number)))"
        }
    }
    /// What is wrong, in a reader's own words where the system refused.
    public func problem(refused words: String) -> String {
        if case .refused = reason { words } else { problem }
    }
    /// The file.
    public var location: InputLocation? { InputLocation(file: path) }
    /// What to do.
    public var remedy: String {
        switch reason {
        case .tooLarge: "Check whether this is the right file"
        case .isFolder: "Name a file in it"
        case .isSilent, .cancelled: ""
        case .refused: "Check its name and permissions"
        }
    }
}
