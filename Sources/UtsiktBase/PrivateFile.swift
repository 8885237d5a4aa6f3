import Glibc

/// Files that only their owner may read.
package enum PrivateFile {
    /// Writes a new file; one that is there already is left alone.
    /// - Returns: Whether it was written; otherwise nothing is left, and `errno` says why.
    package static func create(_ path: String, _ bytes: [UInt8]) -> Bool {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return false }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            rest = rest.dropFirst(count)
        }
        let isClosed = close(descriptor) == 0
        if !rest.isEmpty || !isClosed {
            let reason = errno
            unlink(path)
            errno = reason
            return false
        }
        return true
    }
}
