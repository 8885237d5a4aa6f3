import ArgumentParser
import Foundation
import UtsiktCore
import UtsiktScreen

/// Turns errors into one sentence on standard error and the exit status of the commands' surface.
enum Failure {
    /// Any command can say what an error of the parser means.
    private struct Parser: ParsableArguments {}

    /// Runs a command's body.
    static func explained(_ body: () async throws -> Void) async throws {
        do { try await body() } catch { throw told(error) }
    }

    /// Says an error on standard error.
    /// - Returns: What ends the command: an exit status, or what the parser's own errors are.
    static func told(_ error: any Error) -> any Error {
        switch error {
        case is ExitCode, is CleanExit, is ValidationError: return error
        case is CancellationError: return ExitCode(130)
        case let error as any ExplainedError:
            report(error.description)
            return ExitCode(error.exitStatus)
        // The parser's own: help that was asked for.
        case _ where Parser.exitCode(for: error) == .success: return error
        default:
            report(TextSanitizer.clean(FileReason.text(error)))
            return ExitCode(3)
        }
    }

    /// Says a sentence on standard error.
    static func report(_ text: String) { Output.say("utsikt: \(text)\n") }

    /// Says which records could not be used.
    /// - Parameters:
    ///   - rejections: The first of them.
    ///   - count: How many there are.
    static func report(_ rejections: some Sequence<Rejection>, of count: Int) {
        var shown = 0
        for rejection in rejections {
            let place = InputLocation(file: rejection.file, line: rejection.line, field: rejection.field)
            report("\(place): \(rejection.reason)")
            shown += 1
        }
        if count > shown { report("and \(NumberText.grouped(count - shown)) more records rejected") }
    }

    /// Says that something comes later, with the status for unusable arguments.
    static func notYet(_ what: String) -> any Error {
        report("\(what) is not there yet; see the README for what is")
        return ExitCode(2)
    }

    /// Opens a database, and says what there is to say of it.
    /// - Throws: `StoreError`.
    static func open(_ path: String) throws(StoreError) -> Store {
        let store = try Store.open(path: path)
        for note in store.notes { report(note) }
        return store
    }

    /// Says that a database is missing before anything could create it.
    /// - Throws: `ExitCode` 3 when there is no file at the path.
    static func checkDatabase(_ path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else {
            report(
                "there is no database at \(path). Fetch first: `utsikt fetch`, or `utsikt demo --headless --db PATH`")
            throw ExitCode(3)
        }
    }
}
