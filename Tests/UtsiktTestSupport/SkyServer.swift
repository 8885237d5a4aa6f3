import Foundation
public import UtsiktBase

/// A stand-in for the weather services on a loopback socket: answers any span of days over the services' own wire, counts what it is
/// asked for, and has the faults that a test gives it.
public final class SkyServer: Sendable {
    /// What it knows and does.
    public struct State: Sendable {
        /// The present instant: nothing is known of what comes after it.
        public var now: Timestamp
        /// Hours of days that have no temperature yet, as Open-Meteo's last ones.
        public var missing: [CivilDay: Set<Int>] = [:]
        /// Whole answers in place of what would be said, one for each call.
        public var next: [HostileServer.Step] = []
        /// Stations and places that are refused with this status.
        public var refused: [String: Int] = [:]
        /// Whether there is no forecast, as with an archive of one's own.
        public var isArchiveOnly = false
        /// The calls: path and query.
        public var calls: [String] = []
    }
    private let state: Noted<State>
    private let server: HostileServer

    /// Listens on a port of its own.
    public init(now: Timestamp) throws {
        let state = Noted(State(now: now))
        self.state = state
        server = try HostileServer { head in
            let target = head.split(separator: " ").dropFirst().first.map(String.init) ?? ""
            return state.change { state in
                state.calls.append(target)
                if !state.next.isEmpty { return [state.next.removeFirst()] }
                return [SkyServer.answer(target, state)]
            }
        }
    }

    /// Its address.
    public var url: String { server.url }
    /// The instant that it takes for the present one.
    public var now: Timestamp { state.value.now }
    /// The heads of the requests.
    public var requests: [String] { server.requests }
    /// Changes what it knows.
    public func change(_ body: (inout State) -> Void) { state.change(body) }

    /// The calls since the last time.
    public func takeCalls() -> [String] {
        state.change { state in
            defer { state.calls = [] }
            return state.calls
        }
    }

