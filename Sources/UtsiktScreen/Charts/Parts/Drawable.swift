/// Something that fills a rectangle of cells: a chart, a table, a bar.
///
/// Drawing is pure and total: any size from 0x0 up, any data.
public protocol Drawable {
    /// Fills the painter's present rectangle.
    func draw(_ painter: inout Painter)
}

extension Drawable {
    /// Fills a part of the painter's present rectangle.
    public func draw(_ painter: inout Painter, in rect: Rect) {
        painter.inside(rect) { draw(&$0) }
    }
}
