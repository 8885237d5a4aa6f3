import ArgumentParser
import UtsiktEngine

/// A command that may put a dashboard on the terminal. That takes the main thread, so `Main` asks for it before it runs the
/// command.
protocol ScreenCommand: ParsableCommand {
    /// The dashboard to show; nil when the command, as it was given, needs no terminal and is run like any other.
    func dashboard() throws -> DashboardSetup?
}
