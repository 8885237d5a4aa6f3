import UtsiktBase

/// Posts with hashtags, reduced to numbers, in one block of memory.
package struct PostLog: Sendable {
    /// A post.
    package struct Record: Sendable {
        /// Milliseconds since 1970; `PostLog.timeless` for a post without a time.
        var time: Int64
        var author: Int32
        var language: Int32
        /// The number of its id; −1 when ids are not kept.
        var id: Int32
        /// The number of its text; −1 when it is not kept.
        var text: Int32
        fileprivate var own: Segment
        fileprivate var full: Segment
    }

    /// A place among the tags of all posts.
    fileprivate struct Segment: Sendable, Equatable {
        var start: Int
        var count: Int
    }

    /// The time of a post without one: it never becomes too old.
    static let timeless = Int64.max

    private var records: [Record] = []
    private var tags: [Int32] = []
    private var free: [Int32] = []
    private var freeSegments: [Int: [Int]] = [:]
    private var hours: [Int64: [Int32]] = [:]
    private let isIndexed: Bool

    /// Makes an empty log.
    /// - Parameter isIndexed: Whether posts can be found by their time; then they are never removed.
    init(isIndexed: Bool) { self.isIndexed = isIndexed }

    /// How many posts there are.
    var count: Int { records.count - free.count }

    subscript(index: Int32) -> Record { records[Int(index)] }

    /// The spellings of a post's tags under a rule.
    func tags(_ record: Record, _ rule: TopicsQuery.Rule) -> ArraySlice<Int32> {
        let segment = rule == .topLevel ? record.own : record.full
        return tags[segment.start..<segment.start + segment.count]
    }

    /// Adds a post and returns its number.
    /// - Complexity: O(its tags).
    mutating func append(
        time: Int64, author: Int32, language: Int32, id: Int32, text: Int32, own: [Int32], full: [Int32]
    ) -> Int32 {
        let ownSegment = store(own)
        let record = Record(
            time: time, author: author, language: language, id: id, text: text, own: ownSegment,
            full: own == full ? ownSegment : store(full))
        if let index = free.popLast() {
            records[Int(index)] = record
            return index
        }
        records.append(record)
        let index = Int32(truncatingIfNeeded: records.count - 1)
        if isIndexed { hours[PostLog.hour(time), default: []].append(index) }
        return index
    }

    /// Removes a post; its number is given again.
    mutating func remove(_ index: Int32) {
        let record = records[Int(index)]
        freeSegments[record.own.count, default: []].append(record.own.start)
        if record.full != record.own { freeSegments[record.full.count, default: []].append(record.full.start) }
        free.append(index)
    }

    /// The number of a post by the number of its id and its time; nil when there is none. Only for indexed logs.
    /// - Complexity: O(posts of the hour).
    func find(id: Int32, time: Int64) -> Int32? {
        hours[PostLog.hour(time)]?.last { records[Int($0)].id == id && records[Int($0)].time == time }
    }

    /// Takes a post's tags away: it is found no more, and counts nowhere. Only for indexed logs.
    mutating func clear(_ index: Int32) {
        let record = records[Int(index)]
        freeSegments[record.own.count, default: []].append(record.own.start)
        if record.full != record.own { freeSegments[record.full.count, default: []].append(record.full.start) }
        let none = Segment(start: 0, count: 0)
        (records[Int(index)].own, records[Int(index)].full) = (none, none)
        (records[Int(index)].id, records[Int(index)].text) = (-1, -1)
        hours[PostLog.hour(record.time)]?.removeAll { $0 == index }
    }

    /// Calls `body` with the posts later than one time and not later than another, in no order.
    /// - Complexity: O(posts of the hours between).
    func forEach(after start: Int64, through end: Int64, _ body: (Record) -> Void) {
        guard start < end else { return }
        let range = PostLog.hour(start)...PostLog.hour(end)
        func visit(_ hour: Int64, _ list: [Int32]) {
            let isWhole = hour > range.lowerBound && hour < range.upperBound
            for index in list {
                let record = records[Int(index)]
                if isWhole || (record.time > start && record.time <= end) { body(record) }
            }
        }
        if range.upperBound - range.lowerBound > Int64(hours.count) {
            for (hour, list) in hours where range.contains(hour) { visit(hour, list) }
        } else {
            for hour in range { if let list = hours[hour] { visit(hour, list) } }
        }
    }

    /// Calls `body` with every post and its number, in the order in which they came. Only for logs that nothing is removed from.
    func forEach(_ body: (Int32, Record) -> Void) {
        for index in records.indices { body(Int32(truncatingIfNeeded: index), records[index]) }
    }

    private mutating func store(_ ids: [Int32]) -> Segment {
        if let start = freeSegments[ids.count]?.popLast() {
            tags.replaceSubrange(start..<start + ids.count, with: ids)
            return Segment(start: start, count: ids.count)
        }
        tags.append(contentsOf: ids)
        return Segment(start: tags.count - ids.count, count: ids.count)
    }

    private static func hour(_ time: Int64) -> Int64 { Timestamp.floorDivide(time, 3_600_000) }
}

/// Texts of the latest posts: of more than the budget those that came first are forgotten.
struct TextStore: Sendable {
    private var texts: [String] = []
    private var forgotten = 0
    private var dropped = 0
    private var bytes = 0

    /// How many bytes of texts are kept.
    static let budget = 16 << 20

    /// Keeps a text and returns its number.
    mutating func keep(_ text: String) -> Int32 {
        texts.append(text)
        bytes += text.utf8.count
        while bytes > TextStore.budget, forgotten < texts.count - 1 {
            bytes -= texts[forgotten].utf8.count
            texts[forgotten] = ""
            forgotten += 1
        }
        if forgotten > 4096, forgotten > texts.count / 2 {
            texts.removeFirst(forgotten)
            dropped += forgotten
            forgotten = 0
        }
        return Int32(truncatingIfNeeded: dropped + texts.count - 1)
    }

    /// A text by its number; nil when it is forgotten or was never kept.
    subscript(number: Int32) -> String? {
        let index = Int(number) - dropped
        return index >= forgotten && texts.indices.contains(index) ? texts[index] : nil
    }
}
