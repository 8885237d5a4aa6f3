import Foundation
import Testing

/// Inside every target, too, the rooms depend in one way only, and stay small enough to be read.
@Suite struct RoomRuleTests {
    static let sources = DependencyRuleTests.sources

    /// The targets in Swift.
    static let targets: [String] = {
        let folders = (try? FileManager.default.contentsOfDirectory(atPath: sources.path)) ?? []
        return folders.filter { folder in
            let files = FileManager.default.enumerator(atPath: sources.appendingPathComponent(folder).path)
            return files?.contains { ($0 as? String)?.hasSuffix(".swift") == true } == true
        }.sorted()
    }()

    /// The rooms of a folder from the bottom up: each may name types of those before it. Folders without a line here may
    /// have their rooms in any order, but in no circle.
    static let orders: [String: [String]] = [
        "UtsiktApp": [
            "Text", "Keys", "Layout", "State", "Pane", "Panes", "Actions", "Layers", "Chrome", "App",
        ],
        "UtsiktApp/Panes": ["Log", "Fetch", "Topics", "Forecast", "Fabric", "."],
        "UtsiktApp/Panes/Fabric": ["Parts", "State", "Views", "."],
        "UtsiktApp/Panes/Forecast": ["Parts", "State", "Views", "."],
        "UtsiktScreen": ["Cells", "Theme", "Text", "Charts", "Cloud", "Dump"],
        "UtsiktScreen/Charts": ["Parts", "Grids", "Lines", "Bars"],
        "UtsiktScreen/Cloud": ["Fonts", "Layout", "Picture"],
        "UtsiktTerminal": ["Input", "Output", "Session"],
        "utsikt": ["Output", "Options", "Dashboard", "Bench", "Commands", "."],
    ]

    private static func path(_ target: String, _ folder: String) -> String {
        folder.isEmpty ? target : "\(target)/\(folder)"
    }

    @Test(arguments: targets)
    func noCircleJoinsRooms(target: String) throws {
        let rooms = try SourceRooms(target, in: Self.sources)
        #expect(!rooms.files.isEmpty, "no sources were read")
        for folder in rooms.folders {
            let circle = rooms.circle(in: folder)
            let mentions = rooms.mentions(in: folder).filter { circle.contains($0.from) && circle.contains($0.to) }
            #expect(
                circle.isEmpty, "\(Self.path(target, folder)): \(mentions.map(\.description).joined(separator: "; "))")
        }
    }

    @Test(arguments: orders.keys.sorted())
    func roomsNameOnlyWhatLiesBelow(path: String) throws {
        let order = try #require(Self.orders[path])
        let parts = path.split(separator: "/", maxSplits: 1).map(String.init)
        let folder = parts.count > 1 ? parts[1] : ""
        let rooms = try SourceRooms(parts[0], in: Self.sources)
        #expect(rooms.rooms(of: folder).subtracting(order) == [], "\(path): rooms that stand in no order")
        for mention in rooms.mentions(in: folder) {
            guard let from = order.firstIndex(of: mention.from), let to = order.firstIndex(of: mention.to) else {
                continue
            }
            #expect(to < from, "\(path): \(mention)")
        }
    }

    @Test func roomsAndFilesStaySmall() throws {
        var lines: [Int] = []
        for target in Self.targets {
            let rooms = try SourceRooms(target, in: Self.sources)
            for (folder, count) in rooms.sizes {
                let path = Self.path(target, folder)
                #expect(count <= 25, "\(path): \(count) files")
            }
            for file in rooms.files { #expect(file.lines <= 400, "\(target)/\(file.folder)/\(file.name)") }
            lines += rooms.files.map(\.lines)
        }
        lines.sort()
        #expect(lines[lines.count / 2] <= 120, "the median file is too long")
    }

    // MARK: The reading itself

    @Test func aCircleIsSeenAndASharedWordIsNone() {
        let high = SourceRooms.read("struct High { var low: Low }", folder: "A", name: "High.swift")
        let low = SourceRooms.read(
            "struct Low {\n    // High\n    let text = \"High\"\n}", folder: "B", name: "Low.swift")
        #expect(SourceRooms("t", files: [high, low]).circle(in: "").isEmpty)
        let back = SourceRooms.read("extension Low { var high: High? { nil } }", folder: "B", name: "Back.swift")
        let rooms = SourceRooms("t", files: [high, low, back])
        #expect(rooms.circle(in: "") == ["A", "B"])
        #expect(rooms.mentions(in: "").map(\.type).sorted() == ["High", "Low"])
        // A nested type of the same name is the file's own, and so is a private one the other's.
        let nested = SourceRooms.read("enum Other {\n    struct High {}\n    var high: High\n}", folder: "B", name: "O")
        let hidden = SourceRooms.read("private struct Other2 {}", folder: "A", name: "P")
        #expect(SourceRooms("t", files: [high, low, nested, hidden]).circle(in: "").isEmpty)
    }

    @Test func literalsAndCommentsSayNothingButInterpolationsDo() {
        #expect(SourceRooms.code(#"a("B \(C.d("E")) F", G) // H"#).contains("C.d"))
        let file = SourceRooms.read(#"let a = f("B \(C.d("E")) F", G, .H) // I"#, folder: "", name: "x")
        #expect(file.mentioned == ["C", "G"])
    }

    @Test func subRoomsAreRoomsOfTheirFolder() {
        let files = ["A", "A/X", "A/Y", "B"].map { SourceRooms.File(folder: $0, name: "f.swift") }
        let rooms = SourceRooms("t", files: files)
        #expect(rooms.folders == ["", "A"])
        #expect(rooms.rooms(of: "A") == [".", "X", "Y"])
    }
}
