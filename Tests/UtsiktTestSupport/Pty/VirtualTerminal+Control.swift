import UtsiktScreen

extension VirtualTerminal {
    /// Does a control sequence.
    mutating func control(_ final: UInt8) {
        let text = parser.parameters
        if text.first == UInt8(ascii: "?") {
            if final == UInt8(ascii: "h") || final == UInt8(ascii: "l") {
                for mode in Self.numbers(text.dropFirst()) { setPrivate(mode, final == UInt8(ascii: "h")) }
            }
            return
        }
        guard text.allSatisfy({ (0x30...0x3B).contains($0) }) else { return }
        let numbers = Self.numbers(text[...])
        /// A number where 0 and nothing mean 1.
        func count(_ index: Int = 0) -> Int { index < numbers.count && numbers[index] > 0 ? numbers[index] : 1 }
        let (x, y) = (cursor.x, cursor.y)
        switch final {
        case UInt8(ascii: "A"): move(x, max(y >= top ? top : 0, y - count()))
        case UInt8(ascii: "B"): move(x, min(y <= bottom ? bottom : size.height - 1, y + count()))
        case UInt8(ascii: "C"): move(x + count(), y)
        case UInt8(ascii: "D"): move(x - count(), y)
        case UInt8(ascii: "E"): move(0, y + count())
        case UInt8(ascii: "F"): move(0, y - count())
        case UInt8(ascii: "G"), UInt8(ascii: "`"): move(count() - 1, y)
        case UInt8(ascii: "H"), UInt8(ascii: "f"): move(count(1) - 1, count() - 1)
        case UInt8(ascii: "I"): move((x / 8 + count()) * 8, y)
        case UInt8(ascii: "Z"): move(((x + 7) / 8 - count()) * 8, y)
        case UInt8(ascii: "d"): move(x, count() - 1)
        case UInt8(ascii: "J"): eraseScreen(numbers.first ?? 0)
        case UInt8(ascii: "K"):
            switch numbers.first ?? 0 {
            case 0: erase(x..<size.width, row: y)
            case 1: erase(0..<(x + 1), row: y)
            default: erase(0..<size.width, row: y)
            }
        case UInt8(ascii: "X"): erase(x..<(x + count()), row: y)
        case UInt8(ascii: "@"): insertBlanks(count())
        case UInt8(ascii: "P"): shiftRow(by: -min(count(), size.width - x))
        case UInt8(ascii: "L"): if (top...bottom).contains(y) { scroll(y, bottom, by: -count()) }
        case UInt8(ascii: "M"): if (top...bottom).contains(y) { scroll(y, bottom, by: count()) }
        case UInt8(ascii: "S"): scroll(top, bottom, by: count())
        case UInt8(ascii: "T"): scroll(top, bottom, by: -count())
        case UInt8(ascii: "b"): if let last { for _ in 0..<min(count(), 10_000) { put(last) } }
        case UInt8(ascii: "h"): if numbers.contains(4) { isInserting = true }
        case UInt8(ascii: "l"): if numbers.contains(4) { isInserting = false }
        case UInt8(ascii: "m"): setPen(numbers.isEmpty ? [0] : numbers)
        case UInt8(ascii: "r"):
            let (first, last) = (
                count() - 1, min((numbers.count > 1 && numbers[1] > 0 ? numbers[1] : size.height) - 1, size.height - 1)
            )
            if first < last { (top, bottom) = (first, last) }
            move(0, 0)
        case UInt8(ascii: "s"): saved = cursor
        case UInt8(ascii: "u"): move(saved.x, saved.y)
        default: break
        }
    }

    private static func numbers(_ text: ArraySlice<UInt8>) -> [Int] {
        if text.isEmpty { return [] }
        return text.split(omittingEmptySubsequences: false) { $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: ":") }.map {
            $0.reduce(0) { min($0 * 10 + max(0, Int($1) - 0x30), 100_000) }
        }
    }

    private mutating func eraseScreen(_ part: Int) {
        if part >= 2 || (part == 0 && cursor == Point(x: 0, y: 0)) { clears += 1 }
        switch part {
        case 0:
            erase(cursor.x..<size.width, row: cursor.y)
            for y in (cursor.y + 1)..<max(cursor.y + 1, size.height) { erase(0..<size.width, row: y) }
        case 1:
            for y in 0..<cursor.y { erase(0..<size.width, row: y) }
            erase(0..<(cursor.x + 1), row: cursor.y)
        default:
            for y in 0..<size.height { erase(0..<size.width, row: y) }
        }
    }

    private mutating func setPrivate(_ mode: Int, _ isOn: Bool) {
        if isOn { everOn.insert(mode) }
        switch mode {
        case 1049, 1047, 47:
            guard modes.contains(mode) != isOn else { return }
            if mode == 1049, isOn { saved = cursor }
            swap(&cells, &otherCells)
            if isOn { cells = Array(repeating: erased, count: cells.count) }
            if mode == 1049, !isOn { move(saved.x, saved.y) }
        case 2026: if isOn { updates += 1 }
        // Blinking is a matter of taste, not of state.
        case 12: return
        default: break
        }
        if isOn { modes.insert(mode) } else { modes.remove(mode) }
    }

    private mutating func setPen(_ numbers: [Int]) {
        var index = 0
        while index < numbers.count {
            let number = numbers[index]
            switch number {
            case 0: pen = VirtualPen()
            case 1...9: pen.attributes.insert(number)
            case 22: pen.attributes.subtract([1, 2])
            case 23...29: pen.attributes.remove(number - 20)
            case 30...37: pen.foreground = number - 30
            case 39: pen.foreground = nil
            case 40...47: pen.background = number - 40
            case 49: pen.background = nil
            case 90...97: pen.foreground = number - 82
            case 100...107: pen.background = number - 92
            case 38, 48:
                let (colour, used) = Self.colour(numbers[(index + 1)...])
                if number == 38 { pen.foreground = colour } else { pen.background = colour }
                index += used
            default: break
            }
            index += 1
        }
    }

    /// The colour after 38 or 48, and how many numbers it took.
    private static func colour(_ rest: ArraySlice<Int>) -> (Int?, Int) {
        let numbers = Array(rest.prefix(5))
        if numbers.first == 5, numbers.count >= 2 { return (numbers[1], 2) }
        if numbers.first == 2, numbers.count >= 4 {
            return (0x1000000 | (numbers[1] & 255) << 16 | (numbers[2] & 255) << 8 | numbers[3] & 255, 4)
        }
        return (nil, numbers.count)
    }
}
