import Glibc

/// What tells whether files have changed, without reading them: for each its place on the disk, size and time of change.
package struct FileStamp: Sendable, Hashable {
    private struct Mark: Sendable, Hashable {
        var device: UInt64
        var number: UInt64
        var size: Int64
        var seconds: Int64
        var nanoseconds: Int64
    }
    private var marks: [String: Mark] = [:]

    /// Takes the stamp of files; links are followed, missing ones count as such.
    /// - Complexity: One system call a file.
    package init(_ paths: [String]) {
        for path in paths {
            var status = stat()
            guard stat(path, &status) == 0 else { continue }
            marks[path] = Mark(
                device: UInt64(status.st_dev), number: UInt64(status.st_ino), size: Int64(status.st_size),
                seconds: Int64(status.st_mtim.tv_sec), nanoseconds: Int64(status.st_mtim.tv_nsec))
        }
    }
}
