import Foundation
import UtsiktCore

/// What commands write: never through a buffer, so that whoever reads a pipe has each line when it is there.
///
/// Everything passes `SafeText` on its way to a terminal. What other programs read keeps its bytes where it goes to a file or a
/// pipe; words for people and everything on standard error are made harmless wherever they go.
enum Output {
    private static let isTerminal = isatty(STDOUT_FILENO) == 1

    /// Writes a line of data to standard output.
    /// - Throws: `OutputError` when it cannot be written.
    static func line(_ text: String) throws(OutputError) { try write(text + "\n") }

    /// Writes data to standard output: JSON, CSV, documents.
    /// - Throws: `OutputError` when it cannot be written.
    static func write(_ text: String) throws(OutputError) {
        try send(isTerminal ? SafeText.lines(text) : text)
    }

    /// Writes words for people to standard output.
    /// - Throws: `OutputError` when they cannot be written.
    static func words(_ text: String) throws(OutputError) { try send(SafeText.lines(text)) }

    /// Writes a picture of cells, which may have colours, to standard output.
    /// - Throws: `OutputError` when it cannot be written.
    static func picture(_ text: String) throws(OutputError) { try send(text) }

    private static func send(_ text: String) throws(OutputError) {
        do {
            try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
        } catch {
            throw OutputError()
        }
    }

    /// Writes words to standard error; nobody is told when that fails, as there is no one left to tell.
    static func say(_ text: String) { draw(SafeText.lines(text)) }

    /// Draws over a line of the terminal that standard error is.
    static func draw(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }
}

/// Standard output takes nothing more.
struct OutputError: ExplainedError {
    let problem = "standard output cannot be written"
    let remedy = "Check the disk and the program that reads"
    let exitStatus: Int32 = 3
}