    /// The parameters of a call.
    public static func parameters(_ target: String) -> [(name: String, value: String)] {
        let query = target.split(separator: "?", maxSplits: 1).dropFirst().first ?? ""
        return query.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            return (parts[0], (parts.count > 1 ? parts[1] : "").removingPercentEncoding ?? "")
        }
    }

    private static func answer(_ target: String, _ state: State) -> HostileServer.Step {
        let parameters = parameters(target)
        func value(_ name: String) -> String { parameters.first { $0.name == name }?.value ?? "" }
        let path = target.prefix { $0 != "?" }
        switch path {
        case "/v1/forecast" where !state.isArchiveOnly, "/v1/archive":
            let span: ClosedRange<CivilDay>
            if path.hasSuffix("archive") || !value("start_date").isEmpty {
                guard let low = CivilDay(value("start_date")), let high = CivilDay(value("end_date")), low <= high
                else {
                    return .answer(400, #"{"error":true,"reason":"no such dates"}"#)
                }
                span = low...high
            } else {
                guard let past = Int(value("past_days")), let ahead = Int(value("forecast_days")), past <= 92 else {
                    return .answer(400, #"{"error":true,"reason":"Past days is invalid. Allowed range 0 to 92."}"#)
                }
                let today = state.now.day
                span = today.adding(days: -past)...today.adding(days: ahead - 1)
            }
            return openMeteo(value("latitude").split(separator: ",").map(String.init), span, state)
        case "/cgi-bin/request/asos.py":
            let stations = parameters.filter { $0.name == "station" }.map(\.value)
            if let status = stations.compactMap({ state.refused[$0] }).first {
                return .answer(status, "ERROR: Invalid station identifier")
            }
            return iem(stations, value("sts"), value("ets"), state)
        case "/observations/v0.jsonld":
            let sources = value("sources").split(separator: ",").map(String.init)
            if let status = sources.compactMap({ state.refused[$0] }).first {
                return .answer(status, #"{"error":{"code":0,"message":"Not found","reason":"No data were found"}}"#)
            }
            return frost(sources, value("referencetime"), state)
        case _ where path.hasPrefix("/stations/") && path.hasSuffix("/observations"):
            return nws(value("start"), value("end"), state)
        default: return .answer(404, "{}")
        }
    }

    private static func nws(_ from: String, _ to: String, _ state: State) -> HostileServer.Step {
        guard let start = Timestamp(iso8601: from), let end = Timestamp(iso8601: to) else { return .answer(400, "{}") }
        var features: [String] = []
        var instant = start.adding(seconds: 3060)
        while instant < min(end, state.now) {
            features.append(
                #"{"properties":{"timestamp":"\#(instant.iso8601)","rawMessage":"KJFK","temperature":"#
                    + #"{"unitCode":"wmoUnit:degC","value":7.2,"qualityControl":"V"}}}"#)
            instant = instant.adding(seconds: 3600)
        }
        // The newest first, as the service does it as a rule.
        return .answer(
            200, #"{"type":"FeatureCollection","features":[\#(features.reversed().joined(separator: ","))]}"#)
    }

    private static func hours(_ span: ClosedRange<CivilDay>) -> [Timestamp] {
        (0..<(span.upperBound.number - span.lowerBound.number + 1) * 24).map {
            Timestamp(day: span.lowerBound).adding(seconds: Int64($0) * 3600)
        }
    }

    private static func openMeteo(
        _ latitudes: [String], _ span: ClosedRange<CivilDay>, _ state: State
    ) -> HostileServer.Step {
        let hours = hours(span)
        let blocks = latitudes.map { latitude in
            let values = hours.map { hour in
                state.missing[hour.day]?.contains(hour.hour) == true ? "null" : "\(hour.hour).5"
            }
            return """
                {"latitude":\(latitude),"longitude":10.7,"utc_offset_seconds":0,"timezone":"GMT",
                "hourly_units":{"time":"unixtime","temperature_2m":"°C"},
                "hourly":{"time":[\(hours.map { "\($0.seconds)" }.joined(separator: ","))],
                "temperature_2m":[\(values.joined(separator: ","))]}}
                """
        }
        return .answer(200, blocks.count == 1 ? blocks[0] : "[\(blocks.joined(separator: ","))]")
    }

    private static func iem(_ stations: [String], _ from: String, _ to: String, _ state: State) -> HostileServer.Step {
        guard let start = Timestamp(iso8601: from), let end = Timestamp(iso8601: to) else {
            return .answer(422, "ERROR")
        }
        var text = "station,valid,tmpf,drct,sknt,metar\n"
        for station in stations {
            var instant = start.adding(seconds: 1200)
            while instant < min(end, state.now) {
                if state.missing[instant.day]?.contains(instant.hour) != true {
                    text +=
                        "\(station),\(instant.day) \(instant.iso8601.dropFirst(11).prefix(5)),41.00,180.00,10.00,M\n"
                }
                instant = instant.adding(seconds: 1800)
            }
        }
        return .answer(200, text)
    }

    private static func frost(_ sources: [String], _ time: String, _ state: State) -> HostileServer.Step {
        let ends = time.split(separator: "/").compactMap { CivilDay($0) }
        guard ends.count == 2, ends[0] < ends[1] else { return .answer(400, "{}") }
        var records: [String] = []
        for source in sources {
            for hour in hours(ends[0]...ends[1].adding(days: -1))
            where hour < state.now && state.missing[hour.day]?.contains(hour.hour) != true {
                records.append(
                    #"{"sourceId":"\#(source):0","referenceTime":"\#(hour)","observations":[{"elementId":"air_temperature","#
                        + #""value":4.5,"unit":"degC","timeOffset":"PT0H","timeResolution":"PT1H","qualityCode":0}]}"#)
            }
        }
        guard !records.isEmpty else { return .answer(412, #"{"error":{"code":412,"message":"No data found"}}"#) }
        return .answer(200, #"{"data":[\#(records.joined(separator: ","))]}"#)
    }
}
