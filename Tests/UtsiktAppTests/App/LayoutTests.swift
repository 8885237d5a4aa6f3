import Testing
import UtsiktScreen
import UtsiktTestSupport

@testable import UtsiktApp

@Suite struct LayoutTests {
    /// A layout as a picture: every cell is its pane's initial (g for the log, b for fabric), `-` the status line, `_` the
    /// footer.
    static func sketch(_ layout: Layout, _ size: Size, every: (x: Int, y: Int) = (1, 1)) -> String {
        var cells = Array(repeating: Array(repeating: Character(" "), count: size.width), count: size.height)
        func fill(_ rect: Rect, _ letter: Character) {
            for y in rect.y..<rect.maxY { for x in rect.x..<rect.maxX { cells[y][x] = letter } }
        }
        if let rect = layout.status { fill(rect, "-") }
        if let rect = layout.footer { fill(rect, "_") }
        let letters: [PaneID: Character] = [.fetch: "f", .topics: "t", .forecast: "w", .fabric: "r", .log: "l"]
        for tile in layout.tiles { fill(tile.rect, letters[tile.pane] ?? "?") }
        return stride(from: 0, to: size.height, by: every.y).map { y in
            String(stride(from: 0, to: size.width, by: every.x).map { cells[y][$0] })
        }.joined(separator: "\n")
    }

    private static func sketch(
        _ width: Int, _ height: Int, layout: Int, focus: PaneID = .topics, zoomed: Bool = false, x: Int, y: Int
    ) -> String {
        let size = Size(width: width, height: height)
        let arranged = Layout.arrange(
            size: size, focus: focus, isZoomed: zoomed, entry: LayoutBook.standard[layout], shares: Panes.all.shares)
        return sketch(arranged, size, every: (x, y))
    }

