import UtsiktApp
import UtsiktCore
import UtsiktEngine
import UtsiktScreen

/// Drawing: the overview and each pane on a screen of 200x60, from the sample world's final state, against copying the cells
/// once.
enum FrameBench {
    private static let rounds = 200

    static func figures() async throws -> [BenchFigure] {
        let workspace = try await Workspace.demo(assets: .ofProcess(), database: nil, speed: .max)
        let run = try await HeadlessRun.complete(workspace)
        let size = Size(width: 200, height: 60)
        var app = App(state: run.state(of: workspace, size: size, glyphs: .blocks, speed: .max))
        await workspace.close()

        let floor = copying(app.render().cells)
        var figures = [figure("draw the overview at 200x60, median of \(rounds)", floor) { _ in app.render() }]
        figures.append(
            figure("key to picture of the overview at 200x60, median of \(rounds)", floor) { round in
                _ = app.reduce(.key(round % 2 == 0 ? .down : .up))
                return app.draw()
            })
        for pane in Panes.all {
            var state = app.state
            (state.focus, state.isZoomed) = (pane.id, true)
            let zoomed = App(state: state)
            figures.append(
                figure("draw \(pane.title) on the full screen of 200x60, median of \(rounds)", floor) { _ in
                    zoomed.render()
                })
        }
        return figures
    }

    private static func figure(
        _ what: String, _ floor: BenchFigure.Comparison, _ draw: (Int) -> Frame
    ) -> BenchFigure {
        BenchFigure(
            bench: "frames", what: what, unit: "ms CPU", value: median(draw), largerIsBetter: false,
            comparisons: [floor])
    }

    /// The floor: what must at least be written for a picture of so many cells.
    private static func copying(_ picture: [Cell]) -> BenchFigure.Comparison {
        var copy = Frame(size: Size(width: picture.count, height: 1)).cells
        let value = median { round in
            // A write keeps the copy from being elided.
            copy = picture
            copy[round % max(1, copy.count)] = .blank
            return Frame(size: Size(width: min(1, copy.count), height: 1))
        }
        return .measured("copying its cells (floor)", value)
    }

    /// The median CPU time of a picture, in milliseconds.
    private static func median(_ draw: (Int) -> Frame) -> Double {
        var (times, cells) = ([Double](), 0)
        for round in 0..<rounds {
            times.append(Stopwatch.measure { cells &+= draw(round).cells.count }.cpu * 1000)
        }
        times.sort()
        return cells == 0 ? .nan : times[rounds / 2]
    }
}
