import UtsiktApp
import UtsiktCore
import UtsiktScreen

/// Drawing: the whole overview at 200x60, from the sample world's final state, against copying its cells once.
enum FrameBench {
    private static let rounds = 100

    static func figures() async throws -> [BenchFigure] {
        let workspace = try await Workspace.demo(assets: .ofProcess(), database: nil, speed: .max)
        let run = try await HeadlessRun.complete(workspace)
        let size = Size(width: 200, height: 60)
        var app = App(state: run.state(of: workspace, size: size, glyphs: .blocks, speed: .max))
        await workspace.close()

        var cells = 0
        let draw = Stopwatch.best(of: 5) {
            for _ in 0..<rounds { cells &+= app.render().cells.count }
        }
        let keys = Stopwatch.best(of: 5) {
            for round in 0..<rounds {
                _ = app.reduce(.key(round % 2 == 0 ? .tab : .backTab))
                cells &+= app.render().cells.count
            }
        }
        let picture = app.render().cells
        var copy = picture
        let floor = Stopwatch.best(of: 5) {
            for round in 0..<rounds {
                // A write keeps the copy from being elided.
                copy = picture
                copy[round % max(1, copy.count)] = .blank
                cells &+= copy.count
            }
        }
        let perFrame = 1000 / Double(rounds)
        return [
            BenchFigure(
                bench: "frames", what: "draw the overview at 200x60", unit: "ms CPU", value: draw.cpu * perFrame,
                largerIsBetter: false,
                comparisons: [.measured("copying its cells (floor)", floor.cpu * perFrame)]),
            BenchFigure(
                bench: "frames", what: "key to picture (reduce and draw) at 200x60", unit: "ms CPU",
                value: keys.cpu * perFrame, largerIsBetter: false,
                comparisons: [.measured("copying its cells (floor)", floor.cpu * perFrame)]),
        ]
    }
}
