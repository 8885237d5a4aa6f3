import Testing
import UtsiktBase
import UtsiktTopics

@Suite struct TagListTests {
    @Test func tagsOfAnotherListAreAddedOnceInEverySpelling() {
        var list = TagList(["job", "caf\u{E9}"])
        list.add(["hiring", "job", "cafe\u{301}", "hiring"])
        // Canonically equivalent spellings are two until a folding says otherwise.
        #expect(
            list.tags.map { Array($0.utf8) } == ["job", "caf\u{E9}", "hiring", "cafe\u{301}"].map { Array($0.utf8) })
    }

    @Test func groupsOfOthersAreAddedAndATagHasOneGroup() {
        var groups = TagGroups([["ml", "machinelearning"], ["k8s", "kubernetes"]])
        groups.add(TagGroups([["ml", "deeplearning"], ["ops", "kubernetes", "devops"]]))
        #expect(groups.groups == [["ml", "machinelearning", "deeplearning"], ["ops", "kubernetes", "devops"]])
        let (read, rejected) = TagGroups.parse(groups.text, file: "m")
        #expect(read == groups && rejected.isEmpty)
    }
}
