import ArgumentParser
import Foundation
import UtsiktCore

/// Turns errors into one sentence on standard error and the exit status of the commands' surface.
enum Failure {
    /// Runs a command's body.
    static func explained(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let error as any ExplainedError {
            report(error.description)
            throw ExitCode(error.exitStatus)
        } catch is CancellationError {
            throw ExitCode(130)
        }
    }

    /// Says a sentence on standard error.
    static func report(_ text: String) {
        FileHandle.standardError.write(Data("utsikt: \(text)\n".utf8))
    }

    /// Says that something comes later, with the status for unusable arguments.
    static func notYet(_ what: String) -> any Error {
        report("\(what) is not there yet; see the README for what is")
        return ExitCode(2)
    }
}
