// A program for the tests of UtsiktTerminal: it shows what it got, and ends in every way there is.
import Foundation
import UtsiktApp
import UtsiktCore
import UtsiktScreen
import UtsiktTerminal

struct Refusal: Error {}

/// Shows the size, the last key, the last mouse event; letters make it end.
struct Probe: TerminalProgram {
    var size: Size
    let glyphs: GlyphSet
    let colours: ColourMode
    let available: String
    let isDeadly: Bool
    let isStubborn: Bool
    var looks: TerminalLooks
    var wantsMetrics = false
    var pasted: String?
    var pastedCount = 0
    var metrics: FrameMetrics?
    var visits = 0
    var keys: [String] = []
    var count = 0
    var mouse = "none"
    var clicks = 0
    var wheels = 0
    var resizes = 0
    var ticks = 0

    mutating func handle(_ event: Event) -> [Effect] {
        switch event {
        case .resize(let new):
            if !isStubborn { size = new }
            resizes += 1
            // What a resize asks for must be done wherever it comes from.
            return [.desk(.writeConfiguration)]
        case .mouse(let what, let place):
            mouse = "\(what) \(place.x),\(place.y)"
            if what == .press { clicks += 1 } else { wheels += 1 }
        // Handled, but the picture stays the same.
        case .key(.function(9)): return []
        case .key(let key):
            count += 1
            keys = (keys + [key.asciiName]).suffix(4)
            return act(key)
        case .paste(let text):
            pasted = text
            pastedCount += text.count
        case .metrics(let new): metrics = new
        default: ticks += 1
        }
        return []
    }

    private mutating func act(_ key: Key) -> [Effect] {
        switch key {
        case .function(2): looks.theme = looks.theme == .loud ? .calm : .loud
        case .function(3): looks.hasMouse.toggle()
        case .function(4): looks.colours = looks.colours == ColourMode.none ? nil : ColourMode.none
        case .function(5): looks.glyphs = looks.glyphs == .ascii ? nil : .ascii
        case .function(6): return copying("copied \u{E5} \(count)")
        case .function(7): return [.terminal(.editConfiguration)]
        case .function(10): wantsMetrics.toggle()
        case .character("q"): return [.terminal(.quit)]
        case .function(8) where isDeadly: return [.terminal(.suspend)]
        case .control("l"): return [.terminal(.repaint)]
        case .character("p"): return [.world(.setPaused(true))]
        default:
            if isDeadly { die(key) }
        }
        return []
    }

    private func copying(_ text: String) -> [Effect] {
        [.terminal(.copy(text)), .desk(.copy(CopiedText(name: "probe", text: text)))]
    }

    mutating func editConfiguration() {
        let script = ProcessInfo.processInfo.environment["PROBE_EDITOR"] ?? "true"
        let outcome = ForegroundProgram.run("sh", ["-c", script])
        visits += 1
        FileHandle.standardOutput.write(Data("outside \(outcome)\n".utf8))
    }

    /// The ways in which a program goes wrong.
    private func die(_ key: Key) {
        switch key {
        case .character("A"): abort()
        case .character("S"): UnsafeMutablePointer<Int>(bitPattern: 8)?.pointee = count
        case .character("T"): print(keys[count + 100])
        case .character("D"): exit(7)
        case .character("O"): print(overflow(count))
        case .character("H"):
            // Said past the picture: the test signals a program that hears nothing, not one that is about to be deaf.
            FileHandle(forWritingAtPath: "/dev/tty")?.write(Data("deaf".utf8))
            while true { sleep(1) }
        case .character("P"): print("printed \u{1B}[2J by mistake"); fflush(nil)
        case .character("L"): ualarm(1000, 0)
        case .character("N"): FileHandle.standardError.write(Data("noise \u{1B}[31m of a library\n".utf8))
        case .character("W"): Thread.detachNewThread { raise(SIGSEGV) }
        default: break
        }
    }

    /// Never returns: the stack is used up.
    private func overflow(_ n: Int) -> Int { n == Int.max ? 0 : overflow(n &+ 1) &+ n.hashValue }

