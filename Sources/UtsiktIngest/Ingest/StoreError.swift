public import UtsiktBase

/// The database could not do what was asked: what is wrong with it and what to do.
public struct StoreError: ExplainedError, Hashable {
    /// The kinds that are told apart.
    public enum Kind: Sendable, Hashable {
        /// A newer program has written the database; this one knows the schema up to `known` only.
        case newerSchema(found: Int, known: Int)
        /// The database could not be brought from an older schema to this program's.
        case upgradeRefused(from: Int, to: Int, reason: String)
        /// The file is not an SQLite database.
        case notADatabase
        /// The file is an SQLite database of another program.
        case foreignDatabase
        /// The database or its folder may not be written.
        case readOnly
        /// The disk (or the quota) is full.
        case full
        /// There is not the room that something needs that was not begun.
        case noRoom(needed: Int)
        /// A file has the name that another one was to get.
        case exists
        /// Another process has held the database for longer than we wait.
        case locked
        /// The file or its folder does not exist or may not be opened.
        case cannotOpen
        /// The file is damaged.
        case corrupt
        /// The journal has moved on: another process has committed this page.
        case conflict(subject: String)
        /// The store was closed.
        case closed
        /// Something else, in SQLite's words.
        case other(String)
    }

    /// What kind of error it is.
    public var kind: Kind
    /// The database's path.
    public var path: String

    /// Makes an error.
    public init(_ kind: Kind, path: String) {
        self.kind = kind
        self.path = path
    }

    /// What is wrong.
    public var problem: String {
        switch kind {
        case .newerSchema(let found, let known):
            "the database has schema \(found), written by a newer utsikt; this one knows schemas up to \(known)"
        case .upgradeRefused(let from, let to, let reason):
            "the database could not be brought from schema \(from) to \(to) and was left as it is: \(reason)"
        case .notADatabase: "the file is not an SQLite database"
        case .foreignDatabase: "the file is an SQLite database, but not one of utsikt's"
        case .readOnly: "the database cannot be written"
        case .full: "the disk is full; nothing of the last page was kept"
        case .noRoom(let needed):
            "this needs \((needed + 999_999) / 1_000_000) MB of free space beside the file; nothing was changed"
        case .exists: "there is a file of this name already; it was left as it is"
        case .locked: "another program holds the database"
        case .cannotOpen: "the database cannot be opened"
        case .corrupt: "the database is damaged"
        case .conflict(let subject): "another process has fetched the page of ‘\(subject)’ meanwhile"
        case .closed: "the database is closed"
        case .other(let words): "the database failed: \(words)"
        }
    }

    /// The database's file.
    public var location: InputLocation? { InputLocation(file: path) }

    /// What to do.
    public var remedy: String {
        switch kind {
        case .newerSchema: "Use the newer utsikt, or name another database with --db"
        case .upgradeRefused:
            "Make room for two copies beside the file, check who may write there, or name another database with --db"
        case .notADatabase, .foreignDatabase: "Name another file with --db; this one was left as it is"
        case .readOnly: "Check who may write the file and its folder"
        case .full: "Free some space; fetching goes on where it stopped"
        case .noRoom: "Free some space"
        case .exists: "Name another file"
        case .locked: "End the other program, or name another database with --db"
        case .cannotOpen: "Check that the folder exists and may be read and written"
        case .corrupt: "Restore a copy, or name another database with --db and fetch again"
        case .conflict: "Let only one process fetch into a database"
        case .closed, .other: ""
        }
    }

    /// Nothing could be done.
    public var exitStatus: Int32 { 3 }
}
