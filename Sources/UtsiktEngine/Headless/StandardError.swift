import Foundation
import UtsiktCore

/// What is said beside the output of commands without a screen.
enum StandardError {
    /// Writes to standard error; nobody is told when that fails, as there is no one left to tell.
    static func say(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(SafeText.lines(text).utf8)) }
}
