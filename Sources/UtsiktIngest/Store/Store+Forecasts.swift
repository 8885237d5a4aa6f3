import Foundation
import GRDB
import UtsiktBase
public import UtsiktForecast

/// The store keeps runs of the regression and the forecasts that were made.
extension Store: ForecastKeeper {
    /// Keeps a run in place of one with the same id, with the time of the world's clock.
    /// - Throws: `StoreError`.
    public func keep(run: ForecastRun) async throws {
        let now = (try await world())?.clock.now ?? WorldClock.system.now
        var run = run
        run.at = now
        let kept = run
        let document = try Self.document(kept)
        try await write { db in
            try db.execute(
                sql: "INSERT OR REPLACE INTO forecast_run (id, at, rmse, document) VALUES (?, ?, ?, ?)",
                arguments: [kept.id, now.milliseconds, kept.rmse, document])
        }
    }

    /// The kept runs, the newest first; what cannot be read any more is left out.
    /// - Throws: `StoreError`.
    public func runs() async throws -> [ForecastRun] {
        let documents = try await read { db in
            try String.fetchAll(db, sql: "SELECT document FROM forecast_run ORDER BY at DESC, id")
        }
        return documents.compactMap { Self.value($0) }.filter(\.isPossible)
    }

    /// Forgets a kept run; one that is not there changes nothing.
    /// - Throws: `StoreError`.
    public func forget(run id: String) async throws {
        try await write { db in try db.execute(sql: "DELETE FROM forecast_run WHERE id = ?", arguments: [id]) }
    }

    /// Keeps a forecast in place of one of the same target for the same day.
    /// - Throws: `StoreError`.
    public func keep(forecast: PastForecast) async throws {
        let document = try Self.document(forecast)
        try await write { db in
            try db.execute(
                sql: """
                    INSERT OR REPLACE INTO forecast_made (place, field, hour, day, document) VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [
                    Store.storable(forecast.place), forecast.field.name, forecast.hour, "\(forecast.day)", document,
                ])
        }
    }

    /// The kept forecasts, by the day that was predicted.
    /// - Throws: `StoreError`.
    public func forecasts() async throws -> [PastForecast] {
        let documents = try await read { db in
            try String.fetchAll(
                db, sql: "SELECT document FROM forecast_made ORDER BY day, place, field, hour")
        }
        return documents.compactMap { Self.value($0) }
    }

    private static func document(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        // NaN and infinity have no JSON of their own; a run that has some is kept all the same.
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    private static func value<Value: Decodable>(_ document: String) -> Value? {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return try? decoder.decode(Value.self, from: Data(document.utf8))
    }
}
