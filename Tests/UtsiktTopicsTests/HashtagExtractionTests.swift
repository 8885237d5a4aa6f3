import Testing
import UtsiktBase
import UtsiktTestSupport

@testable import UtsiktTopics

/// The rules of twitter-text 3 for hashtags, case by case as its conformance suite has them.
@Suite struct HashtagExtractionTests {
    private static func tags(_ text: String) -> [String] {
        var extractor = HashtagExtractor()
        return extractor.hashtags(in: text).map(\.tag)
    }

    @Test(arguments: [
        ("a #hashtag here", ["hashtag"]), ("this is #hashtag1", ["hashtag1"]), ("#1hashtag is this", ["1hashtag"]),
        ("On the #16 bus", []), ("#0", []), ("#_ #1_2 #122 #〃", []),
        (
            "(#hashtag1 )#hashtag2 [#hashtag3 ]#hashtag4 ’#hashtag5’#hashtag6",
            ["hashtag1", "hashtag2", "hashtag3", "hashtag4", "hashtag5", "hashtag6"]
        ),
        ("I'll write more tests #mañana", ["mañana"]), ("this is not valid: # 会議中 ハッシュ", []),
        ("What is #트위터 anyway?", ["트위터"]), ("Just random half-width Hangul #ﾣﾦﾰ", ["ﾣﾦﾰ"]),
        ("What is #ашок anyway?", ["ашок"]),
        ("#カタカナ is a hashtag", ["カタカナ"]), ("日本語ハッシュタグテスト #日本語ハッシュタグ", ["日本語ハッシュタグ"]),
        ("日本語ハッシュテスト。#日本語ハッシュタグ", ["日本語ハッシュタグ"]), ("#日本語ハッシュタグ。", ["日本語ハッシュタグ"]),
        ("全角英数字ハッシュタグ ＃ｈａｓｈｔａｇ１２３", ["ｈａｓｈｔａｇ１２３"]), ("日本語ハッシュタグ#日本語ハッシュタグ", []),
        ("長音ハッシュタグ。#サッカー #ｻｯｶｰ", ["サッカー", "ｻｯｶｰ"]), ("#ﾊｯｼｭﾀｸﾞ #ﾊﾟﾋﾟﾌﾟﾍﾟﾎﾟ", ["ﾊｯｼｭﾀｸﾞ", "ﾊﾟﾋﾟﾌﾟﾍﾟﾎﾟ"]),
        ("できましたよー！#日本語ハッシュタグ。", ["日本語ハッシュタグ"]), ("できましたよー！＃日本語ハッシュタグ。", ["日本語ハッシュタグ"]),
        ("#云々 #学問のすゝめ #いすゞ #各〻 #各〃", ["云々", "学問のすゝめ", "いすゞ", "各〻", "各〃"]),
        ("#メ～テレ #メ〜テレ ハッシュタグ内で～が認識されず", ["メ～テレ", "メ〜テレ"]),
        ("#Ateş #qrşt #ştu #ş #İn #ın", ["Ateş", "qrşt", "ştu", "ş", "İn", "ın"]),
        ("#hashtag: #hashtag; #hashtag, #hashtag. #hashtag! #hashtag?", Array(repeating: "hashtag", count: 6)),
        (":#hashtag ;#hashtag ,#hashtag .#hashtag !#hashtag ?#hashtag", Array(repeating: "hashtag", count: 6)),
        ("#hashtag\ntest\n#hashtag2\ntest\n#hashtag3\n", ["hashtag", "hashtag2", "hashtag3"]),
        ("#Azərbaycanca #mûǁae #Čeština #Ċaoiṁín", ["Azərbaycanca", "mûǁae", "Čeština", "Ċaoiṁín"]),
        (
            "#سیاست #لغات  #اتمی  #برنامه_نویسی  #رئيس_الوزراء, #ثبت_نام.",
            ["سیاست", "لغات", "اتمی", "برنامه_نویسی", "رئيس_الوزراء", "ثبت_نام"]
        ),
        ("#עַל־יְדֵי #וכו׳ #מ״כ", ["עַל־יְדֵי", "וכו׳", "מ״כ"]), ("#ผู้เริ่ม #การเมือง", ["ผู้เริ่ม", "การเมือง"]),
        ("#أي\u{200C}بيإم #می\u{200C}خواهم", ["أي\u{200C}بيإم", "می\u{200C}خواهم"]),
        ("ሰለላሁ ዓለይሂ ወሰለም #ኢትዮሙስሊምስ", ["ኢትዮሙስሊምስ"]),
        ("#ශ්\u{200D}රීලංකා", ["ශ්\u{200D}රීලංකා"]),
        ("#۳۴۵هشتگ #هشتگ۶۷۸ #ســـلام_عليكم_٤٠٦", ["۳۴۵هشتگ", "هشتگ۶۷۸", "ســـلام_عليكم_٤٠٦"]),
        ("#महात्मा #महात्मा_१२३४ #१२३४ गांधी", ["महात्मा", "महात्मा_१२३४"]),
        ("#বাংলা #ગુજરાતી #ಕನ್ನಡ #മലയാളം #தமிழ்", ["বাংলা", "ગુજરાતી", "ಕನ್ನಡ", "മലയാളം", "தமிழ்"]),
        ("#བོད་སྐད་ #བོད་སྐད", ["བོད་སྐད་", "བོད་སྐད"]), ("#មហាត្មះគន្ធី #မြင့်မြတ်သော #ຊີວະສາດ", ["មហាត្មះគន្ធី", "မြင့်မြတ်သော", "ຊີວະສາດ"]),
        ("#Μαχάτμα_Γκάντι ήταν #Մահաթմա #მაჰათმა", ["Μαχάτμα_Γκάντι", "Մահաթմա", "მაჰათმა"]),
        ("#il·lusió", ["il·lusió"]),
        ("#\u{20021} #\u{16F04}\u{16F51} #A\u{104A0}", ["\u{20021}", "\u{16F04}\u{16F51}", "A\u{104A0}"]),
        ("#ta\u{301}im #hag\u{303}ua", ["ta\u{301}im", "hag\u{303}ua"]),
        ("text #hashtagの text　#hashtag　text", ["hashtagの", "hashtag"]), ("text#hashtag &#nbsp;", []),
        ("text #dodge/#answer dodge/#answer", ["dodge", "answer", "answer"]), ("カタカナ「#カタカナ」カタカナ", ["カタカナ"]),
        ("これは、＃大丈夫。", ["大丈夫"]),
    ])
    func lettersMarksAndDigitsOfAnyScriptMakeATag(text: String, expected: [String]) {
        #expect(Self.tags(text).map { Array($0.unicodeScalars) } == expected.map { Array($0.unicodeScalars) })
    }

