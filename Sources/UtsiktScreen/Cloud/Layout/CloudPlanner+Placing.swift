extension CloudPlanner {
    /// Places words: those that keep their size first where they were, then the others, heaviest first, nearest the middle, or
    /// for a word that was there before, nearest a point between its old place and the middle.
    func attempt(
        _ words: ArraySlice<CloudItem>, _ rungs: [Int], keep: [String: CloudLayout.Placed], scale: Double
    ) -> [CloudLayout.Placed] {
        var board = CloudBoard(size)
        var places: [CloudLayout.Placed?] = Array(repeating: nil, count: words.count)
        for (index, item) in words.enumerated() {
            guard let old = keep[item.word.key], old.tier == ladder[rungs[index]], old.word.text == item.word.text
            else { continue }
            board.take(reach(item, rungs[index], old.rect, isVertical: old.isVertical))
            places[index] = placed(item, old.tier, old.rect, isVertical: old.isVertical, scale, before: old)
        }
        for (index, item) in words.enumerated() where places[index] == nil {
            let old = keep[item.word.key]
            guard let (rect, isVertical) = place(item, rungs[index], rank: index, on: board, before: old) else {
                continue
            }
            board.take(reach(item, rungs[index], rect, isVertical: isVertical))
            places[index] = placed(item, ladder[rungs[index]], rect, isVertical: isVertical, scale, before: old)
        }
        calm(&places, words)
        return places.compactMap { $0 }
    }

    /// Within the plain size, what is lighter is never more striking, whatever each word's history.
    private func calm(_ places: inout [CloudLayout.Placed?], _ words: ArraySlice<CloudItem>) {
        let steps: [Style.Attributes] = [.dim, [], .bold]
        let wanted = places.map { placed in
            placed?.tier == .plain ? placed.flatMap { steps.firstIndex(of: $0.emphasis) } : nil
        }
        for (index, level) in Self.descending(wanted, words).enumerated() {
            if let level { places[index]?.emphasis = steps[level] }
        }
    }

    /// The best place of a word: lying, or standing where that is clearly nearer.
    private func place(
        _ item: CloudItem, _ rung: Int, rank: Int, on board: CloudBoard, before: CloudLayout.Placed?
    ) -> (rect: Rect, isVertical: Bool)? {
        let tier = ladder[rung]
        guard let box = item.boxes[rung].upright else { return nil }
        let target = before.map { old in
            Point(
                x: (2 * size.width + 2 * old.rect.x + old.rect.width) / 3,
                y: (2 * size.height + 2 * old.rect.y + old.rect.height) / 3)
        }
        func nearest(_ box: CloudTier.Box) -> (place: Point, box: CloudTier.Box, cost: Double)? {
            board.nearest(box.size, margin: (dx: tier.sideMargin, dy: box.isFull ? 1 : 0), target: target)
                .map { ($0.place, box, $0.cost) }
        }
        var best = nearest(box)
        var tall: (box: CloudTier.Box, weight: Double)?
        if tier == .plain, rank >= 6, item.canStand {
            tall = (.init(size: Size(width: 1, height: box.size.width), isFull: true), Self.standing)
        } else if rank >= 2, (3...11).contains(item.letters.count), let turned = item.boxes[rung].turned,
            turned.size.height * 3 <= size.height * 2
        {
            tall = (turned, Self.turning)
        }
        if let tall, let other = nearest(tall.box), best.map({ other.cost * tall.weight < $0.cost }) ?? true {
            best = other
        }
        guard let best else { return nil }
        return (
            Rect(x: best.place.x, y: best.place.y, width: best.box.size.width, height: best.box.size.height),
            best.box != box
        )
    }

    private func placed(
        _ item: CloudItem, _ tier: CloudTier, _ rect: Rect, isVertical: Bool, _ scale: Double,
        before: CloudLayout.Placed?
    ) -> CloudLayout.Placed {
        var emphasis: Style.Attributes = []
        if tier == .plain {
            func isOver(_ edge: Double, _ was: Bool?) -> Bool {
                item.part * scale >= edge * (was.map { $0 ? 1 / 1.1 : 1.1 } ?? 1)
            }
            let old = before.flatMap { $0.tier == .plain ? $0.emphasis : nil }
            emphasis =
                isOver(Self.bold, old.map { $0 == .bold })
                ? .bold : isOver(Self.normal, old.map { $0 != .dim }) ? [] : .dim
        } else if tier == .spaced {
            emphasis = .bold
        }
        return CloudLayout.Placed(word: item.word, tier: tier, rect: rect, isVertical: isVertical, emphasis: emphasis)
    }

    /// The cells that a word keeps others from: one column less than its margin, which the other one brings itself, and a row
    /// below it where its own is full.
    private func reach(_ item: CloudItem, _ rung: Int, _ rect: Rect, isVertical: Bool) -> Rect {
        let measure = item.boxes[rung]
        let isFull = (isVertical ? measure.turned : measure.upright)?.isFull ?? true
        let side = ladder[rung].sideMargin - 1
        return Rect(
            x: rect.x - side, y: rect.y, width: rect.width + 2 * side, height: rect.height + (isFull ? 1 : 0))
    }

    /// What the distance of a standing word is multiplied with, plain and in blocks: a few in a hundred stand.
    private static let standing = 1.0
    private static let turning = 0.95

    /// Cells a letter from which plain words are bold and normal.
    private static let bold = 1.4
    private static let normal = 0.6

    /// The finished words: with their glyphs, so that drawing need not look letters up.
    func finished(_ plan: Plan) -> [CloudLayout.Placed] {
        var byKey: [String: CloudItem] = [:]
        for item in items { byKey[item.word.key] = item }
        return plan.placed.map { placed in
            var result = placed
            guard placed.tier != .plain, let item = byKey[placed.word.key] else { return result }
            let cut = placed.tier == ladder[1] ? item.cut : nil
            if placed.tier == .spaced {
                result.art = [TextSanitizer.cells(CloudTier.spaced(cut?.text ?? item.word.text))]
            } else {
                result.art =
                    placed.tier.rows(cut?.letters ?? item.letters, isTurned: placed.isVertical, glyphs) ?? []
            }
            return result
        }
    }

    /// What the sizes mean: the least weight that got each, sizes that occur only.
    func legend(_ plan: Plan) -> String {
        guard heaviest > 0 else { return "" }
        let exceptions = Set(items.filter(\.isPlainOnly).map(\.word.key))
        let regular = plan.placed.filter { !exceptions.contains($0.word.key) }
        func least(_ belongs: (CloudLayout.Placed) -> Bool) -> String? {
            regular.filter(belongs).map(\.word.usableWeight).min().map { NumberText.si($0, heaviest >= 10 ? 0 : 2) }
        }
        let sign = glyphs.isUnicode ? "≥" : ">="
        var parts: [String] = []
        for tier in ladder.dropFirst().reversed() {
            if let weight = least({ $0.tier == tier }) { parts.append("\(tier.sizeText) \(sign) \(weight)") }
        }
        let plain: [(String, Style.Attributes)] = [("bold", .bold), ("plain", []), ("dim", .dim)]
        for (name, emphasis) in plain {
            if let weight = least({ $0.tier == .plain && $0.emphasis == emphasis }) {
                parts.append("\(name) \(sign) \(weight)")
            }
        }
        let others = plan.placed.count - regular.count
        if others > 0, ladder.count > 1, regular.contains(where: { $0.tier != .plain }) {
            parts.append("\(others) in other scripts plain")
        }
        return parts.joined(separator: glyphs.isUnicode ? " · " : ", ")
    }
}
