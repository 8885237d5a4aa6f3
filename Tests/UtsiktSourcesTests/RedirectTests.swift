import HTTPTypes
import Testing
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktSources

/// Requests with methods and bodies, redirects by rule, and answers that nothing is new.
@Suite(.timeLimit(.minutes(15))) struct RedirectTests {
    private let transport = CurlTransport(timeoutSeconds: 20)
    private let token: HTTPFields = [.authorization: "Bearer hush-token"]

    @Test func aRedirectOfTheSameOriginIsFollowedWithTheToken() async throws {
        let server = try HostileServer { head in
            head.contains(" /old") ? [.answer(302, "", "Location: /new?x=1")] : [.answer(200, "here")]
        }
        let answer = try await transport.ask(HTTPCall(url: server.url + "/old", headers: token), "it")
        #expect(String(decoding: answer.body, as: UTF8.self) == "here")
        #expect(server.requests.count == 2)
        #expect(server.requests.last?.hasPrefix("GET /new?x=1 ") == true)
        #expect(server.requests.allSatisfy { $0.contains("Bearer hush-token") })
    }

    @Test(arguments: ["localhost", "127.0.0.1"])
    func anotherHostOrPortNeverSeesTheToken(host: String) async throws {
        let other = try HostileServer { _ in [.answer(200, "mine")] }
        let location = "Location: http://\(host):\(other.port)/x"
        let server = try HostileServer { _ in [.answer(307, "", location)] }
        let failure = await #expect(throws: SourceFailure.self) {
            try await transport.ask(HTTPCall(url: server.url + "/old", headers: token), "it")
        }
        #expect(failure?.status == 307 && failure?.kind == .malformed)
        #expect(failure?.problem.contains(host) == false)
        #expect(other.requests.isEmpty)
    }

    @Test(arguments: [(301, "GET", ""), (303, "GET", ""), (307, "POST", "a=1"), (308, "POST", "a=1")])
    func aBodyIsSentAgainOnlyWhereTheServiceSaysSo(status: Int, method: String, body: String) async throws {
        let server = try HostileServer { head in
            head.contains(" /old") ? [.answer(status, "", "Location: /new")] : [.answer(200, "{}")]
        }
        var headers = token
        headers[.contentType] = "application/x-www-form-urlencoded"
        _ = try await transport.ask(
            HTTPCall(.post, url: server.url + "/old", headers: headers, body: Array("a=1".utf8)), "it")
        let requests = server.requests
        #expect(requests.count == 2)
        #expect(requests.first?.hasPrefix("POST /old ") == true && requests.first?.hasSuffix("\r\n\r\na=1") == true)
        #expect(requests.last?.hasPrefix("\(method) /new ") == true)
        #expect(requests.last?.hasSuffix("\r\n\r\n\(body)") == true)
    }

    @Test func nothingNewIsAnAnswerOnlyToWhoeverAsked() async throws {
        let server = try HostileServer { _ in [.text("HTTP/1.1 304 Same\r\nConnection: close\r\n\r\n")] }
        let answer = try await transport.ask(
            HTTPCall(url: server.url, headers: [.ifNoneMatch: "\"v1\""]), "it")
        #expect(answer.isUnchanged && answer.body.isEmpty)
        #expect(server.requests.first?.contains("If-None-Match: \"v1\"\r\n") == true)
        let failure = await #expect(throws: SourceFailure.self) {
            try await transport.ask(HTTPCall(url: server.url), "it")
        }
        #expect(failure?.kind == .malformed && failure?.status == 304)
    }

    @Test func addressesAreTakenApartAndOriginsCompared() throws {
        let here = try #require(WebAddress("HTTP://Host.example/a/b?q#f"))
        #expect(here.text == "http://host.example/a/b?q")
        #expect(WebAddress("https://h?x")?.path == "/?x")
        for text in [
            "", "h", "http://", "http:///x", "ftp://h", "http://a b", "http://a\r\nX: y", "http://u:p@h", "http://:80",
            "//h",
            "http:/h", "mailto:x", "http://h/\u{e9}",
        ] {
            #expect(WebAddress(text) == nil, "\(text)")
        }
        let cases: [(String, String?)] = [
            ("/x", "http://host.example/x"), ("x", "http://host.example/a/x"), ("?z", "http://host.example/a/b?z"),
            ("//other/x", "http://other/x"), ("https://host.example/", "https://host.example/"), ("data:x", nil),
        ]
        for (location, wanted) in cases { #expect(here.resolving(location)?.text == wanted, "\(location)") }
        for same in ["http://host.example:80/x", "http://HOST.example", "http://host.example:/"] {
            #expect(WebAddress(same)?.hasOrigin(of: here) == true, "\(same)")
        }
        for other in ["https://host.example", "http://host.example:81", "http://host.example.evil", "http://[::1]"] {
            #expect(WebAddress(other)?.hasOrigin(of: here) == false, "\(other)")
        }
    }

    @Test(arguments: ["hush-token-0123", "\"hush-token-0123\""])
    func anAnswerThatRepeatsTheSecretIsNotKept(body: String) async throws {
        let server = try HostileServer { _ in [.answer(200, "{\"you said\": \(body)}")] }
        let failure = await #expect(throws: SourceFailure.self) {
            try await transport.ask(HTTPCall(url: server.url), "it", secret: Secret("hush-token-0123"))
        }
        #expect(failure?.kind == .refused && failure?.problem.contains("hush") == false)
        let answer = try await transport.ask(HTTPCall(url: server.url), "it", secret: Secret("another-token"))
        #expect(answer.status == 200)
    }
}
