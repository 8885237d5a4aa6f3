public import FoundationEssentials
public import UtsiktBase

#if canImport(Glibc)
    import Glibc
#endif

/// Reads and writes plan files. A file with faults is never overwritten.
public enum PlanFile {
    /// Reads a plan.
    /// - Parameters:
    ///   - text: The file's text.
    ///   - file: Its name for messages.
    ///   - catalogue: The switches it may name.
    public static func read(_ text: String, file: String, catalogue: SwitchCatalogue) -> PlanReading {
        var reader = PlanReader(text: text, file: file, catalogue: catalogue)
        return reader.read()
    }

    /// Reads a plan from bytes; bytes that are not UTF-8 are a fault.
    public static func read(_ data: some DataProtocol, file: String, catalogue: SwitchCatalogue) -> PlanReading {
        let bytes = Array(data)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            let fault = FabricFault(at: InputLocation(file: file), "the file is not UTF-8 text")
            return PlanReading(document: nil, faults: [fault])
        }
        return read(text, file: file, catalogue: catalogue)
    }

    /// Reads a plan file.
    /// - Throws: `PlanFileError` when the file cannot be read at all.
    public static func load(path: String, catalogue: SwitchCatalogue) throws(PlanFileError) -> PlanReading {
        let bytes: [UInt8]
        do {
            bytes = try BoundedFile.read(path, .plan)
        } catch {
            guard case .refused = error.reason else {
                throw PlanFileError(path: path, problem: error.problem, remedy: error.remedy, isInputFault: true)
            }
            throw PlanFileError(path: path, problem: "the plan cannot be read", remedy: "See utsikt fabric new")
        }
        return read(bytes, file: path, catalogue: catalogue)
    }

    /// Writes a plan file so that at any moment the old or the new one is whole: into a file next to it, flushed to the disk,
    /// and then renamed. The old file stays as `PATH~`.
    /// - Parameter catalogue: The switches the file there may name; a file there that is not read without faults is not
    ///   overwritten.
    /// - Throws: `PlanFileError` when there is such a file, or the disk does not take the new one.
    public static func save(
        _ document: PlanDocument, path: String, catalogue: SwitchCatalogue
    ) throws(PlanFileError) {
        if FileManager.default.fileExists(atPath: path) {
            let reading = try load(path: path, catalogue: catalogue)
            if reading.isPartial {
                throw PlanFileError(
                    path: path, problem: "the file there has faults and is not overwritten",
                    remedy: "Correct it, or save under another name", isInputFault: true)
            }
        }
        let text = document.text
        // Only what can be read again is a plan: it is checked before anything is written.
        let again = read(text, file: path, catalogue: catalogue)
        guard !again.isPartial else {
            throw PlanFileError(
                path: path, problem: again.faults.first { !$0.isDoubt }?.problem ?? "the plan cannot be written",
                remedy: "Change the plan so that it can be read again", isInputFault: true)
        }
        try write(text, path: path)
    }

    private static func write(_ text: String, path named: String) throws(PlanFileError) {
        // Where the name is a symbolic link, the file it leads to is replaced and the link stays.
        let path = URL(fileURLWithPath: named).resolvingSymlinksInPath().path
        let beside = URL(fileURLWithPath: path).deletingLastPathComponent().path + "/."
        let name = URL(fileURLWithPath: path).lastPathComponent
        // Names that nobody else gives: what a killed program left there may be taken away.
        let temporary = beside + name + ".utsikt-new"
        func failed(_ what: String) -> PlanFileError {
            let reason = String(cString: strerror(errno))
            unlink(temporary)
            return PlanFileError(path: path, problem: "\(what): \(reason)", remedy: "Check the folder and the disk")
        }
        unlink(temporary)
        var old = stat()
        let isThere = stat(path, &old) == 0
        let mode = isThere ? old.st_mode & 0o7777 : 0o644
        let handle = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, isThere ? 0o600 : mode)
        guard handle >= 0 else { throw failed("the plan cannot be written") }
        if isThere {
            // Whoever could read and write the old file can read and write the new one; another owner is kept if we may.
            if fchown(handle, old.st_uid, old.st_gid) != 0 { _ = fchown(handle, uid_t.max, old.st_gid) }
            guard fchmod(handle, mode) == 0 else {
                let error = failed("the file's permissions cannot be kept")
                close(handle)
                throw error
            }
        }
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(handle, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let error = failed("the plan cannot be written")
                close(handle)
                throw error
            }
            bytes = bytes.dropFirst(count)
        }
        guard fsync(handle) == 0, close(handle) == 0 else { throw failed("the plan cannot be flushed to the disk") }
        if isThere, !PlanFile.backUp(path, by: beside + name + ".utsikt-old") {
            throw failed("the backup \(path)~ cannot be made")
        }
        guard rename(temporary, path) == 0 else { throw failed("the plan cannot be put in its place") }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if directory >= 0 {
            fsync(directory)
            close(directory)
        }
    }

    /// Keeps the file as `PATH~`, in place of an older backup only once the new one is there.
    private static func backUp(_ path: String, by temporary: String) -> Bool {
        unlink(temporary)
        // The backup shares the old file's place on the disk; where a disk knows no links its bytes are copied.
        if link(path, temporary) != 0 {
            guard (try? FileManager.default.copyItem(atPath: path, toPath: temporary)) != nil else { return false }
        }
        return rename(temporary, path + "~") == 0
    }
}

/// A plan file that cannot be read or written as a whole.
public struct PlanFileError: ExplainedError, Hashable {
    /// The file.
    public let path: String
    /// What is wrong.
    public let problem: String
    /// What to do.
    public let remedy: String
    /// Whether the file's content is to blame and not the disk.
    public var isInputFault = false

    /// The file.
    public var location: InputLocation? { InputLocation(file: path) }
    /// 2 for content, 3 for the disk.
    public var exitStatus: Int32 { isInputFault ? 2 : 3 }
}
