/// A field of comma-separated values (RFC 4180).
public enum CSVField {
    /// The field as it is written: in quotes when it holds a comma, a quote or a line end, with its quotes doubled.
    ///
    /// It looks at code points and not at characters: a quote that a combining mark follows is a quote, and a line feed
    /// behind a carriage return is one of its own.
    public static func quoted(_ field: String) -> String {
        guard field.utf8.contains(where: { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }) else { return field }
        var result = String.UnicodeScalarView()
        result.append("\"")
        for scalar in field.unicodeScalars {
            if scalar == "\"" { result.append("\"") }
            result.append(scalar)
        }
        result.append("\"")
        return String(result)
    }

    /// A field that no spreadsheet takes for a formula: with an apostrophe in front when it begins like one and is not a number.
    public static func guarded(_ field: String) -> String {
        let isRisky = field.first.map { "=+-@\t\r".contains($0) } ?? false
        return isRisky && Double(field) == nil ? "'" + field : field
    }
}
