import UtsiktScreen

/// Sixty words with weights as those of hashtags: the n-th counts about 1/n of the first.
func sampleWords(_ count: Int = 60) -> [CloudWord] {
    let names = [
        "javascript", "robotics", "bigdata", "security", "data", "cloud", "startup", "crypto", "webdev", "html",
        "linux",
        "python", "grpc", "leafspine", "sqlite", "flink", "graph", "nlp", "deeplearning", "quantum", "redis", "java",
        "gpu",
        "testing", "ux", "ceph", "ml", "aws", "iot", "tdd", "agile", "hadoop", "rest", "edge", "storage", "golang",
        "css",
        "api", "react", "unity", "storm", "nft", "spark", "kafka", "design", "games", "bitcoin", "5g", "eth", "ci",
        "infosec", "rust", "swift", "blåbær", "über", "niño", "データ", "code", "devops", "k8s",
    ]
    return names.prefix(count).enumerated().map { CloudWord(text: $1, weight: 300 / Double($0 + 1), key: $1) }
}

func overlaps(_ layout: CloudLayout) -> Bool {
    layout.placed.indices.contains { a in
        layout.placed.indices.contains { b in
            a < b && !layout.placed[a].rect.intersection(layout.placed[b].rect).isEmpty
        }
    }
}
