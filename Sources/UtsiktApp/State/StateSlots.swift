/// The parts of the state by their owners' types, with how often each was touched.
///
/// Changing a part takes it out of its box first, so that what it holds is referenced once: an array of thousands of lines
/// grows in place. Reading one copies its references.
struct StateSlots: Sendable {
    private final class Box<Value: Sendable>: Sendable {
        let value: Value
        init(_ value: Value) { self.value = value }
    }

    private struct Slot: Sendable {
        let owner: ObjectIdentifier
        var box: (any AnyObject & Sendable)?
        var version = 0
    }

    /// A dozen at most, so looking through them is quicker than hashing.
    private var slots: [Slot] = []

    /// How often a part was touched; 0 for one that never was.
    func version(of owner: any StateSlot.Type) -> Int {
        let owner = ObjectIdentifier(owner)
        return slots.first { $0.owner == owner }?.version ?? 0
    }

    /// An owner's part.
    subscript<Owner: StateSlot>(owner: Owner.Type) -> Owner.Value {
        get {
            let id = ObjectIdentifier(owner)
            return (slots.first(where: { $0.owner == id })?.box as? Box<Owner.Value>)?.value ?? Owner.initial
        }
        _modify {
            let index = place(of: ObjectIdentifier(owner))
            var value = (slots[index].box as? Box<Owner.Value>)?.value ?? Owner.initial
            slots[index].box = nil
            defer {
                slots[index].box = Box(value)
                slots[index].version &+= 1
            }
            yield &value
        }
    }

    private mutating func place(of owner: ObjectIdentifier) -> Int {
        if let index = slots.firstIndex(where: { $0.owner == owner }) { return index }
        slots.append(Slot(owner: owner))
        return slots.count - 1
    }
}
