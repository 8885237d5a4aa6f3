import CTerminal
import Glibc
import UtsiktApp
import UtsiktScreen

extension TerminalSession {
    /// Runs a program until it quits, a signal ends it or the terminal is gone. Then the terminal is restored and, unless the
    /// program quit, the reason is printed.
    ///
    /// To be called on the main thread, which no other work shares: a key waits for nothing but its picture. It waits in one `poll` over terminal, inbox and signals. All that has come is handled before one picture is
    /// drawn: at once when a key, the mouse or a new size was among it, else at most 30 times a second. While nothing comes,
    /// the process does not wake up.
    public consuming func run(_ program: inout some TerminalProgram, inbox: EventInbox) -> TerminalEnding {
        let ending = loop(&program, inbox)
        ct_restore()
        switch ending {
        case .quit: break
        case .signal(let number): ct_print_reason("terminated by \(String(cString: ct_signal_name(number)))")
        case .lostTerminal: ct_print_reason("the terminal is gone")
        }
        return ending
    }

    private mutating func loop(_ program: inout some TerminalProgram, _ inbox: EventInbox) -> TerminalEnding {
        var pacer = FramePacer()
        var meter = FrameMeter()
        pacer.note(urgent: true)
        while true {
            if pacer.wait(at: .now) == .zero {
                show(&program, &meter)
                pacer.drawn(at: .now)
            }
            let ready = wait(inbox, atMost: pacer.wait(at: .now))
            var events: [Event] = []

            if ready.signals {
                let signals = ct_signals_take()
                if let ending = Self.ending(signals) { return ending }
                if signals.has(SIGTSTP) {
                    if let ending = suspend() { return ending }
                    pacer.note(urgent: true)
                } else if signals.has(SIGCONT) {
                    // Stopped by a signal that cannot be caught; whoever ran meanwhile may have changed the terminal.
                    ct_claim_assert()
                    forgetShown()
                    pacer.note(urgent: true)
                }
                if let size = remeasure() { events.append(.resize(size)) }
            }
            if ready.terminal {
                guard let inputs = readInputs() else { return .lostTerminal }
                events += inputs
            } else if let deadline = inputDeadline, deadline <= .now {
                events += giveUp()
            }
            if !events.isEmpty { pacer.note(urgent: true) }
            if ready.inbox {
                let posted = inbox.take()
                if !posted.isEmpty { pacer.note(urgent: false) }
                events += posted
            }
            meter.handled(events.count)
            // Told before the events that come anyway: they are what draws the next picture.
            if !events.isEmpty, program.wantsMetrics, let metrics = meter.take() {
                events.insert(.metrics(metrics), at: 0)
            }

            for event in events {
                if let ending = handle(event, in: &program, &pacer) { return ending }
            }
        }
    }

    /// Has an event handled and does all that it asks for; the ending when the session ends.
    private mutating func handle(
        _ event: Event, in program: inout some TerminalProgram, _ pacer: inout FramePacer
    ) -> TerminalEnding? {
        for effect in program.handle(event) {
            switch effect {
            case .terminal(let order):
                if let ending = perform(order, in: &program, &pacer) { return ending }
            case .world(let order): program.perform(order)
            case .desk(let order): program.perform(order)
            }
        }
        return nil
    }

    /// Does what is the loop's own; the ending when the session ends.
    private mutating func perform(
        _ order: TerminalOrder, in program: inout some TerminalProgram, _ pacer: inout FramePacer
    ) -> TerminalEnding? {
        switch order {
        case .quit: return .quit
        case .suspend: return suspend() ?? retakeSize(&program, &pacer)
        case .editConfiguration:
            return leave(to: { program.editConfiguration() }) ?? retakeSize(&program, &pacer)
        case .repaint:
            forgetShown()
            pacer.note(urgent: true)
        case .copy(let text): copy(text)
        }
        return nil
    }

