public import ArgumentParser
public import UtsiktApp
import UtsiktCore
import UtsiktScreen

/// How the picture of a plan is drawn, and drawing it: the pane itself, without the dashboard around it.
struct FabricDiagramOptions: ParsableArguments {
    /// What the picture is written as.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, ansi, svg
    }

    @Option(help: "The diagram's view: plan, steps, checks, sheet, bill or fabric.")
    var view = FabricPaneView.plan

    @Option(help: "The diagram as text, ansi (with colours) or svg.")
    var format = Format.text

    @Option(help: "The diagram's size in cells, each side from 1 to 1000.")
    var size = Cells(size: Size(width: 120, height: 40))

    @Option(help: "The diagram's glyphs: ascii, latin, blocks or sextants.")
    var glyphs = GlyphSet.blocks

    @Option(
        name: [.customLong("colour"), .customLong("color")],
        help: "The diagram's colours: none, 16 or 256. Default: 256, or none when NO_COLOR is set.")
    var colour: ColourMode?

    /// The picture of a plan.
    func picture(of plan: FabricPlan, prices: PriceList) -> String {
        var state = AppState(
            size: size.size, glyphs: glyphs, world: WorldStatus(isReplay: true, name: plan.rack))
        state.fabric = FabricPaneState(plan: plan, prices: prices)
        state.fabric.open(view)
        state.focus = .fabric
        var painter = Painter(size: size.size, glyphs: glyphs)
        FabricPane.draw(&painter, PaneContext(state: state, isFocused: false, isZoomed: true))
        let colours = colour ?? ColourMode.ofPictures
        return switch format {
        case .text: FrameDump.text(painter.frame)
        case .ansi: FrameDump.ansi(painter.frame, colours)
        case .svg: FrameDump.svg(painter.frame, colours, title: "\(plan.rack) \(view.rawValue)")
        }
    }
}

extension FabricPaneView: ExpressibleByArgument {}
