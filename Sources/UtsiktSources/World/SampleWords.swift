/// The words that the synthetic posts are made of, and the themes that keep hashtags of a kind together.
public enum SampleWords {
    /// The languages of the sample accounts.
    public enum Language: String, Sendable, Hashable, CaseIterable {
        /// English.
        case en
        /// Norwegian.
        case no
        /// German.
        case de
        /// Spanish.
        case es
    }

    /// A subject and the letters that give its hashtags away.
    struct Theme: Sendable {
        /// Parts of hashtags that belong here.
        var marks: [String]
        /// Words for the texts.
        var nouns: [String]
    }

    /// The themes; a hashtag belongs to the first of which it holds a mark, else to one chosen by its letters.
    static let themes: [Theme] = [
        Theme(
            marks: [
                "data", "learning", "analytic", "hadoop", "spark", "neural", "statist", "algorithm", "intellig",
                "scipy", "icml", "kdd", "python", "robot", "mining", "predict", "visual",
            ],
            nouns: ["forecast", "scatter plot", "feature set", "notebook", "regression", "sample size", "outlier"]),
        Theme(
            marks: [
                "stack", "cloud", "aws", "docker", "contain", "kube", "devops", "micro", "mesos", "core", "linux", "vm",
                "serv", "deploy", "ansible", "puppet",
            ],
            nouns: ["rollout", "image build", "load balancer", "volume", "scheduler", "node pool", "upgrade path"]),
        Theme(
            marks: [
                "sdn", "nfv", "net", "ipv6", "cisco", "switch", "rout", "ccie", "plumgrid", "bgp", "wifi", "fiber",
                "openflow", "symlink",
            ],
            nouns: ["overlay", "uplink", "route table", "fabric", "packet trace", "line card", "control plane"]),
        Theme(
            marks: [
                "go", "code", "program", "java", "dev", "rust", "git", "api", "test", "soft", "hack", "open", "web",
            ],
            nouns: ["refactoring", "pull request", "compiler error", "test run", "interface", "release note", "parser"]),
        Theme(
            marks: [
                "secur", "infosec", "cyber", "crypt", "malware", "0day", "vuln", "privacy", "flash", "ssl", "leak",
            ],
            nouns: ["advisory", "patch level", "key rotation", "audit trail", "firewall rule", "incident note"]),
        Theme(
            marks: [
                "dtm", "audi", "race", "racing", "f1", "mans", "lm24", "motor", "goodwood", "mobil", "renew", "wec",
                "speed", "car", "zandvoort", "welove", "turn",
            ],
            nouns: ["pit stop", "qualifying lap", "chicane", "tyre choice", "grid place", "safety car"]),
        Theme(
            marks: [
                "sport", "cup", "wimb", "uswnt", "sjakk", "chess", "foot", "tour", "golf", "run", "odd", "vif", "rbk",
                "game", "play",
            ],
            nouns: ["penalty", "set point", "endgame", "transfer rumour", "season ticket", "rematch"]),
        Theme(
            marks: [
                "hpc", "isc", "super", "cern", "science", "space", "nasa", "pluto", "physics", "climate", "weather",
            ],
            nouns: ["cluster job", "telescope image", "benchmark run", "grant proposal", "field notes", "simulation"]),
        Theme(
            marks: [
                "start", "market", "business", "fin", "bank", "invest", "job", "lead", "innov", "brand", "social",
                "summit",
                "sales", "digital", "tech",
            ],
            nouns: ["keynote", "panel", "quarterly plan", "customer story", "launch date", "budget line"]),
        Theme(
            marks: ["ø", "å", "æ", "norge", "norsk", "oslo", "trond", "bergen", "tog", "nrk", "vær", "sommer"],
            nouns: ["fjelltur", "kaffekopp", "togtur", "regnbyge", "hyttehelg", "bokhandel"]),
        Theme(
            marks: [
                "con", "comic", "film", "movie", "music", "tv", "art", "photo", "book", "star", "friday", "throne",
                "ff",
            ],
            nouns: ["trailer", "album", "short story", "concert queue", "poster", "rerun", "front row seat"]),
    ]

    /// Letters after which a compound is written with a capital, longest first where one starts another.
    static let compoundParts: [String] = [
        "artificial", "intelligence", "machine", "learning", "data", "science", "open", "stack", "gopher", "con", "big",
        "welcome", "challenges", "summit", "audi", "sport", "zandvoort", "dev", "ops", "days", "micro", "services",
        "elastic", "search", "weekly", "now", "renew", "turn", "cyber", "security", "deep", "cloud", "source", "docker",
        "predictive", "modeling", "digital", "marketing", "smart", "cities", "social", "networks", "news", "computing",
        "hacking", "team", "hybrid", "public", "private", "business", "world", "kids", "state", "dinner", "we", "love",
    ]
    /// Hashtags that are written in capitals.
    static let acronyms: Set<String> = [
        "sdn", "hpc", "dtm", "nfv", "aws", "iot", "ai", "ipv6", "sdcc", "isc15", "uswnt", "ff", "r", "nlp", "api",
        "bgp",
    ]

    static func openers(_ language: Language) -> [String] {
        switch language {
        case .en:
            [
                "Notes from today on the", "Still thinking about the", "We finally fixed the", "Who else saw the",
                "Two hours later and the", "Short answer about the", "Wrote a few lines on the",
                "Nobody warned me about the",
                "Slides are up for the", "Coffee first, then the", "A small win with the", "What I like about the",
            ]
        case .no:
            [
                "Litt om", "Endelig ferdig med", "Noen som har sett", "Gleder meg til", "Rart at ingen snakker om",
                "Dagens bilde av", "Mer om",
            ]
        case .de:
            [
                "Kurz notiert:", "Endlich fertig mit", "Heute gelernt über", "Wer kennt sich aus mit",
                "Schönes Beispiel für",
            ]
        case .es:
            ["Hoy tocaba hablar de", "Por fin terminé con", "Una nota sobre", "¿Alguien vio lo de", "Buen ejemplo de"]
        }
    }

    static func closers(_ language: Language) -> [String] {
        switch language {
        case .en:
            [
                "and it holds up well", "before lunch", "with the whole team", "and the numbers agree",
                "in one evening",
                "&amp; more tomorrow", "from the second row", "again", "after the workshop",
                "without a single surprise",
                "and a long walk home", "at last", "for the third week",
            ]
        case .no: ["i dag", "med hele gjengen", "før frokost", "igjen", "på vei hjem", "og litt til"]
        case .de: ["am Nachmittag", "mit dem ganzen Team", "noch einmal", "ohne Überraschung"]
        case .es: ["esta tarde", "con todo el equipo", "otra vez", "sin sorpresas", "y mañana más"]
        }
    }

    /// Characters outside the basic plane or with marks, so that counting code points matters.
    static let emoji = ["😀", "🚀", "☕", "🏁", "🎉"]
}