    func perform(_ order: WorldOrder) { say("performed \(order)") }

    func perform(_ order: DeskOrder) { say("performed \(order)") }

    private func say(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

    func picture() -> Frame {
        var painter = Painter(size: size, glyphs: glyphs)
        painter.text("probe \(size.width)x\(size.height) \(glyphs) \(colours)", x: 0, y: 0, Style(.title))
        painter.text("keys \(count): \(keys.joined(separator: " "))", x: 0, y: 1)
        painter.text("mouse: \(mouse)", x: 0, y: 2)
        painter.text("clicks \(clicks) wheels \(wheels)", x: 50, y: 2)
        painter.text("resizes \(resizes) ticks \(ticks)", x: 0, y: 3)
        if let pasted { painter.text("pasted \(pastedCount) \(pasted.prefix(40).debugDescription)", x: 20, y: 6) }
        if let metrics {
            painter.text("cells \(metrics.cells) bytes \(metrics.bytes ?? -1) events \(metrics.events)", x: 30, y: 3)
        }
        painter.text("visits \(visits) of \(available)", x: 30, y: 4)
        painter.text("bad", x: 0, y: 4, Style(.bad))
        painter.text("good", x: 4, y: 4, Style(.good, [.bold, .underline]))
        painter.text("half", x: 9, y: 4, Style(.series1, on: .series2))
        painter.text("reverse", x: 14, y: 4, Style(.text, .reverse))
        painter.text("日本 e\u{301} 한글 å", x: 0, y: 5)
        if glyphs.hasBlocks { painter.text("┌─┐ ▁▂▃ ⣿", x: 0, y: 6) }
        // A scalar younger than the C library's tables, and one that it does not print.
        painter.put("\u{1FAE8}", x: 0, y: 7)
        painter.text("|", x: 2, y: 7)
        if keys.last == "c" { painter.cursor(x: 5, y: 3) }
        if keys.last == "F" {
            // Every cell, and in every picture another glyph.
            let digit = Character(String(count % 10))
            painter.fill(Rect(x: 0, y: 2, width: size.width, height: size.height - 2), digit)
        }
        painter.fill(Rect(x: 0, y: size.height - 1, width: size.width, height: 1), "-", Style(.border))
        painter.put("+", x: size.width - 1, y: size.height - 1)
        painter.put("/", x: size.width - 1, y: 0)
        return painter.frame
    }
}

extension Theme {
    /// Another colour for every role.
    static let loud = Theme(name: "loud") { role in
        Entry(role == .bad ? 201 : 226, role == .bad ? 5 : 3, mono: .reverse)
    }
}

let arguments = Set(CommandLine.arguments.dropFirst())
do {
    let inbox = try EventInbox()
    var options = TerminalOptions(programName: "probe")
    if arguments.contains("--blocks") { options.glyphs = .blocks }
    if arguments.contains("--16") { options.colours = .sixteen }
    let session = try TerminalSession(options)
    if arguments.contains("--throw") { throw Refusal() }
    var probe = Probe(
        size: session.size, glyphs: session.glyphs, colours: session.colours,
        available: session.availableGlyphs.map(\.rawValue).joined(separator: ","),
        isDeadly: arguments.contains("--deadly"), isStubborn: arguments.contains("--stubborn"),
        looks: TerminalLooks(hasMouse: !arguments.contains("--no-mouse")))
    if arguments.contains("--ticks") {
        // Far more posts than pictures a second.
        Thread.detachNewThread {
            for _ in 0..<2000 {
                inbox.post(.arrived(.today(CivilDay(number: 0)), from: .program))
                usleep(500)
            }
        }
    }
    let ending = session.run(&probe, inbox: inbox)
    print("ended as \(ending)")
    exit(ending.exitStatus)
} catch let error as TerminalError {
    FileHandle.standardError.write(Data("probe: \(error)\n".utf8))
    exit(error.exitStatus)
} catch {
    FileHandle.standardError.write(Data("probe: refused\n".utf8))
    exit(3)
}
