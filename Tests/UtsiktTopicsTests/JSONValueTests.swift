import Testing
import UtsiktTestSupport

@testable import UtsiktTopics

/// Values of answers, read where they lie.
@Suite struct JSONValueTests {
    private func read<Result>(_ text: String, _ use: (JSONValue) -> Result) -> Result? {
        JSONValue.read(Array(text.utf8), use)
    }

    @Test func membersAndElementsAreFound() {
        let text =
            #"{"a":{"b":[1,"x",null,{"c":true}]},"n":null,"a2":-7,"é":"ü\n","big":123456789012345678901,"f":1.5}"#
        let found = read(text) { root -> [String?] in
            let list = root["a"]?["b"]
            let kinds = list?.elements.map { $0.id ?? ($0.isObject ? "object" : "other") } ?? []
            return [
                kinds.joined(separator: ","), list?.elements.compactMap(\.integer).description, root["n"]?.text,
                root["a2"]?.integer?.description, root["é"]?.text, root["big"]?.integer?.description, root["big"]?.id,
                root["f"]?.integer?.description, root["a"]?.text, root["x"]?.text,
                list?.elements.compactMap { $0["c"]?.truth }.description,
            ]
        }
        #expect(
            found == [
                "1,x,other,object", "[1]", nil, "-7", "ü\n", nil, "123456789012345678901", nil, nil, nil, "[true]",
            ])
    }

    @Test func namesWithEscapesAndNamesThatStandTwice() {
        #expect(read(#"{"\u0061b":1,"ab":2}"#) { $0["ab"]?.integer } == 2)
        #expect(read(#"{"ab":1,"\u0061b":2}"#) { $0["ab"]?.integer } == 2)
        #expect(read(#"{"ab":1,"ab":null}"#) { $0["ab"]?.integer } == .some(nil))
    }

    @Test func whatIsNotOneOfThemHasNothing() {
        for text in ["7", "\"x\"", "[]", "{}", "null", "true"] {
            #expect(read(text) { $0["a"] == nil && $0.list("a").map { $0 }.isEmpty } == true, "\(text)")
        }
        #expect(read("[1,[2,[3]],4]") { $0.elements.map { $0.isArray } } == [false, true, false])
        #expect(read("\u{FEFF}[1]") { $0.isArray } == true)
    }

    @Test(arguments: ["", " ", "{", "[1", "[1] 2", "{\"a\"}", "nul", "\"\\x\"", "01", "[1,]"])
    func whatIsNotJSONIsNoValue(text: String) {
        #expect(read(text) { _ in true } == nil)
    }

    @Test func bytesThatAreNotUTF8AreNoValue() {
        #expect(JSONValue.read([0x22, 0xFF, 0x22]) { _ in true } == nil)
    }

    @Test func faultsOfTheBodyAreThrown() {
        struct Fault: Error {}
        #expect(throws: Fault.self) { try JSONValue.read([0x37]) { (_) throws(Fault) -> Int in throw Fault() } }
    }

    @Test func anyBytesAreReadOrAreNone() {
        let seeds = [#"{"a":[{"b":"\u00e9\ud83d"},-1e5,true]}"#, "[[[[]]]]", "\"x\""].map { Array($0.utf8) }
        Fuzz.run("json-value", seeds: seeds) { bytes in
            _ = JSONValue.read(bytes) { root in
                var texts = 0
                func walk(_ value: JSONValue, _ depth: Int) {
                    guard depth < 20, texts < 1000 else { return }
                    texts += (value.text?.utf8.count ?? 0) + (value.id?.utf8.count ?? 0) + 1
                    _ = value["a"]?["b"]?.integer
                    for element in value.elements { walk(element, depth + 1) }
                }
                walk(root, 0)
                return texts
            }
        }
    }
}
