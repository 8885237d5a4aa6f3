import Foundation
import Testing
import UtsiktScreen
import UtsiktTestSupport

/// Sessions of keys by chance, as fast as a terminal sends them: whatever was pressed, Escape leads back to the panes and `q` ends the
/// program.
@Suite(.serialized, .takesTurns) struct RandomSessionTests {
    /// Everything but what gives the terminal away (the editor, a stop, a signal), and `q` itself.
    private static let keys: [[UInt8]] =
        (0x20..<0x7F).filter { !"qE".utf8.contains(UInt8($0)) }.map { [UInt8($0)] }
        + Array(repeating: [0x1B], count: 8) + Array(repeating: [0x0D], count: 4)
        + ["\u{1B}[A", "\u{1B}[B", "\u{1B}[C", "\u{1B}[D", "\u{1B}[5~", "\u{1B}[6~", "\u{1B}OP", "\u{1B}OQ", "\t"].map {
            Array($0.utf8)
        }

    @Test(.timeLimit(.minutes(60)), arguments: 0..<(Fuzz.asked.map { min(200, $0) } ?? 8) as Range<Int>)
    func qEndsEverySession(_ seed: Int) async throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = try #require(BuiltExecutable.path("utsikt"))
        var environment = PtyProcess.defaultEnvironment
        for (name, value) in [
            "HOME": folder.path, "TMPDIR": folder.path, "EDITOR": "true", "XDG_CONFIG_HOME": folder.path,
        ] {
            environment[name] = value
        }
        let sizes: [(Int, Int)] = [(80, 24), (120, 40), (200, 60), (40, 10)]
        let (width, height) = sizes.randomElement(using: &generator) ?? (80, 24)
        let process = try PtyProcess(
            path, ["demo", "--speed", "600"], environment: environment, directory: folder.path,
            size: .init(width: width, height: height))
        try await process.waitUntil("the first picture") { $0.isAlternate && !$0.text.isEmpty }
        var typed: [UInt8] = []
        for _ in 0..<Int.random(in: 20...300, using: &generator) {
            let key = Self.keys.randomElement(using: &generator) ?? [0x1B]
            process.write(key)
            typed += key
        }
        // Whatever is open is closed layer by layer; in one piece, each Escape is known by the byte that follows.
        process.write(Array(repeating: 0x1B, count: 8) + [0x71])
        #expect(try await process.waitForExit(timeout: .seconds(120)) == .exited(0), "\(typed.suffix(40))")
        #expect(!process.screen.isAlternate)
        // The temporary database goes with the session.
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).allSatisfy { !$0.hasSuffix("sqlite") })
    }
}
