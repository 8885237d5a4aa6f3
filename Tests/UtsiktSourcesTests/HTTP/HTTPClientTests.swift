import HTTPTypes
import Testing
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktSources

/// The HTTP client under way: many requests, cancellation, its end, and inputs that nobody has thought of.
@Suite(.timeLimit(.minutes(15))) struct HTTPClientTests {
    @Test func fiftyRequestsWaitTogetherAndEndTogether() async throws {
        let server = try HostileServer { _ in [.hold] }
        let transport = CurlTransport(timeoutSeconds: 600, connections: 64)
        let kinds = await withTaskGroup(of: HTTPFailure.Kind?.self) { group in
            for number in 0..<50 {
                group.addTask {
                    do throws(HTTPFailure) {
                        _ = try await transport.send(HTTPCall(url: server.url + "/\(number)"))
                        return nil
                    } catch {
                        return error.kind
                    }
                }
            }
            await server.wait(forRequests: 50)
            group.cancelAll()
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(kinds.count == 50 && kinds.allSatisfy { $0 == .cancelled })
    }

    @Test func aConnectionIsUsedAgain() async throws {
        let transport = CurlTransport(timeoutSeconds: 30)
        let answer = HostileServer.Step.text("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
        let server = try HostileServer(keepsOpen: true) { _ in [answer] }
        for _ in 0..<20 { #expect(try await transport.send(HTTPCall(url: server.url)).status == 200) }
        #expect(server.requests.count == 20)
        #expect(server.connections == 1)
    }

    @Test func aTransportThatGoesAwayEndsItsRequests() async throws {
        let server = try HostileServer { _ in [.hold] }
        var transport: CurlTransport? = CurlTransport(timeoutSeconds: 600)
        let call = HTTPCall(url: server.url)
        let task = Task { [transport] in try await transport?.send(call) }
        await server.wait(forRequests: 1)
        transport = nil
        // The request holds its transport: it goes on until its task is cancelled, and then nothing is left of either.
        task.cancel()
        let failure = await #expect(throws: HTTPFailure.self) { try await task.value }
        #expect(failure?.kind == .cancelled)
    }

    /// Answers that were right once, with bytes changed, taken out and doubled at random.
    @Test(arguments: 0..<8) func mutatedAnswersEndInAnAnswerOrAFailure(seed: Int) async throws {
        let transport = CurlTransport(timeoutSeconds: 20, connections: 8)
        var random = SeededGenerator(seed: UInt64(seed) &+ 77)
        for _ in 0..<(Fuzz.asked.map { $0 / 8 } ?? 25) {
            var bytes = MutatedAnswers.seeds.randomElement(using: &random) ?? []
            MutatedAnswers.mutate(&bytes, using: &random)
            let server = try HostileServer { [bytes] _ in [.send(bytes)] }
            do throws(HTTPFailure) {
                let answer = try await transport.send(HTTPCall(url: server.url + "/a", sizeLimit: 1 << 20))
                #expect((100...999).contains(answer.status) && answer.body.count <= 1 << 20)
                _ = answer.failure(asking: "it", refusal: "no", quota: TimelinesService.quota(answer))
                _ = HTTPCall(url: server.url + "/a").redirected(by: answer)
            } catch {
                #expect(error.kind != .timedOut, "an answer that ended was waited for: \(bytes)")
            }
        }
    }
}

/// Whole answers of the kinds that services give, and what can happen to them.
enum MutatedAnswers {
    static let seeds: [[UInt8]] = [
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 13\r\nConnection: close\r\n\r\n{\"ids\":[1,2]}",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X\r\n\r\n4\r\n[1,2\r\n3;a=b\r\n,3]\r\n0\r\nX: y\r\n\r\n",
        "HTTP/1.1 429 Too Many\r\nRetry-After: 120\r\nX-Rate-Limit-Reset: 1436783490\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 302 Found\r\nLocation: /next?page=2\r\nSet-Cookie: a=b\r\nSet-Cookie: c=d\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 103 Early\r\nLink: </x>\r\n\r\nHTTP/1.1 204 None\r\nDate: Mon, 13 Jul 2015 10:16:30 GMT\r\n\r\n",
        "HTTP/1.0 503 Down\r\nRetry-After: Mon, 13 Jul 2015 10:17:00 GMT\r\n\r\n<html>",
    ].map { Array($0.utf8) }

    static func mutate(_ bytes: inout [UInt8], using random: inout SeededGenerator) {
        for _ in 0..<Int.random(in: 1...6, using: &random) where !bytes.isEmpty {
            let at = Int.random(in: bytes.indices, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes.remove(at: at)
            case 2: bytes.insert(contentsOf: bytes[at...].prefix(40), at: at)
            case 3: bytes.removeLast(bytes.count - at)
            case 4: bytes.insert(contentsOf: "9223372036854775807".utf8, at: at)
            default: bytes.insert(contentsOf: [0x0D, 0x0A, 0x00, 0x20, 0xFF].shuffled(using: &random), at: at)
            }
        }
    }
}
