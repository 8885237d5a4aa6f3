/// The colours of a picture: those of the calm theme, on a dark or a white ground.
enum PictureColours {
    /// A colour of 8 bits a channel.
    struct RGB: Sendable, Hashable {
        var red: UInt8
        var green: UInt8
        var blue: UInt8

        /// As `#rrggbb`.
        var hex: String {
            "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }

        /// A part of the way to another colour.
        func mixed(with other: RGB, _ part: Double) -> RGB {
            func mix(_ a: UInt8, _ b: UInt8) -> UInt8 {
                UInt8(NumberText.clamped((Double(a) + (Double(b) - Double(a)) * part).rounded(), 0...255))
            }
            return RGB(red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue))
        }
    }

    static func ground(_ ground: CloudPicture.Ground) -> RGB {
        ground == .dark ? RGB(red: 20, green: 22, blue: 26) : RGB(red: 255, green: 255, blue: 255)
    }

    /// A role's colour; on white somewhat darker.
    static func colour(_ role: Role, _ ground: CloudPicture.Ground) -> RGB {
        let black = RGB(red: 0, green: 0, blue: 0)
        guard let index = Theme.calm[role].colour256 else {
            return ground == .dark ? RGB(red: 222, green: 224, blue: 228) : RGB(red: 40, green: 43, blue: 48)
        }
        let colour = palette(index)
        return ground == .dark ? colour : colour.mixed(with: black, 0.22)
    }

    /// The cube and the greys of the 256 colours of xterm.
    private static func palette(_ index: UInt8) -> RGB {
        guard index >= 16 else { return RGB(red: 128, green: 128, blue: 128) }
        guard index < 232 else {
            let grey = 8 + (index - 232) * 10
            return RGB(red: grey, green: grey, blue: grey)
        }
        let cube = index - 16
        func level(_ step: UInt8) -> UInt8 { step == 0 ? 0 : 55 + step * 40 }
        return RGB(red: level(cube / 36), green: level(cube / 6 % 6), blue: level(cube % 6))
    }

    /// Gives every word a colour that its larger neighbours do not have, where there is a choice.
    static func assign(_ placed: [CloudPicture.Placed], _ colouring: CloudColouring) -> [CloudPicture.Placed] {
        let palette: [Role] = [.series1, .series2, .series3, .series4, .series5, .series6]
        var groups: [String: Role] = [:]
        for word in placed where !word.word.group.isEmpty && groups[word.word.group] == nil {
            guard groups.count < palette.count else { break }
            groups[word.word.group] = palette[groups.count]
        }
        var result: [CloudPicture.Placed] = []
        for var word in placed {
            let choices: [Role]
            switch colouring {
            case .growth: choices = CloudColours.roles(word.word.growth)
            case .group: choices = [groups[word.word.group] ?? .muted]
            case .word:
                let start = Int(CloudColours.hash(word.word.key) % UInt64(palette.count))
                choices = palette.indices.map { palette[(start + $0) % palette.count] }
            }
            word.role = choices[0]
            if choices.count > 1 {
                let near = box(word, margin: 6)
                let used = Set(result.filter { meets(box($0, margin: 0), near) }.suffix(palette.count - 1).map(\.role))
                word.role = choices.first { !used.contains($0) } ?? choices[0]
            }
            result.append(word)
        }
        return result
    }

    private typealias Box = (left: Double, top: Double, right: Double, bottom: Double)

    private static func box(_ word: CloudPicture.Placed, margin: Double) -> Box {
        let long = (StrokeFont.standard.set(word.word.text)?.width ?? 1) * word.height
        let (right, bottom) = word.isVertical ? (word.x + word.height, word.y) : (word.x + long, word.y + word.height)
        let top = word.isVertical ? word.y - long : word.y
        return (word.x - margin, top - margin, right + margin, bottom + margin)
    }

    private static func meets(_ a: Box, _ b: Box) -> Bool {
        a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
    }
}
