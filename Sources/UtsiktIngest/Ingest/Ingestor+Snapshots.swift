import Synchronization
import UtsiktBase

extension Ingestor {
    /// How fetching stands now.
    public func snapshot() -> FetchSnapshot {
        let now = clock.now
        return FetchSnapshot(
            revision: revision, at: now, phase: phase, sources: runs.map { $0.progress(at: now) },
            activity: activity, problem: problem)
    }

    /// Pictures of how fetching stands, each newer than the last one.
    ///
    /// A picture is made only when it is asked for and something has changed since; what changed in between is in it. So a
    /// reader that takes thirty a second costs thirty a second, however fast pages come.
    public nonisolated func snapshots() -> AsyncStream<FetchSnapshot> {
        let seen = Revision()
        return AsyncStream { [weak self] in
            guard let snapshot = await self?.snapshot(after: seen.value.withLock { $0 }) else { return nil }
            seen.value.withLock { $0 = snapshot.revision }
            return snapshot
        }
    }

    /// The last revision that a reader has seen.
    private final class Revision: Sendable {
        let value = Mutex<UInt64>(0)
    }

    private func snapshot(after seen: UInt64) async -> FetchSnapshot? {
        while revision == seen {
            await waitForChange()
            if Task.isCancelled { return nil }
        }
        return snapshot()
    }

    private func waitForChange() async {
        let id = nextWatcher
        nextWatcher += 1
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if Task.isCancelled { continuation.resume() } else { watchers[id] = continuation }
            }
        } onCancel: {
            Task { await self.wake(id) }
        }
    }

    private func wake(_ id: Int) { watchers.removeValue(forKey: id)?.resume() }

    /// Something has changed: whoever waits for a new picture gets one.
    func changed() {
        revision &+= 1
        guard !watchers.isEmpty else { return }
        let waiting = watchers.values
        watchers = [:]
        for continuation in waiting { continuation.resume() }
    }
}
