// Cutting rectangles.

import Testing

import TerminalUI

@Suite struct GeometryTests {
    let rect = Rect(x: 2, y: 3, width: 10, height: 4)

    @Test func `A split cuts in two what fits, and never below zero`() {
        #expect(rect.splitTop(1).top == Rect(x: 2, y: 3, width: 10, height: 1))
        #expect(rect.splitTop(1).rest == Rect(x: 2, y: 4, width: 10, height: 3))
        #expect(rect.splitTop(9).rest.isEmpty)
        #expect(rect.splitTop(-1).rest == rect)
        #expect(rect.splitBottom(1).bottom == Rect(x: 2, y: 6, width: 10, height: 1))
        #expect(rect.splitLeft(4).left == Rect(x: 2, y: 3, width: 4, height: 4))
        #expect(rect.splitRight(4).right == Rect(x: 8, y: 3, width: 4, height: 4))
    }

    @Test func `Rows and columns are relative, and clipped`() {
        #expect(rect.row(1) == Rect(x: 2, y: 4, width: 10, height: 1))
        #expect(rect.row(4).isEmpty)
        #expect(rect.row(-1).isEmpty)
        #expect(rect.rows(2..<9) == Rect(x: 2, y: 5, width: 10, height: 2))
        #expect(rect.columns(8..<20) == Rect(x: 10, y: 3, width: 2, height: 4))
    }

    @Test func `An inset larger than the rectangle leaves nothing`() {
        #expect(rect.inset(by: 1) == Rect(x: 3, y: 4, width: 8, height: 2))
        #expect(rect.inset(by: 3).isEmpty)
    }
}
