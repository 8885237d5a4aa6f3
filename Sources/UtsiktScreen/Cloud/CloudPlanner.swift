/// Finds the scale and the places of a cloud.
struct CloudPlanner {
    /// A word with the sizes it can have.
    struct Item {
        var word: CloudWord
        /// Its part of the heaviest weight, 0 ... 1.
        var part: Double
        /// Its size in each tier of the ladder; nil where a character has no shape.
        var sizes: [Size?]
        /// Whether its letters may stand below each other.
        var canStand: Bool
    }

    /// A finished attempt.
    struct Plan {
        var scale: Double
        var placed: [CloudLayout.Placed]
    }

    /// The words, heaviest first.
    let items: [Item]
    /// Words asked for.
    let total: Int
    private let size: Size
    private let glyphs: GlyphSet
    private let ladder: [CloudTier]
    private let heaviest: Double

    init(_ words: [CloudWord], size: Size, glyphs: GlyphSet) {
        self.size = size
        self.glyphs = glyphs
        let ladder = CloudTier.ladder(glyphs)
        self.ladder = ladder
        func weight(_ word: CloudWord) -> Double { word.weight.isFinite ? max(0, word.weight) : 0 }
        let sorted = words.sorted { (weight($0), $1.key) > (weight($1), $0.key) }
        let heaviest = sorted.first.map(weight) ?? 0
        self.heaviest = heaviest
        var seen: Set<String> = []
        var items: [Item] = []
        var room = size.width * size.height * 4 / 5
        var count = 0
        for var word in sorted where seen.insert(word.key).inserted {
            count += 1
            word.text = TextSanitizer.clean(word.text, glyphs: glyphs)
            let columns = TextWidth.of(word.text)
            // More words than cells need not be tried.
            guard columns > 0, columns <= size.width, room > columns else { continue }
            room -= columns + 1
            let isNarrow = TextSanitizer.cells(word.text).allSatisfy { TextWidth.of($0) == 1 }
            items.append(
                Item(
                    word: word, part: heaviest > 0 ? weight(word) / heaviest : 0, sizes: [],
                    canStand: isNarrow && (3...8).contains(columns) && columns * 2 <= size.height))
        }
        total = count
        // Sizes only for words that stay.
        for index in items.indices { items[index].sizes = ladder.map { $0.size(items[index].word.text) } }
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
        let isGood = placed.count == words.count && fill <= 0.6 && fill >= min(0.25, old.fill * 0.7)
        return isGood ? Plan(scale: old.scale, placed: placed) : nil
    }

    /// Whether a layout that kept its places is nearly as good as a fresh one: as large, as full of words and as well centred.
    ///
    /// Without this a cloud that began with few words would keep their first sizes and places for ever.
    func isWorthKeeping(_ kept: Plan, beside fresh: Plan) -> Bool {
        kept.scale >= fresh.scale * 0.75 && kept.placed.count * 10 >= fresh.placed.count * 8
            && spread(kept.placed) <= spread(fresh.placed) * 1.5 + 0.02
    }

    /// The mean squared distance of the words from the middle, by weight, in units of the cloud's size.
    private func spread(_ placed: [CloudLayout.Placed]) -> Double {
        var sum = 0.0
        var weights = 0.0
        let (width, height) = (Double(size.width), Double(size.height))
        for word in placed where word.word.weight.isFinite && word.word.weight > 0 {
            let dx = Double(2 * word.rect.x + word.rect.width) / 2 / width - 0.5
            let dy = Double(2 * word.rect.y + word.rect.height) / 2 / height - 0.5
            sum += word.word.weight * (dx * dx + dy * dy)
            weights += word.word.weight
        }
        return weights > 0 ? sum / weights : 0
    }

