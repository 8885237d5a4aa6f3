/// What stands above, below or across a base letter, shared by all fonts here.
enum LetterMark: Sendable, Hashable, CaseIterable {
    case acute, grave, circumflex, diaeresis, ring, tilde, caron, bar, dot, breve, doubleAcute
    case cedilla, ogonek, comma
    /// Beside the letter's top right, as in Ľ.
    case apostrophe
    /// Beside the letter's middle, as in Ŀ.
    case middleDot

    /// Whether it hangs below the base line.
    var isBelow: Bool { self == .cedilla || self == .ogonek || self == .comma }
    /// Whether it stands at the letter's right.
    var isBeside: Bool { self == .apostrophe || self == .middleDot }
    /// Whether it stands above the letter.
    var isAbove: Bool { !isBelow && !isBeside }

    /// A capital's base letter and mark: Latin-1 and Latin Extended-A.
    static let capitals: [Character: (base: Character, mark: LetterMark)] = {
        let pairs: [LetterMark: String] = [
            .acute: "ÁAÉEÍIÓOÚUÝYĆCŃNŚSŹZĹLŔR", .grave: "ÀAÈEÌIÒOÙU", .circumflex: "ÂAÊEÎIÔOÛUŴWŶYĈCĜGĤHĴJŜS",
            .diaeresis: "ÄAËEÏIÖOÜUŸY", .ring: "ÅAŮU", .tilde: "ÃAÑNÕOĨIŨU", .caron: "ČCĎDĚEŇNŘRŠSŤTŽZǍAǦG",
            .bar: "ĀAĒEĪIŌOŪU", .dot: "ŻZİIĖEĠGĊC", .breve: "ĂAĞGŬUĔEĬIŎO", .doubleAcute: "ŐOŰU",
            .cedilla: "ÇCŞSŢT", .ogonek: "ĄAĘEĮIŲU", .comma: "ȘSȚTĢGĶKĻLŅNŖR", .apostrophe: "ĽL", .middleDot: "ĿL",
        ]
        var result: [Character: (base: Character, mark: LetterMark)] = [:]
        for (mark, text) in pairs {
            let letters = Array(text)
            for index in stride(from: 0, to: letters.count - 1, by: 2) {
                result[letters[index]] = (letters[index + 1], mark)
            }
        }
        return result
    }()

    /// Letters that are drawn as others.
    static let twins: [Character: Character] = ["Ð": "Đ", "ĸ": "K", "Μ": "M", "µ": "M", "ʼ": "'", "ª": "A", "º": "O"]
}
