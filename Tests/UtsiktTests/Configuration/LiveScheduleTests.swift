import Foundation
import Testing
import UtsiktBase
import UtsiktIngest
import UtsiktTestSupport

@testable import UtsiktEngine

/// When the user's own world asks again, on a clock that the test moves.
@Suite(.timeLimit(.minutes(30))) struct LiveScheduleTests {
    /// A service with one followed account and one post, and nothing new ever.
    private static func answer(_ head: String) -> [HostileServer.Step] {
        if head.contains("friends/ids") { return [.answer(200, #"{"ids":[7],"next_cursor":0}"#)] }
        guard !head.contains("max_id") else { return [.answer(200, "[]")] }
        return [
            .answer(
                200,
                #"[{"created_at":"Mon Jul 13 10:00:00 +0000 2015","id":50,"id_str":"50","text":"x","#
                    + #""user":{"id":7,"id_str":"7","screen_name":"seven"},"entities":{"hashtags":[]}}]"#)
        ]
    }

    @Test func everyQuarterOfAnHourItLooksAndAfterAnHourItAsksAgain() async throws {
        let home = try UserHome()
        defer { home.remove() }
        let server = try HostileServer(Self.answer)
        try home.write("secret\n", to: home.folder.file("token"))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: home.folder.file("token"))
        try home.write(
            "posts: {url: \"\(server.url)\", user: 1, pages: 1, token_file: \(home.folder.file("token"))}\n",
            to: home.configuration)
        let files = ConfigurationFiles(environment: ["HOME": home.folder.path])
        let reading = files.read(nil)
        #expect(reading.faults.map(\.description) == [])
        let clock = ManualPaceClock()
        let start = clock.now
        let workspace = try await Workspace.live(
            reading.configuration, database: home.folder.file("live.sqlite"), files: files, watch: true, clock: clock)
        let run = Task { try await workspace.ingestor.run() }

        await clock.waitForSleepers()
        #expect(await workspace.ingestor.snapshot().done == 2)
        #expect(server.requests.count == 2)
        // Within the hour it looks every 900 seconds and finds nothing old enough to be asked for again.
        for minutes in [15, 30, 45, 60] {
            #expect(clock.deadlines == [start.adding(seconds: Int64(minutes) * 60)])
            #expect(server.requests.count == 2, "before minute \(minutes)")
            clock.advance(by: 900)
            await clock.waitForSleepers()
        }
        // What is older than an hour counts as old: at an hour to the second it is not, at the next look it is.
        #expect(server.requests.count == 2)
        clock.advance(by: 900)
        await clock.waitForSleepers()
        #expect(server.requests.count == 4)
        run.cancel()
        try await run.value
        await workspace.close()
    }
}
