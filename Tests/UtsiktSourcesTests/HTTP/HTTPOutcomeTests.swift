import HTTPTypes
import Testing
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktSources

/// Redirects handed back, versions of answers, packed bodies, and header lines of one name.
@Suite(.timeLimit(.minutes(15))) struct HTTPOutcomeTests {
    private let transport = CurlTransport(timeoutSeconds: 20)

    @Test(arguments: [301, 302, 303, 307, 308])
    func aRedirectElsewhereIsHandedBackAndNotFollowed(status: Int) async throws {
        let other = try HostileServer { _ in [.answer(200, "mine")] }
        let server = try HostileServer { _ in [.answer(status, "", "Location: \(other.url)/x?y=1")] }
        let call = HTTPCall(
            url: server.url + "/feed",
            headers: [.authorization: "Bearer hush", .cookie: "id=hush", .accept: "text/xml", .ifNoneMatch: "\"1\""])
        guard case .moved(let redirect, let answer) = try await transport.outcome(of: call) else {
            Issue.record("not handed back")
            return
        }
        #expect(redirect.status == status && answer.status == status)
        #expect(redirect.isPermanent == (status == 301 || status == 308))
        #expect(redirect.address.text == other.url + "/x?y=1")
        #expect(other.requests.isEmpty)
        // Asked there, nothing says who asks.
        let again = try #require(call.reasked(at: redirect))
        _ = try await transport.send(again)
        let request = try #require(other.requests.first)
        #expect(request.hasPrefix("GET /x?y=1 ") && request.contains("Accept: text/xml"))
        #expect(!request.contains("hush") && !request.contains("None-Match"))
    }

    @Test func nothingIsAskedAgainThatWouldBeAnotherQuestion() throws {
        let call = HTTPCall(.post, url: "https://a.example/x", body: [1])
        let answer = HTTPAnswer(status: 307, headers: [.location: "https://b.example/x"])
        let redirect = try #require(HTTPRedirect(answer, to: call))
        #expect(call.reasked(at: redirect) == nil)
        #expect(HTTPCall(url: "https://a.example/x").reasked(at: redirect) != nil)
        let plain = HTTPAnswer(status: 301, headers: [.location: "http://a.example/x"])
        let down = try #require(HTTPRedirect(plain, to: HTTPCall(url: "https://a.example/x")))
        #expect(HTTPCall(url: "https://a.example/x").reasked(at: down) == nil, "from https to http")
        for location in ["", "mailto:x", "http://u:p@h/", "http://a b/"] {
            let answer = HTTPAnswer(status: 301, headers: [.location: location])
            #expect(HTTPRedirect(answer, to: call).map { $0.address.hasOrigin(of: call.address ?? $0.address) } ?? true)
        }
        #expect(HTTPRedirect(HTTPAnswer(status: 300, headers: [.location: "/x"]), to: call) == nil)
        #expect(HTTPRedirect(HTTPAnswer(status: 301), to: call) == nil)
    }

    @Test(arguments: [(301, true), (308, true), (302, false), (307, false)])
    func aPermanentAddressWithinTheOriginIsTold(status: Int, isTold: Bool) async throws {
        let server = try HostileServer { head in
            head.contains(" /old") ? [.answer(status, "", "Location: /new")] : [.answer(200, "here")]
        }
        guard case .answer(let answer) = try await transport.outcome(of: HTTPCall(url: server.url + "/old")) else {
            Issue.record("no answer")
            return
        }
        #expect(answer.permanentAddress?.text == (isTold ? server.url + "/new" : nil))
    }

    @Test func nothingNewIsAnOutcomeOfItsOwnAndTheVersionIsSentVerbatim() async throws {
        let dates = "Last-Modified: Sun, 29 Nov 2026 10:00:00 GMT"
        let server = try HostileServer { head in
            head.contains("If-None-Match: W/\"a b\"") && head.contains("If-Modified-Since: Sun, 29 Nov 2026")
                ? [.text("HTTP/1.1 304 Same\r\nConnection: close\r\n\r\n")]
                : [.answer(200, "feed", "ETag: W/\"a b\"", dates)]
        }
        let call = HTTPCall(url: server.url)
        guard case .answer(let answer) = try await transport.outcome(of: call) else {
            Issue.record("no answer")
            return
        }
        // As it is kept between two rounds.
        let kept = HTTPVersion(answer, rest: "own\nwords").text
        let version = HTTPVersion(text: kept)
        #expect(version == HTTPVersion(tag: "W/\"a b\"", modified: String(dates.dropFirst(15)), rest: "own\nwords"))
        guard case .unchanged = try await transport.outcome(of: call.newer(than: version)) else {
            Issue.record("asked for everything again")
            return
        }
    }

    @Test(arguments: [
        "", "1234 2", "tag x", "tag a\nmodified b", "tag \nmodified \n", "\n\n\n", "tag \u{7}\nmodified é\nx",
    ])
    func anyKeptTextIsReadAndNeverSentAsAHeaderThatItIsNot(text: String) {
        let version = HTTPVersion(text: text)
        for field in [version.tag, version.modified].compactMap({ $0 }) {
            #expect(field.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !field.isEmpty)
        }
        // What is empty is kept as a rest of no lines.
        #expect(HTTPVersion(text: version.text).tag == version.tag)
        #expect(HTTPVersion(tag: "a\r\nX: y").tag == nil)
        #expect(HTTPVersion(tag: String(repeating: "a", count: 2000)).tag == nil)
    }

    @Test func severalLinesOfOneNameAreKeptAndJoined() async throws {
        let server = try HostileServer { _ in
            [.answer(200, "", "Link: <https://a/1>; rel=\"next\"", "link: <https://a/2>; rel=\"prev\"")]
        }
        let answer = try await transport.send(HTTPCall(url: server.url))
        let name = try #require(HTTPField.Name("Link"))
        #expect(answer.headers[values: name] == ["<https://a/1>; rel=\"next\"", "<https://a/2>; rel=\"prev\""])
        #expect(answer.headers["LINK"] == "<https://a/1>; rel=\"next\", <https://a/2>; rel=\"prev\"")
    }

    @Test func aPackedBodyCountsUnpacked() async throws {
        let packed = GzipBomb.zeros(100_000)
        let server = try HostileServer { _ in
            let head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(packed.count)\r\n"
            return [.text(head + "Connection: close\r\n\r\n"), .send(packed)]
        }
        let size = try await transport.send(HTTPCall(url: server.url)).body.count
        #expect(size >= 100_000 && packed.count < 2000)
        #expect(server.requests[0].lowercased().contains("accept-encoding: "))
        #expect(try await transport.send(HTTPCall(url: server.url, sizeLimit: size)).body.count == size)
        let failure = await #expect(throws: HTTPFailure.self) {
            try await transport.send(HTTPCall(url: server.url, sizeLimit: size - 1))
        }
        #expect(failure?.kind == .tooLarge)
    }

    @Test func aJSONBodyIsSentWithItsType() async throws {
        let server = try HostileServer { _ in [.answer(200, "{}")] }
        _ = try await transport.ask(
            .posting(json: Array(#"{"identifier":"a","password":"b"}"#.utf8), url: server.url + "/s"), "a session")
        let request = try #require(server.requests.first)
        #expect(request.hasPrefix("POST /s ") && request.contains("Content-Type: application/json"))
        #expect(request.hasSuffix("\r\n\r\n{\"identifier\":\"a\",\"password\":\"b\"}"))
    }

    /// What a connector reads in a body outweighs the status.
    @Test func aBodyTellsMoreThanAStatus() async throws {
        let server = try HostileServer { head in
            head.contains("/gone") ? [.answer(400, "Profile not found")] : [.answer(412, "no data")]
        }
        let transport = transport
        func ask(_ path: String, _ rules: StatusRules = .usual) async throws(SourceFailure) -> HTTPAnswer {
            try await transport.ask(
                HTTPCall(url: server.url + path), "it", rules: rules,
                reading: { answer in
                    let body = String(decoding: answer.body, as: UTF8.self)
                    return body.contains("not found") ? StatusRules.Reading(.gone, "there is no such profile") : nil
                })
        }
        let gone = await #expect(throws: SourceFailure.self) { try await ask("/gone") }
        #expect(gone?.kind == .gone && gone?.problem == "it: there is no such profile (400)")
        let refused = await #expect(throws: SourceFailure.self) { try await ask("/data") }
        #expect(refused?.kind == .refused && refused?.pause == nil)
        #expect(try await ask("/data", StatusRules(exceptions: [412: .success])).status == 412)
    }

    /// A reading may quote the body: one that says the secret back is not read, and the status decides.
    @Test func aBodyThatRepeatsTheSecretIsNotReadEither() async throws {
        let server = try HostileServer { _ in [.answer(400, "no such key: hush-token-0123")] }
        func ask(_ secret: String) async throws(SourceFailure) -> HTTPAnswer {
            try await transport.ask(
                HTTPCall(url: server.url), "it", secret: Secret(secret),
                reading: { StatusRules.Reading(.gone, String(decoding: $0.body, as: UTF8.self)) })
        }
        let hidden = await #expect(throws: SourceFailure.self) { try await ask("hush-token-0123") }
        #expect(hidden?.kind == .refused && hidden?.problem.contains("hush") == false)
        let read = await #expect(throws: SourceFailure.self) { try await ask("another-token") }
        #expect(read?.kind == .gone && read?.problem.contains("no such key") == true)
    }

    @Test func aRefusedTokenStopsTheSourceOnlyWhereServicesMeanItSo() async throws {
        let server = try HostileServer { _ in [.answer(401, "")] }
        let today = await #expect(throws: SourceFailure.self) {
            try await transport.ask(HTTPCall(url: server.url), "it")
        }
        #expect(today?.kind == .refused && today?.pause == SourcePause.Order(.token))
        let former = await #expect(throws: SourceFailure.self) {
            try await transport.ask(HTTPCall(url: server.url), "it", rules: .oneByOne)
        }
        #expect(former?.kind == .refused && former?.pause == nil)
    }
}
