package import UtsiktApp
import UtsiktCore

/// Reads and writes the rack's plan for the fabric pane.
package struct PlanDesk: Sendable {
    private let sink: any ArrivalSink
    private let home: String

    package init(sink: any ArrivalSink, home: String) {
        self.sink = sink
        self.home = home
    }

    /// Does what the pane asks for, and tells it the result. Faults of a file are reported in the log, line by line.
    package func perform(_ request: FabricRequest) {
        let catalogue = PlanDeskFolder.ofProcess.catalogue().switches
        switch request {
        case .open(let name):
            let path = expanded(name)
            do {
                let reading = try PlanFile.load(path: path, catalogue: catalogue)
                for fault in reading.faults {
                    sink.log(fault.isDoubt ? .info : .warning, "\(fault)", source: "fabric")
                }
                sink.hand(.planRead(reading, path: path))
            } catch {
                fail(error, path)
            }
        case .save(let document, let name):
            let path = expanded(name)
            do {
                try PlanFile.save(document, path: path, catalogue: catalogue)
                sink.hand(.planSaved(path: path))
            } catch {
                fail(error, path)
            }
        }
    }

    private func fail(_ error: PlanFileError, _ path: String) {
        sink.log(.error, "\(error)", source: "fabric")
        sink.hand(.planFailed(error, path: path))
    }

    private func expanded(_ path: String) -> String { HomeFolder(home).expanded(path) }
}
