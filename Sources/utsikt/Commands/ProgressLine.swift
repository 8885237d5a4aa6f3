import Foundation
import Synchronization
import UtsiktCore
import UtsiktScreen

/// A progress bar on one line of standard error, drawn over itself; nothing where standard error is no terminal.
final class ProgressLine: Sendable {
    private let isShown: Bool
    private let width = Mutex(0)

    init(isShown: Bool) { self.isShown = isShown }

    /// Shows a state of the fetching; nil shows nothing new.
    func show(_ snapshot: FetchSnapshot?) {
        guard isShown, let snapshot else { return }
        let fraction = snapshot.total > 0 ? Double(snapshot.done) / Double(snapshot.total) : 0
        var painter = Painter(size: Size(width: 30, height: 1))
        ProgressBar(fraction, text: nil).draw(&painter)
        let parts = snapshot.sources.map { "\($0.title) \($0.done)/\($0.total)" }
        let line = painter.frame.line(0) + "  " + parts.joined(separator: " · ")
        width.withLock { width in
            let padding = String(repeating: " ", count: max(0, width - TextWidth.of(line)))
            width = TextWidth.of(line)
            write("\r" + line + padding)
        }
    }

    /// Removes the line.
    func clear() {
        guard isShown else { return }
        width.withLock { width in
            write("\r" + String(repeating: " ", count: width) + "\r")
            width = 0
        }
    }

    private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
