/// A queue of tasks; one that goes on is put first.
struct TaskQueue: Sendable {
    private var items: [SourceRun.Entry] = []
    private var head = 0
    private var urgent: [SourceRun.Entry] = []

    var isEmpty: Bool { urgent.isEmpty && head == items.count }
    var count: Int { urgent.count + items.count - head }
    /// The one that comes next.
    var first: SourceRun.Entry? { urgent.first ?? (head < items.count ? items[head] : nil) }
    /// All of them, in their order.
    var all: [SourceRun.Entry] { urgent + items[head...] }

    mutating func drop(_ subjects: Set<String>) {
        guard !subjects.isEmpty else { return }
        urgent.removeAll { subjects.contains($0.task.subject) }
        items = items[head...].filter { !subjects.contains($0.task.subject) }
        head = 0
    }

    /// - Parameter leads: Whether it comes before all that are first, too.
    mutating func append(_ entry: SourceRun.Entry, first: Bool, leads: Bool = false) {
        if leads { urgent.insert(entry, at: 0) } else if first { urgent.append(entry) } else { items.append(entry) }
    }

    @discardableResult
    mutating func popFirst() -> SourceRun.Entry? {
        if !urgent.isEmpty { return urgent.removeFirst() }
        guard head < items.count else { return nil }
        defer {
            head += 1
            if head > 256, head * 2 > items.count {
                items.removeFirst(head)
                head = 0
            }
        }
        return items[head]
    }
}
