import UtsiktBase
import Yams

/// Reads YAML (and JSON, which is a part of it) into nodes that know their lines, with bounds that no hostile file can break:
/// size, nesting, and no references, which could make a small file endless.
enum FabricYAML {
    /// The largest file, in bytes.
    static let largest = 4 << 20
    private static let deepest = 48
    private static let widestIndent = 256

    /// Reads a text.
    /// - Throws: `FabricFault` with the line and column of what is not valid YAML.
    static func compose(_ text: String, file: String) throws(FabricFault) -> Node? {
        try checkShape(text, file: file)
        // The parser keeps a pointer to the text's storage, which only a text of some length has.
        let padded = text + String(repeating: "\n", count: 64)
        do {
            return try Yams.compose(yaml: padded)
        } catch let error as YamlError {
            throw fault(error, file: file, lines: lines(of: text))
        } catch {
            throw FabricFault(at: InputLocation(file: file), "this is not valid YAML", remedy: "Correct the file")
        }
    }

    /// Reads as much of a text as can be read: the lines before the one at fault, fewer if need be.
    static func composePrefix(_ text: String, log: inout FaultLog) -> Node? {
        do {
            return try compose(text, file: log.file)
        } catch {
            log.add(error)
            guard let line = error.place.line, text.utf8.count <= largest else { return nil }
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            var (kept, step) = (min(line - 1, lines.count), 1)
            while kept > 0 {
                let prefix = lines[..<kept].joined(separator: "\n") + "\n"
                if let node = try? compose(prefix, file: log.file) { return node }
                kept -= step
                step *= 2
            }
            return nil
        }
    }

    /// Lines of a text, at least one.
    private static func lines(of text: String) -> Int {
        max(1, text.utf8.reduce(text.utf8.last == 0x0A ? 0 : 1) { $0 + ($1 == 0x0A ? 1 : 0) })
    }

    /// - Parameter lines: Lines of the text: what is missing at its end is missing in the last of them, not in the padding.
    private static func fault(_ error: YamlError, file: String, lines: Int) -> FabricFault {
        func at(_ mark: Mark, _ problem: String, _ context: YamlError.Context?) -> FabricFault {
            let isPastEnd = mark.line > lines
            let around = context.map { " (\($0.text) in line \($0.mark.line))" } ?? ""
            return FabricFault(
                at: InputLocation(
                    file: file, line: isPastEnd ? lines : mark.line, column: isPastEnd ? nil : mark.column),
                "this is not valid YAML: \(problem)\(around)", remedy: "Correct the line")
        }
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            return at(mark, problem, context)
        case .duplicatedKeysInMapping(let keys, let context):
            let names = keys.prefix(3).map { "‘\($0.prefix(40))’" }.joined(separator: ", ")
            return FabricFault(
                at: InputLocation(
                    file: file, line: context.mark.line, column: context.mark.column,
                    field: keys.first.map { String($0.prefix(40)) }),
                "\(names) stands here twice", remedy: "Keep one of them")
        case .reader(let problem, _, _, _):
            return FabricFault(
                at: InputLocation(file: file), "the file holds characters that YAML does not allow: \(problem)")
        default:
            return FabricFault(at: InputLocation(file: file), "this is not valid YAML", remedy: "Correct the file")
        }
    }

    /// Refuses what would make the parser recurse or grow without bounds, before it sees it.
    private static func checkShape(_ text: String, file: String) throws(FabricFault) {
        func refuse(_ line: Int, _ problem: String) -> FabricFault {
            FabricFault(at: InputLocation(file: file, line: line), problem)
        }
        guard text.utf8.count <= largest else {
            throw FabricFault(at: InputLocation(file: file), "the file has more than \(largest >> 20) MB")
        }
        var (line, depth, indent, dashes) = (1, 0, 0, 0)
        var (atStart, afterSpace) = (true, true)
        var (anchors, aliases) = (0, 0)
        var previous: UInt8 = 0x0A
        for byte in text.utf8 {
            if previous == UInt8(ascii: "&") || previous == UInt8(ascii: "*"), afterSpace, isName(byte) {
                if previous == UInt8(ascii: "&") { anchors += 1 } else { aliases += 1 }
                if anchors > 0, aliases > 0 { throw refuse(line, "references (& and *) are not read") }
            }
            if previous != UInt8(ascii: "&"), previous != UInt8(ascii: "*") || isSpace(byte) {
                afterSpace = isSpace(byte) || isOpening(byte)
            }
            switch byte {
            case 0x0A, 0x0D:
                if byte == 0x0A { line += 1 }
                (indent, dashes, atStart) = (0, 0, true)
            case 0x20 where atStart, 0x09 where atStart:
                indent += 1
                if indent > widestIndent { throw refuse(line, "the line is indented by more than \(widestIndent)") }
            case UInt8(ascii: "-") where atStart, UInt8(ascii: "?") where atStart:
                dashes += 1
                if dashes > 200 { throw refuse(line, "the lists are nested too deep") }
            default:
                atStart = false
                if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") {
                    depth += 1
                    if depth > deepest { throw refuse(line, "brackets are nested deeper than \(deepest)") }
                } else if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") {
                    depth = max(0, depth - 1)
                }
            }
            previous = byte
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

    private static func isOpening(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") || byte == UInt8(ascii: ",")
    }

    private static func isName(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
            || byte >= 0x80
    }
}
