import Testing

@testable import UtsiktBase

/// Texts that would make a parser recurse or grow without bounds.
@Suite struct TextShapeTests {
    private func check(_ text: String, _ references: TextShape.References = .few) throws {
        try TextShape.check(text, references: references)
    }

    @Test func whatPeopleWritePasses() throws {
        try check("a: &x {b: [1, 2, {c: d}]}\ne: *x\nf: *x\n# 5 * 3 & 4\nt: \"R&D *\"\n")
        try check("{\"a\": [1, 2, {\"b\": \"& *\"}]}", .refused)
    }

    private static let shapes = [
        String(repeating: "[", count: 100_000), String(repeating: "{\"a\":", count: 100_000),
        String(repeating: "- ", count: 1000), String(repeating: "? ", count: 1000),
        String(repeating: " ", count: 1000) + "a", String(repeating: "a,", count: 300_000),
        String(repeating: "a:\n", count: 300_000),
    ]

    @Test(arguments: shapes.indices) func depthAndWidthHaveAnEnd(_ index: Int) {
        #expect(throws: TextShape.Fault.self) { try check(Self.shapes[index]) }
    }

    @Test func aSmallTextCannotStandForAnEndlessOne() throws {
        var bomb = "a0: &a0 [x, x]\n"
        for level in 1..<12 {
            bomb += "a\(level): &a\(level) [\((0..<9).map { _ in "*a\(level - 1)" }.joined(separator: ", "))]\n"
        }
        let fault = #expect(throws: TextShape.Fault.self) { try check(bomb) }
        #expect(fault?.problem == "there are too many references (& and *)")
        #expect((fault?.line ?? 0) > 2)
        #expect(throws: TextShape.Fault.self) { try check("a: &x b\nc: *x\n", .refused) }
    }
}
