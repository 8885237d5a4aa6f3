import Foundation

/// The composed normal forms NFC and NFKC (Unicode Standard Annex 15).
///
/// Foundation's own whole-string mappings leave marks unordered behind a compatibility decomposition and behind letters
/// outside the basic plane, so only its single-scalar decompositions and pair compositions are used here; ordering and
/// composing follow the annex.
enum Normalization {
    /// A text in NFC, or in NFKC for `compatibility`.
    /// - Complexity: O(n) and slow by a constant: meant for short texts that are not ASCII.
    static func composed(_ text: String, compatibility: Bool) -> String {
        // Up to U+02FF nothing decomposes that does not compose again; Latin-1 has compatibility characters.
        if text.unicodeScalars.allSatisfy({ $0.value < (compatibility ? 0xA0 : 0x300) }) { return text }
        var scalars: [Unicode.Scalar] = []
        for scalar in text.unicodeScalars {
            if scalar.value < 0xA0 {
                scalars.append(scalar)
            } else if let syllable = Hangul.decomposed(scalar) {
                scalars.append(contentsOf: syllable)
            } else {
                let single = String(Character(scalar))
                let parts =
                    compatibility
                    ? single.decomposedStringWithCompatibilityMapping : single.decomposedStringWithCanonicalMapping
                scalars.append(contentsOf: parts.unicodeScalars)
            }
        }
        reorder(&scalars)
        return compose(scalars)
    }

    private static func combiningClass(_ scalar: Unicode.Scalar) -> UInt8 {
        scalar.value < 0x300 ? 0 : scalar.properties.canonicalCombiningClass.rawValue
    }

    /// Sorts runs of marks by their combining class, keeping the order of equal ones.
    private static func reorder(_ scalars: inout [Unicode.Scalar]) {
        var start = 0
        while start < scalars.count {
            guard combiningClass(scalars[start]) != 0 else {
                start += 1
                continue
            }
            var end = start + 1
            while end < scalars.count, combiningClass(scalars[end]) != 0 { end += 1 }
            let run = scalars[start..<end].enumerated().sorted {
                (combiningClass($0.element), $0.offset) < (combiningClass($1.element), $1.offset)
            }
            scalars.replaceSubrange(start..<end, with: run.map(\.element))
            start = end
        }
    }

    private static func compose(_ scalars: [Unicode.Scalar]) -> String {
        var result: [Unicode.Scalar] = []
        var starter: Int?
        var lastClass: UInt8 = 0
        for scalar in scalars {
            let own = combiningClass(scalar)
            let isAdjacent = starter == result.count - 1
            // A mark is blocked from its starter by one of the same or a higher class between them.
            if let index = starter, isAdjacent || (lastClass < own && lastClass != 0),
                let pair = composition(result[index], scalar)
            {
                result[index] = pair
                continue
            }
            if own == 0 { starter = result.count }
            lastClass = own
            result.append(scalar)
        }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: result)
        return String(view)
    }

    private static func composition(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Unicode.Scalar? {
        if let syllable = Hangul.composed(first, second) { return syllable }
        guard second.value >= 0x300 else { return nil }
        if let known = corrections[Pair(first.value, second.value)] { return Unicode.Scalar(known) }
        // Foundation takes only the low 16 bits of what lies outside the basic plane.
        if first.value > 0xFFFF || second.value > 0xFFFF { return nil }
        var view = String.UnicodeScalarView()
        view.append(first)
        view.append(second)
        let pair = String(view).precomposedStringWithCanonicalMapping.unicodeScalars
        return pair.count == 1 ? pair.first : nil
    }
}

extension Normalization {
    fileprivate struct Pair: Hashable {
        var first: UInt32
        var second: UInt32

        init(_ first: UInt32, _ second: UInt32) {
            self.first = first
            self.second = second
        }
    }

    /// The compositions outside the basic plane, and one within that Foundation does not know (UnicodeData.txt, Unicode 14).
    fileprivate static let corrections: [Pair: UInt32] = [
        Pair(0x0CCA, 0x0CD5): 0x0CCB,
        Pair(0x11099, 0x110BA): 0x1109A, Pair(0x1109B, 0x110BA): 0x1109C, Pair(0x110A5, 0x110BA): 0x110AB,
        Pair(0x11131, 0x11127): 0x1112E, Pair(0x11132, 0x11127): 0x1112F, Pair(0x11347, 0x1133E): 0x1134B,
        Pair(0x11347, 0x11357): 0x1134C, Pair(0x114B9, 0x114BA): 0x114BB, Pair(0x114B9, 0x114B0): 0x114BC,
        Pair(0x114B9, 0x114BD): 0x114BE, Pair(0x115B8, 0x115AF): 0x115BA, Pair(0x115B9, 0x115AF): 0x115BB,
        Pair(0x11935, 0x11930): 0x11938,
    ]
}

/// Hangul syllables compose by arithmetic (The Unicode Standard, section 3.12).
private enum Hangul {
    private static let syllables: UInt32 = 0xAC00
    private static let leads: UInt32 = 0x1100
    private static let vowels: UInt32 = 0x1161
    private static let tails: UInt32 = 0x11A7

    static func decomposed(_ scalar: Unicode.Scalar) -> [Unicode.Scalar]? {
        guard scalar.value >= syllables, scalar.value < syllables + 11_172 else { return nil }
        let index = scalar.value - syllables
        let parts = [leads + index / 588, vowels + index % 588 / 28]
        let tail = index % 28
        return (tail == 0 ? parts : parts + [tails + tail]).compactMap(Unicode.Scalar.init)
    }

    static func composed(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Unicode.Scalar? {
        if (leads..<leads + 19).contains(first.value), (vowels..<vowels + 21).contains(second.value) {
            return Unicode.Scalar(syllables + (first.value - leads) * 588 + (second.value - vowels) * 28)
        }
        if first.value >= syllables, first.value < syllables + 11_172, (first.value - syllables) % 28 == 0,
            second.value > tails, second.value < tails + 28
        {
            return Unicode.Scalar(first.value + second.value - tails)
        }
        return nil
    }
}
