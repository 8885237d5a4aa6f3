import Foundation
import Glibc
public import UtsiktCore

/// The session of one source: names and secrets, as a service handed them out.
public struct Session: Sendable, Hashable {
    /// The values by their names, as `access` and `refresh`.
    public var values: [String: Secret]

    /// Makes a session.
    public init(_ values: [String: Secret] = [:]) { self.values = values }

    /// A value by its name.
    public subscript(name: String) -> Secret? {
        get { values[name] }
        set { values[name] = newValue }
    }
}

/// The file of a source's session. It is replaced as a whole, so that whoever reads it finds the old session or the new one.
public struct SessionFile: Sendable, Hashable {
    let folder: String
    let name: String

    /// The file's path.
    public var path: String { "\(folder)/\(name)" }

    /// The session that is kept; nil when there is none.
    /// - Throws: `SessionFault` when there is a file that is not ours alone, or holds something else.
    public func load() throws(SessionFault) -> Session? {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw SessionFault(path, .refused(errno))
        }
        try SessionFolder(path: folder).check()
        guard status.st_mode & S_IFMT == S_IFREG, status.st_nlink == 1 else { throw SessionFault(path, .notAFile) }
        guard status.st_uid == geteuid() else { throw SessionFault(path, .foreign) }
        guard status.st_mode & 0o077 == 0 else { throw SessionFault(path, .open(status.st_mode & 0o777)) }
        let bytes: [UInt8]
        do {
            bytes = try BoundedFile.read(path, .secret, patience: BoundedFile.short)
        } catch {
            throw SessionFault(path, .unreadable)
        }
        guard let texts = try? JSONDecoder().decode([String: String].self, from: Data(bytes)) else {
            throw SessionFault(path, .unreadable)
        }
        return Session(texts.mapValues { Secret($0) })
    }

    /// Keeps a session in place of the one before.
    /// - Throws: `SessionFault`; the session before stays then.
    public func save(_ session: Session) throws(SessionFault) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        guard let bytes = try? encoder.encode(session.values.mapValues(\.value)), bytes.count <= FileKind.secret.limit
        else { throw SessionFault(path, .tooLarge) }
        try SessionFolder(path: folder).prepare()
        // What an ended process has left of this name is ours, in a folder that is ours.
        let draft = "\(path).\(UUID().uuidString).new"
        guard PrivateFile.create(draft, Array(bytes)) else { throw SessionFault(path, .refused(errno)) }
        guard sync(draft), rename(draft, path) == 0 else {
            let code = errno
            unlink(draft)
            throw SessionFault(path, .refused(code))
        }
        _ = sync(folder)
        removeDrafts()
    }

    /// Forgets the session.
    /// - Throws: `SessionFault` when there is one that cannot be removed.
    public func forget() throws(SessionFault) {
        guard unlink(path) != 0, errno != ENOENT, errno != ENOTDIR else { return }
        throw SessionFault(path, .refused(errno))
    }

    /// Removes what processes have left that ended while they kept a session; a fresh one may be another process's.
    private func removeDrafts() {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for draft in names where draft.hasPrefix(name + ".") && draft.hasSuffix(".new") {
            var status = stat()
            guard lstat("\(folder)/\(draft)", &status) == 0, status.st_mtim.tv_sec < time(nil) - 60 else { continue }
            unlink("\(folder)/\(draft)")
        }
    }

    private func sync(_ path: String) -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return fsync(descriptor) == 0
    }
}
