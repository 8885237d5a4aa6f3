import Foundation
import UtsiktApp
import UtsiktScreen

/// A dashboard's picture as a file: text, text with colours, or SVG, as its name's ending says.
struct ScriptPicture: Sendable {
    /// How it is written.
    enum Format: Sendable {
        case text, ansi, svg
    }

    /// The file; nil for standard output.
    let path: String?
    private let format: Format

    /// Decides by the file's name; `-` is standard output.
    /// - Throws: `ScriptError` when the ending means no format.
    init(file: String) throws(ScriptError) {
        path = file == "-" ? nil : file
        let name = file.lowercased()
        if file == "-" || name.hasSuffix(".txt") {
            format = .text
        } else if name.hasSuffix(".ansi") {
            format = .ansi
        } else if name.hasSuffix(".svg") {
            format = .svg
        } else {
            throw .unknownFormat(file)
        }
    }

    /// Writes the picture, whole or not at all.
    /// - Parameter colours: The colours unless keys chose others.
    func write(_ app: App, colours: ColourMode) throws {
        let preferences = app.state.preferences
        let (frame, mode) = (app.render(), preferences.colours ?? colours)
        let text =
            switch format {
            case .text: FrameDump.text(frame)
            case .ansi: FrameDump.ansi(frame, mode, theme: preferences.theme)
            case .svg: FrameDump.svg(frame, mode, theme: preferences.theme)
            }
        guard let path else { return try Output.picture(text) }
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw ScriptError.cannotWrite(path)
        }
    }
}
