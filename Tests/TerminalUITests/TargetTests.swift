// What a click at a cell of a grid means.

import Testing
import TerminalUI

@Suite struct TargetTests {
    @Test func theLastOneLiesAbove() {
        var grid = Grid(size: Size(width: 10, height: 4))
        grid.target(Rect(x: 0, y: 0, width: 10, height: 4), "pane")
        grid.target(Rect(x: 2, y: 1, width: 3, height: 1), 7)
        func meanings(_ x: Int, _ y: Int) -> [AnyHashable] {
            grid.targets(at: Point(x: x, y: y)).map { AnyHashable($0) }
        }
        #expect(meanings(2, 1) == ["pane", 7])
        #expect(meanings(4, 1) == ["pane", 7])
        #expect(meanings(5, 1) == ["pane"])
        #expect(meanings(2, 2) == ["pane"])
        #expect(meanings(10, 1) == [])
        #expect(meanings(-1, 0) == [])
    }

    @Test func whatIsOutsideIsLeftOut() {
        var grid = Grid(size: Size(width: 10, height: 4))
        grid.target(Rect(x: 8, y: 3, width: 5, height: 5), 1)
        grid.target(Rect(x: 10, y: 0, width: 5, height: 1), 2)
        grid.target(Rect(x: 3, y: 3, width: 0, height: 1), 3)
        #expect(grid.targets.map(\.area) == [Rect(x: 8, y: 3, width: 2, height: 1)])
    }

    @Test func gridsThatMeanSomethingElseDiffer() {
        var (one, other) = (Grid(size: Size(width: 3, height: 1)), Grid(size: Size(width: 3, height: 1)))
        one.target(one.area, 1)
        other.target(one.area, 2)
        #expect(one != other)
        #expect(one.targets.first != other.targets.first)
        #expect(one.targets.first == one.targets.first)
    }
}
