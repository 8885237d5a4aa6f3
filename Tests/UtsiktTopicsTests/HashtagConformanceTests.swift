import Foundation
import Testing
import UtsiktBase

@testable import UtsiktTopics

/// The places of hashtags as twitter-text's conformance suite has them (extract, validate and autolink), read as `utsikt topics
/// extract` reads them: a JSON string a line.
@Suite struct HashtagConformanceTests {
    private static func found(_ text: String) throws -> [HashtagLines.Hashtag] {
        var lines = HashtagLines()
        return try #require(lines.hashtags(try JSONEncoder().encode(text)))
    }

    private static func tag(_ tag: String, _ start: Int, _ end: Int) -> HashtagLines.Hashtag {
        HashtagLines.Hashtag(tag: tag, start: start, end: end)
    }

    @Test(arguments: [
        ("#hashtag here", [tag("hashtag", 0, 8)]), ("test a #hashtag", [tag("hashtag", 7, 15)]),
        ("test a #hashtag in a string", [tag("hashtag", 7, 15)]),
        ("#123 a #hashtag in a string", [tag("hashtag", 7, 15)]),
        ("会議中 #hashtag 会議中", [tag("hashtag", 4, 12)]),
        ("One #two three #four", [tag("two", 4, 8), tag("four", 15, 20)]),
        ("Hashtags in #русский!", [tag("русский", 12, 20)]),
        (
            "Hashtags in #中文, #日本語, #한국말, and #русский! Try it out!",
            [tag("中文", 12, 15), tag("日本語", 17, 21), tag("한국말", 23, 27), tag("русский", 33, 41)]
        ),
        ("#\u{20021}", [tag("\u{20021}", 0, 2)]), ("#\u{16F04}\u{16F51}", [tag("\u{16F04}\u{16F51}", 0, 3)]),
        ("#twitter.com #twitter.co.jp", [tag("twitter", 0, 8), tag("twitter", 13, 21)]),
        ("#https://twitter.com @https://twitter.com", []), ("http://www.example.com/#answer", []),
        ("text.#hashtag", [tag("hashtag", 5, 13)]), ("text #dodge/answer", [tag("dodge", 5, 11)]),
        ("text dodge/#answer", [tag("answer", 11, 18)]), ("text #hashtag!", [tag("hashtag", 5, 13)]),
        ("text #hash_tag #hash0tag #1tag", [tag("hash_tag", 5, 14), tag("hash0tag", 15, 24), tag("1tag", 25, 30)]),
        ("#éhashtag #hashtagé #hashétag", [tag("éhashtag", 0, 9), tag("hashtagé", 10, 19), tag("hashétag", 20, 29)]),
        ("＃hashtag", [tag("hashtag", 0, 8)]), ("#ﾊｯｼｭﾀｸﾞ123", [tag("ﾊｯｼｭﾀｸﾞ123", 0, 11)]),
        ("Arabic hashtag: #فارسی #لس_آنجلس", [tag("فارسی", 16, 22), tag("لس_آنجلس", 23, 32)]),
        ("#ଓଡ଼ିଆ #ਪੰਜਾਬੀ #తెలుగు", [tag("ଓଡ଼ିଆ", 0, 6), tag("ਪੰਜਾਬੀ", 7, 14), tag("తెలుగు", 15, 22)]),
        ("http://t.co/8t7G3ddS#a https://t.co/asdfdf?a=b#tag", []),
    ])
    func aTextHasItsTagsInTheirPlaces(text: String, expected: [HashtagLines.Hashtag]) throws {
        #expect(try Self.found(text) == expected)
    }

    /// A text is one hashtag and nothing else.
    @Test(arguments: [
        ("#hashtag", true), ("#1st", true), ("#that1time", true), ("#easyas123", true), ("#12345", false),
        ("#ашок", true),
        ("#트위터", true), ("#hashtag ", false), ("hashtag", false), ("#", false), ("", false), ("##hashtag", false),
    ])
    func aTextIsAHashtagOrNot(text: String, isOne: Bool) throws {
        let found = try Self.found(text)
        #expect((found.count == 1 && found[0].start == 0 && found[0].end == text.unicodeScalars.count) == isOne)
    }

    /// The alphabets around a number sign: within a word of its own script it begins no tag, behind a bracket it does.
    @Test(arguments: ["カタカナ", "ひらがな", "漢字"])
    func bracketsSpacesAndEdgesAreBoundaries(word: String) throws {
        let length = word.unicodeScalars.count
        for (before, behind) in [
            ("", ""), ("", " "), ("", "」"), (" ", " "), ("「", "」"), ("「", ""), (word + " ", " " + word),
        ] {
            let start = before.unicodeScalars.count
            let text = "\(before)#\(word)\(behind)"
            #expect(try Self.found(text) == [Self.tag(word, start, start + length + 1)], "\(text)")
        }
        #expect(try Self.found("\(word)#\(word)") == [])
    }
}
