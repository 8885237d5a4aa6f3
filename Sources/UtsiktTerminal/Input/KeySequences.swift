import UtsiktApp

/// The sequences that terminals send for special keys whatever their description says.
enum KeySequences {
    /// The key of a whole sequence, ESC included; nil when it is none of ours. Modifiers are left out: Shift and Up is Up.
    static func fixed(_ sequence: [UInt8]) -> Key? {
        guard sequence.count >= 3, sequence[0] == 0x1B, let final = sequence.last else { return nil }
        let body = sequence[2..<(sequence.count - 1)]
        if sequence[1] == UInt8(ascii: "O") { return body.isEmpty ? shifted(final) : nil }
        guard sequence[1] == UInt8(ascii: "[") else { return nil }
        if body == [UInt8(ascii: "[")] {
            // The Linux console's F1 ... F5.
            return (0x41...0x45).contains(final) ? .function(Int(final) - 0x40) : nil
        }
        guard body.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x3B }) else { return nil }
        let numbers = numbers(body)
        if final == UInt8(ascii: "~") { return numbers.first.flatMap(tilde) }
        // Nothing, or `1;` and the modifiers.
        guard numbers.isEmpty || (numbers.count <= 2 && numbers[0] == 1) else { return nil }
        switch final {
        case UInt8(ascii: "A"), UInt8(ascii: "a"): return .up
        case UInt8(ascii: "B"), UInt8(ascii: "b"): return .down
        case UInt8(ascii: "C"), UInt8(ascii: "c"): return .right
        case UInt8(ascii: "D"), UInt8(ascii: "d"): return .left
        case UInt8(ascii: "H"): return .home
        case UInt8(ascii: "F"): return .end
        case UInt8(ascii: "Z"): return .backTab
        case UInt8(ascii: "P")...UInt8(ascii: "S"): return .function(Int(final) - 0x4F)
        default: return nil
        }
    }

    /// The numbers between semicolons; a missing one is 0, a huge one is cut short. Empty when there is none at all.
    static func numbers(_ body: ArraySlice<UInt8>) -> [Int] {
        if body.isEmpty { return [] }
        return body.split(separator: UInt8(ascii: ";"), maxSplits: 15, omittingEmptySubsequences: false).map { digits in
            digits.reduce(0) { value, digit in
                (0x30...0x39).contains(digit) ? min(value * 10 + Int(digit) - 0x30, 1_000_000) : 1_000_000
            }
        }
    }

    private static func tilde(_ number: Int) -> Key? {
        switch number {
        case 1, 7: .home
        case 3: .delete
        case 4, 8: .end
        case 5: .pageUp
        case 6: .pageDown
        case 11...15: .function(number - 10)
        case 17...21: .function(number - 11)
        case 23...24: .function(number - 12)
        default: nil
        }
    }

    private static func shifted(_ final: UInt8) -> Key? {
        switch final {
        case UInt8(ascii: "A"), UInt8(ascii: "a"): .up
        case UInt8(ascii: "B"), UInt8(ascii: "b"): .down
        case UInt8(ascii: "C"), UInt8(ascii: "c"): .right
        case UInt8(ascii: "D"), UInt8(ascii: "d"): .left
        case UInt8(ascii: "H"): .home
        case UInt8(ascii: "F"): .end
        case UInt8(ascii: "M"): .enter
        case UInt8(ascii: "P")...UInt8(ascii: "S"): .function(Int(final) - 0x4F)
        // The keypad's digits and signs.
        case 0x6A...0x79: .character(Character(Unicode.Scalar(final - 0x40)))
        default: nil
        }
    }
}
