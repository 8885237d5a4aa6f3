@preconcurrency import Dispatch
import Foundation
import Synchronization
import UtsiktCore

/// Says when files may have changed. While nothing happens to them, nothing wakes up: the kernel is asked to tell (inotify).
///
/// Folders are watched rather than files, because editors put new files in the place of old ones; where a folder is missing, the
/// nearest one above it, and where a file is a link, the folder in which it really lies as well. Only where the kernel cannot
/// know - a network's file system, or no more watches to be had - a signal comes every few seconds instead.
package final class FileWatch: Sendable {
    private struct State {
        /// The folders that are watched, by path.
        var watches: [String: Int32] = [:]
        /// Runs while the kernel is not enough.
        var timer: (any DispatchSourceTimer)?
    }

    /// One signal at the start, then one for each change; many changes cause one signal.
    package let signals: AsyncStream<Void>
    private let signal: AsyncStream<Void>.Continuation
    private let descriptor: Int32
    private let source: (any DispatchSourceRead)?
    private let state = Mutex(State())

    /// How often signals come where the kernel cannot tell.
    private static let interval = DispatchTimeInterval.seconds(3)
    /// What happens to a folder's entries, and to the folder itself.
    private static let changes = UInt32(
        IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_CLOSE_WRITE | IN_MODIFY | IN_DELETE_SELF | IN_MOVE_SELF
    )

    /// Starts without any file.
    package init() {
        let (signals, signal) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        (self.signals, self.signal) = (signals, signal)
        let descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
        self.descriptor = descriptor
        if descriptor >= 0 {
            let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: .global(qos: .utility))
            source.setEventHandler {
                // What happened does not matter: the waiting code reads the file again.
                withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 8) { buffer in
                    while read(descriptor, buffer.baseAddress, buffer.count) > 0 {}
                }
                signal.yield()
            }
            source.setCancelHandler { close(descriptor) }
            source.resume()
            self.source = source
        } else {
            source = nil
        }
        signal.yield()
    }

    deinit {
        source?.cancel()
        state.withLock { $0.timer?.cancel() }
        signal.finish()
    }

    /// Watches files and what is in folders, there or not, and no others any more.
    package func follow(files: [String], folders: [String]) {
        let folders = Set((files + folders.map { $0 + "/*" }).flatMap(Self.folders))
        state.withLock { state in
            for (folder, watch) in state.watches where !folders.contains(folder) {
                inotify_rm_watch(descriptor, watch)
                state.watches[folder] = nil
            }
            var isComplete = true
            for folder in folders {
                // Asked anew each time: a folder may have been replaced by another of its name.
                let watch = inotify_add_watch(descriptor, folder, Self.changes)
                let old = state.watches[folder]
                state.watches[folder] = watch >= 0 ? watch : nil
                // The folder that had the name before lies elsewhere now.
                if let old, old != watch, !state.watches.values.contains(old) { inotify_rm_watch(descriptor, old) }
                if watch < 0 || Self.isRemote(folder) { isComplete = false }
            }
            if isComplete {
                state.timer?.cancel()
                state.timer = nil
            } else if state.timer == nil {
                state.timer = timer()
            }
        }
    }

    private func timer() -> any DispatchSourceTimer {
        let timer = DispatchSource.makeTimerSource(queue: .global(qos: .utility))
        let signal = signal
        timer.schedule(deadline: .now() + Self.interval, repeating: Self.interval, leeway: .milliseconds(500))
        timer.setEventHandler { signal.yield() }
        timer.resume()
        return timer
    }

    /// The folders whose changes may change what a path names: its own, and those of every link on the way and of what it leads
    /// to, be that there or not.
    private static func folders(_ path: String) -> Set<String> {
        var found: Set<String> = []
        var rest = URL(fileURLWithPath: path).standardizedFileURL.path
        // As many links as the kernel itself follows.
        for _ in 0..<40 {
            found.insert(folder(of: rest))
            guard let (link, target) = firstLink(in: rest) else { break }
            found.insert(folder(of: link))
            rest = target
        }
        return found
    }

    /// The first link on a path, and the path with what it leads to in its place.
    private static func firstLink(in path: String) -> (link: String, target: String)? {
        var prefix = ""
        let parts = path.split(separator: "/").map(String.init)
        for (index, part) in parts.enumerated() {
            let link = prefix + "/" + part
            if let to = try? FileManager.default.destinationOfSymbolicLink(atPath: link) {
                let whole = [to.hasPrefix("/") ? to : prefix + "/" + to] + parts[(index + 1)...]
                return (link, URL(fileURLWithPath: whole.joined(separator: "/")).standardizedFileURL.path)
            }
            prefix = link
        }
        return nil
    }

    /// The folder that a path is in, or the nearest one above that is there.
    private static func folder(of path: String) -> String {
        var rest = path[...]
        while let slash = rest.lastIndex(of: "/"), slash != rest.startIndex {
            rest = rest[..<slash]
            if access(String(rest), F_OK) == 0 { return String(rest) }
        }
        return "/"
    }

    /// Whether a folder's files may be changed by other machines, of which the kernel hears nothing.
    private static func isRemote(_ folder: String) -> Bool {
        let path = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
        guard let mounts = try? BoundedFile.read("/proc/self/mounts", .system) else { return false }
        var (kind, length) = ("", -1)
        for line in String(decoding: mounts, as: UTF8.self).split(separator: "\n") {
            // The device, the place and the kind of a file system; a space in the place is written \040.
            let fields = line.split(separator: " ")
            guard fields.count > 2 else { continue }
            let place = fields[1].replacing("\\040", with: " ")
            let isAbove = place == "/" || path == place || path.hasPrefix(place + "/")
            // Of those at the same place the last one counts.
            if isAbove, place.count >= length { (kind, length) = (String(fields[2]), place.count) }
        }
        let remote = [
            "nfs", "cifs", "smb", "9p", "afs", "ceph", "fuse", "virtiofs", "vboxsf", "prl_fs", "lustre", "gpfs",
            "ocfs2",
        ]
        return remote.contains { kind.hasPrefix($0) }
    }

    /// Calls `act` whenever what `stamp` tells is no longer `known` and has then stayed for `rest` milliseconds - an editor writes
    /// a file in several steps - until cancelled. What else happens in the watched folders costs one look a `rest`.
    package static func follow(
        rest: Int64 = 250, watched: () -> (files: [String], folders: [String]), stamp: () -> FileStamp,
        known: () -> FileStamp, act: () async -> Void
    ) async {
        let clock = SystemPaceClock()
        let watch = FileWatch()
        func pause() async -> Bool {
            (try? await clock.sleep(until: clock.now.adding(milliseconds: rest))) != nil
        }
        for await _ in watch.signals {
            var before: FileStamp
            repeat {
                // First watched, then looked at: nothing that changes in between is missed.
                let (files, folders) = watched()
                watch.follow(files: files, folders: folders)
                before = stamp()
                guard before != known() else { break }
                guard await pause() else { return }
            } while stamp() != before
            await act()
            guard await pause() else { return }
        }
    }
}