    /// A size that changed while another program had the terminal is handled like one that was signalled.
    private mutating func retakeSize(
        _ program: inout some TerminalProgram, _ pacer: inout FramePacer
    ) -> TerminalEnding? {
        pacer.note(urgent: true)
        return remeasure().flatMap { handle(.resize($0), in: &program, &pacer) }
    }

    /// Draws the program's picture, and measures it where somebody looks at the figures.
    private mutating func show(_ program: inout some TerminalProgram, _ meter: inout FrameMeter) {
        ct_trim_printed()
        apply(program.looks)
        guard program.wantsMetrics else {
            draw(program.picture())
            return meter.drawn()
        }
        let start = ContinuousClock.now
        let frame = program.picture()
        let rendered = ContinuousClock.now
        let cells = FrameMeter.changes(from: shown, to: frame)
        let compared = ContinuousClock.now
        let bytes = draw(frame)
        let drawn = ContinuousClock.now
        meter.drawn(
            FrameMetrics(
                renderMicroseconds: FrameMeter.microseconds(rendered - start),
                outputMicroseconds: FrameMeter.microseconds(drawn - compared), cells: cells, bytes: bytes))
    }

    /// Puts a text into the terminal's clipboard, where the terminal may have one.
    private func copy(_ text: String) {
        guard capabilities.isEmulator, !text.isEmpty else { return }
        let sequence = Clipboard.sequence(text, way: Clipboard.Way(environment: environment))
        sequence.withUnsafeBufferPointer { ct_send($0.baseAddress, $0.count) }
    }

    // MARK: - Waiting

    private struct Ready {
        var terminal = false
        var inbox = false
        var signals = false
    }

    private func wait(_ inbox: EventInbox, atMost limit: Duration?) -> Ready {
        var descriptors = [STDIN_FILENO, inbox.descriptor, ct_signal_descriptor()].map {
            pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
        }
        let patience = inputDeadline.map { max(.zero, $0 - .now) }
        let timeout = [limit, patience].compactMap { $0 }.min()
        let count = poll(&descriptors, UInt(descriptors.count), timeout.map(Self.milliseconds) ?? -1)
        // Interrupted: the signal's pipe is readable the next time.
        guard count >= 0 else { return Ready() }
        return Ready(
            terminal: descriptors[0].revents != 0, inbox: descriptors[1].revents != 0,
            signals: descriptors[2].revents != 0)
    }

    /// Rounded up, so that a wait is never cut into many of nothing.
    private static func milliseconds(_ duration: Duration) -> Int32 {
        let (seconds, attoseconds) = duration.components
        return Int32(clamping: seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }

    // MARK: - Signals

    private static func ending(_ signals: UInt64) -> TerminalEnding? {
        [SIGTERM, SIGINT, SIGHUP].first { signals.has($0) }.map { .signal($0) }
    }

    /// Gives the terminal back, stops as the suspend key does, and takes the terminal again; the ending when one was asked for
    /// meanwhile.
    private mutating func suspend() -> TerminalEnding? {
        leave {
            ct_stop_group()
            ct_remember_modes()
        }
    }

    /// Gives the terminal back while something is done, and takes it again; the ending when one was asked for meanwhile.
    private mutating func leave(to body: () -> Void) -> TerminalEnding? {
        ct_restore()
        body()
        if let ending = Self.ending(ct_signals_take()) { return ending }
        ct_claim_again()
        forgetShown()
        return nil
    }

    /// The new size, when it is another than before.
    private mutating func remeasure() -> Size? {
        let now = Self.measure(environment: environment, fallback: capabilities.size)
        guard now != size else { return nil }
        size = now
        _ = ct_screen_resize(Int32(now.height), Int32(now.width))
        forgetShown()
        return now
    }
}

extension UInt64 {
    /// Whether a set of signals has one.
    fileprivate func has(_ signal: Int32) -> Bool { self & (1 << UInt64(signal)) != 0 }
}
