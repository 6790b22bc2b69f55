// The mouse: what it does, and how a terminal reports it. A report is a sequence of characters in one of two forms, with columns and rows
// from 1:
//
//   ESC [ < 0 ; 10 ; 5 M      the left button was pressed at column 10 of row 5 (SGR, which xterm numbers 1006)
//   ESC [ < 0 ; 10 ; 5 m      it was released
//   ESC [ M   * %             the same press in the older form: three characters, 32 added to each number

/// Something that was done with the mouse.
public struct MouseEvent: Sendable, Hashable {
    /// What was done.
    public enum Action: Sendable, Hashable {
        /// The left button was pressed.
        case click
        /// The wheel was turned away from the reader, or towards the reader.
        case wheelUp, wheelDown
    }

    /// What was done.
    public let action: Action
    /// Where the pointer was.
    public let point: Point

    /// An event at a cell of the screen.
    public init(_ action: Action, at point: Point) {
        self.action = action
        self.point = point
    }
}

/// The rest of a report, behind the characters with which it begins. It may arrive in pieces.
public struct MouseReport: Sendable {
    /// How the numbers are written.
    public enum Form: Sendable {
        /// In decimal digits: behind `ESC [ <`.
        case sgr
        /// One character each: behind `ESC [ M`.
        case characters
    }

    /// What is known after a character.
    public enum Progress: Sendable, Equatable {
        /// The report continues.
        case unfinished
        /// It has ended; nil if it reports what nobody asked for, such as a button that was released.
        case ended(MouseEvent?)
        /// It is not a report: the character does not belong to it.
        case broken
    }

    private let form: Form
    private var numbers: [Int] = []
    private var digits = 0
    /// More than any terminal has columns.
    private static let largest = 99_999

    /// A report of which nothing has been read behind its first characters.
    public init(_ form: Form) { self.form = form }

    /// Takes in the next character, by its code point. After the end, or after a broken one, the report is over.
    public mutating func take(_ code: UInt32) -> Progress {
        switch form {
        case .sgr: takeDigit(code)
        case .characters: takeNumber(code)
        }
    }

    private mutating func takeDigit(_ code: UInt32) -> Progress {
        switch code {
        case 0x30...0x39:
            digits = digits * 10 + Int(code - 0x30)
            return digits > Self.largest ? .broken : .unfinished
        case 0x3B:
            numbers.append(digits)
            digits = 0
            return numbers.count > 2 ? .broken : .unfinished
        case 0x4D, 0x6D:
            guard numbers.count == 2 else { return .ended(nil) }
            return .ended(code == 0x4D ? event(numbers[0], numbers[1], digits) : nil)
        default: return .broken
        }
    }

    private mutating func takeNumber(_ code: UInt32) -> Progress {
        guard code >= 32, code <= Self.largest else { return .broken }
        numbers.append(Int(code) - 32)
        return numbers.count < 3 ? .unfinished : .ended(event(numbers[0], numbers[1], numbers[2]))
    }

    private func event(_ button: Int, _ column: Int, _ row: Int) -> MouseEvent? {
        guard column > 0, row > 0 else { return nil }
        let action: MouseEvent.Action
        // 4, 8 and 16 are Shift, Alt and Ctrl; 32 would be a movement.
        switch button & ~(4 | 8 | 16) {
        case 0: action = .click
        case 64: action = .wheelUp
        case 65: action = .wheelDown
        default: return nil
        }
        return MouseEvent(action, at: Point(x: column - 1, y: row - 1))
    }
}
