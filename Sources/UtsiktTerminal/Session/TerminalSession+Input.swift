import Glibc
import UtsiktApp

extension TerminalSession {
    /// Everything that was typed so far; nil when the terminal is gone.
    mutating func readInputs() -> [Event]? {
        var inputs: [KeyDecoder.Input] = []
        let stringsBefore = decoder.isInString ? decoder.strings : 0
        let isAlive = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 4096) { buffer in
            // A flood of input must not keep the signals waiting for ever.
            for _ in 0..<64 {
                let count = read(STDIN_FILENO, buffer.baseAddress, buffer.count)
                if count < 0, errno == EINTR || errno == EAGAIN { return true }
                guard count > 0 else { return false }
                decoder.feed(buffer[0..<count], into: &inputs)
                var descriptor = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
                guard poll(&descriptor, 1, 0) > 0, descriptor.revents & Int16(POLLIN) != 0 else { return true }
            }
            return true
        }
        if !decoder.isInString || decoder.strings != stringsBefore {
            inputDeadline = decoder.patience.map { .now.advanced(by: $0) }
        }
        return isAlive ? inputs.map(Self.event) : nil
    }

    mutating func giveUp() -> [Event] {
        var inputs: [KeyDecoder.Input] = []
        inputDeadline = nil
        decoder.giveUp(into: &inputs)
        return inputs.map(Self.event)
    }

    private static func event(_ input: KeyDecoder.Input) -> Event {
        switch input {
        case .key(let key): .key(key)
        case .mouse(let what, let place): .mouse(what, place)
        case .paste(let text): .paste(text)
        }
    }
}
