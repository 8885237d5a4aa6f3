import UtsiktCore
import Yams

/// A YAML text of the user's as a tree.
enum YAMLText {
    /// The root of a text's tree; nil with a fault when it has none. An empty text is as good as `{}`.
    /// - Parameter section: The part that a fault makes unusable.
    static func root(of text: String, in section: ConfigurationSection, _ faults: inout FaultCollector) -> Node? {
        do throws(TextShape.Fault) {
            try TextShape.check(text, references: .few)
        } catch {
            let place = InputLocation(file: faults.file, line: error.line)
            let error = ConfigurationError(error.problem, at: place, remedy: "Correct the file")
            faults.note(ConfigurationFault(section: section, error: error))
            return nil
        }
        do {
            return try compose(yaml: text)
        } catch let error as YamlError {
            faults.note(YAMLProblem(error, in: text, file: faults.file, section: section).fault)
        } catch {
            faults.note("this is not valid YAML", in: section, at: nil, remedy: "Correct the file")
        }
        return nil
    }

    /// A text in YAML's double quotes.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x22, 0x5C: result += "\\\(scalar)"
            // What ends a line or cannot be seen.
            case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
