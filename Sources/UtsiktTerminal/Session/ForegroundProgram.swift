import CTerminal
import Glibc

/// Runs another program, as an editor, in the foreground of the terminal. For `TerminalProgram.editConfiguration`.
public enum ForegroundProgram {
    /// How it ended.
    public enum Outcome: Sendable, Hashable {
        /// It exited with a status.
        case exited(Int32)
        /// A signal ended it.
        case signalled(Int32)
        /// It could not be started; the system's error number is given.
        case failed(Int32)
    }

    /// Runs it to its end. When the user stops it (^Z), this process stops with it, and `fg` continues both. When this process
    /// is asked to end meanwhile, the program gets a hang-up.
    /// - Parameters:
    ///   - program: Its name, looked for in PATH, or its path.
    ///   - arguments: Its arguments, without its name.
    public static func run(_ program: String, _ arguments: [String]) -> Outcome {
        var pointers = ([program] + arguments).map { strdup($0) }
        defer { for pointer in pointers { free(pointer) } }
        pointers.append(nil)
        var status: Int32 = 0
        let error = ct_run_foreground(pointers, &status)
        if error != 0 { return .failed(error) }
        // The macros of wait(2), which are not imported.
        return status & 0x7F == 0 ? .exited(status >> 8 & 0xFF) : .signalled(status & 0x7F)
    }
}
