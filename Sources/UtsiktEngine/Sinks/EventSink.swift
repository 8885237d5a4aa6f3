package import UtsiktApp

/// Where the work behind the app hands in what it has found.
package protocol ArrivalSink: Sendable {
    /// Hands something in; returns at once.
    func hand(_ arrival: Arrival)
}

/// Where events for the app are left: the terminal's inbox, or a script's. What is handed in here is the program's, and counts
/// whatever world is open.
package protocol EventSink: ArrivalSink {
    /// Leaves an event; returns at once.
    func post(_ event: Event)
}

extension EventSink {
    package func hand(_ arrival: Arrival) { post(.arrived(arrival, from: .program)) }
}

/// A world's own way to the app: everything carries the world's number, so that it counts only while the world is on the screen.
package struct WorldSink: ArrivalSink {
    /// The world's number.
    package let world: WorldNumber
    private let sink: any EventSink

    /// Makes the sink of a world.
    package init(_ sink: any EventSink, of world: WorldNumber) {
        self.sink = sink
        self.world = world
    }

    package func hand(_ arrival: Arrival) { sink.post(.arrived(arrival, from: .world(world))) }
}
