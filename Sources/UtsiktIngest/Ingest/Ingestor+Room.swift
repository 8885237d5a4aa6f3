import UtsiktBase

extension Ingestor {
    /// The store as a run uses it: when the disk is full, the run waits instead of ending, if the options say so.
    var store: PatientStore {
        PatientStore(
            base: plainStore, pause: { error async throws(StoreError) in try await self.waitForRoom(error) },
            goOn: { await self.noteRoom() })
    }

    /// Says that the disk is full, once, and waits until it is worth another try.
    /// - Throws: The error itself when this run does not wait, or ends.
    func waitForRoom(_ error: StoreError) async throws(StoreError) {
        guard options.waitsForRoom, !Task.isCancelled else { throw error }
        if withoutRoom == nil {
            withoutRoom = error
            emit(.stalled(error))
        }
        let until = realClock.now.adding(seconds: max(1, options.roomSeconds))
        guard (try? await realClock.sleep(until: until)) != nil else { throw error }
    }

    /// Something could be kept again.
    func noteRoom() {
        guard withoutRoom != nil else { return }
        withoutRoom = nil
        emit(.unstalled)
    }
}
