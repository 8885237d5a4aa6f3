import Foundation
package import UtsiktApp
package import UtsiktCore

/// Keeps the lab's runs and forecasts in the database and its schema in a file next to it, and tells the pane what is kept.
///
/// While rows come in, every page makes another model; those are not runs that somebody chose. Kept is what stands when the
/// fetching rests, and from then on every run that a setting makes.
package actor ForecastArchive {
    private let workspace: Workspace
    private let sink: any ArrivalSink
    private var keptRun: String?
    private var keptForecast: PastForecast?
    private var hasFailed = false

    package init(workspace: Workspace, sink: any ArrivalSink) {
        self.workspace = workspace
        self.sink = sink
    }

    /// Where the schema of a database's datasource is: next to it, in the 2015 service's own schema names.
    package static func schemaPath(database: String) -> String {
        (database.hasSuffix(".sqlite") ? String(database.dropLast(7)) : database) + ".schema.json"
    }

    /// Hands over what is kept: runs to the pane, past forecasts and the schema's types to the analysis.
    package func open() async {
        do {
            let runs = try await workspace.store.runs()
            let forecasts = try await workspace.store.forecasts()
            if !forecasts.isEmpty { await workspace.forecast.recall(forecasts: forecasts) }
            sink.hand(.runs(runs))
        } catch {
            sink.log(.error, "\(error)", source: "forecast")
        }
        let path = Self.schemaPath(database: workspace.store.path)
        do {
            let schema = try DataSchema(bytes: try BoundedFile.read(path, .schema), file: path)
            var settings = await workspace.forecast.current().settings
            settings.apply(schema)
            await workspace.forecast.set(settings)
            sink.hand(.schema(settings))
        } catch let error as FileFault where error.isMissing {
            // There is one only where somebody changed a type.
        } catch {
            sink.log(.warning, "\(error)", source: "forecast")
        }
    }

    /// Keeps a snapshot's run and forecast, unless they are kept already.
    package func keep(_ snapshot: ForecastSnapshot) async {
        guard !hasFailed else { return }
        do {
            if let run = snapshot.run, run.id != keptRun {
                try await workspace.store.keep(run: run)
                keptRun = run.id
            }
            if let made = snapshot.made, made != keptForecast {
                try await workspace.store.keep(forecast: made)
                keptForecast = made
            }
        } catch {
            // Reported once: the lab works without a memory, too.
            hasFailed = true
            sink.log(.error, "runs are not kept any more: \(error)", source: "forecast")
        }
    }

    /// Does what the pane asks for.
    package func perform(_ request: ForecastRequest) async {
        switch request {
        case .forget(let run):
            do {
                try await workspace.store.forget(run: run)
                let runs = try await workspace.store.runs()
                sink.hand(.runs(runs))
            } catch {
                sink.log(.error, "\(error)", source: "forecast")
            }
        case .save(let batch, let name):
            let path = SourceReader.expand(name, home: ConfigurationFiles.ofProcess.home)
            do {
                try WeatherTextFile.write(batch, to: path)
                sink.notice("saved: \(path)")
            } catch {
                sink.log(.error, "\(error)", source: "forecast")
                sink.notice("\(path) cannot be written: the log says why")
            }
        case .keepSchema(let schema):
            let path = Self.schemaPath(database: workspace.store.path)
            do {
                try Data(schema.json().utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
            } catch {
                sink.log(.error, "the schema cannot be written to \(path)", source: "forecast")
            }
        }
    }
}
