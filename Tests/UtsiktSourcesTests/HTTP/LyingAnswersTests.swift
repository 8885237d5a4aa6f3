import Foundation
import HTTPTypes
import Testing
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktSources

/// The HTTP client against answers that lie about themselves: each ends in an answer or in a failure, within its limits.
@Suite(.timeLimit(.minutes(15))) struct LyingAnswersTests {
    typealias Step = HostileServer.Step
    private let transport = CurlTransport(timeoutSeconds: 30)

    private func outcome(
        _ steps: [Step], limit: Int = HTTPCall.usualSizeLimit
    ) async throws -> Result<HTTPAnswer, HTTPFailure> {
        let server = try HostileServer { _ in steps }
        do throws(HTTPFailure) {
            return .success(try await transport.send(HTTPCall(url: server.url + "/x", sizeLimit: limit)))
        } catch {
            return .failure(error)
        }
    }

    private func failure(_ steps: [Step], limit: Int = HTTPCall.usualSizeLimit) async throws -> HTTPFailure.Kind? {
        guard case .failure(let failure) = try await outcome(steps, limit: limit) else { return nil }
        #expect(!failure.problem.isEmpty)
        return failure.kind
    }

    /// Every number that a head can hold, as large and as odd as it can be written.
    @Test(arguments: [
        "9223372036854775807", "9223372036854775808", "18446744073709551615", "99999999999999999999999", "-1",
        "-9223372036854775808", "0x10", "1e9", "", " ", "2, 2", "2, 3", "+2", "2 2", "٣",
    ])
    func noLengthCanTrap(length: String) async throws {
        for field in ["Content-Length", "Age", "Retry-After", "Keep-Alive", "Content-Range"] {
            let head = "HTTP/1.1 200 OK\r\n\(field): \(length)\r\n\r\n{}"
            if case .success(let answer) = try await outcome([.text(head)]) {
                #expect(answer.status == 200 && answer.body.count <= 2)
            }
        }
        let largest = "HTTP/1.1 200 OK\r\nContent-Length: 9223372036854775807\r\n\r\n{}"
        #expect(try await failure([.text(largest)]) == .tooLarge)
    }

    @Test(arguments: [
        "FFFFFFFFFFFFFFFF", "7FFFFFFFFFFFFFFF", "FFFFFFFFFFFFFFFFFFFFFFFF", "-1", "", "x", "2;a=\"\r\n", "80000000",
    ])
    func noChunkCanTrap(size: String) async throws {
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        #expect(try await failure([.text("\(head)\(size)\r\nab\r\n")]) != nil)
    }

    @Test(arguments: ["000", "99", "1000", "-200", "2147483648", "99999999999999999999", "20x", ""])
    func noStatusCanTrap(status: String) async throws {
        let outcome = try await outcome([.text("HTTP/1.1 \(status) OK\r\nContent-Length: 2\r\n\r\n{}")])
        if case .success(let answer) = outcome { #expect((100...999).contains(answer.status)) }
    }

    @Test func aBodyWithoutEndStopsAtItsLimit() async throws {
        let block = Step.send([UInt8](repeating: 0x20, count: 64 << 10))
        let body = Array(repeating: block, count: 80) + [.hold]
        let plain = Step.text("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
        #expect(try await failure([plain] + body, limit: 1 << 20) == .tooLarge)
        let chunk = Step.text("10000\r\n")
        let chunked = Step.text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        let chunks = body.dropLast().flatMap { [chunk, $0, Step.text("\r\n")] }
        #expect(try await failure([chunked] + chunks + [.hold], limit: 1 << 20) == .tooLarge)
        // What is exactly as long as allowed is an answer.
        let whole = "HTTP/1.1 200 OK\r\nContent-Length: 65536\r\n\r\n"
        #expect(try await outcome([.text(whole), block], limit: 65_536).get().body.count == 65_536)
    }

    @Test func theLimitCountsWhatAPackedBodyBecomes() async throws {
        let bomb = GzipBomb.zeros(4 << 20)
        #expect(bomb.count < 64 << 10)
        let head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(bomb.count)\r\n\r\n"
        #expect(try await failure([.text(head), .send(bomb)], limit: 1 << 20) == .tooLarge)
        let answer = try await outcome([.text(head), .send(bomb)], limit: 8 << 20).get()
        #expect(answer.body.count >= 4 << 20 && answer.body.allSatisfy { $0 == 0 })
        // Cut off, or not packed at all: a failure and not half a body.
        #expect(try await failure([.text(head), .send(Array(bomb.prefix(1000)))], limit: 8 << 20) != nil)
        let false_ = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}"
        #expect(try await failure([.text(false_)]) != nil)
    }

    @Test func aHeadWithoutEndStopsAtItsLimit() async throws {
        let start = Step.text("HTTP/1.1 200 OK\r\n")
        let long = Step.send([UInt8](repeating: 0x61, count: 64 << 10))
        #expect(try await failure([start, .text("X: ")] + Array(repeating: long, count: 40)) != nil)
        let fields = Step.text(String(repeating: "X-Many: 1234567890\r\n", count: 2000))
        #expect(try await failure([start] + Array(repeating: fields, count: 20)) == .tooLarge)
        let interim = Step.text(String(repeating: "HTTP/1.1 102 Wait\r\n\r\n", count: 2000))
        #expect(try await failure(Array(repeating: interim, count: 20)) == .tooLarge)
    }

    @Test func linesOfOneNameStayApart() async throws {
        let head =
            "HTTP/1.1 200 OK\r\nLink: <a>; rel=next\r\nX-Odd\u{1}: no\r\nlink: <b, c>\r\n"
            + "RateLimit: \"a\";r=1\r\n  \"b\";r=2\r\nx-limit:\t 7 \r\nX-Limit:\r\nContent-Length: 0\r\n\r\n"
        let answer = try await outcome([.text("HTTP/1.1 100 Continue\r\nLink: <early>\r\n\r\n" + head)]).get()
        let link = try #require(HTTPField.Name("Link"))
        let limit = try #require(HTTPField.Name("x-limit"))
        #expect(answer.headers[values: link] == ["<a>; rel=next", "<b, c>"])
        #expect(answer.headers["ratelimit"] == "\"a\";r=1 \"b\";r=2")
        #expect(answer.headers[values: limit] == ["7", ""])
    }

    @Test func anAnswerToHeadHasNoBody() async throws {
        let server = try HostileServer { _ in [.text("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n")] }
        let answer = try await transport.send(HTTPCall(.head, url: server.url))
        #expect(answer.status == 200 && answer.body.isEmpty)
    }

    @Test func anEncryptedAddressIsNeverAnsweredInTheClear() async throws {
        let server = try HostileServer { _ in [.answer(200, "{}")] }
        // What it is sent has no line ends of a request: it answers nothing by itself.
        let call = HTTPCall(url: "https://127.0.0.1:\(server.port)/", headers: [.authorization: "Bearer hush-token"])
        let short = CurlTransport(timeoutSeconds: 2)
        let failure = await #expect(throws: HTTPFailure.self) { try await short.send(call) }
        #expect(failure?.kind == .connection || failure?.kind == .timedOut)
        #expect(!server.requests.joined().contains("hush"))
    }

    @Test func nobodyWaitsForAServiceThatIsNotThere() async throws {
        // A port that was free a moment ago.
        let port = try HostileServer { _ in [] }.port
        let failure = await #expect(throws: HTTPFailure.self) {
            try await transport.send(HTTPCall(url: "http://127.0.0.1:\(port)/"))
        }
        #expect(failure?.kind == .connection)
        let name = await #expect(throws: HTTPFailure.self) {
            try await transport.send(HTTPCall(url: "http://name.invalid/"))
        }
        #expect(name?.kind == .connection || name?.kind == .timedOut)
        #expect(name?.problem.contains("name.invalid") == false)
    }
}
