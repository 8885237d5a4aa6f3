/// Finds the scale and the places of a cloud.
struct CloudPlanner {
    /// A finished attempt.
    struct Plan {
        var scale: Double
        var placed: [CloudLayout.Placed]
    }

    /// The words, heaviest first.
    let items: [CloudItem]
    /// Words asked for.
    let total: Int
    let size: Size
    let glyphs: GlyphSet
    let ladder: [CloudTier]
    let heaviest: Double

    init(_ words: [CloudWord], size: Size, glyphs: GlyphSet) {
        self.size = size
        self.glyphs = glyphs
        let ladder = CloudTier.ladder(glyphs)
        self.ladder = ladder
        let sorted = words.sorted {
            let (a, b) = ($0.usableWeight, $1.usableWeight)
            return a == b ? $0.key < $1.key : a > b
        }
        let heaviest = sorted.first?.usableWeight ?? 0
        self.heaviest = heaviest
        var seen: Set<String> = []
        var items: [CloudItem] = []
        var room = size.width * size.height * 4 / 5
        var count = 0
        for word in sorted where seen.insert(word.key).inserted {
            count += 1
            // More words than cells need not be tried.
            guard room > 1,
                let item = CloudItem(word, heaviest: heaviest, size: size, glyphs: glyphs, ladder: ladder)
            else { continue }
            let columns = item.boxes[0].upright?.size.width ?? 0
            guard room > columns else { continue }
            room -= columns + 1
            items.append(item)
        }
        total = count
        self.items = items
    }

    /// The sum of the words' weights.
    var sum: Double { items.reduce(0) { $0 + $1.part } * heaviest }

    /// The largest clouds first; light words are left out only where all would become plain.
    func best() -> Plan {
        var count = items.count
        while count > 1 {
            if let plan = search(items.prefix(count)) {
                let fill = fill(plan.placed)
                if plan.scale >= WordCloud.leastScale || fill <= 0.4 || size.height < 4 || count <= 5 { return plan }
            }
            count = min(count - 1, count * 4 / 5)
        }
        return search(items.prefix(1)) ?? Plan(scale: 1, placed: attempt(items.prefix(1), [0], keep: [:], scale: 1))
    }

    /// The previous layout with the new weights: the same scale, words of unchanged size in their places; nil when that leaves
    /// words without room or the cloud too full or too empty.
    func continued(_ old: CloudLayout) -> Plan? {
        let wanted = old.omitted == 0 ? items.count : min(items.count, old.placed.count)
        let words = items.prefix(wanted)
        var before: [String: CloudLayout.Placed] = [:]
        for placed in old.placed { before[placed.word.key] = placed }
        let rungs = rungs(words, scale: old.scale, before: before)
        let placed = attempt(words, rungs, keep: before, scale: old.scale)
        let fill = fill(placed)
        let isGood = placed.count == words.count && fill <= 0.5 && fill >= min(0.25, old.fill * 0.7)
        return isGood ? Plan(scale: old.scale, placed: placed) : nil
    }

    /// Whether a layout that kept its places is nearly as good as a fresh one: as large, as full of words and as well centred.
    ///
    /// Without this a cloud that began with few words would keep their first sizes and places for ever.
    func isWorthKeeping(_ kept: Plan, beside fresh: Plan) -> Bool {
        kept.scale >= fresh.scale * 0.65 && kept.placed.count * 10 >= fresh.placed.count * 8
            && spread(kept.placed) <= spread(fresh.placed) * 1.5 + 0.02
    }

    /// Whether a layout is so good that no fresh one need be made to compare it with: well filled, nothing left out, and the
    /// heaviest word in the middle.
    func isPlainlyGood(_ plan: Plan) -> Bool {
        guard let first = plan.placed.first?.rect, plan.placed.count == total, fill(plan.placed) >= 0.3 else {
            return false
        }
        return abs(2 * first.x + first.width - size.width) * 4 <= size.width
            && abs(2 * first.y + first.height - size.height) * 4 <= size.height
    }

