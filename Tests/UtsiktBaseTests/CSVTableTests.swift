import Testing
import UtsiktBase

@Suite struct CSVTableTests {
    @Test func linesEndAsTheTableSaysAndFieldsAreQuoted() {
        var table = CSVTable(["a", "b"], lineEnd: .lf)
        table.add(["1,2", "say \"x\""])
        #expect(table.text == "a,b\n\"1,2\",\"say \"\"x\"\"\"\n")
        let crlf = CSVTable(["a"], [["x\ny"], [""]], lineEnd: .crlf).text
        #expect(Array(crlf.utf8) == Array("a\r\n\"x\ny\"\r\n\r\n".utf8))
    }

    @Test func formulasAreGuardedOnlyWhereATableSaysSo() {
        let row = ["=1+1", "-5", "-x", "@a", "plain"]
        #expect(CSVTable(["h"], [row], lineEnd: .lf).text == "h\n=1+1,-5,-x,@a,plain\n")
        #expect(CSVTable(["h"], [row], lineEnd: .lf, guardsFormulas: true).text == "h\n'=1+1,-5,'-x,'@a,plain\n")
    }

    @Test func homeIsWrittenWithATilde() {
        let home = HomeFolder("/home/kari")
        #expect(
            home.expanded("~/x") == "/home/kari/x" && home.expanded("/x") == "/x" && home.expanded("a~/x") == "a~/x")
        #expect(home.shortened("/home/kari/x") == "~/x" && home.shortened("/home/karin/x") == "/home/karin/x")
        #expect(HomeFolder("/").shortened("/x") == "/x")
    }
}
