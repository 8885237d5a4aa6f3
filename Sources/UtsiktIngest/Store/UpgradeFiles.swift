import Foundation
import UtsiktBase

/// The files beside a database while its schema is changed.
struct UpgradeFiles {
    private let database: String
    private let schema: Int

    init(database: String, schema: Int) {
        self.database = database
        self.schema = schema
    }

    /// The copy, until it has become the backup.
    var copy: String { database + ".backup-unfinished" }
    /// The copy on which the change is tried.
    var trial: String { database + ".upgrade-trial" }

    /// Gives the copy its name, as `utsikt.sqlite.schema-2.backup`; an older backup is never overwritten.
    /// - Returns: The backup's path.
    /// - Throws: `StoreError` when it cannot be renamed.
    func keepCopy() throws -> String {
        for number in 1...100 {
            let path = "\(database).schema-\(schema)\(number == 1 ? "" : "-\(number)").backup"
            // The database is locked: nobody else makes a backup of it between the question and the renaming.
            guard !FileManager.default.fileExists(atPath: path) else { continue }
            guard rename(copy, path) == 0 else { break }
            return path
        }
        throw StoreError(.readOnly, path: copy)
    }

    /// Copies the copy, for the trial.
    /// - Throws: `StoreError` when there is no room or no right.
    func copyForTrial() throws(StoreError) {
        do {
            try FileManager.default.copyItem(atPath: copy, toPath: trial)
        } catch {
            let isFull = (error as? CocoaError)?.code == .fileWriteOutOfSpace
            throw StoreError(isFull ? .full : .readOnly, path: trial)
        }
    }

    /// Removes what an upgrade that did not end has left.
    func removeLeftovers() {
        remove(copy)
        remove(trial)
    }

    /// Removes a database and its side files.
    func remove(_ path: String) { Self.removeDatabase(path) }

    /// Removes a database and its side files.
    static func removeDatabase(_ path: String) {
        for suffix in ["", "-wal", "-shm", "-journal"] { unlink(path + suffix) }
    }
}

extension FileManager {
    /// Makes an empty file that only its owner may read; false when there is one or it cannot be made.
    func createPrivateFile(_ path: String) -> Bool {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return false }
        return close(descriptor) == 0
    }
}
