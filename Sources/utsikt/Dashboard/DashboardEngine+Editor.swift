import UtsiktApp
import UtsiktCore
import UtsiktEngine
import UtsiktTerminal

extension DashboardEngine {
    /// Gives the terminal to the user's editor with the configuration in it. Call while the terminal is the user's.
    func edit() {
        let path = setup.reading.path
        do {
            _ = try ConfigurationTemplate.write(to: path)
        } catch {
            return sink.notice("\(error)")
        }
        let variables = ["VISUAL", "EDITOR"].compactMap { setup.files.environment[$0] }.filter { !$0.isEmpty }
        let editor = variables.first ?? "vi"
        // The shell splits what the variable holds, as git and others do it: `code --wait`.
        switch ForegroundProgram.run("/bin/sh", ["-c", editor + " \"$@\"", editor, path]) {
        case .exited(0): break
        case .exited(127), .failed: sink.notice("the editor ‘\(editor)’ cannot be started: set VISUAL or EDITOR")
        case .exited(let status): sink.notice("the editor ended with status \(status)")
        case .signalled(let number): sink.notice("the editor was ended by signal \(number)")
        }
        checkConfiguration()
    }
}
