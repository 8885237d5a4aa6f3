/// Names of files that are made from other texts.
package enum SafeFileName {
    /// A name with nothing in it that could lead elsewhere.
    package static func name(_ text: String) -> String {
        let safe = text.prefix(64).map { $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) ? $0 : "-" }
        return safe.isEmpty ? "copy" : String(safe)
    }
}
