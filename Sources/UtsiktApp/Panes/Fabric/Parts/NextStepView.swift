import UtsiktCore
import UtsiktScreen

/// What the next move would need, and the ways out when it does not fit; or the step that is looked at.
struct NextStepView {
    let analysis: FabricAnalysis
    let glyphs: FabricGlyphs
    /// The key of an action, without `fabric.`.
    var key: (String) -> String = { _ in "" }

    /// The verdict beside the title.
    var verdict: (String, Style) {
        guard let step = analysis.nextStep else { return ("\(glyphs.tick) all have moved", Style(.good)) }
        if analysis.simulation.kMax == nil { return ("\(glyphs.cross) the plan does not fit", Style(.bad, .bold)) }
        if step.fits { return ("\(glyphs.tick) fits", Style(.good)) }
        return step.firstFits
            ? ("! only the first fits", Style(.warning)) : ("\(glyphs.cross) does not fit", Style(.bad, .bold))
    }

    /// The lines, the most important first.
    var lines: [(label: String, text: String)] {
        let plan = analysis.plan
        var result: [(String, String)] = []
        if let step = analysis.nextStep {
            result.append(("next", step.explanation))
        } else {
            result.append(("next", "every server is at \(plan.speeds.portTitle)"))
        }
        let ways = waysOut
        if !ways.isEmpty { result.append(("ways out", ways.joined(separator: " · "))) }
        if let check = analysis.checks.first(where: { $0.severity == .error }), !check.suggestion.isEmpty {
            result.append(("fix", check.suggestion))
        }
        if plan.spines < plan.targetSpines {
            let kept =
                plan.reservedUplinks > 0
                ? "ports for s\(plan.spines + 1)-s\(plan.targetSpines) are kept"
                : "s\(plan.spines + 1)-s\(plan.targetSpines) have no port kept (\(key("reserve.all")))"
            result.append(("keep", "uplinks to s1-s\(plan.spines) free of servers; \(kept)"))
        } else {
            result.append(("keep", "uplinks to s1-s\(plan.spines) free of servers"))
        }
        let dark = FabricWords.counted(analysis.layout.darkLanes, "lane") + " unused"
        result.append(("done", "\(plan.moved) of \(plan.servers) moved, whole splits first, \(dark)"))
        return result
    }

    private var waysOut: [String] {
        let alternatives = analysis.alternatives
        let most = analysis.simulation.kMax ?? -1
        func way(_ action: String, _ text: String) -> String {
            let name = key(action)
            return name.isEmpty ? text : "\(name): \(text)"
        }
        var ways: [String] = []
        if let two = alternatives.twoLeafs, two > most {
            let peer = alternatives.twoLeafsWithPeerLink.map { ", \($0) with a peer link" } ?? ""
            ways.append(way("leafs", "leaf 2 lets \(two) move\(peer)"))
        }
        if let fewer = alternatives.oneServerLess, fewer > most {
            ways.append(way("servers.fewer", "of \(analysis.plan.servers - 1) servers \(fewer) can move"))
        }
        if let single = alternatives.singleForty, single > most {
            ways.append(way("forty", "single \(analysis.plan.speeds.portTitle) \(single)"))
        }
        if let without = alternatives.withoutReserve, without > most {
            ways.append(way("reserve.all", "without the kept ports \(without)"))
        }
        return ways
    }

    /// Draws as many lines as fit, long ones over several rows.
    func draw(_ painter: inout Painter, in rect: Rect) {
        let labelWidth = rect.width >= 60 ? 10 : 0
        let room = rect.width - labelWidth
        guard room > 8 else { return }
        var y = rect.y
        let all = lines
        for (index, line) in all.enumerated() where y < rect.maxY {
            if labelWidth > 0 { painter.text(line.label, x: rect.x, y: y, Style(.muted)) }
            var x = rect.x + labelWidth
            if index == 0 {
                x += painter.text(verdict.0, x: x, y: y, verdict.1, limit: room)
                x += painter.text(" \(glyphs.dot) ", x: x, y: y, Style(.faint))
            } else if labelWidth == 0 {
                x += painter.text(line.label + " ", x: x, y: y, Style(.muted))
            }
            // A line may take a second row as long as the lines below it keep one each, or when nothing else would fit.
            let left = rect.maxY - y
            let spare = index == 0 ? max(1, left - 1) : max(1, left - (all.count - 1 - index))
            let first = max(1, rect.maxX - x)
            for part in TextRows.wrap(glyphs.text(line.text), width: room, first: first, most: spare) {
                painter.text(part, x: x, y: y, Style(.text), limit: max(0, rect.maxX - x))
                y += 1
                x = rect.x + labelWidth
            }
        }
    }
}
