/// Character references as HTML and XML write them, without ampersand and semicolon.
enum CharacterReferences {
    /// What one stands for (`amp`, `#39`, `#x27`); nil for one that is not known.
    static func text(_ name: String) -> String? {
        guard name.first == "#" else { return named[name] }
        let digits = name.dropFirst()
        guard digits.utf8.count <= 8 else { return nil }
        let isHex = digits.first == "x" || digits.first == "X"
        let value = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        guard let value, value > 0 else { return nil }
        return Unicode.Scalar(value).map { String(Character($0)) }
    }

    /// Those that programs write in texts; all others come as numbers or as themselves.
    private static let named: [String: String] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "shy": "\u{AD}",
        "hellip": "…", "mdash": "—", "ndash": "–", "lsquo": "‘", "rsquo": "’", "sbquo": "‚", "ldquo": "“",
        "rdquo": "”", "bdquo": "„", "laquo": "«", "raquo": "»", "lsaquo": "‹", "rsaquo": "›", "bull": "•",
        "middot": "·", "copy": "©", "reg": "®", "trade": "™", "deg": "°", "para": "¶", "sect": "§", "times": "×",
        "divide": "÷", "plusmn": "±", "frac12": "½", "frac14": "¼", "frac34": "¾", "euro": "€", "pound": "£",
        "yen": "¥", "cent": "¢", "zwj": "\u{200D}", "zwnj": "\u{200C}", "ensp": "\u{2002}", "emsp": "\u{2003}",
        "thinsp": "\u{2009}", "iexcl": "¡", "iquest": "¿", "szlig": "ß", "aelig": "æ", "AElig": "Æ", "oslash": "ø",
        "Oslash": "Ø", "aring": "å", "Aring": "Å", "auml": "ä", "Auml": "Ä", "ouml": "ö", "Ouml": "Ö", "uuml": "ü",
        "Uuml": "Ü", "eacute": "é", "Eacute": "É", "egrave": "è", "ecirc": "ê", "euml": "ë", "aacute": "á",
        "agrave": "à", "acirc": "â", "atilde": "ã", "iacute": "í", "icirc": "î", "iuml": "ï", "oacute": "ó",
        "ocirc": "ô", "otilde": "õ", "uacute": "ú", "ugrave": "ù", "ucirc": "û", "ccedil": "ç", "Ccedil": "Ç",
        "ntilde": "ñ", "Ntilde": "Ñ", "larr": "←", "rarr": "→", "uarr": "↑", "darr": "↓",
    ]
}