    @Test func theOverviewOnAWideScreen() {
        #expect(
            Self.sketch(200, 60, layout: 0, x: 10, y: 6) == """
                --------------------
                ttttttttwwwwwwrrrrrr
                ttttttttwwwwwwrrrrrr
                ttttttttwwwwwwrrrrrr
                ttttttttwwwwwwrrrrrr
                ttttttttwwwwwwrrrrrr
                ttttttttwwwwwwrrrrrr
                ffffffffffllllllllll
                ffffffffffllllllllll
                ffffffffffllllllllll
                """)
    }

    @Test func theOverviewOnAnOrdinaryScreen() {
        #expect(
            Self.sketch(80, 24, layout: 0, x: 8, y: 3) == """
                ----------
                tttttwwwww
                tttttwwwww
                tttttwwwww
                rrrrrfffff
                rrrrrfffff
                rrrrrfffff
                llllllllll
                """)
    }

    @Test func belowTheBreakpointThereIsOnePaneWithAStrip() {
        #expect(
            Self.sketch(39, 12, layout: 2, focus: .fabric, x: 8, y: 1) == """
                -----
                rrrrr
                rrrrr
                rrrrr
                rrrrr
                rrrrr
                rrrrr
                rrrrr
                rrrrr
                rrrrr
                rrrrr
                _____
                """)
        #expect(Self.sketch(1, 1, layout: 0, focus: .log, x: 1, y: 1) == "l")
        #expect(Self.sketch(9, 2, layout: 0, focus: .log, x: 1, y: 1) == "lllllllll\nlllllllll")
    }

    @Test func theMainLayoutGivesTheFocusTheBigPlace() {
        #expect(
            Self.sketch(120, 30, layout: 1, focus: .log, x: 12, y: 5) == """
                ----------
                lllllllttt
                lllllllwww
                lllllllwww
                lllllllrrr
                lllllllrrr
                """)
        #expect(
            Self.sketch(120, 30, layout: 1, focus: .topics, x: 12, y: 5) == """
                ----------
                tttttttfff
                tttttttwww
                tttttttwww
                tttttttrrr
                tttttttrrr
                """)
    }

    @Test func aPaneThatALayoutLeavesOutTakesTheFirstPlaceWhileItHasTheKeys() {
        #expect(
            Self.sketch(120, 30, layout: 2, focus: .topics, x: 12, y: 10) == """
                ----------
                tttttttfff
                tttttttlll
                """)
        let fabric = Self.sketch(120, 30, layout: 2, focus: .fabric, x: 12, y: 10)
        #expect(fabric.contains("rrrrrrr") && !fabric.contains("t"))
    }

    @Test func everyLayoutCoversEveryCellOnceAndShowsTheFocus() {
        var generator = SeededGenerator(seed: 21)
        var books = [LayoutBook.standard]
        for _ in 0..<40 {
            books.append(LayoutBook([.init(name: "mine", node: Self.randomNode(&generator, depth: 3))]))
        }
        for book in books {
            for _ in 0..<120 {
                let size = Size(
                    width: Int.random(in: 0...220, using: &generator), height: Int.random(in: 0...70, using: &generator)
                )
                let focus = Panes.all.ids.randomElement(using: &generator) ?? .log
                for index in 0..<LayoutBook.count {
                    let layout = Layout.arrange(
                        size: size, focus: focus, isZoomed: false, entry: book[index], shares: Panes.all.shares)
                    let rects = layout.tiles.map(\.rect) + [layout.status, layout.footer].compactMap(\.self)
                    for (i, a) in rects.enumerated() {
                        #expect(a.intersection(Rect(size)) == a, "seed 21, \(size): \(a) leaves the screen")
                        for b in rects[(i + 1)...] {
                            #expect(a.intersection(b).isEmpty, "seed 21, \(size): \(a) and \(b) overlap")
                        }
                    }
                    #expect(
                        rects.reduce(0) { $0 + $1.width * $1.height } == size.width * size.height, "seed 21, \(size)")
                    if size.width > 0, size.height > 0 {
                        #expect(layout.tiles.contains { $0.pane == focus && !$0.rect.isEmpty }, "seed 21, \(size)")
                    }
                    for tile in layout.tiles where layout.tiles.count > 1 {
                        #expect(tile.rect.width >= PaneShare.least.width, "seed 21, \(size)")
                        #expect(tile.rect.height >= PaneShare.least.height, "seed 21, \(size)")
                    }
                }
            }
        }
    }

    /// A random tree in which no pane stands twice.
    static func randomNode(_ generator: inout SeededGenerator, depth: Int) -> LayoutNode {
        var left = Panes.all.ids.shuffled(using: &generator)
        func node(_ depth: Int) -> LayoutNode? {
            if depth == 0 || Int.random(in: 0..<3, using: &generator) == 0 { return left.popLast().map { .pane($0) } }
            let shares = (0..<Int.random(in: 1...3, using: &generator)).compactMap { _ in
                node(depth - 1).map { LayoutNode.Share($0, Int.random(in: 1...9, using: &generator)) }
            }
            guard !shares.isEmpty else { return nil }
            return Bool.random(using: &generator) ? .rows(shares) : .columns(shares)
        }
        return node(depth) ?? .focused
    }

    @Test func theUsersLayoutsTakeTheKeysInTheirOrderAndStandardNamesTheirPlace() {
        let mine = LayoutBook([.init(name: "mine", node: .pane(.log)), .init(name: "lab", node: .pane(.forecast))])
        #expect(mine[1].name == "mine")
        #expect(mine[3] == .init(name: "lab", node: .pane(.forecast)))
        #expect(mine[0].node == nil)
        let many = LayoutBook((0..<9).map { .init(name: "own\($0)", node: .focused) })
        #expect(many.entries.map(\.name) == ["overview", "own0", "own1", "own2", "own3"])
        let named = LayoutBook(["main", "mine", "own"].map { .init(name: $0, node: .focused) })
        #expect(named.entries.map(\.name) == ["overview", "main", "mine", "own", "rack"])
    }
}
