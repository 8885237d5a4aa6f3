import UtsiktCore
import UtsiktScreen

/// Every figure of the real rack and of the wanted one, side by side with their difference.
struct DeltaView {
    let before: FabricAnalysis
    let after: FabricAnalysis
    let prices: PriceList?
    let glyphs: FabricGlyphs

    /// A figure in both states.
    struct Figure {
        let name: String
        let before: String
        let after: String
        /// The difference with its sign; empty for none or where it makes no number.
        let delta: String
        /// Whether it became better; nil where nothing changed or neither is better.
        let isBetter: Bool?
    }

    /// The figures, the most important first.
    var figures: [Figure] {
        let (old, new) = (before, after)
        var figures = [
            ratio("uplinks", old.ratio, new.ratio),
            number("can move", old.simulation.kMax, new.simulation.kMax, more: true),
            number("errors", old.count(.error), new.count(.error), more: false),
            number("warnings", old.count(.warning), new.count(.warning), more: false),
            number("free ports", old.layout.free, new.layout.free, more: true),
            number("lanes", old.capacity.tenGig + old.capacity.sfp, new.capacity.tenGig + new.capacity.sfp, more: true),
            ratio("spine down", old.ratioSpineDown, new.ratioSpineDown),
            number("room for", old.capacity.servers, new.capacity.servers, more: true, unit: " srv"),
            number("unused", old.layout.darkLanes, new.layout.darkLanes, more: false),
            number("one by one", old.kMaxScattered, new.kMaxScattered, more: true),
            number("logical", old.layout.logicalUsed, new.layout.logicalUsed, more: nil),
            number("cables", old.cables.count, new.cables.count, more: nil),
        ]
        let (from, to) = (old.longestCable, new.longestCable)
        figures.append(
            Figure(
                name: "longest", before: FabricWords.metres(from), after: FabricWords.metres(to),
                delta: from == to ? "" : sign(to - from), isBetter: from == to ? nil : to < from))
        if let prices {
            let (old, new) = (BillOfMaterials(old, prices).total, BillOfMaterials(new, prices).total)
            figures.append(
                Figure(
                    name: "rel. cost", before: FabricWords.cost(old), after: FabricWords.cost(new),
                    delta: old == new ? "" : sign(new - old), isBetter: old == new ? nil : new < old))
        }
        return figures
    }

    private func sign(_ value: Double) -> String { (value > 0 ? "+" : "") + FabricWords.cost(value) }

    private func number(_ name: String, _ old: Int?, _ new: Int?, more: Bool?, unit: String = "") -> Figure {
        var delta = ""
        if let old, let new, old != new { delta = (new > old ? "+" : "") + "\(new - old)" }
        let isBetter: Bool? = old == new ? nil : more.map { ((new ?? -1) > (old ?? -1)) == $0 }
        return Figure(
            name: name, before: old.map { "\($0)" } ?? "none", after: (new.map { "\($0)" } ?? "none") + unit,
            delta: delta, isBetter: isBetter)
    }

    private func ratio(_ name: String, _ old: ExactRatio?, _ new: ExactRatio?) -> Figure {
        let isBetter: Bool? = old == new ? nil : (new?.value ?? .infinity) < (old?.value ?? .infinity)
        return Figure(
            name: name, before: old?.text ?? "cut off", after: new?.text ?? "cut off", delta: "", isBetter: isBetter)
    }

    /// In columns, each figure a line.
    func draw(_ painter: inout Painter, in rect: Rect) {
        guard rect.width >= 26, rect.height >= 1 else {
            draw(line: &painter, in: rect)
            return
        }
        let all = figures
        let columns = max(1, min(rect.width / 34, (all.count + rect.height - 1) / rect.height))
        let width = min(42, rect.width / columns)
        for (index, figure) in all.prefix(columns * rect.height).enumerated() {
            let x = rect.x + index / rect.height * width
            row(figure, &painter, x: x, y: rect.y + index % rect.height)
        }
    }

    private func row(_ figure: Figure, _ painter: inout Painter, x: Int, y: Int) {
        let hasChanged = figure.before != figure.after && !figure.after.hasPrefix(figure.before + " ")
        painter.text(figure.name, x: x, y: y, Style(.muted), limit: 11)
        if hasChanged {
            painter.textRight(figure.before, maxX: x + 18, y: y, Style(.muted))
            painter.text(glyphs.arrow, x: x + 18 + (glyphs.arrow.count == 1 ? 1 : 0), y: y, Style(.faint))
        }
        painter.text(figure.after, x: x + 21, y: y, hasChanged ? style(figure, .bold) : Style(.text))
        painter.text(figure.delta, x: x + 28, y: y, style(figure), limit: 6)
    }

    private func style(_ figure: Figure, _ attributes: Style.Attributes = []) -> Style {
        var style = Style(.accent)
        if let isBetter = figure.isBetter { style = Style(isBetter ? .good : .warning) }
        style.attributes.formUnion(attributes)
        return style
    }

    /// The figures that changed on one row, as many as fit.
    func draw(line painter: inout Painter, in rect: Rect) {
        var x = rect.x
        let changed = figures.filter { $0.before != $0.after && !$0.after.hasPrefix($0.before + " ") }
        if changed.isEmpty {
            painter.text("no figure differs from today's rack", x: x, y: rect.y, Style(.muted), limit: rect.width)
            return
        }
        for figure in changed {
            let delta = figure.delta.isEmpty ? "" : " (\(figure.delta))"
            let text = "\(figure.before)\(glyphs.arrow)\(figure.after)\(delta)"
            guard x + figure.name.count + 1 + text.count <= rect.maxX else { return }
            x += painter.text(figure.name + " ", x: x, y: rect.y, Style(.muted))
            x += painter.text(text, x: x, y: rect.y, style(figure)) + 2
        }
    }
}
