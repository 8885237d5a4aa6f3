import ArgumentParser
import Foundation
import UtsiktScreen

/// What drives a dashboard without a terminal.
struct ScriptOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Without a terminal: press these keys, then print the screen.",
            discussion: """
                Names of keys with blanks between them (w, ^L, F5, Space, PgUp), and wait:settled, wait:2s, click:X,Y, \
                wheel:X,Y,up, text:"…", resize:WxH, dump:FILE. Without any wait: the world is fetched before the first key and \
                settled again before the picture.
                """, valueName: "keys"))
    var script: String?

    @Option(help: "With --script, the screen's size in cells, each side from 1 to 1000. Default: 120x40.")
    var size: Cells?

    @Option(
        help: "With --script, the picture's file: .txt, .ansi (with colours) or .svg; - prints text. Default: -.",
        completion: .file(extensions: ["txt", "ansi", "svg"]))
    var dump: String?

    func validate() throws {
        if script == nil, size != nil || dump != nil {
            throw ValidationError("--size and --dump go with --script KEYS.")
        }
    }

    /// Whether there is a script.
    var isUsed: Bool { script != nil }

    /// Who runs the script; nil when there is none.
    /// - Throws: `ScriptError` for what cannot be used in it.
    func runner(_ screen: ScreenOptions) throws(ScriptError) -> ScriptRunner? {
        guard let script else { return nil }
        return ScriptRunner(
            script: try Script(script), size: size?.size ?? Size(width: 120, height: 40),
            glyphs: screen.glyphs ?? .blocks,
            colours: screen.colour ?? ColourMode.ofPictures, picture: try ScriptPicture(file: dump ?? "-"))
    }
}