    @Test(arguments: [
        "a ✌#hashtag here", "a ✌\u{FE0E}#hashtag here", "a ✌\u{FE0F}#hashtag here", "a ✌🏿#hashtag here",
        "a ✌🏿\u{FE0F}#hashtag here", "a 👨👩👧#hashtag here",
    ])
    func aTagMayStandBehindAnEmoji(text: String) {
        #expect(Self.tags(text) == ["hashtag"])
    }

    @Test(arguments: [
        ("#\u{FE0F}hashtag #\u{20E3}hashtag", []), ("#http://twitter.com #https://twitter.com", []),
        ("#a#b #c ##d", ["c", "d"]),
        ("http://twitter.com/#hashtag twitter.com/#hashtag", []), ("#test.com", ["test"]),
        ("http://no-such-domain.invalid-/#tag", ["tag"]),
        ("http://example.com/a(b)#c x", []), ("(http://example.com/) #c", ["c"]), ("http://example.com?x=#y", []),
        ("example.com/x#y bar#z", []), ("mail me@example.com/#a", ["a"]), ("http://t.co/abc/#tag", ["tag"]),
        ("https://日本語.みんな/#tag", []), ("foo.jp/#tag", []), ("$example.com/#tag", ["tag"]),
        ("HTTP://EXAMPLE.COM/#TAG", []),
        ("http://example.com/.#tag", []), ("http://example.com!#tag", ["tag"]), ("http://example.com:8080/#tag", []),
        ("-example.com/#tag", ["tag"]), ("http://foo_bar.com/#tag", ["tag"]), ("http://a_b.foo.com/#tag", []),
    ])
    func addressesAndSignsDecide(text: String, expected: [String]) {
        #expect(Self.tags(text) == expected)
    }

