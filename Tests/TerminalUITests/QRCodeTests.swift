// QR codes against an independent encoder (Python's qrcode, byte mode, level L), and how they are drawn.

import Testing

@testable import TerminalUI

@Suite struct QRCodeTests {
    struct Golden: Sendable {
        let text: String
        let version: Int
        let mask: Int
        /// The modules as it gives them: # is dark.
        let modules: String
    }

    static let goldens = [
        Golden(
            text: "http://localhost:1338/", version: 2, mask: 4,
            modules: """
                #######.#....#.#..#######
                #.....#.#..####...#.....#
                #.###.#.##..#.#.#.#.###.#
                #.###.#.###.##....#.###.#
                #.###.#..##.##.#..#.###.#
                #.....#.###...#...#.....#
                #######.#.#.#.#.#.#######
                ..........##..##.........
                ##..###...#.#.#.#..#.####
                #..#.#.......#.##...##.#.
                ########.##..#.#.#.####..
                .##.##.#.#..#.#.#.###.##.
                .#.####....#..#.####.####
                #.##...#..#.#..##...#..#.
                ..#####..#.##..#.#...##..
                .......##.##.......#####.
                ###..##.##..#.#########..
                ........##....#.#...#.#..
                #######......##.#.#.##...
                #.....#.##..#.#.#...#####
                #.###.#.##.#.##.#####.###
                #.###.#..#..#.#..###.####
                #.###.#..#.#####.###...#.
                #.....#.##.#.#.#..######.
                #######.#...##.#..#...###
                """),
        Golden(
            text: "http://192.168.178.123:51338/?token=a-secret-word-of-32-letters", version: 4, mask: 6,
            modules: """
                #######.#..###...#......#.#######
                #.....#..##..#.....#......#.....#
                #.###.#...#.##.#..#######.#.###.#
                #.###.#.....##...##.###...#.###.#
                #.###.#..#.#..#.#.##....#.#.###.#
                #.....#...#.#.#..#...#.#..#.....#
                #######.#.#.#.#.#.#.#.#.#.#######
                ........#.##.#..#...#.###........
                ##.##.#..###..####.##.#...#.....#
                ##..#...##..#..#...#.#.###..#..#.
                #..#####..##.###......##..####..#
                #......#.####....#.#...###.#.##..
                #.##..##.#.##...#..##..#.###.#.##
                ##.#...#.#...#.####...###....#...
                .##.#####..##..#.#.###.....###...
                ..........##..........#..#....#.#
                ##.##.##.#....#.....#.##..#.##.##
                ##.##......###.###.####.###.#..##
                .##.#####..#...##.##...###.#....#
                #.##...####.#.##..#.#.######..###
                #..#.##..##.####.#.##..#.#...#...
                #.##..........###.##.####...#.##.
                #.##.######.#.####.....#.#....###
                #...#...##....#####.#...#.#.###..
                ####..#......###..#.#..######..#.
                ........##..#..#.##.#..##...#..#.
                #######..##...##...###.##.#.###..
                #.....#...#.###.....#...#...#.##.
                #.###.#.##.##.......#.#######..#.
                #.###.#.#.##...##.######...#.####
                #.###.#...#.#####..#...##..###.##
                #.....#.####.#.##..#...#.##.#.###
                #######.#.##.#.###..#.#.#........
                """),
    ]

    @Test(arguments: goldens) func isWhatAnotherEncoderMakes(golden: Golden) throws {
        let code = try #require(QRCode(golden.text))
        #expect(code.version == golden.version)
        let chosen = try #require(QRCode(golden.text, mask: golden.mask))
        let rows = (0..<code.width).map { y in
            String((0..<code.width).map { chosen.isDark(x: $0, y: y) ? "#" : "." })
        }
        #expect(rows.joined(separator: "\n") == golden.modules)
        #expect(code.mask == golden.mask)
    }

    /// Each version holds as many bytes as table 7 of the standard says, and the next one takes over.
    @Test(arguments: zip([17, 32, 53, 78, 106, 134], 1...6)) func capacities(bytes: Int, version: Int) {
        #expect(QRCode(String(repeating: "a", count: bytes))?.version == version)
        let next = QRCode(String(repeating: "a", count: bytes + 1))?.version
        #expect(next == (version < 6 ? version + 1 : nil))
    }

    /// The eight masks give eight codes; the patterns and the timing lines stay.
    @Test func masks() throws {
        let codes = try (0..<8).map { try #require(QRCode("http://localhost:1338/", mask: $0)) }
        #expect(Set(codes).count == 8)
        for code in codes {
            #expect((0..<7).allSatisfy { code.isDark(x: $0, y: 0) && code.isDark(x: code.width - 7 + $0, y: 0) })
            #expect((8..<code.width - 8).allSatisfy { code.isDark(x: $0, y: 6) == ($0 % 2 == 0) })
            #expect(!code.isDark(x: -1, y: 0) && !code.isDark(x: 0, y: code.width))
        }
    }

    @Test func isDrawnWithItsQuietZone() throws {
        let code = try #require(QRCode("hello"))
        #expect(code.size == Size(width: 29, height: 15))
        var grid = Grid(size: Size(width: 30, height: 16))
        #expect(code.draw(in: grid.area, into: &grid) == code.size)
        // Four light modules on the left, and two rows of two of them above.
        for y in 0..<15 { #expect(grid.lines[y].prefix(4).allSatisfy { $0 == " " }) }
        #expect(grid.lines[0].isEmpty && grid.lines[1].isEmpty)
        #expect(grid.lines[2].hasPrefix("    █▀▀▀▀▀█"))
        #expect(grid[0, 0].style.role == .code && grid[28, 14].style.role == .code)
        #expect(grid[29, 0].style.role == .text)
    }

    @Test(arguments: [Size(width: 28, height: 15), Size(width: 29, height: 14), Size(width: 0, height: 0)])
    func isNotDrawnInPart(room: Size) throws {
        var grid = Grid(size: room)
        let before = grid
        #expect(try #require(QRCode("hello")).draw(in: Rect(room), into: &grid) == nil)
        #expect(grid == before)
    }

    @Test(arguments: ThemeName.allCases, [8, 16, 256]) func isBlackOnWhite(name: ThemeName, colours: Int) {
        let look = Theme(name).appearance(of: Style(.code), colours: colours)
        guard name != .mono else {
            #expect(look.reverse)
            return
        }
        #expect([0, 16].contains(look.foreground) && [7, 15, 231].contains(look.background) && !look.reverse)
    }
}
