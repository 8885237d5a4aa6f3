import Testing
import UtsiktScreen
import UtsiktTestSupport

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A second opinion on the terminal: tmux's emulation, asked what it shows and which modes are on.
@Suite(.serialized, .takesTurns, .enabled(if: Tmux.path != nil, "tmux is not installed")) struct TmuxTests {
    @Test func thePictureStandsInTmuxAndEverythingIsGivenBack() async throws {
        try await Tmux.with("'\(try ProbeProcess.path())'; echo ended $?; exec cat") { tmux in
            try await tmux.wait { $0.hasPrefix("probe 90x23 blocks twoFiftySix") && $0.contains("-+\n") }
            #expect(
                try await tmux.ask("#{alternate_on}#{mouse_standard_flag}#{cursor_flag}#{keypad_cursor_flag}") == "1101"
            )
            let picture = try await tmux.picture()
            #expect(picture.contains("日本 e\u{301} 한글 å"))
            #expect(picture.contains("┌─┐ ▁▂▃ ⣿"))

            try await tmux.run(["set-option", "-s", "set-clipboard", "on"])
            try await tmux.run(["send-keys", "Up", "F6"])
            try await tmux.wait { $0.contains("keys 2: Up F6") }
            #expect(try await tmux.run(["show-buffer"]) == "copied \u{E5} 2")
            try await tmux.run(["send-keys", "F2"])
            try await tmux.wait { $0.contains("keys 3: Up F6 F2") }

            try await tmux.run(["resize-window", "-x", "60", "-y", "20"])
            try await tmux.wait { $0.hasPrefix("probe 60x20 ") && $0.contains("-+\n") }
            try await tmux.run(["send-keys", "q"])
            try await tmux.wait { $0.contains("ended 0") }
            #expect(try await tmux.ask("#{alternate_on}#{mouse_any_flag}#{cursor_flag}#{keypad_flag}") == "0010")
        }
    }
}

/// A tmux server of its own, without a terminal.
struct Tmux {
    static let path = ["/usr/bin/tmux", "/usr/local/bin/tmux", "/opt/homebrew/bin/tmux"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    private let folder: String
    private let environment: [String: String]

    /// Runs a command in the one window, 90 x 23, of a server that lives as long as the body.
    static func with(_ command: String, _ body: (Tmux) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/utsikt-tmux-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var environment = PtyProcess.defaultEnvironment
        environment["TMUX_TMPDIR"] = folder
        let tmux = Tmux(folder: folder, environment: environment)
        try await tmux.run([
            "set-option", "-g", "default-terminal", "tmux-256color", ";", "new-session", "-d", "-x", "90", "-y", "23",
            command,
        ])
        let result: Result<Void, any Error>
        do {
            try await body(tmux)
            result = .success(())
        } catch {
            result = .failure(error)
        }
        try await tmux.run(["kill-server"])
        try FileManager.default.removeItem(atPath: folder)
        try result.get()
    }

    /// Runs a tmux command; what it prints.
    @discardableResult
    func run(_ arguments: [String]) async throws -> String {
        let path = try #require(Self.path)
        let process = try PtyProcess(
            path, ["-f", "/dev/null"] + arguments, environment: environment, size: Size(width: 250, height: 60))
        try await process.waitForExit()
        var text = process.screen.text
        while text.hasSuffix("\n") { text.removeLast() }
        return text
    }

    func picture() async throws -> String { try await run(["capture-pane", "-p"]) + "\n" }

    func ask(_ format: String) async throws -> String { try await run(["display-message", "-p", format]) }

    func wait(_ condition: (String) -> Bool) async throws {
        var last = ""
        for _ in 0..<2000 {
            last = try await picture()
            if condition(last) { return }
            try await Task.sleep(for: .milliseconds(60))
        }
        throw PtyError(description: "waited in vain; tmux shows:\n\(last)")
    }
}
