import UtsiktScreen

/// How the racks of the whole fabric stand in a room: the view draws by it, and arrows know by it what lies beside.
enum WideGrid {
    /// Columns that a rack takes.
    static let cellWidth = 32

    /// Racks beneath each other in a room.
    static func rows(in room: Size, racks: Int) -> Int {
        let columns = max(1, room.width / cellWidth)
        let most = max(1, room.height - headRows(room) - footRows(room))
        return min(most, max(1, (racks + columns - 1) / columns))
    }

    /// Rows of the sums above.
    static func headRows(_ room: Size) -> Int { room.height >= 5 ? 3 : 1 }

    /// Rows of the selected rack below.
    static func footRows(_ room: Size) -> Int { room.height >= 10 ? 3 : 0 }
}
