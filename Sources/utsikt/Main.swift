import ArgumentParser
import Dispatch
import Foundation
import UtsiktTerminal

/// Where the process begins. It is not asynchronous: that would put the terminal's loop on one of the few threads of the
/// concurrency pool, where fetching and counting would wait for it, and keys for them.
@main
enum Main {
    static func main() {
        ProcessMemory.begin()
        let command: any ParsableCommand
        do { command = try Utsikt.parseAsRoot() } catch { leave(error) }
        do {
            if let command = command as? any ScreenCommand, let setup = try command.dashboard() {
                try Dashboard.run(setup)
            } else if command is any AsyncParsableCommand {
                Task.detached { await runConcurrently() }
                dispatchMain()
            } else {
                var command = command
                try command.run()
            }
        } catch {
            leave(Failure.told(error))
        }
        exit(0)
    }

    /// Runs an asynchronous command and ends the process. It is parsed anew, because a command cannot be handed from one thread
    /// to another.
    @concurrent
    private static func runConcurrently() async -> Never {
        do {
            if var command = try Utsikt.parseAsRoot() as? any AsyncParsableCommand { try await command.run() }
        } catch {
            leave(Failure.told(error))
        }
        exit(0)
    }

    /// Ends the process over an error; arguments that cannot be used end it with status 2, as the commands' surface says. What
    /// the parser has to say, which may quote an argument, goes out as every other text does.
    private static func leave(_ error: any Error) -> Never {
        let code = Utsikt.exitCode(for: error)
        let text = Utsikt.fullMessage(for: error)
        if !text.isEmpty {
            if code.isSuccess { try? Output.words(text + "\n") } else { Output.say(text + "\n") }
        }
        exit(code == .validationFailure ? 2 : code.rawValue)
    }
}
