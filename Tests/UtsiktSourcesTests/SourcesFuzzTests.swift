import Foundation
import HTTPTypes
import Testing
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktSources

/// Any bytes whatever as answers, header fields, addresses and fault scripts.
@Suite struct SourcesFuzzTests {
    @Test func faults() {
        let seed =
            #"{"protected_accounts": 5, "gone_accounts": 3, "rules": [{"endpoint": "timeline", "one_in": 150, "offset": 1, "attempts": 1, "answer": "status", "status": 500, "retry_after": 3}]}"#
        Fuzz.run("faults", seeds: [Array(seed.utf8)]) { bytes in
            guard let faults = try? Faults(json: bytes, file: "f") else { return }
            #expect(faults.rules.allSatisfy { $0.oneIn >= 1 && $0.attempts >= 1 })
            _ = faults.rule(.timeline, request: "/x", attempt: 0)
        }
    }

    @Test func weatherAnswers() throws {
        let world = try TestWorld.load()
        let day = try #require(CivilDay("20130601"))
        let seed = try #require(world.weather.first).history(day)
        let error = Array(#"{"response":{"error":{"type":"keynotfound","description":"x"}}}"#.utf8)
        Fuzz.run("weather", usual: 60, seeds: [Array(seed.prefix(3000)), seed, error]) { bytes in
            _ = try? WeatherJSON.parseHistory(bytes, place: "p", day: day, file: "f")
        }
    }

    @Test func headers() {
        let seeds = [
            "Mon, 13 Jul 2015 10:16:30 GMT|180|179|1436782590|30", "||||",
            "Sun, 31 Dec 9999 23:59:60 GMT|1|-1|253402300799|9999999999",
        ]
        Fuzz.run(
            "headers", seeds: seeds.map { Array($0.utf8) }, words: ["|", "GMT", "Jan", "253402300800", "24:00:00"]
        ) { bytes in
            let parts = String(decoding: bytes, as: UTF8.self).split(separator: "|", omittingEmptySubsequences: false)
            var answer = HTTPAnswer(status: 429)
            let names = ["date", "x-rate-limit-limit", "x-rate-limit-remaining", "x-rate-limit-reset", "retry-after"]
            for (name, value) in zip(names, parts) { answer.headers[name] = String(value) }
            if let quota = QuotaHeaders.epochSeconds(answer, prefix: "x-rate-limit-") {
                #expect(quota.limit > 0 && quota.remaining >= 0 && quota.remaining <= quota.limit)
            }
            if let seconds = answer.retryAfterSeconds { #expect((0...86_400).contains(seconds)) }
            if let text = parts.first, let instant = Timestamp(httpDate: String(text)) { _ = instant.httpDate }
        }
    }

    @Test func addresses() {
        let seeds = ["https://user:key@example.com:8080/a/b?c=d#e", "http://[::1]:80/", "http://127.0.0.1:0"]
        Fuzz.run(
            "addresses", seeds: seeds.map { Array($0.utf8) }, words: ["://", "@", ":99999", "%00", "..", "[", "]"]
        ) { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            if let address = WebAddress(text) { #expect(WebAddress(address.text) != nil) }
            _ = HTTPCall(url: text)
        }
    }

    @Test func requests() {
        let seed = "GET /a%20b?c=d&e HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer y\r\nContent-Length: 5\r\n\r\n"
        Fuzz.run("requests", seeds: [Array(seed.utf8)], words: ["Content-Length: ", "HTTP/1.0", "%zz", "chunked"]) {
            bytes in
            guard let request = LoopbackRequest(head: bytes[...]) else { return }
            _ = ReplayService.Request(target: request.target, headers: request.fields)
        }
    }
}
