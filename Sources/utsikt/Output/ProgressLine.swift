import Foundation
import Synchronization
import UtsiktCore
import UtsiktScreen

/// Progress on one line of standard error, drawn over itself; nothing where standard error is not a terminal.
final class ProgressLine: Sendable {
    /// Whether anything is shown.
    let isShown = isatty(STDERR_FILENO) == 1
    private let shown = Mutex(0)

    /// Shows a state of the fetching; nil shows nothing new.
    func show(_ snapshot: FetchSnapshot?) {
        guard isShown, let snapshot else { return }
        show(FetchStatus(snapshot))
    }

    /// Shows how fetching stands.
    func show(_ status: FetchStatus) {
        guard isShown else { return }
        var painter = Painter(size: Size(width: 20, height: 1))
        ProgressBar(status.percent / 100, text: nil).draw(&painter)
        show(painter.frame.line(0) + "  " + status.words { NumberText.grouped($0) })
    }

    /// Says a sentence above the line, which goes on below it; on standard error as it is where there is no line.
    func say(_ text: String) {
        shown.withLock { width in
            erase(&width)
            Failure.report(text)
        }
    }

    /// Shows a text, cut where the terminal ends: a line that wraps could not be drawn over.
    func show(_ text: String) {
        guard isShown else { return }
        let line = TextWidth.truncate(TextSanitizer.clean(text), to: Self.columns - 1, ellipsis: "…")
        shown.withLock { width in
            let padding = String(repeating: " ", count: max(0, width - TextWidth.of(line)))
            width = TextWidth.of(line)
            Output.draw("\r" + line + padding)
        }
    }

    /// Removes the line.
    func clear() {
        shown.withLock { erase(&$0) }
    }

    private func erase(_ width: inout Int) {
        guard isShown, width > 0 else { return }
        Output.draw("\r" + String(repeating: " ", count: min(width, Self.columns - 1)) + "\r")
        width = 0
    }

    /// The terminal's columns.
    private static var columns: Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 1 else { return 80 }
        return Int(size.ws_col)
    }
}
