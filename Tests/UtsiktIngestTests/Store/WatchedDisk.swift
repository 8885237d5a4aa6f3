import CDisk
import Foundation
import Synchronization

/// What SQLite does with the files of one folder, while this lives: a test sees every operation and decides what becomes of it.
final class WatchedDisk: Sendable {
    enum Operation: Int32 {
        case create = 1
        case write, truncate, sync, delete, share
    }

    /// An operation before it is done.
    struct Change {
        var operation: Operation
        var path: String
        var bytes = Data()
        /// Where bytes are written, or the size that a file is cut to.
        var offset: Int64

        /// Whether it takes room: all but what is written over.
        var grows: Bool {
            switch operation {
            case .sync, .delete: return false
            case .create, .share: return true
            case .write, .truncate:
                let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int64) ?? 0
                return offset + Int64(bytes.count) > size
            }
        }
    }

    private let decide: @Sendable (Change) -> Int32
    private let number = Mutex<Int32>(-1)

    /// Watches a folder.
    /// - Parameter decide: 0 lets an operation happen; an SQLite error is what it ends with instead.
    init(_ folder: String, _ decide: @escaping @Sendable (Change) -> Int32) {
        self.decide = decide
        let own = Unmanaged.passUnretained(self).toOpaque()
        let number = cdisk_watch(
            folder,
            { context, operation, path, bytes, amount, offset in
                guard let context, let path, let operation = Operation(rawValue: operation) else { return 0 }
                let disk = Unmanaged<WatchedDisk>.fromOpaque(context).takeUnretainedValue()
                let data = bytes.map { Data(bytes: $0, count: Int(amount)) } ?? Data()
                return disk.decide(
                    Change(operation: operation, path: String(cString: path), bytes: data, offset: offset))
            }, own)
        self.number.withLock { $0 = number }
    }

    deinit { stop() }

    /// Lets everything happen from now on.
    func stop() {
        number.withLock { number in
            cdisk_unwatch(number)
            number = -1
        }
    }

    /// A disk without room from an operation on, until `stop`.
    /// - Parameters:
    ///   - first: The operation, counted from 0.
    ///   - onlyGrowth: Whether only what takes room fails; otherwise everything that writes does.
    static func full(_ folder: String, from first: Int, onlyGrowth: Bool) -> WatchedDisk {
        let count = Mutex(0)
        return WatchedDisk(folder) { change in
            let index = count.withLock { count in
                count += 1
                return count - 1
            }
            guard index >= first, onlyGrowth ? change.grows : change.operation != .delete else { return 0 }
            switch change.operation {
            // As the file system below tells it.
            case .share: return Int32(SQLITE_IOERR) | 19 << 8
            case .sync: return 0
            case .create, .write, .truncate, .delete: return Int32(SQLITE_FULL)
            }
        }
    }
}

/// A folder as it is at every instant at which a process could end: before each operation, and in the middle of each write.
final class FolderImages: Sendable {
    /// The files by name, and how far whoever writes them was.
    struct Image: Equatable {
        var files: [String: Data]
        var progress: Int
    }

    private let state = Mutex((images: [Image](), progress: 0))
    let folder: String

    init(_ folder: String) { self.folder = folder }

    /// Takes images of what a body does, one after it too.
    func take(while body: () async throws -> Void) async throws -> [Image] {
        let disk = WatchedDisk(folder) { change in
            self.take()
            if change.operation == .write, change.bytes.count > 1 { self.take(half: change) }
            return 0
        }
        try await body()
        disk.stop()
        take()
        return state.withLock { $0.images }
    }

    /// Says that something is done for good.
    func advance() { state.withLock { $0.progress += 1 } }

    private func take(half change: WatchedDisk.Change? = nil) {
        var files: [String: Data] = [:]
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
            files[name] = FileManager.default.contents(atPath: folder + "/" + name)
        }
        if let change {
            let name = String(change.path.dropFirst(folder.count + 1))
            var data = files[name] ?? Data()
            let half = change.bytes.prefix(change.bytes.count / 2)
            let end = Int(change.offset) + half.count
            if data.count < end { data.append(Data(count: end - data.count)) }
            data.replaceSubrange(Int(change.offset)..<end, with: half)
            files[name] = data
        }
        state.withLock { state in
            let image = Image(files: files, progress: state.progress)
            if state.images.last != image { state.images.append(image) }
        }
    }

    /// Writes an image's files.
    static func write(_ image: Image, to folder: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for (name, data) in image.files { try data.write(to: URL(fileURLWithPath: folder + "/" + name)) }
    }
}
