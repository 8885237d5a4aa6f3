/// Events that nobody has taken yet. What is taken is what was left, in its order, without the snapshots that a newer one of
/// the same kind and world has replaced.
///
/// A replaced snapshot loses its place: the newer one stands where it was left, behind whatever came before it. So it is never
/// taken before the opening of its own world, and a late snapshot of an older world replaces none of a newer one.
public struct EventQueue: Sendable {
    /// What one snapshot may take the place of.
    private struct Slot: Sendable, Hashable {
        var kind: Arrival.SnapshotKind
        var origin: Origin
    }

    /// The events in their order; nil where one was replaced.
    private var events: [Event?] = []
    private var count = 0
    /// Where in `events` the snapshot of a slot is.
    private var places: [Slot: Int] = [:]

    /// Makes an empty queue.
    public init() {}

    /// How many places are held, those of what was replaced included.
    var room: Int { events.count }

    /// Whether nothing waits.
    public var isEmpty: Bool { count == 0 }

    /// Leaves an event. O(1) on average.
    public mutating func add(_ event: Event) {
        if case .arrived(let arrival, let origin) = event, let kind = arrival.snapshotKind {
            let slot = Slot(kind: kind, origin: origin)
            if let place = places[slot] {
                guard case .arrived(let waiting, _)? = events[place], !arrival.isOlder(than: waiting) else { return }
                events[place] = nil
                count -= 1
            }
            places[slot] = events.count
        }
        events.append(event)
        count += 1
        if events.count > 2 * count + 64 { close() }
    }

    /// Takes everything.
    public mutating func take() -> [Event] {
        defer { self = EventQueue() }
        return events.compactMap(\.self)
    }

    /// Closes the gaps of what was replaced, so that a queue that nobody takes from grows no more than what waits in it.
    private mutating func close() {
        var kept: [Event?] = []
        kept.reserveCapacity(count)
        var moved: [Int: Int] = [:]
        for (place, event) in events.enumerated() where event != nil {
            moved[place] = kept.count
            kept.append(event)
        }
        events = kept
        places = places.compactMapValues { moved[$0] }
    }
}

extension Event {
    /// Whether it is a snapshot of a world under way, of which only the newest is worth showing.
    public var isSnapshot: Bool {
        if case .arrived(let arrival, _) = self { arrival.snapshotKind != nil } else { false }
    }
}
