import Foundation
import Glibc
import Synchronization

/// The right to fetch into a database, which one process has at a time: it is given back when it is released, when the value
/// goes, and by the system when the process ends in whatever way.
///
/// A lock (`flock`) on a file next to the database. SQLite's own locks would have to be held by a transaction, which blocks
/// writers or keeps the log from being cut. Where a file system knows no such locks or the file cannot be made, it is made in
/// the folder for temporary files, under the database's device and number.
public final class FetchClaim: Sendable {
    private let lock: Mutex<(descriptor: Int32, path: String)?>

    /// The right to something that no other process can reach.
    public init() { lock = Mutex(nil) }

    private init(_ descriptor: Int32, _ path: String) { lock = Mutex((descriptor, path)) }

    deinit { release() }

    /// Gives the right back. Releasing twice does nothing.
    public func release() {
        lock.withLock { lock in
            guard let held = lock else { return }
            // Removed while it is still locked: whoever takes it next makes sure that its file is the one that stands there.
            unlink(held.path)
            close(held.descriptor)
            lock = nil
        }
    }

    private enum Outcome {
        case taken(FetchClaim)
        case busy
        case impossible(Int32)
    }

    /// Takes the right to fetch into a database.
    /// - Returns: The right; nil while another process has it.
    /// - Throws: `StoreError` when no lock can be had at all.
    static func take(database: String) throws(StoreError) -> FetchClaim? {
        var status = stat()
        let real = realpath(database, nil).map { pointer in
            defer { free(pointer) }
            return String(cString: pointer)
        }
        let isThere = stat(database, &status) == 0
        var reason: Int32 = 0
        var places = [(real ?? database) + ".fetching"]
        if isThere {
            let folder = FileManager.default.temporaryDirectory.path
            places.append("\(folder)/utsikt-\(status.st_dev)-\(status.st_ino).fetching")
        }
        for place in places {
            switch attempt(place) {
            case .taken(let claim): return claim
            case .busy: return nil
            case .impossible(let code): reason = code
            }
        }
        throw StoreError(reason == ENOSPC || reason == EDQUOT ? .full : .readOnly, path: places[0])
    }

    private static func attempt(_ path: String) -> Outcome {
        // A file that was removed between opening and locking is tried anew; that cannot go on for long.
        for _ in 0..<100 {
            let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
            guard descriptor >= 0 else { return .impossible(errno) }
            var outcome = flock(descriptor, LOCK_EX | LOCK_NB)
            while outcome != 0, errno == EINTR { outcome = flock(descriptor, LOCK_EX | LOCK_NB) }
            guard outcome == 0 else {
                let code = errno
                close(descriptor)
                return code == EWOULDBLOCK ? .busy : .impossible(code)
            }
            var (mine, present) = (stat(), stat())
            if fstat(descriptor, &mine) == 0, stat(path, &present) == 0, mine.st_ino == present.st_ino,
                mine.st_dev == present.st_dev
            {
                return .taken(FetchClaim(descriptor, path))
            }
            close(descriptor)
        }
        return .busy
    }
}