    /// The mean squared distance of the words from the middle, by weight, in units of the cloud's size.
    private func spread(_ placed: [CloudLayout.Placed]) -> Double {
        var sum = 0.0
        var weights = 0.0
        let (width, height) = (Double(size.width), Double(size.height))
        for word in placed where word.word.usableWeight > 0 {
            let dx = Double(2 * word.rect.x + word.rect.width) / 2 / width - 0.5
            let dy = Double(2 * word.rect.y + word.rect.height) / 2 / height - 0.5
            sum += word.word.weight * (dx * dx + dy * dy)
            weights += word.word.weight
        }
        return weights > 0 ? sum / weights : 0
    }

    /// The largest scale at which all words find a place and the cloud is not too full.
    private func search(_ words: ArraySlice<CloudItem>) -> Plan? {
        var scale = (ladder.last?.area ?? 1) * 1.2
        var last: [Int] = []
        var step = 0.95
        while scale > 0.5 {
            defer { scale *= step }
            let rungs = rungs(words, scale: scale, before: [:])
            guard rungs != last else { continue }
            last = rungs
            let cells = zip(words, rungs).reduce(0) { sum, pair in
                guard let box = pair.0.boxes[pair.1].upright?.size else { return sum }
                return sum + box.width * box.height
            }
            let isLeast = rungs.allSatisfy { $0 == 0 }
            guard Double(cells) <= WordCloud.wantedFill * Double(size.width * size.height) || isLeast else { continue }
            let placed = attempt(words, rungs, keep: [:], scale: scale)
            if placed.count == words.count { return Plan(scale: scale, placed: placed) }
            // Each failure makes the next step coarser, so that few attempts are made.
            step = max(0.8, step - 0.02)
        }
        return nil
    }

    /// Each word's rung on the ladder at a scale, with hysteresis for words that were there before.
    ///
    /// A heavier word never gets a lower rung than a lighter one, and equal weights get equal rungs; only words that have no
    /// letters but plain ones stand outside that.
    private func rungs(
        _ words: ArraySlice<CloudItem>, scale: Double, before: [String: CloudLayout.Placed]
    ) -> [Int] {
        let wanted = words.map { item in rung(item, scale: scale, before: before[item.word.key]) }
        return Self.descending(wanted, words).map { $0 ?? 0 }
    }

    /// Levels lowered so that none is above that of a heavier word, or above that of an equally heavy one; nil ones stand
    /// outside.
    static func descending(_ levels: [Int?], _ words: ArraySlice<CloudItem>) -> [Int?] {
        var result = levels
        var cap = Int.max
        var start = 0
        while start < result.count {
            let part = words[words.startIndex + start].part
            var end = start
            while end < result.count, words[words.startIndex + end].part == part {
                if let level = result[end] { cap = min(cap, level) }
                end += 1
            }
            for index in start..<end where result[index] != nil { result[index] = cap }
            start = end
        }
        return result
    }

    /// A word's own rung; nil when there is none but plain.
    private func rung(_ item: CloudItem, scale: Double, before: CloudLayout.Placed?) -> Int? {
        guard !item.isPlainOnly else { return nil }
        let want = item.part * scale
        var rung = 0
        for next in 1..<ladder.count {
            var edge = (ladder[next - 1].area * ladder[next].area).squareRoot()
            if let before { edge *= before.tier >= ladder[next] ? 1 / 1.1 : 1.1 }
            if want >= edge { rung = next }
        }
        while rung > 0, !fits(item.boxes[rung].upright?.size) { rung -= 1 }
        return rung
    }

    /// A word takes at most four fifths of the width, and the height there is.
    private func fits(_ box: Size?) -> Bool {
        guard let box else { return false }
        return box.width * 5 <= size.width * 4 && box.height <= size.height
    }

    func fill(_ placed: [CloudLayout.Placed]) -> Double {
        let cells = placed.reduce(0) { $0 + $1.rect.width * $1.rect.height }
        return Double(cells) / Double(max(1, size.width * size.height))
    }
}
