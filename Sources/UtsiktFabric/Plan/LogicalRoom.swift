/// Keeps count of the logical ports a leaf's chip has left, in all and in each pipe.
struct LogicalRoom {
    private struct Cap {
        let limit: Int
        var used: Int
        let members: [Bool]
    }

    private var caps: [Cap]
    /// Whether any limit counts.
    let isLimited: Bool

    /// Counts the ports of a fresh leaf, each of which takes one.
    init(model: SwitchModel) {
        let numbers = model.qsfp.numbers
        var caps: [Cap] = model.limits.pipes.map { pipe in
            let members = numbers.map(pipe.range.contains)
            return Cap(limit: pipe.logical, used: members.count { $0 }, members: members)
        }
        if let cap = model.logicalForQSFP {
            caps.append(Cap(limit: cap, used: numbers.count, members: numbers.map { _ in true }))
        }
        self.caps = caps
        isLimited = !caps.isEmpty
    }

    /// Notes that a port takes so many more or less.
    mutating func change(_ offset: Int, by delta: Int) {
        guard delta != 0 else { return }
        for index in caps.indices where caps[index].members[offset] { caps[index].used += delta }
    }

    /// Whether every limit is kept.
    var fits: Bool { caps.allSatisfy { $0.used <= $0.limit } }

    /// A limit that is exceeded: by how much, and whether a port counts for it.
    var exceeded: (by: Int, counts: (Int) -> Bool)? {
        guard let cap = caps.first(where: { $0.used > $0.limit }) else { return nil }
        return (cap.used - cap.limit, { cap.members[$0] })
    }
}
