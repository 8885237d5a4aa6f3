import Glibc

/// Reads a file as a whole: every kind of file that is not read in blocks comes through here.
///
/// Memory stays within the kind's limit whatever the file is: a device without an end, a file of holes, one that grows while it is
/// read. A regular file that is too large is refused before a byte of it is read. Where the other end of a pipe may keep silent
/// it waits in short turns, so that cancelling the task ends it at once.
public enum BoundedFile {
    /// How long the other end of a pipe may keep silent, for work that nothing may hold up; nil for as long as it likes.
    @TaskLocal public static var patience: Duration?

    /// How often a wait looks whether its task was cancelled, in milliseconds.
    private static let turn: Int32 = 50
    private static let block = 256 << 10

    /// The patience with files that a folder happens to hold, and that nobody named.
    public static let short = Duration.milliseconds(300)

    /// The bytes of a file; `-` is a file of that name.
    /// - Parameter patience: How long the other end of a pipe may keep silent.
    /// - Throws: `FileFault` with what stands in the way.
    public static func read(
        _ path: String, _ kind: FileKind, patience: Duration? = BoundedFile.patience
    ) throws(FileFault) -> [UInt8] {
        // Without O_NONBLOCK a pipe that nobody writes to would hold the thread up before there is anything to wait for.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { throw FileFault(path, kind, .refused(errno)) }
        defer { close(descriptor) }
        return try read(descriptor, path, kind, patience)
    }

    /// The bytes of the standard input, which messages call `-`.
    /// - Throws: `FileFault` with what stands in the way.
    public static func readStandardInput(_ kind: FileKind) throws(FileFault) -> [UInt8] {
        try read(STDIN_FILENO, "-", kind, nil)
    }

    private static func read(
        _ descriptor: Int32, _ path: String, _ kind: FileKind, _ patience: Duration?
    ) throws(FileFault) -> [UInt8] {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileFault(path, kind, .refused(errno)) }
        let type = status.st_mode & S_IFMT
        if type == S_IFDIR { throw FileFault(path, kind, .isFolder) }
        let isRegular = type == S_IFREG
        if isRegular, status.st_size > kind.limit { throw FileFault(path, kind, .tooLarge) }

        var bytes: [UInt8] = []
        if isRegular { bytes.reserveCapacity(Int(status.st_size)) }
        var room = [UInt8](repeating: 0, count: min(block, kind.limit + 1))
        while true {
            if Task.isCancelled { throw FileFault(path, kind, .cancelled) }
            if !isRegular { try wait(descriptor, path, kind, patience) }
            let count = room.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            guard count >= 0 else { throw FileFault(path, kind, .refused(errno)) }
            if count == 0 { return bytes }
            // It may have grown since it was looked at.
            guard bytes.count + count <= kind.limit else { throw FileFault(path, kind, .tooLarge) }
            bytes += room[..<count]
        }
    }

    /// Returns when there is something to read, or the end.
    private static func wait(
        _ descriptor: Int32, _ path: String, _ kind: FileKind, _ patience: Duration?
    ) throws(FileFault) {
        let deadline = patience.map { ContinuousClock.now.advanced(by: $0) }
        while true {
            if Task.isCancelled { throw FileFault(path, kind, .cancelled) }
            var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let count = poll(&request, 1, turn)
            if count > 0 { return }
            if count < 0, errno != EINTR { throw FileFault(path, kind, .refused(errno)) }
            if let deadline, deadline <= .now { throw FileFault(path, kind, .isSilent) }
        }
    }
}
