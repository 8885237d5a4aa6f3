import UtsiktScreen

/// How colours look to a kind of colour vision: G. Machado, M. Oliveira, L. Fernandes, "A physiologically-based model for
/// simulation of color vision deficiency", IEEE TVCG 15(6), 2009, doi 10.1109/TVCG.2009.113, at severity 1.
enum ColourVision: String, CaseIterable {
    case normal
    case protanopia
    case deuteranopia
    case tritanopia

    private var matrix: [[Double]] {
        switch self {
        case .normal: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
        case .protanopia:
            [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
        case .deuteranopia:
            [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
        case .tritanopia:
            [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
        }
    }

    /// A colour as this sight has it.
    func seen(_ colour: RGB) -> LabColour {
        let part = colour.linear
        let rows = matrix.map { row in
            min(1, max(0, row[0] * part.red + row[1] * part.green + row[2] * part.blue))
        }
        return LabColour(red: rows[0], green: rows[1], blue: rows[2])
    }

    /// The least difference of two colours to any sight.
    static func leastDifference(_ a: RGB, _ b: RGB) -> Double {
        allCases.map { $0.seen(a).difference($0.seen(b)) }.min() ?? 0
    }
}
