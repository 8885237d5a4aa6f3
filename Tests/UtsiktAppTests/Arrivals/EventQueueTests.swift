import Testing
import UtsiktCore
import UtsiktScreen
import UtsiktTestSupport

@testable import UtsiktApp

/// What waits for the app: the newest snapshot of each kind and world, and everything else, in its order.
@Suite struct EventQueueTests {
    private static func fetch(_ revision: UInt64, world: Int) -> Event {
        .arrived(.fetch(FetchSnapshot(revision: revision, at: Timestamp(seconds: 0))), from: .world(WorldNumber(world)))
    }

    private static func opened(_ world: Int) -> Event {
        let opened = OpenedWorld(status: WorldStatus(isReplay: true, name: "\(world)"), settings: ForecastSettings())
        return .arrived(.opened(opened), from: .world(WorldNumber(world)))
    }

    /// An event in short: `f2@1` is the fetch snapshot of revision 2 of world 1.
    private static func name(_ event: Event) -> String {
        switch event {
        case .arrived(.fetch(let snapshot), .world(let world)): "f\(snapshot.revision)@\(world.value)"
        case .arrived(.forecast(let snapshot), .world(let world)): "w\(snapshot.revision)@\(world.value)"
        case .arrived(.opened, .world(let world)): "opened@\(world.value)"
        case .arrived(.notice(let text), _): text
        case .key(let key): key.name
        default: "?"
        }
    }

    private static func taken(_ events: [Event]) -> [String] {
        var queue = EventQueue()
        for event in events { queue.add(event) }
        let names = queue.take().map(name)
        #expect(queue.isEmpty && queue.take().isEmpty)
        return names
    }

    @Test func theNewestOfAKindWinsAndStandsWhereItWasLeft() {
        let events: [Event] = [
            Self.fetch(1, world: 1), .key(.character("k")), Self.fetch(2, world: 1),
            .arrived(.notice("said"), from: .program), Self.fetch(3, world: 1), .key(.character("j")),
        ]
        #expect(Self.taken(events) == ["k", "said", "f3@1", "j"])
    }

    @Test func aNewWorldsSnapshotIsNeverTakenBeforeItsOpening() {
        // The old world's snapshot waits when the new world is opened: the new one must not take its place.
        let events = [Self.fetch(9, world: 1), Self.opened(2), Self.fetch(1, world: 2)]
        #expect(Self.taken(events) == ["f9@1", "opened@2", "f1@2"])
    }

    @Test func aLateSnapshotOfAnOlderWorldReplacesNoneOfANewerOne() {
        let events = [Self.opened(2), Self.fetch(1, world: 2), Self.fetch(50, world: 1)]
        #expect(Self.taken(events) == ["opened@2", "f1@2", "f50@1"])
        var app = App(
            state: AppState(size: Size(width: 80, height: 24), glyphs: .blocks, world: .init(isReplay: true, name: "")))
        for event in events { _ = app.reduce(event) }
        #expect(app.state.fetch.snapshot?.revision == 1)
    }

    @Test func anOlderSnapshotThatComesLateIsLeftOut() {
        #expect(Self.taken([Self.fetch(5, world: 1), Self.fetch(4, world: 1)]) == ["f5@1"])
    }

    @Test(arguments: [UInt64(1), 2, 3, 4]) func whatIsTakenIsWhatWasLeftInItsOrder(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var events: [Event] = []
        for step in 0..<3000 {
            let world = Int.random(in: 1...3, using: &generator)
            switch Int.random(in: 0..<10, using: &generator) {
            case 0: events.append(Self.opened(world))
            case 1: events.append(.arrived(.notice("n\(step)"), from: .program))
            case 2...5: events.append(Self.fetch(UInt64(step), world: world))
            default:
                events.append(
                    .arrived(.forecast(ForecastSnapshot(revision: step)), from: .world(WorldNumber(world))))
            }
        }
        let (left, taken) = (events.map(Self.name), Self.taken(events))
        // What is left out has a newer one of its kind and world behind it.
        var rest = left[...]
        for name in taken {
            guard let place = rest.firstIndex(of: name) else {
                Issue.record("\(name) is out of order")
                return
            }
            rest = rest[(place + 1)...]
        }
        for letter in ["f", "w"] {
            for world in 1...3 {
                let own = { (name: String) in name.hasPrefix(letter) && name.hasSuffix("@\(world)") }
                #expect(taken.filter(own) == left.last(where: own).map { [$0] } ?? [])
            }
        }
        let isKept = { (name: String) in name.hasPrefix("n") || name.hasPrefix("opened") }
        #expect(taken.filter(isKept) == left.filter(isKept))
    }

    @Test func aQueueThatNobodyTakesFromDoesNotGrowWithSnapshots() {
        var queue = EventQueue()
        for revision in 1...100_000 { queue.add(Self.fetch(UInt64(revision), world: 1)) }
        #expect(queue.room < 200)
        #expect(queue.take().map(Self.name) == ["f100000@1"])
    }
}
