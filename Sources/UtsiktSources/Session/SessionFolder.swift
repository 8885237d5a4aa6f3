import Glibc
public import UtsiktCore

/// Where services' session tokens are kept: a file for each source, which only its user may read, in a folder that only its user
/// may write. Tokens that a service hands out never reach the database, which people copy and show to others.
public struct SessionFolder: Sendable, Hashable {
    /// The folder's path.
    public let path: String

    /// A folder, which need not exist yet.
    public init(path: String) { self.path = path }

    /// The folder that belongs to a database: next to it, under its name.
    public init(database: String) { path = database + ".sessions" }

    /// The file of a source.
    public func file(of source: SourceID) -> SessionFile {
        SessionFile(folder: path, name: percentEncoded(source.rawValue) + ".session")
    }

    /// Makes the folder, or makes sure that the one that is there is ours alone.
    func prepare() throws(SessionFault) {
        guard mkdir(path, 0o700) != 0 else { return }
        guard errno == EEXIST else { throw SessionFault(path, .refused(errno)) }
        try check()
    }

    /// Whether the folder is ours alone.
    func check() throws(SessionFault) {
        var status = stat()
        guard lstat(path, &status) == 0 else { throw SessionFault(path, .refused(errno)) }
        guard status.st_mode & S_IFMT == S_IFDIR else { throw SessionFault(path, .notAFolder) }
        guard status.st_uid == geteuid() else { throw SessionFault(path, .foreign) }
        // Whoever may write there could put another file in the place of ours.
        guard status.st_mode & 0o022 == 0 else { throw SessionFault(path, .open(status.st_mode & 0o777)) }
    }
}

/// Why a session could not be kept or read; never holds a token.
public struct SessionFault: ExplainedError, Hashable {
    /// What stands in the way.
    public enum Kind: Sendable, Hashable {
        /// The system refuses, with its number.
        case refused(Int32)
        /// Something else than a folder has the folder's name.
        case notAFolder
        /// Something else than a plain file has the file's name, or the file has another name as well.
        case notAFile
        /// It belongs to somebody else.
        case foreign
        /// Others may read or write it.
        case open(UInt32)
        /// It holds something else than a session.
        case unreadable
        /// The session is larger than such a file may be.
        case tooLarge
    }

    /// The file or folder.
    public var path: String
    /// What stands in the way.
    public var kind: Kind

    /// Makes a fault.
    init(_ path: String, _ kind: Kind) { (self.path, self.kind) = (path, kind) }

    /// What is wrong.
    public var problem: String {
        switch kind {
        case .refused(let code): "the session cannot be kept: \(String(cString: strerror(code)))"
        case .notAFolder: "sessions cannot be kept: there is something else than a folder"
        case .notAFile: "the session's file is not a plain file"
        case .foreign: "the session's file or folder belongs to somebody else"
        case .open(let mode): "others may reach the session's file or folder (mode \(String(mode, radix: 8)))"
        case .unreadable: "the session's file does not hold a session"
        case .tooLarge: "the session is too large to be kept"
        }
    }
    /// Where.
    public var location: InputLocation? { InputLocation(file: path) }
    /// What to do.
    public var remedy: String {
        switch kind {
        case .refused, .tooLarge: ""
        case .open: "chmod 700 the folder and 600 the file, or remove them"
        case .notAFolder, .notAFile, .foreign, .unreadable: "Remove it; a new session is begun then"
        }
    }
    /// Fetching goes on with a new session.
    public var exitStatus: Int32 { 1 }
}
