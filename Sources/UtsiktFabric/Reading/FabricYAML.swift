import UtsiktBase
import Yams

/// Reads YAML (and JSON, which is a part of it) into nodes that know their lines, with bounds that no hostile file can break:
/// size, nesting, and no references, which could make a small file endless.
enum FabricYAML {
    /// Reads a text.
    /// - Throws: `FabricFault` with the line and column of what is not valid YAML.
    static func compose(_ text: String, file: String) throws(FabricFault) -> Node? {
        do throws(TextShape.Fault) {
            try TextShape.check(text, references: .refused)
        } catch {
            throw FabricFault(at: InputLocation(file: file, line: error.line), error.problem)
        }
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
            guard let line = error.place.line, text.utf8.count <= FileKind.plan.limit else { return nil }
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
}