    /// The largest scale at which all words find a place and the cloud is not too full.
    private func search(_ words: ArraySlice<Item>) -> Plan? {
        var scale = (ladder.last?.area ?? 1) * 1.2
        var last: [Int] = []
        var step = 0.95
        while scale > 0.5 {
            defer { scale *= step }
            let rungs = rungs(words, scale: scale, before: [:])
            guard rungs != last else { continue }
            last = rungs
            let cells = zip(words, rungs).reduce(0) { sum, pair in
                let box = pair.0.sizes[pair.1] ?? Size(width: 0, height: 0)
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

    /// Each word's rung on the ladder at a scale; with hysteresis for words that were there before.
    private func rungs(
        _ words: ArraySlice<Item>, scale: Double, before: [String: CloudLayout.Placed]
    ) -> [Int] {
        var cap = ladder.count - 1
        return words.map { item in
            let want = item.part * scale
            var rung = 0
            for next in 1..<ladder.count {
                var edge = (ladder[next - 1].area * ladder[next].area).squareRoot()
                if let old = before[item.word.key] { edge *= old.tier >= ladder[next] ? 1 / 1.1 : 1.1 }
                if want >= edge { rung = next }
            }
            rung = min(rung, cap)
            guard item.sizes.dropFirst().contains(where: { $0 != nil }) else { return 0 }
            while rung > 0, !fits(item.sizes[rung]) { rung -= 1 }
            cap = min(cap, rung)
            return rung
        }
    }

    /// A word takes at most four fifths of the width, and the height there is.
    private func fits(_ box: Size?) -> Bool {
        guard let box else { return false }
        return box.width * 5 <= size.width * 4 && box.height <= size.height
    }

    /// Places words: those that keep their size first where they were, then the others, heaviest first, nearest the centre.
    private func attempt(
        _ words: ArraySlice<Item>, _ rungs: [Int], keep: [String: CloudLayout.Placed], scale: Double
    ) -> [CloudLayout.Placed] {
        var board = CloudBoard(size)
        var places: [CloudLayout.Placed?] = Array(repeating: nil, count: words.count)
        for (index, item) in words.enumerated() {
            guard let old = keep[item.word.key], old.tier == ladder[rungs[index]], old.word.text == item.word.text
            else { continue }
            board.take(old.tier.reach(old.rect))
            places[index] = placed(item, old.tier, old.rect, isVertical: old.isVertical, scale)
        }
        for (index, item) in words.enumerated() where places[index] == nil {
            let tier = ladder[rungs[index]]
            guard let box = item.sizes[rungs[index]] else { continue }
            let margin = (dx: tier == .spaced ? 3 : 1, dy: tier.isTight ? 1 : 0)
            var choice = board.nearest(box, margin: margin).map { ($0.place, box, $0.cost) }
            if tier == .plain, index >= 6, item.canStand {
                let tall = Size(width: 1, height: box.width)
                if let other = board.nearest(tall, margin: (1, 1)), other.cost * Self.standing < choice?.2 ?? .infinity
                {
                    choice = (other.place, tall, other.cost)
                }
            }
            guard let (place, shape, _) = choice else { continue }
            let rect = Rect(x: place.x, y: place.y, width: shape.width, height: shape.height)
            board.take(tier.reach(rect))
            places[index] = placed(item, tier, rect, isVertical: shape != box, scale)
        }
        return places.compactMap { $0 }
    }

    private func placed(
        _ item: Item, _ tier: CloudTier, _ rect: Rect, isVertical: Bool, _ scale: Double
    ) -> CloudLayout.Placed {
        let want = item.part * scale
        let emphasis: Style.Attributes =
            tier != .plain || want >= Self.bold ? .bold : (want >= Self.normal ? [] : .dim)
        return CloudLayout.Placed(
            word: item.word, tier: tier, rect: rect, isVertical: isVertical, emphasis: tier.isBlock ? [] : emphasis,
            role: .series1)
    }

    /// What the distance of a standing word is multiplied with: below 1, so that a few in a hundred stand.
    private static let standing = 0.9

    /// Cells a letter from which plain words are bold and normal.
    private static let bold = 1.4
    private static let normal = 0.6

    private func fill(_ placed: [CloudLayout.Placed]) -> Double {
        let cells = placed.reduce(0) { $0 + $1.rect.width * $1.rect.height }
        return Double(cells) / Double(max(1, size.width * size.height))
    }

    /// What the sizes mean: from which weight on a word gets each.
    func legend(_ plan: Plan) -> String {
        guard heaviest > 0 else { return "" }
        /// The least weight that got a size: what the scale asks for may not have fitted.
        func least(_ belongs: (CloudLayout.Placed) -> Bool) -> String? {
            plan.placed.filter(belongs).map(\.word.weight).filter(\.isFinite).min()
                .map { NumberText.si($0, heaviest >= 10 ? 0 : 2) }
        }
        let sign = glyphs.isUnicode ? "≥" : ">="
        var parts: [String] = []
        for tier in ladder.dropFirst().reversed() {
            if let weight = least({ $0.tier == tier }) { parts.append("\(tier.sizeText) \(sign) \(weight)") }
        }
        if let weight = least({ $0.tier == .plain && $0.emphasis == .bold }) { parts.append("bold \(sign) \(weight)") }
        if let weight = least({ $0.tier == .plain && $0.emphasis == [] }) { parts.append("plain \(sign) \(weight)") }
        if plan.placed.contains(where: { $0.tier == .plain && $0.emphasis == .dim }) { parts.append("dim below") }
        return parts.joined(separator: glyphs.isUnicode ? " · " : ", ")
    }
}

extension CloudTier {
    /// The cells that a word keeps others from: letter-spaced words need more air beside them than within.
    fileprivate func reach(_ rect: Rect) -> Rect { self == .spaced ? rect.inset(dx: -2, dy: 0) : rect }

    /// Whether letters fill their rows, so that a row must stay free above and below.
    fileprivate var isTight: Bool {
        switch self {
        case .hash, .tallHash, .large, .huge: true
        default: false
        }
    }
}