    @Test func offsetsCountCodePointsAndIncludeTheSign() {
        var extractor = HashtagExtractor()
        let text = "🚀 #中文, ＃日本語, #한국말, and #русский! Try it out!"
        #expect(
            extractor.hashtags(in: text) == [
                .init(tag: "中文", start: 2, end: 5), .init(tag: "日本語", start: 7, end: 11),
                .init(tag: "한국말", start: 13, end: 17),
                .init(tag: "русский", start: 23, end: 31),
            ])
        #expect(extractor.hashtags(in: "e\u{301} #e\u{301}") == [.init(tag: "e\u{301}", start: 3, end: 6)])
        #expect(extractor.hashtags(in: "\r\n#x") == [.init(tag: "x", start: 2, end: 4)])
    }

    @Test func noTextTakesLongOrTraps() {
        var random = SeededGenerator(seed: 5)
        let pieces = [
            "#", "＃", "a", "1", "_", ".", "com", "http://", "/", "(", ")", "?", "=", "&", " ", "é", "語", "🚀",
            "\u{FE0F}", "@", "-", "t.co",
        ]
        var extractor = HashtagExtractor()
        for _ in 0..<400 {
            let text = (0..<Int.random(in: 0..<60, using: &random)).map { _ in
                pieces.randomElement(using: &random) ?? ""
            }.joined()
            let count = text.unicodeScalars.count
            var end = 0
            for found in extractor.hashtags(in: text) {
                #expect(found.start >= end && found.end > found.start + 1 && found.end <= count, "\(text)")
                end = found.end
            }
        }
        for piece in ["#a.", "http://a.com/(", "(((", "a.b.", "#a#", "x.com/,,,"] {
            _ = extractor.hashtags(in: String(repeating: piece, count: 500) + "#x")
        }
    }

    /// A text is looked at in pieces; where they are cut changes nothing.
    @Test func piecesFindWhatTheWholeFinds() {
        var random = SeededGenerator(seed: 6)
        let words = [
            "#a", "＃b", "#c1", "x#d", "http://t.co/#e", "t.co/#f", "a.com", "#é", "語#語", "&#g", "#h://", "##i", "🚀#j",
            "#\u{FE0F}", "@k", "#1", "#l\n#m", "\t#n", "\r\n", "#o\u{3000}#p", "-", ".", "",
        ]
        var whole = HashtagExtractor()
        var pieces = HashtagExtractor()
        var longest = 0
        for _ in 0..<2000 {
            let text = (0..<Int.random(in: 0..<40, using: &random)).map { _ in
                words.randomElement(using: &random) ?? ""
            }.joined(separator: Bool.random(using: &random) ? " " : "\n")
            pieces.piece = Int.random(in: 1..<40, using: &random)
            let found = whole.hashtags(in: text)
            #expect(pieces.hashtags(in: text) == found, "\(text.debugDescription) in pieces of \(pieces.piece)")
            longest = max(longest, found.count)
        }
        #expect(longest > 10)
    }

    /// Nobody writes megabytes without a blank: such a stretch has no tags, and what follows keeps its places.
    @Test func aStretchWithoutABlankThatIsTooLongHasNoTags() {
        var extractor = HashtagExtractor()
        (extractor.piece, extractor.longest) = (8, 32)
        let stretch = String(repeating: "é#x", count: 20)
        #expect(
            extractor.hashtags(in: "#a \(stretch) #b") == [
                .init(tag: "a", start: 0, end: 2), .init(tag: "b", start: 64, end: 66),
            ])
    }
}
