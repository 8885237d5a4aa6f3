import Foundation
import UtsiktCore

/// What commands write: never through a buffer, so that whoever reads a pipe has each line when it is there.
enum Output {
    /// Writes a line to standard output.
    /// - Throws: `OutputError` when it cannot be written.
    static func line(_ text: String) throws(OutputError) { try write(text + "\n") }

    /// Writes a text to standard output.
    /// - Throws: `OutputError` when it cannot be written.
    static func write(_ text: String) throws(OutputError) {
        do {
            try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
        } catch {
            throw OutputError()
        }
    }

    /// Writes to standard error; nobody is told when that fails, as there is no one left to tell.
    static func say(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }
}

/// Standard output takes nothing more.
struct OutputError: ExplainedError {
    let problem = "standard output cannot be written"
    let remedy = "Check the disk and the program that reads"
    let exitStatus: Int32 = 3
}
