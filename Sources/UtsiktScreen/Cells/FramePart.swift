/// A rectangle of a picture with everything that was drawn into it, to be put into later pictures as it is.
public struct FramePart: Sendable {
    /// Where it is in the picture.
    let rect: Rect
    /// Its cells, row by row.
    let cells: [Cell]
    let hits: [HitRegion]
    let cursor: Point?
}

extension Painter {
    /// Draws into a rectangle, and keeps what is in there then.
    /// - Parameter rect: In coordinates of the whole picture. Nothing must be drawn outside: that is not kept.
    public mutating func keeping(_ rect: Rect, _ body: (inout Painter) -> Void) -> FramePart {
        let (hits, cursor) = (frame.hits.count, frame.cursor)
        frame.cursor = nil
        body(&self)
        let visible = rect.intersection(Rect(frame.size))
        var cells: [Cell] = []
        cells.reserveCapacity(visible.width * visible.height)
        for y in visible.y..<max(visible.y, visible.maxY) {
            cells += frame.cells[(y * frame.size.width + visible.x)..<(y * frame.size.width + visible.maxX)]
        }
        let part = FramePart(
            rect: visible, cells: cells, hits: Array(frame.hits[hits...]), cursor: frame.cursor)
        if frame.cursor == nil { frame.cursor = cursor }
        return part
    }

    /// Puts a part where it was in the picture from which it was kept. The picture must be as large as that one.
    public mutating func put(_ part: FramePart) {
        guard part.rect.intersection(Rect(frame.size)) == part.rect, !part.rect.isEmpty else { return }
        var next = part.cells.startIndex
        for y in part.rect.y..<part.rect.maxY {
            let start = y * frame.size.width + part.rect.x
            frame.cells.replaceSubrange(
                start..<(start + part.rect.width), with: part.cells[next..<(next + part.rect.width)])
            next += part.rect.width
        }
        frame.hits += part.hits
        if let cursor = part.cursor { frame.cursor = cursor }
    }
}
